"""Names that AWS takes or a program prints, and that would be more than text where they are not shown as text."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

NAMES = {
    "a script": "<script>document.title = 'taken'</script>",
    "the end of a script": "</script><script>document.title = 'taken'</script>",
    "an element with a handler": '<img src=x onerror="document.title = 1">',
    "the end of an attribute": '" onload="document.title = 1" x="',
    "a comment": "<!-- <script>",
    "a character reference": "&lt;b&gt;&#60;",
    "a template": "{{ 7 * 7 }}{% raw %}${7*7}",
    "an address": "javascript:document.title=1",
    "a table in Markdown": "a | b | c\n|---|---|",
    "a heading in Markdown": "\n# Taken\n* [x](https://example.com)",
    "a link in Markdown": "[x](https://example.com) ![x](https://example.com/x.png)",
    "code in Markdown": "``` x `` y ` z",
    "a mention": "@everyone closes #1",
    "backticks at both ends": "`x`",
    "a formula": "=cmd|' /C calc'!A0",
    "a formula after a blank": " =1+1",
    "another formula": "@SUM(1)",
    "a negative number": "-2+3",
    "a row of a table": 'a,b"c\nd',
    "a workflow command": "::error::taken",
    "a workflow command of Azure": "##vso[task.setvariable]x ##[error]x",
    "what moves the cursor": "\x1b[2J\x07\r",
    "what reorders text": "\u202etxt.exe\u2066",
    "what no XML has": "\ufffe\uffff\x00",
    "half of a character": "\ud800",
    "the end of CDATA": "]]><x>",
    "a shell command": "$(touch taken); `touch taken`; 'x",
    "marks of our own": "\x01\x02\x03\x04",
}


_OURS = {"verdict", "severity", "how"}
"""Fields that have words of ours: another word in them would be another case."""


def filled(value: Any, text: str) -> Any:
    """Return a value with a text in the place of every text in it that is not empty."""
    if isinstance(value, str):
        return text if value else value
    if isinstance(value, tuple):
        return tuple(filled(item, text) for item in value)
    if isinstance(value, Mapping):
        return {filled(key, text): item for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _OURS]
        return replace(value, **{name: filled(getattr(value, name), text) for name in names})
    return value
