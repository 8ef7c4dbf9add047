"""Building a template's value from YAML events, for `yaml_text`.

Aliases and merge keys are resolved. CloudFormation itself refuses both, but `aws cloudformation package` and SAM
resolve them before they upload a template. What they may add to it is limited, so that a small text stays small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pulumi_servicecatalog.rules.templates import intrinsic, scalar
from pulumi_servicecatalog.rules.templates.template import MOST_LEVELS, ReadError, RepeatedKey, Value

if TYPE_CHECKING:
    import yaml

MOST_NODES_BY_ALIAS: Final = 250_000
MOST_TEXT_BY_ALIAS: Final = 16 * 1_048_576

_NO_KEY: Final = object()
_MERGE: Final = object()
_CORE: Final = "tag:yaml.org,2002:"
_NON_SPECIFIC: Final = "!"
"""A scalar with it is a string, a collection what it is without it."""
_SCALAR_TYPES: Final[dict[str, tuple[type, ...]]] = {
    _CORE + "null": (type(None),),
    _CORE + "bool": (bool,),
    _CORE + "int": (int,),
    _CORE + "float": (float, int),
}


class _Open:
    """A mapping or sequence whose end is still to come."""

    __slots__ = (
        "anchor",
        "function",
        "height",
        "key",
        "level",
        "merged",
        "nodes_before",
        "start_mark",
        "text_before",
        "value",
    )

    def __init__(self, *, value: Any, event: yaml.CollectionStartEvent, function: str | None, level: int) -> None:
        self.value: Any = value
        self.anchor: str | None = event.anchor
        self.start_mark = event.start_mark
        self.function = function
        self.level = level
        self.key: Any = _NO_KEY
        self.height = 1
        self.merged: list[dict[str, Value]] = []
        self.nodes_before = 0
        self.text_before = 0


class _Anchored:
    """The value of an anchor, and what each of its aliases takes of the limits."""

    __slots__ = ("height", "nodes", "text", "value")

    def __init__(self, *, value: Value, height: int, nodes: int, text: int) -> None:
        self.value = value
        self.height = height
        self.nodes = nodes
        self.text = text


class Builder:
    """Takes the events of one text in their order; `root` is its value in the end.

    Of a key that stands more than once in its map the last value counts, as in CloudFormation.
    """

    def __init__(self) -> None:
        self.root: Value = None
        self.repeated_keys: list[RepeatedKey] = []
        self._documents = 0
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._nodes = 0
        self._text = 0
        self._nodes_by_alias = 0
        self._text_by_alias = 0

    @property
    def anchored(self) -> bool:
        """Return whether the text has an anchor, so that a part of it may not stand by itself."""
        return bool(self._anchors)

    def document(self, event: yaml.DocumentStartEvent) -> None:
        """Begin a document, of which there may be one."""
        self._documents += 1
        if self._documents > 1:
            raise _error(event, "it has more than one YAML document")

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Take a scalar: a key or a value."""
        text: str = event.value
        value: Value = text
        if event.tag:
            value = _tagged(event, event.tag)
        elif event.implicit[0]:
            if text == "<<" and self._awaits_key():
                self._merge(event)
                return
            value = scalar.key(text) if self._awaits_key() else scalar.plain(text)
        height = 2 if isinstance(value, dict) else 0
        self._nodes += 1
        self._text += len(text)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value=value, height=height, nodes=1, text=len(text))
        self._attach(value, height, event)

    def sequence(self, event: yaml.SequenceStartEvent) -> None:
        """Begin a sequence."""
        self._begin([], event, "seq")

    def mapping(self, event: yaml.MappingStartEvent) -> None:
        """Begin a mapping."""
        self._begin({}, event, "map")

    def alias(self, event: yaml.AliasEvent) -> None:
        """Take what an anchor stands for; it must be complete, so that no value contains itself."""
        anchored = self._anchors.get(event.anchor or "")
        if anchored is None:
            raise _error(event, f"*{event.anchor} has no &{event.anchor} before it")
        self._nodes += anchored.nodes
        self._text += anchored.text
        self._nodes_by_alias += anchored.nodes
        self._text_by_alias += anchored.text
        if self._nodes_by_alias > MOST_NODES_BY_ALIAS:
            raise _error(event, f"its aliases stand for more than {MOST_NODES_BY_ALIAS:,} values")
        if self._text_by_alias > MOST_TEXT_BY_ALIAS:
            raise _error(event, f"its aliases stand for more than {MOST_TEXT_BY_ALIAS:,} characters")
        self._check_level(self._level() + anchored.height, event)
        self._attach(anchored.value, anchored.height, event)

    def close(self, _: yaml.CollectionEndEvent) -> None:
        """End the innermost mapping or sequence, and put it into the one around it."""
        closed = self._open.pop()
        value = closed.value
        for merged in closed.merged:
            for key, item in merged.items():
                value.setdefault(key, item)
        if type(value) is dict:
            value = intrinsic.normal(value)
        if closed.function:
            value = intrinsic.call(closed.function, value)
            closed.height += 1
        if closed.anchor:
            nodes, text = self._nodes - closed.nodes_before, self._text - closed.text_before
            self._anchors[closed.anchor] = _Anchored(value=value, height=closed.height, nodes=nodes, text=text)
        self._attach(value, closed.height, closed)

    def _begin(self, value: list[Value] | dict[str, Value], event: yaml.CollectionStartEvent, own_tag: str) -> None:
        function: str | None = None
        tag: str | None = event.tag
        if tag is not None and tag not in {_NON_SPECIFIC, _CORE + own_tag}:
            function = intrinsic.LONG_FORMS.get(tag)
            if function is None:
                raise _unknown_tag(event, tag)
        level = self._level() + (2 if function else 1)
        self._check_level(level, event)
        opened = _Open(value=value, event=event, function=function, level=level)
        opened.nodes_before = self._nodes
        opened.text_before = self._text
        self._nodes += 1
        if event.anchor:
            self._anchors.pop(event.anchor, None)
        self._open.append(opened)

    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].key is _NO_KEY and type(self._open[-1].value) is dict

    def _merge(self, event: yaml.ScalarEvent) -> None:
        if self._open[-1].merged:
            self._repeats("<<", event)
        self._open[-1].key = _MERGE

    def _attach(self, value: Any, height: int, event: Any) -> None:
        if not self._open:
            self.root = value
            return
        around = self._open[-1]
        if height >= around.height:
            around.height = height + 1
        key = around.key
        if type(around.value) is list:
            around.value.append(value)
        elif key is _NO_KEY:
            around.key = _key(value, event)
            if value in around.value:
                self._repeats(value, event)
        else:
            around.key = _NO_KEY
            if key is _MERGE:
                around.merged[:0] = _mappings(value, event)
            else:
                around.value[key] = value

    def _repeats(self, key: str, event: Any) -> None:
        mark = event.start_mark
        self.repeated_keys.append(RepeatedKey(key=key, line=mark.line + 1, column=mark.column + 1))

    def _level(self) -> int:
        return self._open[-1].level if self._open else 0

    def _check_level(self, level: int, event: Any) -> None:
        if level > MOST_LEVELS:
            raise _error(event, f"it is nested more than {MOST_LEVELS} levels deep")


def _tagged(event: yaml.ScalarEvent, tag: str) -> Value:
    """Return the value of a scalar with a tag: a function's short form, or one of the few types that YAML can name."""
    text: str = event.value
    function = intrinsic.LONG_FORMS.get(tag)
    if function:
        return intrinsic.call(function, text)
    if tag in {_NON_SPECIFIC, _CORE + "str"}:
        return text
    types = _SCALAR_TYPES.get(tag)
    if types is None:
        raise _unknown_tag(event, tag)
    value = scalar.plain(text)
    if type(value) not in types:
        raise _error(event, f"{text} is not a valid !!{tag.removeprefix(_CORE)}")
    return float(value) if isinstance(value, int) and float in types else value


def _key(value: Any, event: Any) -> str:
    """Refuse a key that is no string, in CloudFormation's words for it."""
    if type(value) is str:
        return value
    received = {bool: "boolean", int: "numeric", float: "numeric", type(None): "null"}.get(type(value))
    shown = f"received {received} [{event.value}]" if received and hasattr(event, "value") else "received a collection"
    raise _error(event, f"map keys must be strings; {shown} instead")


def _mappings(value: Value, event: Any) -> list[dict[str, Value]]:
    """Return what a merge key names: a mapping, or a sequence of them, of which the first wins."""
    named = value if isinstance(value, list) else [value]
    mappings = [mapping for mapping in named if isinstance(mapping, dict)]
    if len(mappings) < len(named):
        raise _error(event, "a merge key must name a map, or a list of maps")
    return mappings


def _unknown_tag(event: Any, tag: str) -> ReadError:
    if tag.startswith(_CORE):
        return _error(event, f"the YAML tag !!{tag.removeprefix(_CORE)} is not supported here")
    return _error(event, f"{tag} is no function of CloudFormation")


def _error(event: Any, reason: str) -> ReadError:
    mark = event.start_mark
    return ReadError(reason, line=mark.line + 1, column=mark.column + 1)
