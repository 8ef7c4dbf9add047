"""What a test takes for granted of a value, so that it fails there, and the type of what follows is known."""

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """Return the value, which is one."""
    assert value is not None
    return value


def a(kind: type[T], value: object) -> T:
    """Return the value, which is of this kind."""
    assert isinstance(value, kind), value
    return value
