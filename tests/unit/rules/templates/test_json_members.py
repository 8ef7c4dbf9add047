"""A JSON template that is read member by member is what it is when it is read as a whole."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pulumi_servicecatalog.rules.templates import canonical, json_members, json_text
from pulumi_servicecatalog.rules.templates.template import MOST_LEVELS, ReadError, Template, Value
from support.expect import a
from support.random_cases import cases

names = st.sampled_from(["Resources", "Outputs", "A", "B", "C", "Fn::GetAtt", "Ref", 'quo"te', "é", "?", ""])
plain = st.sampled_from([1, 1.0, True, None, "a", "1", "é", "what?", 'a "quote", {', "[", "x\ny", 10**20])
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)
templates = st.dictionaries(names, st.dictionaries(names, values, max_size=4) | values, min_size=1, max_size=4)
written = st.builds(
    lambda template, indent: json.dumps(template, indent=indent, ensure_ascii=False),
    templates,
    st.sampled_from([1, 2, 3, 4]),
)
damages = st.tuples(
    st.integers(0, 400),
    st.sampled_from(["", ",", "}", "{", '"', "\n", "  ", ":", "\r", "]", "\n  ", '\n  "A": 1,', "NaN", "\u2028"]),
    st.integers(0, 3),
)


def whole(text):
    """Read a text as a whole: what it holds, or None where it cannot be read or has a key twice."""
    try:
        value, repeated_keys = json_text.read(text)
    except ReadError:
        return None
    return value if isinstance(value, dict) and not repeated_keys else None


def damaged(text, damage):
    """Replace a few characters somewhere by others."""
    at, by, length = damage
    at %= len(text) + 1
    return text[:at] + by + text[at + length :]


@settings(max_examples=cases(600), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written, st.lists(damages, max_size=2))
@example('{\n  "A": {\n    "B": 1,\n    "B": 2\n  }\n}', [])
@example('{\n  "A": {\n    "B": 1\n  },\n}', [])
@example('{\n  "A": {\n    "B": [\n    "C",\n    "D"\n    ]\n  }\n}', [])
@example('{\n  "\\x": {\n    "B": 1\n  }\n}', [])
@example('{\n  "A": [\n    "B", {\n  "C": 1}, {\n  "D": 2}]\n}', [])
def test_a_template_is_the_same_whichever_way_it_is_read(text, damages_):
    for damage in damages_:
        text = damaged(text, damage)
    by_members = json_members.read(text)
    if by_members is not None:
        expected = whole(text)
        assert expected is not None
        assert canonical.text(by_members.body) == canonical.text(expected)
        assert list(by_members.body) == list(expected)
        digest = canonical.fingerprint(Template(body=expected))
        assert by_members.digest in {None, digest}


@pytest.mark.parametrize("indent", [1, 2, 4])
def test_what_a_program_has_written_is_read_member_by_member(indent):
    template: dict[str, Value] = {
        "Description": "x",
        "Resources": {"A": {"Type": "X"}, "B": {"Type": "Y", "P": [1, {"Ref": "A"}]}},
    }
    text = json.dumps(template, indent=indent)
    read = json_members.read(text)
    assert read is not None
    assert read.body == template
    assert read.digest == canonical.fingerprint(Template(body=template))
    again = json_members.read(text.replace('"Y"', '"Z"'))
    assert again is not None
    before, after = (a(dict, known.body["Resources"]) for known in (read, again))
    assert after["A"] is before["A"]  # which is kept, and not read again


@pytest.mark.parametrize("more", [0, 1])
def test_a_template_may_be_nested_as_deep_as_when_it_is_read_as_a_whole(more):
    deep = json.dumps({"Resources": {"A": [0]}}, indent=2)
    nested = deep.replace("0", "[" * (MOST_LEVELS - 3 + more) + "0" + "]" * (MOST_LEVELS - 3 + more))
    assert (json_members.read(nested) is None) == (whole(nested) is None) == bool(more)
