"""Who may be declared as the owner of a provisioned product."""

from dataclasses import replace

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.checks import owner
from support.fakes.state import SOMEBODY
from support.tables import table

ROOT = "arn:aws:iam::123456789012:root"
SESSION = "arn:aws:sts::123456789012:assumed-role/deploy/somebody"


def codes(declared, identity=SOMEBODY):
    return [problem.code for problem in owner.check_owner(declared, identity)]


@table(
    "declared",
    (None, "none is declared"),
    (UNKNOWN, "who is not known yet"),
    ("arn:aws:iam::123456789012:user/team/jane", "a user"),
    ("arn:aws:iam::123456789012:role/team/deploy", "a role"),
    (SESSION, "a session of a role"),
)
def test_a_user_a_role_or_a_session_of_the_account_may_own(declared, reason):
    assert codes(declared) == [], reason


@table(
    "caller declared",
    (ROOT, ROOT, "the root user"),
    (SESSION, "arn:aws:iam::123456789012:role/deploy", "the role of the caller's session"),
)
def test_the_caller_owns_what_it_makes(caller, declared, reason):
    assert codes(declared, replace(SOMEBODY, caller_arn=caller)) == [], reason


@table(
    "declared",
    ("arn:aws:iam::210987654321:role/deploy", "a role of another account"),
    ("arn:aws:iam::210987654321:user/jane", "a user of another account"),
    (SESSION.replace("123456789012", "210987654321"), "a session of another account"),
    ("arn:aws-cn:iam::123456789012:user/jane", "a user of another partition"),
    (ROOT, "the root user"),
    ("arn:aws:iam::123456789012:group/team", "a group"),
    ("arn:aws:sts::123456789012:federated-user/jane", "a federated user"),
)
def test_nobody_else_may_own(declared, reason):
    (problem,) = owner.check_owner(declared, SOMEBODY)
    assert (problem.code, problem.property) == ("OwnerNotAllowed", "owner"), reason
    assert declared in problem.message(), reason
    assert "arn:aws:iam::123456789012:role/NAME" in problem.remedy(), reason


@table(
    "declared allowed",
    (None, True, "none is declared"),
    (UNKNOWN, True, "which is not known yet"),
    ("arn:aws:iam::210987654321:role/launch", True, "a role of the account that shares the product"),
    ("arn:aws-cn:iam::123456789012:role/launch", False, "a role of another partition"),
    ("arn:aws-us-gov:iam::123456789012:role/launch", False, "a role of another partition"),
)
def test_a_launch_role_is_of_the_same_partition(declared, allowed, reason):
    codes = [problem.code for problem in owner.check_launch_role(declared, SOMEBODY)]
    assert codes == ([] if allowed else ["LaunchRoleNotAllowed"]), reason
