"""The programs that are generated, a module for each language: a few lines, which stay as they are."""
