"""What an update follows an import for, and whether an update may change tags."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.checks import after_import
from support.fakes.samples import PATH, WEB, adoption, stack
from support.tables import table

ROLE = "arn:aws:iam::123456789012:role/launch"


@table(
    "target because",
    ({}, None, "an import is all that is needed"),
    ({"parameters": {"Size": "small"}}, None, "the stack has the value"),
    ({"parameters": {"Secret": "hunter2"}}, "parameters.Secret", "a masked value cannot be compared, and is sent"),
    ({"parameters": {"Secret": "****"}}, None, "the mask itself is never sent"),
    ({"parameters": UNKNOWN, "tags": UNKNOWN}, None, "what is not known yet is not reported"),
    ({"parameters": {"Size": UNKNOWN}}, None, "nor one value"),
    ({"parameters": {"Zone": "b", "Size": "large"}}, "parameters.Size, parameters.Zone", "values that differ"),
    ({"tags": {"team": "web"}}, "tags", "an import takes no tags"),
    ({"tags": {}}, None, "there are none to set"),
    ({"launch_role_arn": ROLE}, "launchRoleArn", "an import takes no launch role"),
    ({"owner": ROLE}, "owner", "an import takes no owner"),
    ({"apply_constraints": True}, "applyConstraints", "an import applies no constraints"),
    (
        {"tags": {"team": "web"}, "owner": ROLE, "apply_constraints": True},
        "tags, owner, applyConstraints",
        "all reasons are reported",
    ),
)
def test_why_an_update_follows_the_import(target, because, reason):
    desired = DesiredImport(**{"name": "payments", "physical_id": "payments", "product": ByName(WEB.name), **target})
    assert ", ".join(after_import.update_reasons(desired, stack())) == (because or ""), reason


ALLOWING = replace(PATH, constraints=("LAUNCH", "RESOURCE_UPDATE"))
SECOND = LaunchPath(id="lpv2-2", name="everyone", constraints=("LAUNCH",))


@table(
    "tags paths refused",
    ({"team": "web"}, [PATH], True, "no constraint"),
    ({"team": "web"}, [SECOND], True, "another constraint"),
    ({"team": "web"}, [ALLOWING], False, "a constraint that may allow it"),
    ({"team": "web"}, [SECOND, ALLOWING], False, "one of the paths has it"),
    ({"team": "web"}, [], False, "without any path there is another problem"),
    ({}, [PATH], False, "no tags"),
    (None, [PATH], False, "none are declared"),
    (UNKNOWN, [PATH], False, "none are known yet"),
)
def test_tags_that_no_constraint_lets_anybody_change(tags, paths, refused, reason):
    codes = [problem.code for problem in after_import.check_tags(adoption(tags=tags), WEB, paths)]
    assert codes == (["TagUpdateNotAllowed"] if refused else []), reason
