"""`catalogctl doctor`: each diagnosis says how something is, and the command that mends it."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pulumi_servicecatalog.cli import diagnosis, doctor_account, doctor_machine, layout
from pulumi_servicecatalog.cli.diagnosis import Diagnosis, State
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.host.installed import Executable, Installed
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.actions import Purpose
from pulumi_servicecatalog.version import VERSION
from support.fakes.gateway import FakeGateway
from support.fakes.samples import adopted
from support.fakes.state import ACCOUNT, REGION, SOMEBODY, moment
from support.tables import table

ROLE = f"arn:aws:iam::{ACCOUNT}:role/Reader"
SHARD = Shard(account=Account(id=ACCOUNT, role_arn=ROLE), region=REGION)
PLUGIN = Executable(
    path="/venv/bin/pulumi-resource-servicecatalog", version=f"pulumi-resource-servicecatalog {VERSION}"
)
HERE = Installed(
    python=Executable(path="/venv/bin/python", version="3.11.7"),
    packages={"pulumi": "3.259.0", "boto3": "1.40.1"},
    pulumi=Executable(path="/bin/pulumi", version="v3.259.0"),
    plugins=(PLUGIN,),
)


def of_machine(check: str, **facts: Any) -> Diagnosis:
    return next(one for one in doctor_machine.diagnoses(replace(HERE, **facts)) if one.check == check)


def of_account(gateway: FakeGateway, *purposes: Purpose, seconds: float = 0) -> dict[str, Diagnosis]:
    diagnoses = doctor_account.diagnoses(SHARD, lambda: gateway, purposes, lambda: moment(seconds))
    return {one.check: one for one in diagnoses}


def test_nothing_is_wrong_where_all_is_there() -> None:
    assert {one.state for one in doctor_machine.diagnoses(HERE)} == {State.WELL}


@table(
    "check facts state said command",
    ("Python", {"python": Executable(path="p", version="3.10.1")}, State.WRONG, "3.11 or newer", "", "an old Python"),
    ("Pulumi CLI", {"pulumi": None}, State.WRONG, "not on PATH", "curl -fsSL https://get.pulumi.com | sh", "no CLI"),
    ("Pulumi CLI", {"pulumi": Executable(path="/p")}, State.WRONG, "/p does not run", "/p version", "a broken CLI"),
    (
        "Pulumi CLI",
        {"pulumi": Executable(path="/p", version="v3.100.0")},
        State.WRONG,
        "v3.100.0 (/p) is too old",
        "curl -fsSL https://get.pulumi.com | sh",
        "an old CLI",
    ),
    (
        "pulumi SDK",
        {"packages": {"pulumi": None, "boto3": "1.40.1"}},
        State.WRONG,
        "not installed",
        "pip install --upgrade pulumi-servicecatalog",
        "no SDK",
    ),
    ("plugin", {"plugins": ()}, State.CAREFUL, "is not on PATH", "source .venv/bin/activate", "no plugin"),
    ("plugin", {"plugins": (), "downloaded": ("0.0.8",)}, State.WELL, "its own copy (0.0.8)", "", "a downloaded one"),
    (
        "plugin",
        {"plugins": (PLUGIN, Executable(path="/usr/bin/other"))},
        State.WELL,
        f"{PLUGIN.path} wins; /usr/bin/other loses",
        "",
        "two on PATH",
    ),
    (
        "plugin",
        {"downloaded": ("0.0.9",)},
        State.WELL,
        "Pulumi's own copies (0.0.9) lose",
        "",
        "one on PATH and one downloaded",
    ),
    (
        "plugin",
        {"ignores_path": True},
        State.CAREFUL,
        "PULUMI_IGNORE_AMBIENT_PLUGINS is set",
        "source .venv/bin/activate",
        "PATH is not looked at",
    ),
    (
        "plugin",
        {"plugins": (Executable(path="/old", version="pulumi-resource-servicecatalog 0.0.1"),)},
        State.CAREFUL,
        "it is 0.0.1",
        "/old --version",
        "one of another version",
    ),
)
def test_what_is_installed_is_judged(
    check: str, facts: Any, state: State, said: str, command: str, reason: str
) -> None:
    one = of_machine(check, **facts)
    assert (one.state, one.command) == (state, command), reason
    assert said in one.message, reason


def test_an_account_in_which_all_is_well() -> None:
    diagnoses = of_account(FakeGateway(adopted("payments")), Purpose.ADOPT, Purpose.DRIFT, seconds=2)
    assert list(diagnoses) == ["caller", "servicecatalog", "cloudformation", "clock", "may adopt", "may drift"]
    assert {one.state for one in diagnoses.values()} <= {State.WELL, State.UNKNOWN}
    assert SOMEBODY.caller_arn in diagnoses["caller"].message
    assert ROLE in diagnoses["caller"].message


@table(
    "refused check command",
    (refusal.CredentialsMissing(operation="x", reason="none"), "credentials", "aws configure sso", "no credentials"),
    (refusal.CredentialsRefused(operation="x", reason="expired"), "credentials", "aws sso login", "expired ones"),
    (refusal.ClockWrong(operation="x", reason="late"), "credentials", "sudo timedatectl set-ntp true", "a wrong clock"),
    (
        refusal.Denied(operation="AssumeRole", reason="not authorized"),
        "role",
        f"aws sts assume-role --role-arn {ROLE} --role-session-name doctor",
        "a role that does not let us in",
    ),
)
def test_an_account_that_cannot_be_entered_is_one_diagnosis(
    refused: Any, check: str, command: str, reason: str
) -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("identity", refused, times=9)
    (one,) = of_account(gateway).values()
    assert (one.check, one.state, one.command) == (check, State.WRONG, command), reason
    assert one.code


def test_a_service_that_denies_is_reached_and_one_that_breaks_is_not() -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("provisioned_products", refusal.Denied(operation="SearchProvisionedProducts", reason="no"), times=9)
    gateway.refuse("stacks", refusal.Unreachable(operation="DescribeStacks", reason="no route"), times=9)
    diagnoses = of_account(gateway)
    assert (diagnoses["servicecatalog"].state, diagnoses["cloudformation"].state) == (State.WELL, State.WRONG)


class Server(FakeGateway):
    """One whose AWS has said what time it is."""

    def server_time(self) -> Any:
        return moment(0)

    def denied_actions(self, caller_arn: str, actions: Any, resources: Any) -> Any:  # noqa: ARG002 - the gateway's
        return ["servicecatalog:ImportAsProvisionedProduct"]


@table(
    "skew state",
    (timedelta(seconds=30), State.WELL, "a little"),
    (timedelta(seconds=-200), State.CAREFUL, "more than a minute"),
    (timedelta(seconds=400), State.WRONG, "AWS refuses such requests"),
)
def test_the_clock_is_compared_with_that_of_aws(skew: timedelta, state: State, reason: str) -> None:
    clock = of_account(Server(adopted("payments")), seconds=skew.total_seconds())["clock"]
    assert clock.state is state, reason
    assert bool(clock.command) is (state is not State.WELL), reason


def test_a_permission_that_the_simulator_denies_is_named_for_each_purpose() -> None:
    diagnoses = of_account(Server(adopted("payments")), Purpose.CHECK, Purpose.ADOPT)
    assert diagnoses["may check"].state is State.WELL
    denied = diagnoses["may adopt"]
    assert (denied.state, denied.command) == (State.CAREFUL, "catalogctl iam-policy --for adopt")
    assert "servicecatalog:ImportAsProvisionedProduct" in denied.message


def test_permissions_are_not_known_where_the_simulator_may_not_be_asked() -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("denied_actions", refusal.Denied(operation="SimulatePrincipalPolicy", reason="no"), times=9)
    one = of_account(gateway, Purpose.ADOPT, Purpose.RELEASE)["permissions"]
    assert (one.state, one.command) == (State.UNKNOWN, "catalogctl iam-policy --for adopt --for release")


def test_diagnoses_are_shown_as_text_and_as_json() -> None:
    bad = Diagnosis(subject="a", check="clock", state=State.WRONG, message="late", command="ntp", code="WrongClock")
    unknown = Diagnosis(subject="a", check="permissions", state=State.UNKNOWN, message="nobody knows")
    assert layout.plain(diagnosis.as_text([bad, unknown])).splitlines() == [
        "a",
        "  !   clock         [WrongClock] late",
        "                    $ ntp",
        "  -   permissions   nobody knows",
        "",
        "1 of 2 diagnoses is wrong, 0 to look at, 1 not known.",
    ]
    document = json.loads(diagnosis.as_json([bad]))
    assert document == {
        "schemaVersion": 1,
        "diagnoses": [
            {
                "subject": "a",
                "check": "clock",
                "state": "error",
                "message": "late",
                "command": "ntp",
                "code": "WrongClock",
            }
        ],
    }
    assert diagnosis.wrong([bad, unknown]) == (bad,)


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_shown(state: State) -> None:
    one = Diagnosis(subject="a", check="b", state=state, message="c")
    assert "  c" in layout.plain(diagnosis.as_text([one]))


def test_what_was_looked_at_and_what_was_found_stand_apart():
    blocks = diagnosis.as_text([Diagnosis(subject="x", check="servicecatalog", state=State.WELL, message="it answers")])
    assert "servicecatalog  it answers" in layout.plain(blocks)
