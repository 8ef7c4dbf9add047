"""The answers file: what the probe writes is what the emulator loads, and what makes no sense is refused."""

import pytest

from catalog_emulator.core import answers
from catalog_emulator.core.settings import SettingsError
from support.tables import table


def answer(switch, value):
    return {"switch": switch, "value": value, "when": "2026-11-27T04:00:00Z", "region": "eu-west-1", "seen": "so"}


def test_what_is_written_is_loaded(tmp_path):
    path = tmp_path / "answers.yaml"
    entries = [
        answer("match_rule", "bytes"),
        answer("import_accepts_names", value=True),
        answer("search_lag_reads", 2),
        answer("name_reuse_seconds", 3),
        answer("import_refusals", ["template=InvalidStateException"]),
    ]
    answers.write(path, {"answers": entries, "unanswered": [{"question": "auto_tags", "reason": "no"}]})
    assert answers.load(path) == {
        "match_rule": "bytes",
        "import_accepts_names": True,
        "search_lag_reads": 2,
        "name_reuse_seconds": 3.0,
        "import_refusals": ("template=InvalidStateException",),
    }


@table(
    "text expected",
    ("{", "is not YAML", "no YAML"),
    ("a\x00b", "is not YAML", "control characters"),
    ("answers: []", "schemaVersion must be 1", "no version"),
    ("- 1", "schemaVersion must be 1", "a list"),
    ("schemaVersion: 2\nanswers: []", "schemaVersion must be 1", "another version"),
    ("schemaVersion: 1", "answers must be a list", "no answers"),
    ("schemaVersion: 1\nanswers: [match_rule]", "answers must be a list", "a name alone"),
    ("schemaVersion: 1\nanswers: [{switch: match_rule}]", "answers must be a list", "no value"),
    ("schemaVersion: 1\nanswers: [{switch: [a], value: 1}]", "answers must be a list", "a switch that is no text"),
    ("schemaVersion: 1\nanswers: [{switch: match_rule, value: null}]", "match_rule has no value", "an empty value"),
    ("schemaVersion: 1\nanswers: [{switch: colour, value: red}]", "unknown setting 'colour'", "an unknown switch"),
    (
        "schemaVersion: 1\nanswers: [{switch: match_rule, value: words}]",
        "match_rule must be one of meaning, bytes, not 'words'",
        "a wrong value",
    ),
    (
        "schemaVersion: 1\nanswers: [{switch: match_rule, value: bytes}, {switch: match_rule, value: meaning}]",
        "match_rule is answered twice",
        "two values",
    ),
)
def test_a_file_that_makes_no_sense_is_refused(tmp_path, text, expected, reason):
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"answers\.yaml") as refused:
        answers.load(path)
    assert expected in str(refused.value), reason


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="cannot read"):
        answers.load(tmp_path / "none.yaml")
