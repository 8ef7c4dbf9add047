"""The best of several versions comes first and says why; what is most alike is found with its differences."""

import json
from datetime import UTC, datetime

from pulumi_servicecatalog.discovery.catalog_index import CatalogIndex, because
from pulumi_servicecatalog.discovery.verdict import Version
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.rules.templates import ReadTemplate
from support.tables import table


def version(name, product="web", *, guidance="DEFAULT", year=2026):
    made = datetime(year, 1, 1, tzinfo=UTC)
    return Version(
        product=Product(id=f"prod-{product}", name=product, type="CLOUD_FORMATION_TEMPLATE"),
        artifact=Artifact(id=f"pa-{name}", name=name, guidance=guidance, created_time=made),
    )


def body(description="d", delay=5, *, indent=None):
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": delay}}
    resources = {"Queue": queue, "Topic": {"Type": "AWS::SNS::Topic"}, "Other": {"Type": "AWS::SNS::Topic"}}
    return ReadTemplate(text=json.dumps({"Description": description, "Resources": resources}, indent=indent))


SAME, LAID_OUT, MASKED = body(), body(indent=2), body("ä")


@table(
    "versions stack first why",
    ({version("v1"): SAME}, SAME, "v1", "", "the only one"),
    ({version("v1"): LAID_OUT, version("v2"): SAME}, SAME, "v2", "", "the same text alone matches"),
    ({version("v1"): SAME, version("v2", guidance="DEPRECATED"): SAME}, SAME, "v1", "the others are deprecated", "one"),
    ({version("v1", year=2025): SAME, version("v2"): SAME}, SAME, "v2", "it is the newest", "another one"),
    ({version("v1", "b"): SAME, version("v1", "a"): SAME}, SAME, "v1", "its product comes first by name", "a tie"),
    (
        {version("v1"): MASKED, version("v2"): body("?", indent=2)},
        body("?"),
        "v2",
        "its template could be compared everywhere",
        "one has what CloudFormation masks",
    ),
)
def test_the_best_version_comes_first_and_says_why(versions, stack, first, why, reason):
    candidates = CatalogIndex(versions).candidates(stack)
    assert (candidates[0].version.artifact.name, because(candidates)) == (first, why), reason


def test_what_is_most_alike_comes_with_its_differences():
    index = CatalogIndex({version("v1"): body(delay=50), version("v2"): ReadTemplate(text='{"Resources": {}}')})
    (alike,) = index.nearest(SAME)
    assert str(alike.version) == "web v1"
    assert alike.differences == ("Resources.Queue.Properties.DelaySeconds: stack has 5, version has 50",)
    assert index.nearest(SAME) == (alike,)


def test_nothing_is_like_a_template_that_cannot_be_read():
    assert CatalogIndex({version("v1"): SAME}).nearest(ReadTemplate(text="{")) == ()
