"""The short forms of CloudFormation's functions in YAML, and the one long form that each of them stands for.

`yaml_text` and `json_text` call this while they read, so that two spellings of a function are one value afterwards.
"""

from typing import Final

from pulumi_servicecatalog.rules.templates.template import Value

_GET_ATT: Final = "Fn::GetAtt"

# Intrinsic functions, condition functions and rule functions. Fn::ForEach has no short form.
_FUNCTIONS: Final = (
    "And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAZs GetAtt GetStackOutput If "
    "ImportValue Join Length Not Or RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll"
)

LONG_FORMS: Final[dict[str, str]] = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{f"!{name}": f"Fn::{name}" for name in _FUNCTIONS.split()},
}


def call(function: str, argument: Value) -> dict[str, Value]:
    """Return the long form of a call."""
    return normal({function: argument})


def normal(mapping: dict[str, Value]) -> dict[str, Value]:
    """Return a mapping in which Fn::GetAtt has a list: `a.b.c` is the attribute `b.c` of the resource `a`."""
    if len(mapping) == 1:
        argument = mapping.get(_GET_ATT)
        if isinstance(argument, str):
            return {_GET_ATT: list(argument.split(".", 1))}
    return mapping
