"""What a template's values come to once its resources exist: every function, and references to anything.

`intrinsics` knows what the parameters decide alone; a stack of stubs asks here for properties and outputs.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import spaces, template
from catalog_emulator.core.intrinsics import Values

if TYPE_CHECKING:
    from collections.abc import Callable

_VARIABLE = re.compile(r"\$\{(!?)([^}]+)\}")
_LIST_TYPE = re.compile(r"(?:AWS::SSM::Parameter::Value<)?(?:CommaDelimitedList|List<[^>]*>)>?")
_COMPUTED: dict[str, Callable[[Any], Any]] = {
    "Fn::Base64": lambda text: base64.b64encode(str(text).encode()).decode(),
    "Fn::Join": lambda arguments: str(arguments[0]).join(template.as_text(item) for item in arguments[1]),
    "Fn::Select": lambda arguments: arguments[1][int(arguments[0])],
    "Fn::Split": lambda arguments: str(arguments[1]).split(str(arguments[0])),
    "Fn::ToJsonString": json.dumps,
}
"""The functions that need nothing but their arguments."""


@dataclass(frozen=True, kw_only=True)
class Evaluation(Values):
    """A parsed template, the values of its parameters, and where references lead.

    Attributes:
        reference: what `Ref` gives for a resource or a pseudo parameter. Raises KeyError.
        attribute: what `Fn::GetAtt` gives for a resource and one of its attributes. Raises KeyError.
        exported: what `Fn::ImportValue` gives for a name. Raises KeyError.

    """

    reference: Callable[[str], Any]
    attribute: Callable[[str, str], Any]
    exported: Callable[[str], str]

    def _called(self, function: str, argument: Any) -> Any:
        match function:
            case "Ref":
                return self._referred(str(argument))
            case "Fn::GetAtt":
                name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
                return self.attribute(str(name), str(self.resolved(attribute)))
            case "Fn::ImportValue":
                return self.exported(str(self.resolved(argument)))
            case "Fn::GetAZs":
                region = self.resolved(argument) or self.reference("AWS::Region")
                return [f"{region}{zone}" for zone in "abc"]
        compute = _COMPUTED.get(function)
        return compute(self.resolved(argument)) if compute else super()._called(function, argument)

    def _referred(self, name: str) -> Any:
        if name not in self.parameters:
            return self.reference(name)
        declared = (self.document.get("Parameters") or {}).get(name) or {}
        value = self.parameters[name]
        return spaces.members(value) if _LIST_TYPE.fullmatch(str(declared.get("Type"))) else value

    def _substituted(self, argument: Any) -> str:
        text, own = (argument[0], self.resolved(argument[1])) if isinstance(argument, list) else (argument, {})

        def value(variable: re.Match[str]) -> str:
            literal, name = variable[1], variable[2].strip()
            if literal:
                return f"${{{name}}}"
            if name in own:
                return template.as_text(own[name])
            logical_id, _, attribute = name.partition(".")
            is_attribute = attribute and name not in self.parameters
            return template.as_text(self.attribute(logical_id, attribute) if is_attribute else self._referred(name))

        return _VARIABLE.sub(value, str(text))
