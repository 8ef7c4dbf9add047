"""Makes AWS be as declared: asks rules what to do, does it through the door, and gives the outcome as a value."""
