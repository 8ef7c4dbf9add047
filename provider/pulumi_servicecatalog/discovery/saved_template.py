"""A template as it is saved: what a NoEcho parameter declares is replaced, and what is equal stays equal.

A value is replaced by a digest with a key that is kept nowhere, so that nobody finds it by trying, and templates can
still be compared within a run. Texts that differ still do: the white space at the end follows from the original text.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Final

from pulumi_servicecatalog.rules.templates import Template, load
from pulumi_servicecatalog.rules.templates.template import Value

_NO_ECHO: Final = "NoEcho"
_VALUES: Final = ("Default", "AllowedValues", "AllowedPattern")
_UNREADABLE: Final = "- This template is left out: it cannot be read, and may declare a NoEcho parameter.\n"


class Redaction:
    """Replaces secrets in the same way throughout a run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, text: str) -> str:
        """Return the text of a template without what its NoEcho parameters declare; without any, as it is."""
        if _NO_ECHO not in text:
            return text
        read = load(text)
        if not isinstance(read, Template):
            return _UNREADABLE
        parameters = read.body.get("Parameters")
        if not isinstance(parameters, dict):
            return text
        shown = {name: self._parameter(declared) for name, declared in parameters.items()}
        if shown == parameters:
            return text
        return json.dumps({**read.body, "Parameters": shown}, indent=1) + self._spaces(text)

    def _parameter(self, declared: Value) -> Value:
        if not isinstance(declared, dict) or not _hides(declared):
            return declared
        return {name: self._digest(value) if name in _VALUES else value for name, value in declared.items()}

    def _digest(self, value: Value) -> str:
        return f"left out: {self._keyed(json.dumps(value, sort_keys=True)).hex()[:24]}"

    def _spaces(self, text: str) -> str:
        number = int.from_bytes(self._keyed(text)[:8])
        return "\n" + f"{number:064b}".replace("0", " ").replace("1", "\t") + "\n"

    def _keyed(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(errors="surrogatepass"), hashlib.sha256)


def _hides(declared: Mapping[str, Value]) -> bool:
    return str(declared.get(_NO_ECHO, False)).lower() != "false"
