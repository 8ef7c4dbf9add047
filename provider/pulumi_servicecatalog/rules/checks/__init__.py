"""What stands in the way of an adoption: one module for each thing that is looked at. Called by reconcile.preflight."""
