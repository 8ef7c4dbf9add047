"""Stacks by the templates that they share, and what other stacks lack of these."""

from pulumi_servicecatalog.discovery.families import Links, without_version
from pulumi_servicecatalog.discovery.summary import summarize


def stacks(*names, family="f"):
    location = {"account": "111122223333", "region": "eu-west-1"}
    line = {"verdict": "unmatched", "reason": "NoVersionMatches", "problems": [], "family": family, **location}
    return [{**line, "stack": {"name": name}} for name in names]


def family(id_, *parts):
    digests = {path: [f"{abs(hash((path, value))) % 16**24:024x}", 1] for path, value in parts}
    return {"family": id_, "parts": digests}


ALARMED = family("f", ("Resources.Queue", 1), ("Resources.Alarm", 1))


def test_several_stacks_of_a_linked_family_are_told_in_the_plural():
    lines = [*stacks("a", "b", "c"), *stacks("d", "e", family="g")]
    families = without_version(lines)
    links = Links(families, [ALARMED, family("g", ("Resources.Queue", 1))])
    assert [str(link) for link in links.of(families[0])] == ["2 more lack Resources.Alarm"]
    assert links.of(without_version(stacks("x", family="unknown"))[0]) == ()


def test_the_summary_says_which_stacks_share_a_template_and_what_others_lack():
    lines = [*stacks("a", "b", "c"), *stacks("d", "e", family="g"), *stacks("f", family="h")]
    summary = summarize((), lines, [ALARMED, family("g", ("Resources.Queue", 1)), family("h", ("Resources.Odd", 1))])
    assert summary.families == 3
    assert list(map(str, summary.shared)) == [
        "3 stacks share the template of a, 2 more lack Resources.Alarm",
        "2 stacks share the template of d, 3 more have Resources.Alarm as well",
    ]
