"""What is wrong with a file."""


class SourceError(Exception):
    """A file cannot be used; the text is one line that says why."""
