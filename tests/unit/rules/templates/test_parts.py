"""Near templates are matches by their parts: what is alike, what is one part apart, and where."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pulumi_servicecatalog.rules.templates import parts as of
from pulumi_servicecatalog.rules.templates.template import Template
from support.tables import table

QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5}}
SLOW = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 50}}
TOPIC = {"Type": "AWS::SNS::Topic"}


def parts(description="d", **resources):
    return of.parts_of(Template(body={"Description": description, "Resources": resources}))


@table(
    "other paths",
    (parts(Queue=QUEUE, Topic=TOPIC), [], "the same"),
    (parts(Queue=SLOW, Topic=TOPIC), ["Resources.Queue"], "a property is another"),
    (parts(Topic=TOPIC), ["Resources.Queue"], "a resource is missing"),
    (parts(Queue=QUEUE, Topic=TOPIC, More=TOPIC), ["Resources.More"], "a resource more"),
    (parts("e", Queue=QUEUE, Topic=TOPIC), ["Description"], "a section that is a plain value"),
    (parts(Jobs=QUEUE, Topic=TOPIC), ["Resources.Jobs", "Resources.Queue"], "another name is two paths"),
)
def test_the_paths_at_which_two_templates_differ(other, paths, reason):
    first = parts(Queue=QUEUE, Topic=TOPIC)
    assert of.apart(first, other) == paths, reason
    index = of.PartsIndex({"other": other})
    assert list(index.one_apart(first, 5)) == (["other"] if paths else []), reason


def test_what_is_two_parts_apart_is_not_one_apart():
    index = of.PartsIndex({"other": parts("e", Queue=SLOW, Topic=TOPIC)})
    assert list(index.one_apart(parts(Queue=QUEUE, Topic=TOPIC), 5)) == []


def test_the_most_alike_come_first_and_what_shares_nothing_does_not_come():
    index = of.PartsIndex(
        {
            "same": parts(Queue=QUEUE, Topic=TOPIC),
            "slower": parts(Queue=SLOW, Topic=TOPIC),
            "strange": parts("x", Bucket={"Type": "AWS::S3::Bucket"}),
        }
    )
    matches = index.nearest(parts(Queue=QUEUE, Topic=TOPIC), 3)
    assert [key for key, _ in matches] == ["same", "slower"]
    assert matches[0][1] == 1.0
    assert 0.4 < matches[1][1] < 1.0


def test_what_get_template_masks_is_the_same_part():
    assert parts("für alle") == parts("f?r alle")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "ä", "?"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)
BODIES = st.dictionaries(st.sampled_from(["Resources", "Outputs", "Description"]), VALUES, max_size=3)


@given(BODIES, BODIES)
def test_alike_is_whole_for_equal_parts_alone_and_the_same_from_both_sides(first, second):
    one, other = of.parts_of(Template(body=first)), of.parts_of(Template(body=second))
    assert (of.alike(one, other) == 1.0) == (of.apart(one, other) == [])
    assert of.alike(one, other) == of.alike(other, one)
    differing = set(of.apart(one, other))
    matches = list(of.PartsIndex({"it": other}).one_apart(one, 1))
    in_one, in_other = len(differing - other.keys()), len(differing - one.keys())
    changed = len(differing & one.keys() & other.keys())
    is_near = bool(differing) and max(in_one, in_other) + changed <= 1
    assert matches == (["it"] if is_near else []), json.dumps([first, second])
