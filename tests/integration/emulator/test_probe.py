"""The probe finds every switch: asked of the emulator, it answers with the setting that the emulator has."""

from __future__ import annotations

import dataclasses
import itertools
from functools import lru_cache
from typing import Any

import boto3
import pytest

from catalog_emulator.core import settings
from catalog_emulator.core.import_refusals import CAUSES
from catalog_emulator.probe import QUESTIONS, Account, Clock, Question, catalog, run
from catalog_emulator.probe.account import Memory
from catalog_emulator.probe.answer import UnansweredError
from catalog_emulator.probe.clean_up import leftovers

REGIONS = ("us-east-1", "eu-west-1")
SWITCHES = {switch["name"]: switch for switch in settings.describe()}
NOT_ASKED = {
    *settings.RECORD_DURATIONS,
    "created_seconds",
    "rollback_seconds",
    "allowed_actions",
    "denied_actions",
    "role_seconds",
}

SEEN_IN_FLIGHT = {"import_scope", "failed_import_status", "while_under_change", "busy_terminate", "busy_update"}
"""Questions about what is going on: the records of the others are over at once."""

WITHOUT_CHOICES = {
    "import_record_type": ["PROVISION_PRODUCT", "IMPORT_PRODUCT"],
    "properties_record_type": ["UPDATE_PROVISIONED_PRODUCT", "SET_PROPERTIES"],
    "name_reuse_seconds": [0.0, 7.0],
    "search_lag_reads": [0, 3],
}

PROVOKED = sorted(CAUSES.keys() - {"artifact-not-available", "stack-nested", "stack-set"})
"""The causes of refusals that need no S3 and no bad luck."""


def rows():
    for name, switch in SWITCHES.items():
        if name in NOT_ASKED or name == "import_refusals":
            continue
        values: Any = switch["choices"] or WITHOUT_CHOICES.get(name) or [True, False]
        yield from ((name, value) for value in values)


class EmulatorClock(Clock):
    """Time that passes in the emulator where the probe lets it pass."""

    def __init__(self, control):
        self.control, self.seconds = control, 0.0

    def now(self):
        return self.seconds

    def pause(self, seconds):
        self.seconds += seconds
        self.control.advance(seconds)


class Session:
    """What the probe needs of boto3's session; the clients are made once."""

    def __init__(self, url):
        self.session = boto3.Session(aws_access_key_id=next(ACCOUNTS), aws_secret_access_key="any")
        open_client: Any = self.session.client
        self.client = lru_cache(lambda *args, **named: open_client(*args, **named, endpoint_url=url))


ACCOUNTS = (f"77{number:010}" for number in itertools.count())
RUNS = (str(number) for number in itertools.count())


@pytest.fixture(scope="module")
def session(fake_clock):
    return Session(fake_clock.url)


@pytest.fixture(scope="module")
def sharing_session(fake_clock):
    return Session(fake_clock.url)


@pytest.fixture
def account(fake_clock, session, sharing_session):
    """An account that is empty and has the default settings again at the end."""
    account = Account(
        session=session,
        region=REGIONS[0],
        second_region=REGIONS[1],
        sharing_session=sharing_session,
        run=next(RUNS),
        clock=EmulatorClock(fake_clock.control),
    )
    yield account
    fake_clock.control.set(account=account.identity()["Account"], **dict.fromkeys(SWITCHES))
    assert [name for region in REGIONS for name in names_in(session, region)] == []
    assert list(names_in(sharing_session, REGIONS[0])) == []


def names_in(session, region):
    catalog = session.client("servicecatalog", region_name=region)
    yield from (p["Name"] for p in catalog.search_provisioned_products()["ProvisionedProducts"])
    yield from (p["DisplayName"] for p in catalog.list_portfolios()["PortfolioDetails"])
    views = catalog.search_products_as_admin()["ProductViewDetails"]
    yield from (view["ProductViewSummary"]["Name"] for view in views)
    stacks = session.client("cloudformation", region_name=region).describe_stacks()["Stacks"]
    yield from (stack["StackName"] for stack in stacks)
    yield from (role["RoleName"] for role in session.client("iam", region_name=region).list_roles()["Roles"])


@pytest.fixture
def ask(account, fake_clock):
    """Ask questions of an emulator with some settings, and return the results."""

    def ask_with(*questions, **changes):
        seconds = 60 if {question.name for question in questions} & SEEN_IN_FLIGHT else 0
        durations = {"record_seconds": 0, "import_seconds": seconds, "update_seconds": seconds}
        fake_clock.control.set(account=account.identity()["Account"], **durations | changes)
        return run(account, questions, lambda *_: None)

    return ask_with


def test_every_switch_has_a_question():
    assert {name for name, question in QUESTIONS.items() if question.has_switch} == SWITCHES.keys() - NOT_ASKED


@pytest.mark.parametrize(("switch", "value"), list(rows()))
def test_the_setting_of_a_switch_is_found(ask, switch, value):
    results = ask(QUESTIONS[switch], **{switch: value})
    assert [(answer["switch"], answer["value"]) for answer in results.answers] == [(switch, value)], results


@pytest.mark.parametrize("code", ["InvalidStateException", "ValidationException"])
def test_the_code_of_each_refusal_of_an_import_is_found(ask, code):
    """With an import that takes a while, a launch path that is needed and a version that cannot be imported."""
    refusals = [f"{cause}={code}" for cause in PROVOKED]
    results = ask(
        QUESTIONS["import_refusals"],
        import_seconds=60,
        import_needs_launch_path=True,
        import_accepts_deprecated=False,
        import_refusals=refusals,
    )
    assert [sorted(answer["value"]) for answer in results.answers] == [refusals], results


def test_a_refusal_that_cannot_be_provoked_is_left_out(ask):
    results = ask(QUESTIONS["import_refusals"])
    accepted = {"launch-path", "artifact-deprecated", "another-import"}
    expected = {f"{cause}={CAUSES[cause]}" for cause in PROVOKED if cause not in accepted}
    assert [set(answer["value"]) for answer in results.answers] == [expected], results


def test_what_has_no_switch_is_an_observation_with_code_and_text(ask):
    observations = [question for question in QUESTIONS.values() if not question.has_switch]
    results = ask(*observations)
    assert (results.answers, results.unanswered) == ([], [])
    assert {entry["question"] for entry in results.observations} == {question.name for question in observations}
    assert all(entry["text"] and entry["code"] and entry["requestId"] for entry in results.observations)


def test_questions_share_what_they_only_look_at(ask, account):
    results = ask(QUESTIONS["import_record_type"], QUESTIONS["import_path_id"], QUESTIONS["import_outputs"])
    assert results.is_complete
    assert account.memory.number == 4  # one stack, product, portfolio and provisioned product


def failing(error):
    def ask(account):
        source, version = catalog.catalog(account)
        catalog.role(account)
        catalog.launch(account, version, [])
        catalog.try_import(account, version, source.id)
        raise error

    return Question(name="match_rule", text="", ask=ask, has_switch=True)


@pytest.mark.parametrize("error", [UnansweredError("no"), KeyError("Stacks")])
def test_a_question_that_fails_leaves_nothing_and_the_rest_goes_on(ask, error):
    results = ask(failing(error), QUESTIONS["import_record_type"], import_seconds=60)
    (unanswered,) = results.unanswered
    assert str(error) in unanswered["reason"]
    assert [answer["switch"] for answer in results.answers] == ["import_record_type"]
    assert results.left == []


def test_an_interrupted_run_leaves_nothing(ask):
    results = ask(failing(KeyboardInterrupt()), QUESTIONS["import_record_type"], import_seconds=60)
    assert results.interrupted
    assert results.left == []
    assert results.answers == []


def test_what_a_killed_run_leaves_can_be_removed(account, session):
    source, version = catalog.catalog(account)
    catalog.catalog(account.elsewhere())
    catalog.role(account)
    catalog.imported(account, source, version)
    fresh = dataclasses.replace(account, memory=Memory())
    other = dataclasses.replace(fresh, prefix="sc-prob")
    assert leftovers(other) == []
    made = leftovers(fresh)
    assert len(made) == 8
    for leftover in made:
        leftover.remove()


def test_no_account_id_and_no_control_character_is_written(ask, account):
    def question(account):
        number = account.identity()["Account"]
        raise UnansweredError(f"arn:aws:iam::{number}:role/a\x1b[31m\nb")

    results = ask(Question(name="match_rule", text="", ask=question, has_switch=True))
    assert results.unanswered[0]["reason"] == "arn:aws:iam::************:role/a [31m b"
