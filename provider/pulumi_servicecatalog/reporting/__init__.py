"""What is known of an estate as one value, and what is shown of it."""
