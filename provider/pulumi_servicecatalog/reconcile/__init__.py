"""Makes AWS be as declared: asks rules what to do, does it through the gateway, and returns the outcome as a value."""
