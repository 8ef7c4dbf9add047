"""What touches this machine: its clock, and lock files between its processes."""
