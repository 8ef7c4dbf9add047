"""Whether an update takes back what somebody has changed of the stack's template."""

import json
from typing import Any

from pulumi_servicecatalog.rules.checks import changed_template
from pulumi_servicecatalog.rules.templates import ReadTemplate
from support.tables import table


def template(delay: int, **more: Any) -> ReadTemplate:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": delay}}
    return ReadTemplate(text=json.dumps({"Resources": {"Queue": queue}, **more}))


V1, V2, BY_HAND = template(1), template(2), template(5)
REFORMATTED = ReadTemplate(text=json.dumps(json.loads(V1.text), indent=2))
RULES: dict[str, Any] = {"Rules": {"size": {"Assertions": []}}}
BROKEN = ReadTemplate(text="Resources: [")


@table(
    "of_stack of_before of_after codes",
    (V1, V1, V2, [], "the stack has the template of its version"),
    (REFORMATTED, V1, V2, [], "it means the same"),
    (BY_HAND, V1, V2, ["TemplateReverted"], "somebody has changed it"),
    (BY_HAND, V1, V1, ["TemplateReverted"], "the version stays, and the update brings its template all the same"),
    (V2, V1, V2, [], "somebody has given it the template that the update brings"),
    (template(1, **RULES), V1, V2, [], "Service Catalog adds the rules of a TEMPLATE constraint"),
    (template(5, **RULES), V1, V2, ["TemplateReverted"], "it has more than rules"),
    ("AWS denies it", V1, V2, ["TemplateNotCompared"], "the stack's template cannot be fetched"),
    (BY_HAND, "it is gone", V2, ["TemplateNotCompared"], "the version's template cannot be fetched"),
    (V2, "it is gone", V2, [], "it is known that nothing is lost"),
    (BROKEN, V1, V2, ["TemplateNotCompared"], "the stack's template cannot be read"),
    (BROKEN, BROKEN, V2, [], "it is the same text"),
    ("denied", "denied", "denied", ["TemplateNotCompared", "TemplateNotCompared"], "nothing can be fetched"),
)
def test_what_an_update_takes_back_is_said(
    of_stack: Any, of_before: Any, of_after: Any, codes: list[str], reason: str
) -> None:
    update = changed_template.TemplateUpdate(
        stack="payments", before="v1", after="v2", of_stack=of_stack, of_before=of_before, of_after=of_after
    )
    assert [problem.code for problem in changed_template.check(update)] == codes, reason


def test_it_is_said_what_differs() -> None:
    update = changed_template.TemplateUpdate(
        stack="payments", before="v1", after="v2", of_stack=BY_HAND, of_before=V1, of_after=V2
    )
    (problem,) = changed_template.check(update)
    assert problem.message() == (
        "The template of stack payments is not that of version v1 any more, and the update replaces it with that of "
        "version v2: Resources.Queue.Properties.DelaySeconds: stack has 5, version has 1."
    )
