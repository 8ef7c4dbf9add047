"""What AWS has: the gateway to it, what one engine operation has read through it, and comparisons with that."""
