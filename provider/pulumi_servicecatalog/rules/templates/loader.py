"""Reading a template, whichever language it is written in. Preflight calls it first."""

import json
from typing import Final

from pulumi_servicecatalog.rules.templates import json_members, json_text, yaml_members, yaml_text
from pulumi_servicecatalog.rules.templates.template import (
    MOST_BYTES,
    MOST_LEVELS,
    ReadError,
    RepeatedKey,
    Template,
    Unreadable,
    Value,
)

_BYTE_ORDER_MARK: Final = "\ufeff"


def load(text: str) -> Template | Unreadable:
    """Read a template, or say where and why it cannot be read. Never raises, whatever the text."""
    try:
        value, repeated_keys, digest = _read(text)
    except ReadError as error:
        return error.unreadable
    except RecursionError:
        return Unreadable(reason=f"it is nested more than {MOST_LEVELS} levels deep")
    match value:
        case dict():
            return Template(body=value, repeated_keys=repeated_keys, digest=digest)
        case None:
            return Unreadable(reason="it is empty")
        case list():
            return Unreadable(reason="the top level of a template must be a map; this is a list")
        case _:
            return Unreadable(reason=f"the top level of a template must be a map; this is {json.dumps(value)[:80]}")


def _read(text: str) -> tuple[Value, tuple[RepeatedKey, ...], str | None]:
    """Return the value, the keys that stand more than once, and the digest where reading has shown it."""
    # A character takes up to four bytes, so most texts need not be encoded to be measured.
    if len(text) * 4 > MOST_BYTES and len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        raise ReadError(f"it is larger than {MOST_BYTES:,} bytes, the limit of CloudFormation")
    text = text.removeprefix(_BYTE_ORDER_MARK)
    is_json = text.lstrip().startswith("{")
    if shared := (json_members if is_json else yaml_members).read(text):
        return shared.body, (), shared.digest
    if not is_json:
        return (*yaml_text.read(text), None)
    try:
        value, repeated_keys = json_text.read(text)
    except json_text.SyntaxMistake as mistake:
        # CloudFormation takes a comma before a closing brace, as YAML's flow style does.
        try:
            return (*yaml_text.read(text), None)
        except ReadError:
            raise mistake from None
    return value, repeated_keys, None
