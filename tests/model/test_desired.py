"""A declaration while values are unknown, and once all are known."""

import dataclasses

import pytest

from pulumi_servicecatalog.model.desired import Adoption, ByName, Draft
from pulumi_servicecatalog.model.unknown import UNKNOWN
from tables import table

KNOWN = {"name": "payments", "physical_id": "payments", "product": ByName("web-service")}


def test_a_draft_in_which_everything_is_known_becomes_the_same_adoption():
    draft = Draft(**KNOWN, parameters={"Size": "small"}, tags={}, ignore_errors=True)
    adoption = draft.settle()
    assert isinstance(adoption, Adoption)
    assert {each.name: getattr(adoption, each.name) for each in dataclasses.fields(Draft)} == {
        each.name: getattr(draft, each.name) for each in dataclasses.fields(Draft)
    }


@table(
    "unknown",
    ({"name": UNKNOWN}, "a text"),
    ({"product": UNKNOWN}, "a reference"),
    ({"artifact": UNKNOWN}, "an optional reference"),
    ({"parameters": UNKNOWN}, "a whole map"),
    ({"parameters": {"Size": "small", "Zone": UNKNOWN}}, "one value of a map"),
    ({"tags": {"team": UNKNOWN}}, "one tag"),
)
def test_a_draft_with_an_unknown_value_cannot_be_acted_on(unknown, reason):
    draft = Draft(**{**KNOWN, **unknown})
    assert not draft.settled, reason
    with pytest.raises(ValueError, match="still unknown"):
        draft.settle()
