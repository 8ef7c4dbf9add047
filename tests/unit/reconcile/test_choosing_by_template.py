"""Where no version is declared: the one that the stack has is found, or it is said whose template is the obstacle."""

from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.model.refusal import Absent, Refusal, Throttled
from pulumi_servicecatalog.reconcile.preflight import imported
from support.fakes.gateway import FakeGateway
from support.fakes.samples import WEB, account, stack, stack_id
from support.fakes.state import State, Version, moment
from support.sessions import unshared
from support.tables import table

HEAD = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n"
TWICE = HEAD + "    Properties:\n      DelaySeconds: 5\n      DelaySeconds: 10\n"
ONCE = HEAD + "    Properties: {DelaySeconds: 10}\n"
UMLAUT = "Description: Grüße\n" + HEAD
MASKED = UMLAUT.encode("ascii", "replace").decode()


def state(stack_template: str, *versions: str) -> State:
    made = [
        Version(
            product_id=WEB.id,
            artifact=Artifact(id=f"pa-{number}", name=f"v{number}", created_time=moment(number)),
            template=text,
        )
        for number, text in enumerate(versions, start=1)
    ]
    return replace(account(), versions=tuple(made), templates={stack_id("payments"): stack_template})


def verdict(gateway: FakeGateway, **facts: Any) -> Any:
    usual = {"name": "payments", "physical_id": "payments", "product": ByName(WEB.name)}
    return imported.examine(DesiredImport(**{**usual, **facts}), unshared(gateway))


def shown(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.severity.value} {problem.code}: {problem.message()}" for problem in problems]


@table(
    "stack_template versions chosen problems",
    (TWICE, (TWICE + "# v1\n", HEAD), "v1", ["RepeatedTemplateKey", "RepeatedTemplateKey", "TemplateEquivalent"], ""),
    (TWICE, (HEAD, ONCE), "v2", ["RepeatedTemplateKey", "TemplateEquivalent"], "the last value of the key counts"),
    (MASKED, (HEAD, UMLAUT), "v2", ["TemplateMasked"], "a character that GetTemplate does not show"),
    (MASKED, (UMLAUT, MASKED + "\n"), "v2", ["TemplateEquivalent"], "what is compared everywhere goes first"),
    ("- a", ("- a", HEAD), "v1", [], "a text that nobody can read is a version's, character for character"),
)
def test_the_version_that_the_stack_has_is_found(
    stack_template: str, versions: tuple[str, ...], chosen: str, problems: list[str], reason: str
) -> None:
    checked = verdict(FakeGateway(state(stack_template, *versions)))
    assert checked.artifact.name == chosen, reason
    assert sorted(problem.code for problem in checked.problems) == problems, reason
    assert checked.adoptable


def test_the_places_that_gettemplate_masks_are_named() -> None:
    (problem,) = shown(verdict(FakeGateway(state(MASKED, UMLAUT))).problems)
    assert problem == (
        "warning TemplateMasked: The templates of stack payments and version v1 mean the same, except that these "
        "places could not be compared, because CloudFormation shows ? there: Description."
    )


def test_a_key_that_stands_twice_is_named_with_its_place() -> None:
    _, problem = shown(verdict(FakeGateway(state(TWICE, ONCE)), artifact=ByName("v1")).problems)
    assert problem == (
        "information RepeatedTemplateKey: The template of stack payments repeats keys, and the last value "
        "counts: DelaySeconds (line 6, column 7)."
    )


def test_a_stack_whose_template_cannot_be_read_is_blamed_and_not_the_versions() -> None:
    (problem,) = shown(verdict(FakeGateway(state("- a", HEAD, ONCE))).problems)
    assert problem == (
        "error StackTemplateUnreadable: The template of stack payments cannot be read, so its version cannot be found: "
        "the top level of a template must be a map; this is a list."
    )
    (problem,) = shown(verdict(FakeGateway(state("- a", HEAD, ONCE)), artifact=ByName("v1")).problems)
    assert problem == (
        "warning TemplateUnreadable: The template of stack payments cannot be read, so the preview cannot say whether "
        "the templates match: the top level of a template must be a map; this is a list."
    )


@table(
    "refusal",
    (Throttled(operation="GetTemplate", reason="Rate exceeded"), "throttled"),
    (Absent(operation="GetTemplate", reason="Rate exceeded"), "gone meanwhile"),
)
def test_a_stack_whose_template_cannot_be_fetched_is_blamed(refusal: Refusal, reason: str) -> None:
    gateway = FakeGateway(state(HEAD, HEAD, ONCE))
    gateway.refuse("stack_template", refusal)
    (problem,) = shown(verdict(gateway).problems)
    assert problem == (
        "error StackTemplateUnreadable: The template of stack payments cannot be read, so its version cannot be found: "
        "GetTemplate: Rate exceeded."
    ), reason


def test_all_versions_that_are_nearest_are_named_and_those_that_could_not_be_read() -> None:
    far = HEAD + "    Properties: {DelaySeconds: 5, VisibilityTimeout: 9, QueueName: a}\n"
    alike = [HEAD + f"    Properties: {{DelaySeconds: {number}}}\n" for number in (1, 2)]
    (problem,) = shown(verdict(FakeGateway(state(ONCE, alike[0], far, alike[1], "- a"))).problems)
    assert problem == (
        "error NoMatchingArtifact: No active version of product web-service has the template of stack payments. "
        "Nearest are v1, v3. v3 has 1 difference: Resources.Q.Properties.DelaySeconds: stack has 10, version has 2. "
        "These versions could not be read: v4 (the top level of a template must be a map; this is a list)."
    )


def test_both_templates_that_cannot_be_read_are_told() -> None:
    checked = verdict(FakeGateway(state("- a", "- b")), artifact=ByName("v1"))
    assert [problem.message()[:33] for problem in checked.problems] == [
        "The template of stack payments ca",
        "The template of version v1 cannot",
    ]


def test_many_stacks_read_each_template_of_the_versions_once() -> None:
    stacks = [stack(f"stack-{number}") for number in range(20)]
    base = state(ONCE, HEAD, ONCE, TWICE)
    gateway = FakeGateway(replace(base, stacks=tuple(stacks), templates={one.id: ONCE + "\n" for one in stacks}))
    session = unshared(gateway)
    for one in stacks:
        desired = DesiredImport(name=one.name, physical_id=one.name, product=ByName(WEB.name))
        checked = imported.examine(desired, session)
        assert checked.artifact is not None
        assert checked.artifact.name == "v3"
    assert (gateway.calls("stack_template"), gateway.calls("template_at"), gateway.calls("artifact_source")) == (
        20,
        3,
        3,
    )
