"""Finds every reason why an operation would fail, and changes nothing."""
