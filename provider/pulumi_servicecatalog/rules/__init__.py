"""Decisions: pure functions from what is declared and what is observed to a verdict. No I/O, no clock."""
