"""What a release promised is kept: whatever goes or changes is reported, and what is added is not."""

from dataclasses import replace

import pytest
from tools.interface.__main__ import present, releases
from tools.interface.compare import incompatible
from tools.interface.recorded import Interface

BEFORE = Interface(
    version="1.2.3",
    inputs={"a:Stack": {"name": "string", "tags?": "object of string"}},
    outputs={"a:Stack": {"id": "string", "note?": "string"}},
    problems=("NoSuchStack",),
    exit_codes={"OK": 0},
    documents={"inventory.schema.json/stack/reason": "string"},
)


def test_the_present_version_keeps_what_each_release_promised():
    assert [list(incompatible(before, present())) for before in releases()] == [[] for _ in releases()]


def test_what_is_recorded_is_read_back_as_it_was():
    assert Interface.parsed(BEFORE.text()) == BEFORE


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ({"inputs": {}}, "a:Stack is gone, with its inputs"),
        ({"inputs": {"a:Stack": {"name": "string"}}}, "a:Stack.tags, an input, is gone"),
        (
            {"inputs": {"a:Stack": {"name": "integer", "tags?": "object of string"}}},
            "a:Stack.name, an input, was string and is integer",
        ),
        (
            {"inputs": {"a:Stack": {"name": "string", "tags": "object of string"}}},
            "a:Stack.tags, an input, must be given now",
        ),
        (
            {"inputs": {"a:Stack": {**BEFORE.inputs["a:Stack"], "new": "string"}}},
            "a:Stack.new, an input, must be given now",
        ),
        ({"outputs": {"a:Stack": {"note?": "string"}}}, "a:Stack.id is gone"),
        ({"outputs": {"a:Stack": {"id?": "string", "note?": "string"}}}, "a:Stack.id may be missing now"),
        ({"outputs": {"a:Stack": {"id": "number", "note?": "string"}}}, "a:Stack.id was string and is number"),
        ({"problems": ()}, "the problem NoSuchStack is gone"),
        ({"exit_codes": {"OK": 1}}, "the exit code OK was 0 and is 1"),
        ({"documents": {}}, "inventory.schema.json/stack/reason is gone"),
    ],
    ids=str,
)
def test_whatever_goes_or_changes_is_reported(now, sentence):
    assert sentence in list(incompatible(BEFORE, replace(BEFORE, **now)))


@pytest.mark.parametrize(
    "now",
    [
        {"inputs": {**BEFORE.inputs, "a:New": {"name": "string"}}},
        {"inputs": {"a:Stack": {**BEFORE.inputs["a:Stack"], "new?": "string"}}},
        {"inputs": {"a:Stack": {"name?": "string", "tags?": "object of string"}}},
        {"outputs": {"a:Stack": {"id": "string", "note": "string", "more": "string"}}},
        {"problems": ("NoSuchStack", "Another")},
        {"exit_codes": {"OK": 0, "DIFFERS": 7}},
        {"documents": {**BEFORE.documents, "inventory.schema.json/stack/more": "string"}},
    ],
    ids=str,
)
def test_what_is_added_is_no_break(now):
    assert list(incompatible(BEFORE, replace(BEFORE, **now))) == []
