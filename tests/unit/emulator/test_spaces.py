"""Around values CloudFormation removes what Java's trim does, and none of the spaces that only Unicode has."""

import pytest

from catalog_emulator.cloudformation import parameters
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.core import spaces

JAVA, UNICODE_ONLY = [" ", "\t", "\n", "\r", "\x0b", "\x1f"], ["\u00a0", "\u2003", "\u3000", "\x85"]


def in_force(kind: str, value: str, **constraints: object) -> str:
    document = {"Parameters": {"P": {"Type": kind, **constraints}}}
    return parameters.in_force(document, [{"ParameterKey": "P", "ParameterValue": value}])["P"]


@pytest.mark.parametrize("space", JAVA)
def test_space_around_a_number_and_a_member_of_a_list_is_none_of_the_value(space: str) -> None:
    assert in_force("Number", f"{space}5{space}", MinValue=1) == f"{space}5{space}"
    assert in_force("CommaDelimitedList", f"a,{space}b{space}", AllowedValues=["a", "b"])
    assert spaces.members(f"a,{space}b{space}") == ["a", "b"]


@pytest.mark.parametrize("space", UNICODE_ONLY)
def test_what_is_a_space_to_python_alone_belongs_to_the_value(space: str) -> None:
    with pytest.raises(StackValidationError, match="must be a number"):
        in_force("Number", f"5{space}")
    with pytest.raises(StackValidationError, match="must be one of AllowedValues"):
        in_force("CommaDelimitedList", f"a,{space}b", AllowedValues=["a", "b"])
