"""What touches this machine: its clock, its threads, and lock files between its processes."""
