"""What the commands of catalogctl have written, as reports. Each file is parsed here, once."""
