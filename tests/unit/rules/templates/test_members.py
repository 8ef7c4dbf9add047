"""A YAML template that is read member by member is what it is when it is read as a whole."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import canonical, yaml_members, yaml_text
from pulumi_servicecatalog.rules.templates.members import Known, Read
from pulumi_servicecatalog.rules.templates.template import ReadError, Template
from support.expect import a
from support.random_cases import cases
from support.tables import table
from support.templates import read, unreadable

PLAIN = ["  A:\n    Type: X\n", "  B: {Ref: A}\n", "  C: !GetAtt A.b\n", "  D: [1, '1', yes]\n", "  E:\n    - F: G\n"]
SCALARS = [
    "  H: |\n    text\n",
    "  H: |+\n    text\n\n\n",
    "  H: >-\n    text\n     more\n\n",
    '  I: "two\n    lines"\n',
    "  J: plain\n    goes on\n",
    "  K: 'a ''quote'' # no comment'\n",
    "  L:\n",
    "  M: !Sub |\n    ${A}\n",
]
HAZARDS = [
    "  N: &x {a: 1}\n",
    "  O: *x\n",
    "  <<: *x\n",
    '  P: "open\n',
    '  Q: closed"\n',
    "  R: {\n",
    "  S: 1}\n",
    "  A: again\n",
    "  T: {U: 1, U: 2}\n",
    "   V: too far\n",
    " W: not far enough\n",
    "X: on top\n",
    "  Y: 1\r  Z: 2\n",
    "  Y: 1\u2028  Z: 2\n",
    "  Fn::GetAtt: a.b\n",
    '  "quoted": 1\n',
    "  ? a\n  : b\n",
    "  - item\n",
    "  # comment\n",
    "\n",
    "# comment\n",
    "---\n",
    "...\n",
    "\ttab\n",
    "  !Foo tag: 1\n",
    "  1: number\n",
    "  yes: boolean\n",
    "  é: ?\n",
    "  AA: Grüße?\n",
    "  BB: what?\n",
]
HEADERS = [
    "Resources:\n",
    "Outputs: # they\n",
    "\nOther:   \n",
    "Tagged: !Foo\n",
    "Value: 1\n",
    "Text: |\n",
    "Resources:\r\n",
]
members = st.lists(st.sampled_from(PLAIN + SCALARS) | st.sampled_from(HAZARDS), max_size=6).map("".join)
sections = st.lists(st.tuples(st.sampled_from(HEADERS), members).map("".join), max_size=3)
starts = st.sampled_from(["", "", "", "---\n", "# comment\n", "\n", "\ufeff"])
ends = st.sampled_from(["", "cut", "\n", "\n\n", "  # end"])


def whole(text):
    """Read a text as a whole: what it holds, or None where it cannot be read."""
    try:
        value, repeated_keys = yaml_text.read(text.removeprefix("\ufeff"))
    except ReadError:
        return None
    return (value, repeated_keys) if isinstance(value, dict) else None


@settings(max_examples=cases(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(starts, sections, ends)
@example("", ["Resources:\n" + SCALARS[0] + PLAIN[0]], "cut")
@example("", ["Resources:\n" + PLAIN[0] + SCALARS[0]], "cut")
@example("", ["Resources:\n" + SCALARS[1], "Outputs:\n" + PLAIN[1]], "")
def test_a_template_is_the_same_whichever_way_it_is_read(start, parts, end):
    text = start + "".join(parts)
    text = text.rstrip("\n") if end == "cut" else text + end
    expected = whole(text)
    for _ in range(2):  # once its members are known, it is not parsed any more
        loaded = templates.load(text)
        assert isinstance(loaded, Template) == (expected is not None)
        if isinstance(loaded, Template) and expected is not None:
            assert (canonical.text(loaded.body), loaded.repeated_keys) == (canonical.text(expected[0]), expected[1])
            assert templates.fingerprint(loaded) == templates.fingerprint(Template(body=loaded.body))


def resource(number, value):
    return f"  Queue{number}:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: {value}\n"


def text_of(*values):
    return "Description: many\nResources:\n" + "".join(resource(number, value) for number, value in enumerate(values))


def test_what_templates_share_is_read_once():
    first, second = (a(dict, read(text_of(700, value, 703)).body["Resources"]) for value in (701, 702))
    assert [first[name] is second[name] for name in ("Queue0", "Queue1", "Queue2")] == [True, False, True]
    assert second["Queue1"]["Properties"] == {"DelaySeconds": 702}


@table(
    "text",
    ("A: 1\nA: 2\n", "a section that stands twice"),
    ("Resources:\n  A: 1\n  A: 2\n", "a member that stands twice"),
    ("Resources:\n  A: &x 1\n  B: *x\n", "an anchor"),
    ("A: 1\n---\nB: 2\n", "two documents"),
    ("{A: 1}\n", "the flow style"),
    ("A: 1\rB: 2\n", "a line's end that is hidden"),
    ("", "nothing"),
)
def test_what_is_not_sure_is_read_as_a_whole(text, reason):
    assert yaml_members.read(text) is None, reason


@pytest.mark.parametrize("text", ["Resources:\n  A: 1\n  B: [\n", "Resources:\n  A: 1\n  B: !Foo 1\n"])
def test_a_mistake_is_told_at_its_line(text):
    wrong = unreadable(text)
    assert wrong.line is not None
    assert wrong.line >= 3


def test_what_was_not_asked_for_in_a_while_goes():
    known = Known(most_characters=20)
    one = Read.of("a", 1)
    for text in ("a" * 10, "b" * 10, "c" * 10, "d" * 10):
        known.keep(text, one)
    assert [known.get(text) is one for text in ("a" * 10, "d" * 10)] == [False, True]
