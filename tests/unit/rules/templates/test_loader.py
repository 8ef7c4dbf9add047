"""What `load` refuses so that a small text stays small, and where it says that the mistake is."""

import json

import pytest

from pulumi_servicecatalog.rules import templates
from support.templates import differing, read, unreadable

NINE = range(9)
LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in NINE)
MERGES = "a0: &a0 {k0: 1}\n" + "".join(
    f"a{n + 1}: &a{n + 1} {{<<: *a{n}, x{n}: *a{n}, y{n}: *a{n}}}\n" for n in range(40)
)
STAIRS = "a0: &a0 [ha]\n" + "".join(f"a{n + 1}: &a{n + 1} [[[[*a{n}]]]]\n" for n in range(40))

CASES = [
    {"reason": "aliases of aliases", "text": LAUGHS, "begins": "its aliases stand for more than 250,000 values"},
    {
        "reason": "aliases through merge keys",
        "text": MERGES,
        "begins": "its aliases stand for more than 250,000 values",
    },
    {"reason": "each alias four levels deeper", "text": STAIRS, "begins": "it is nested more than 100 levels deep"},
    {"reason": "deep YAML flow", "text": "a: " + "[" * 100_000, "begins": "it is nested more than 100 levels deep"},
    {
        "reason": "deep YAML blocks",
        "text": "a:\n " + "- " * 100_000,
        "begins": "it is nested more than 100 levels deep",
    },
    {
        "reason": "deep YAML mappings",
        "text": "a: " + "{b: " * 100_000,
        "begins": "it is nested more than 100 levels deep",
    },
    {"reason": "deep short forms", "text": "a: " + "!Not [" * 51, "begins": "it is nested more than 100 levels deep"},
    {"reason": "deep JSON", "text": '{"a":' * 100_000, "begins": "it is nested more than 100 levels deep"},
    {
        "reason": "deep JSON lists",
        "text": '{"a":' + "[" * 101 + "]" * 101 + "}",
        "begins": "it is nested more than 100",
    },
    {"reason": "more than a mebibyte", "text": "a: " + "x" * 1_048_576, "begins": "it is larger than 1,048,576 bytes"},
    {"reason": "a mebibyte of umlauts", "text": "a: " + "ü" * 524_288, "begins": "it is larger than 1,048,576 bytes"},
    {"reason": "half of a surrogate pair", "text": "a: \ud800", "begins": "it is not YAML: the character U+D800"},
    {"reason": "a word", "text": "a", "begins": "the top level of a template must be a map"},
    {"reason": "white space", "text": " \n\n", "begins": "it is empty"},
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["reason"]) for case in CASES])
def test_it_is_refused_with_its_reason(case):
    loaded = templates.load(case["text"])
    assert isinstance(loaded, templates.Unreadable), case["reason"]
    assert loaded.reason.startswith(case["begins"]), case["reason"]
    assert len(str(loaded)) < 300


def test_the_limits_let_through_what_is_just_within_them():
    within = "a: " + "x" * (1_048_576 - 3)
    assert isinstance(templates.load(within), templates.Template)
    assert isinstance(templates.load('{"a":' + "[" * 99 + "]" * 99 + "}"), templates.Template)
    assert isinstance(templates.load("a: " + "[" * 99 + "]" * 99), templates.Template)
    assert isinstance(templates.load("a: " + "!Not [" * 49 + "]" * 49), templates.Template)


def test_the_deepest_template_can_be_compared():
    one, other = ('{"a":' + "[" * 99 + leaf + "]" * 99 + "}" for leaf in "12")
    assert [difference.path for difference in differing(one, other).shown] == ["a" + "[0]" * 99]
    assert templates.fingerprint(read(one)) != templates.fingerprint(read(other))


@pytest.mark.parametrize("text", ["a: {}", '{{"a": {}}}'])
def test_a_number_of_many_digits_keeps_its_spelling(text):
    for number in ("1" * 5_000, "0." + "1" * 5_000, "1e99999999999999999999"):
        assert read(text.format(number)).body == {"a": number}


def test_an_integer_of_any_length_that_python_takes_is_exact():
    assert read('{"a": 123456789012345678901234567890}').body == {"a": 123456789012345678901234567890}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: !Reff b\n", 1, 4),
        ("a: [1, 2\nb: 1\n", 2, 2),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a:\n  - \x08\n", 2, 5),
        ('{"a": 1 "b": 2}', 1, 9),
        ("\ufeffa: 1\n- 1\n", 2, 1),
        ("a: 1\r\n- 1\r\n", 2, 1),
    ],
)
def test_the_line_and_column_of_a_mistake_count_from_one(text, line, column):
    loaded = unreadable(text)
    assert (loaded.line, loaded.column) == (line, column), loaded


def test_a_template_survives_json():
    """Values are what JSON has, and nothing else: no dates, no tuples, no subclasses of str."""
    body = read("a: 2010-09-09\nb: !Sub ['${x}', {x: !Ref y}]\n1.5.0: yes\n").body
    assert json.loads(json.dumps(body)) == body
