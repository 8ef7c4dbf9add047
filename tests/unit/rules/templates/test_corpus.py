"""Every pair in tests/data/templates has the verdict beside it, and cfn-lint agrees, or its case says why not.

cfn-lint's decoder is the oracle: it reads both texts in its own way, and two templates are equal to it where what it
read is. It says nothing of paths. Where it judges otherwise, the case's `oracle` field says why; a case that says so
without need fails, too.
"""

import json
import pathlib
import re

import pytest
import yaml
from cfnlint.decode import decode_str

from pulumi_servicecatalog.rules import templates
from support.templates import compare, differing, read

FOLDER = pathlib.Path(__file__).parents[3] / "data" / "templates"
CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
FIELDS = {"reason", "stack", "artifact", "verdict", "paths", "types_only", "masked", "unreadable", "oracle"}


def each_case(wanted=None):
    chosen = filter(wanted, CASES) if wanted else CASES
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["reason"]) for case in chosen])


def test_the_corpus_is_well_formed():
    assert len(CASES) >= 60
    assert len({case["reason"] for case in CASES}) == len(CASES), "reasons are unique"
    assert [case for case in CASES if not case.keys() <= FIELDS] == []


@each_case()
def test_the_verdict_is_the_one_that_the_case_expects(case):
    verdict = compare(case["stack"], case["artifact"], limit=100)
    assert summary(verdict) == expected(case), case["reason"]


@each_case(lambda case: (case["stack"] + case["artifact"]).isascii())
def test_without_masked_characters_it_does_not_matter_which_side_is_which(case):
    assert summary(compare(case["artifact"], case["stack"]))["verdict"] == case["verdict"]


@each_case(lambda case: case["verdict"] in {"equivalent", "different"})
def test_fingerprints_agree_where_the_templates_do(case):
    stack, artifact = (templates.fingerprint(read(case[side])) for side in ("stack", "artifact"))
    masked = [re.sub(r"[^\x00-\x3e\x40-\x7f]+", "?", case[side]) for side in ("stack", "artifact")]
    assert (stack == artifact) == (case["verdict"] == "equivalent" or masked[0] == masked[1])


@each_case()
def test_cfn_lint_agrees_on_whether_the_two_are_equal(case):
    decoded = [decode_str(case[side])[0] for side in ("stack", "artifact")]
    if case["verdict"] == "unreadable":
        unreadable = [side for side, template in zip(("stack", "artifact"), decoded, strict=True) if template is None]
        agrees = unreadable == list(case["unreadable"])
    else:
        equal = None not in decoded and canonical(decoded[0]) == canonical(decoded[1])
        agrees = equal == (case["verdict"] in {"identical", "equivalent"})
    assert agrees == ("oracle" not in case), case.get("oracle", case["reason"])


@each_case(lambda case: "oracle" not in case)
@pytest.mark.parametrize("side", ["stack", "artifact"])
def test_cfn_lint_reads_the_same_template(case, side):
    loaded, (decoded, mistakes) = templates.load(case[side]), decode_str(case[side])
    if isinstance(loaded, templates.Unreadable):
        assert mistakes
    else:
        assert canonical(loaded.body) == canonical(decoded)


@each_case(lambda case: case["verdict"] == "different")
def test_a_limit_shortens_the_list_and_not_the_count(case):
    differences = differing(case["stack"], case["artifact"], limit=1)
    assert differences.total == len(case["paths"])
    assert [difference.path for difference in differences.shown] == case["paths"][:1]
    assert differences.types_only == case.get("types_only", False)


def summary(verdict):
    match verdict:
        case templates.Identical():
            return {"verdict": "identical"}
        case templates.Equivalent(masked=masked):
            return {"verdict": "equivalent", "masked": list(masked)}
        case templates.Different(differences=differences):
            paths = [difference.path for difference in differences.shown]
            return {"verdict": "different", "paths": paths, "types_only": differences.types_only}
        case templates.NotComparable(stack=stack, artifact=artifact):
            sides = {"stack": stack, "artifact": artifact}
            return {"verdict": "unreadable", "unreadable": {side: Begins(why) for side, why in sides.items() if why}}


def expected(case):
    return {
        "identical": {"verdict": "identical"},
        "equivalent": {"verdict": "equivalent", "masked": case.get("masked", [])},
        "different": {"verdict": "different", "paths": case.get("paths"), "types_only": case.get("types_only", False)},
        "unreadable": {"verdict": "unreadable", "unreadable": case.get("unreadable")},
    }[case["verdict"]]


class Begins(str):
    """A reason, equal to its beginning."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __new__(cls, reason):
        return super().__new__(cls, str(reason))

    def __eq__(self, other):
        return self.startswith(other)


def canonical(value):
    """Types count, as in ours; a date is written as it stands in the text."""
    return json.dumps(value, sort_keys=True, default=str)
