"""Random sequences of up, refresh and destroy, of what others do meanwhile, of faults, and of kills.

After each step AWS is compared with what the run said; in the end a run that nothing harms must end as declared.
"""

import itertools
from typing import Any

import hypothesis
import pytest
from hypothesis import stateful
from hypothesis import strategies as some

from catalog_emulator.core.faults import CALL_FAULTS
from integration.state_machine.kill_points import KillableGateway, Killed
from integration.state_machine.program import Program
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.outcome import Done, Outcome
from support.fake_clock.account import FakeClockAccount, FakeClockRun

FAULTS = sorted(CALL_FAULTS.keys() - {"delay", "hold-before", "hold-after"})
VERSIONS = some.sampled_from(["v1", "v2"])
_numbers = itertools.count(1)


class Machine(stateful.RuleBasedStateMachine):
    """One program with one resource, and a person with the AWS console. `aws` is set by the test."""

    aws: FakeClockAccount

    def __init__(self) -> None:
        super().__init__()
        self.program = Program(self.aws, f"machine-{next(_numbers)}")
        self.stack_id: str | None = self.aws.make_sample_stack(self.program.name)
        self.harmed = False
        self.aws.forget_journal()

    # What the engine does

    @stateful.rule(loses_the_id=some.booleans())
    def up(self, loses_the_id: bool) -> None:  # noqa: FBT001 - drawn by name
        self.judge_up(self.program.up(self.aws.run(), loses_the_id=loses_the_id))

    @stateful.rule(version=VERSIONS)
    def declare(self, version: str) -> None:
        self.program.version = version

    @stateful.rule()
    def refresh(self) -> None:
        self.program.refresh(self.aws.run())
        known = self.described()
        assert self.program.id == "" or (known is not None and known["Id"] == self.program.id)

    @stateful.rule()
    def destroy(self) -> None:
        self.judge_destroy(self.program.destroy(self.aws.run()))

    # What goes wrong with it

    @stateful.rule(
        kind=some.sampled_from(FAULTS),
        nth=some.integers(1, 20),
        times=some.sampled_from([1, 2, None]),
        destroys=some.booleans(),
    )
    def harmed_run(self, kind: str, nth: int, times: int | None, destroys: bool) -> None:  # noqa: FBT001
        code = {"code": "InternalFailure", "status": 500} if kind == "error" else {}
        run = self.aws.run()
        self.aws.fault(kind, nth=nth, times=times, **code)
        self.harmed = True
        outcome = self.program.destroy(run) if destroys else self.program.up(run)
        self.aws.heal()
        self.judge_destroy(outcome) if destroys else self.judge_up(outcome)
        self.harmed = False

    @stateful.rule(record=some.sampled_from(["import", "update", "terminate"]), hangs=some.booleans())
    def next_record_goes_wrong(self, record: str, hangs: bool) -> None:  # noqa: FBT001
        self.aws.fault("record-hangs" if hangs else "record-fails", operation=record, times=None)
        self.harmed = True
        self.judge_up(self.program.up(self.aws.run(seconds=20.0)))
        self.aws.heal()
        self.harmed = False

    @stateful.rule(calls=some.integers(0, 20), after=some.booleans(), destroys=some.booleans())
    def killed_run(self, calls: int, after: bool, destroys: bool) -> None:  # noqa: FBT001
        def through(clients: Any) -> Any:
            return KillableGateway(AwsGateway(clients, expected_account_id=None), calls=calls + 1, after=after)

        run: FakeClockRun = self.aws.run(through=through)
        before = self.program.id
        try:
            outcome = self.program.destroy(run) if destroys else self.program.up(run)
        except Killed:
            self.program.id = before  # nobody was there to write it down
        else:
            self.judge_destroy(outcome) if destroys else self.judge_up(outcome)

    # What others do

    @stateful.rule(seconds=some.sampled_from([1, 5, 60]))
    def time_passes(self, seconds: int) -> None:
        self.aws.timer.advance(seconds)

    @stateful.rule(retain=some.booleans())
    def somebody_terminates_it(self, retain: bool) -> None:  # noqa: FBT001
        known = self.wait_until_idle()
        if known is None:
            return
        if not retain:
            self.stack_id = None
        self.aws.terminate(known["Id"], retain=retain)

    @stateful.rule(version=VERSIONS)
    def somebody_updates_it(self, version: str) -> None:
        known = self.wait_until_idle()
        if known is None or self.stack_id is None or self.aws.version_is_off("v2"):
            return
        self.aws.catalog.update_provisioned_product(
            ProvisionedProductId=known["Id"],
            ProductId=known["ProductId"],
            ProvisioningArtifactId=self.aws.versions[version],
        )

    @stateful.rule()
    def somebody_deletes_the_stack(self) -> None:
        self.wait_until_idle()
        if self.stack_id is not None:
            self.aws.cloudformation.delete_stack(StackName=self.program.name)
            self.stack_id = None

    @stateful.rule()
    def somebody_makes_the_stack_anew(self) -> None:
        if self.stack_id is None and self.wait_until_idle() is None:
            self.stack_id = self.aws.make_sample_stack(self.program.name)

    @stateful.rule(active=some.booleans())
    def somebody_switches_the_version(self, active: bool) -> None:  # noqa: FBT001
        self.aws.change_version(self.aws.product, self.aws.versions["v2"], Active=active)

    @stateful.rule(name=some.sampled_from(["v2", "second"]))
    def somebody_renames_the_version(self, name: str) -> None:
        self.aws.change_version(self.aws.product, self.aws.versions["v2"], Name=name)

    # What must be so

    def judge_up(self, outcome: Outcome) -> None:
        """What was said to be done is what AWS has; what was not done has a reason, and something was in the way."""
        if isinstance(outcome, Done):
            assert outcome.state is not None
            known = self.described()
            assert known is not None
            assert known["Id"] == self.program.id == outcome.state.provisioned_product.id
            assert known["Status"] == "AVAILABLE" or (self.program.idle and known["Status"] == "UNDER_CHANGE")
            assert known["ProvisioningArtifactId"] == self.aws.versions[self.program.version]
        else:
            assert outcome.problems
            assert self.harmed or self.in_the_way(), outcome

    def judge_destroy(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            assert self.program.id == ""
        else:
            assert outcome.problems
            assert self.harmed, outcome

    def in_the_way(self) -> bool:
        """Return whether AWS cannot be as declared: no stack, a stack of another template, a version that is off."""
        if self.stack_id is None or self.aws.version_is_off("v2"):
            return True
        body = str(self.aws.cloudformation.get_template(StackName=self.program.name)["TemplateBody"])
        return ("DeadLetters" in body) != (self.program.version == "v2") and self.described() is None

    @stateful.invariant()
    def nothing_is_made_twice(self) -> None:
        products = self.aws.provisioned_products()
        named = [product for product in products if product["Name"] == self.program.name]
        assert len(named) <= 1
        of_stack = [product for product in products if self.stack_id and product.get("PhysicalId") == self.stack_id]
        assert len(of_stack) <= 1

    @stateful.invariant()
    def the_stack_is_the_one_that_was_there(self) -> None:
        if self.stack_id is not None:
            assert self.aws.stack(self.program.name)["StackId"] == self.stack_id

    @stateful.invariant()
    def no_flag_is_ever_switched(self) -> None:
        for call in self.aws.journal():
            requested = call["parameters"]
            if call["operation"] == "TerminateProvisionedProduct" and requested["TerminateToken"].startswith("pulumi-"):
                assert (requested["RetainPhysicalResources"], requested["IgnoreErrors"]) == (True, False)

    def teardown(self) -> None:
        """Whatever has happened: once nothing is in the way, a run ends as declared, and the next changes nothing."""
        self.aws.calm()
        self.aws.change_version(self.aws.product, self.aws.versions["v2"], Active=True, Name="v2")
        self.wait_until_idle()
        if self.stack_id is None:
            self.clear_away()
            self.stack_id = self.aws.make_sample_stack(self.program.name)
        body = str(self.aws.cloudformation.get_template(StackName=self.program.name)["TemplateBody"])
        self.program.version = "v2" if "DeadLetters" in body else "v1"
        assert isinstance(self.program.up(self.aws.run()), Done)
        self.aws.forget_journal()
        self.judge_up(self.program.up(self.aws.run()))
        assert not [call for call in self.aws.journal() if call["operation"] in WRITES]
        assert isinstance(self.program.destroy(self.aws.run()), Done)
        assert self.described() is None
        self.the_stack_is_the_one_that_was_there()
        self.aws.cloudformation.delete_stack(StackName=self.program.name)

    # How AWS is asked past the provider

    def described(self) -> dict[str, Any] | None:
        try:
            answer = self.aws.catalog.describe_provisioned_product(Name=self.program.name)
        except self.aws.catalog.exceptions.ResourceNotFoundException:
            return None
        result: dict[str, Any] = answer["ProvisionedProductDetail"]
        return result

    def wait_until_idle(self) -> dict[str, Any] | None:
        """Return what AWS has once nothing is under way."""
        self.aws.timer.advance(10)
        return self.described()

    def clear_away(self) -> None:
        """Take away what governed a stack that is gone, so that a new one of its name can be adopted."""
        known = self.described()
        if known is not None:
            self.aws.terminate(known["Id"])


WRITES = {"ImportAsProvisionedProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"}


def test_whatever_happens_nothing_is_lost_and_nothing_is_made_twice(
    aws: FakeClockAccount, pytestconfig: pytest.Config
) -> None:
    Machine.aws = aws
    aws.set(record_seconds=2)
    stateful.run_state_machine_as_test(
        Machine,
        settings=hypothesis.settings(
            max_examples=pytestconfig.getoption("--machine-examples"),
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.generate],  # to shrink what was found takes minutes
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )
