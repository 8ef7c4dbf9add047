"""However a template is written, it is equivalent; a value that changes is a difference, shown with its path."""

import copy
import json
import re
from typing import Any

import pytest
import yaml
from cfnlint.decode import decode_str
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import canonical, difference, intrinsic, mask
from support.expect import a
from support.random_cases import cases
from support.templates import compare, read, unreadable

few = settings(max_examples=cases(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(
    ["Queue", "Topic", "a.b", "yes", "0777", "012345678901", "2012-10-17", "1e3", "22:22", "<<", "="]
)
# Not half of a surrogate pair, nor a line break of Unicode: PyYAML's writer, not our reader, makes spaces of those.
characters = st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\x85")
texts = words | st.text(characters, max_size=12)
numbers = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
leaves = st.none() | st.booleans() | numbers | texts
names = st.sampled_from(["Type", "Properties", "Tags", "Key", "Value"]) | texts


def calls(arguments):
    """Functions, with arguments that CloudFormation would take, and others."""
    functions = st.sampled_from(sorted(intrinsic.LONG_FORMS.values()))
    attributes = st.lists(texts, min_size=2, max_size=2).map(lambda both: {"Fn::GetAtt": both})
    return attributes | st.builds(lambda function, argument: {function: argument}, functions, texts | arguments)


values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4) | calls(inner),
    max_leaves=20,
)
bodies = st.dictionaries(
    st.sampled_from(["Description", "Parameters", "Resources", "Outputs"]) | texts, values, max_size=4
)
randoms = st.randoms(use_true_random=False)


@few
@given(bodies, randoms)
def test_a_template_is_equivalent_to_itself_however_it_is_written(body, random):
    first, second = written(body, random), written(body, random)
    verdict = compare(first, second)
    assert isinstance(verdict, templates.Identical) or verdict == templates.Equivalent()
    assert templates.fingerprint(read(first)) == templates.fingerprint(read(second))


@few
@given(bodies, randoms)
def test_what_is_read_is_what_was_written(body, random):
    assert canonical.text(read(written(body, random)).body) == canonical.text(normal(body))


@few
@given(bodies, randoms, leaves)
def test_a_change_of_a_value_is_a_difference_and_its_path_is_reported(body, random, new):
    body = normal(body)
    path = random.choice(paths(body) or [None])
    assume(path is not None)
    changed = copy.deepcopy(body)
    around = at(changed, path[:-1])
    old, around[path[-1]] = around[path[-1]], new
    assume(canonical.text(old) != canonical.text(new))
    assume(not (isinstance(new, str) and old in mask.masked(new)))

    verdict = compare(written(body, random), written(changed, random))

    assert isinstance(verdict, templates.Different)
    shown_paths = [shown.path for shown in verdict.differences.shown]
    if all(isinstance(part, str) for part in path):
        assert shown_paths == [difference.written(path)]
    else:
        # Within a list, deepdiff may show the items that moved; the list is shown in any case.
        until = next(index for index, part in enumerate(path) if isinstance(part, int))
        assert verdict.differences.total >= 1
        assert all(shown.startswith(difference.written(path[:until])) for shown in shown_paths)


@few
@given(bodies, st.data())
def test_a_key_that_is_taken_away_is_a_difference_and_its_path_is_reported(body, data):
    body = normal(body)
    mappings = [
        path for path in [(), *paths(body, leaves_only=False)] if isinstance(at(body, path), dict) and at(body, path)
    ]
    assume(mappings)
    path = data.draw(st.sampled_from(mappings))
    key = data.draw(st.sampled_from(sorted(at(body, path))))
    without = copy.deepcopy(body)
    del at(without, path)[key]
    assume(canonical.text(normal(without)) == canonical.text(without))  # one key less may make a call

    differences = templates.differences(templates.Template(body=body), templates.Template(body=without))

    if all(isinstance(part, str) for part in path):
        assert [(shown.path, shown.kind) for shown in differences.shown] == [
            (difference.written((*path, key)), templates.Kind.STACK_ONLY)
        ]
    assert differences.total >= 1


@few
@given(bodies, bodies)
def test_there_are_differences_where_the_fingerprints_differ(one, other):
    stack, artifact = templates.Template(body=normal(one)), templates.Template(body=normal(other))
    differences = templates.differences(stack, artifact)
    assert (differences.total == 0) == (canonical.text(stack.body) == canonical.text(artifact.body))
    if templates.fingerprint(stack) != templates.fingerprint(artifact):
        assert isinstance(templates.compare_templates(stack, artifact), templates.Different)
    for shown in differences.shown:
        assert "\n" not in shown.render()
        assert len(shown.stack) <= 80
        assert len(shown.artifact) <= 80


@few
@given(bodies)
def test_what_gettemplate_masks_is_equivalent_to_what_it_masked(body):
    body = a(dict, normal(body))
    masked = a(dict, as_shown(body))
    assume(len(canonical.text(masked).encode()) == len(canonical.text(body)))  # no two keys became one
    stack, artifact = templates.Template(body=masked), templates.Template(body=body)
    assert templates.fingerprint(stack) == templates.fingerprint(artifact)
    assert isinstance(templates.compare_templates(stack, artifact), templates.Equivalent)


@few
@given(st.text(max_size=60) | st.text(" -:{}[]&*!|>'\"#\n\tabRef?,%@<", max_size=40))
def test_a_text_of_any_kind_is_read_or_refused_with_a_reason(text):
    loaded = templates.load(text)
    assert isinstance(loaded, templates.Template) or str(loaded)


@few
@given(
    bodies, randoms, st.sampled_from(["\t", "*a", "&a ", "}", "!Ref ", "'", "\n", ": ", "- ", "\x00", "\ud800", "? "])
)
def test_a_template_with_a_slip_is_read_or_refused_with_a_reason(body, random, slip):
    text = written(body, random)
    position = random.randint(0, len(text))
    loaded = templates.load(text[:position] + slip + text[position:])
    assert isinstance(loaded, templates.Template) or str(loaded)


@few
@given(st.text(" -:{}[]&*|>'\"#\nabc?,", min_size=3, max_size=30))
def test_cfn_lint_reads_the_same_of_any_yaml(text):
    """With no digits and no tags, there is nothing that the two are known to read differently."""
    loaded, (decoded, _) = templates.load("Resources:\n " + text), decode_str("Resources:\n " + text)
    if isinstance(loaded, templates.Template) and decoded is not None:
        assert canonical.text(loaded.body) == json.dumps(
            decoded, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_the_slower_loader_reads_the_same(loader, monkeypatch):
    """PyYAML may be built without the C library."""
    body: dict[str, Any] = {
        "Resources": {"A": {"Fn::GetAtt": ["a", "b"]}},
        "B": [1, 1.5, None, True, "é\n\tx", {"Ref": "x"}],
    }
    text = yaml.dump(body, Dumper=yaml.SafeDumper, allow_unicode=True)
    if loader == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader")
    assert templates.load(text) == templates.Template(body=body)
    assert unreadable("A: b\n\tc: d\n").line == 2
    assert unreadable("A: \x07\n").column == 4


# Writing a template in one of the many ways.


def written(body, random):
    body = shuffled(body, random)
    if random.random() < 0.4:
        return json.dumps(body, ensure_ascii=random.random() < 0.5, indent=random.choice([None, 0, 3, "\t"]))
    # PyYAML writes a backslash too many where it folds a line between an escaped character and a space.
    folds = json.dumps(body, ensure_ascii=False).isprintable() and "\\" not in json.dumps(body)
    text = yaml.dump(
        shortened(body, random),
        Dumper=ShortForms,
        sort_keys=False,
        allow_unicode=random.random() < 0.5,
        indent=random.choice([2, 4, 7]),
        width=random.choice([20, 80, 10_000]) if folds else 10_000,
        default_flow_style=random.choice([True, False, None]),
        default_style=random.choice([None, None, '"', "'"]),
        explicit_start=random.random() < 0.3,
    )
    if random.random() < 0.3:
        text = "# a comment\n\n" + text
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if random.random() < 0.1 else text


class Short:
    def __init__(self, tag, argument):
        self.tag = tag
        self.argument = argument


class ShortForms(yaml.SafeDumper):
    def ignore_aliases(self, _):
        return True

    def short(self, short):
        match short.argument:
            case str():
                return self.represent_scalar(short.tag, short.argument)
            case list():
                return self.represent_sequence(short.tag, short.argument)
            case dict():
                return self.represent_mapping(short.tag, short.argument)


ShortForms.add_representer(Short, ShortForms.short)
# PyYAML knows YAML 1.1 alone, and would leave a string such as 1e3 without quotes.
ShortForms.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[eE][-+]?[0-9]+"), list("-0123456789")
)


def as_shown(value):
    """Return a value as GetTemplate shows it."""
    match value:
        case str():
            return "".join(character if character.isascii() else "?" for character in value)
        case dict():
            return {as_shown(key): as_shown(item) for key, item in value.items()}
        case list():
            return [as_shown(item) for item in value]
    return value


def shortened(value, random):
    """Return a value with some of its calls in their short form.

    YAML has none for a call whose argument is one in its short form.
    """
    if isinstance(value, list):
        return [shortened(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: shortened(item, random) for key, item in value.items()}
    tag = next((tag for tag, function in intrinsic.LONG_FORMS.items() if list(value) == [function]), None)
    if tag is None or random.random() < 0.4:
        return inner
    (function,) = value
    argument = value[function]
    if isinstance(argument, dict):  # as a mapping, which may hold short forms, and not as one of them
        return Short(tag, {key: shortened(item, random) for key, item in argument.items()})
    if function == "Fn::GetAtt" and isinstance(argument, list):
        strings = all(isinstance(item, str) for item in argument)
        if len(argument) == 2 and strings and "." not in argument[0] and random.random() < 0.7:
            return Short(tag, ".".join(argument))
    return Short(tag, inner[function]) if isinstance(argument, (str, list)) else inner


def shuffled(value, random):
    if isinstance(value, list):
        return [shuffled(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    random.shuffle(keys)
    return {key: shuffled(value[key], random) for key in keys}


def normal(value):
    """Return a value as it is once it is read."""
    match value:
        case dict():
            return intrinsic.normal({key: normal(item) for key, item in value.items()})
        case list():
            return [normal(item) for item in value]
        case float():
            return value + 0.0
    return value


def paths(value, *, leaves_only=True, so_far=()):
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = [path for key, child in children for path in paths(child, leaves_only=leaves_only, so_far=(*so_far, key))]
    if so_far and not (leaves_only and isinstance(value, (dict, list))):
        below.append(so_far)
    return below


def at(value, path):
    for part in path:
        value = value[part]
    return value
