"""Many clients at once: moto by itself loses updates; the emulator serves one call at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from integration.emulator.caller import template

CLIENTS = 16


def together(calls):
    """Make calls at the same time, and return what each gave: an answer or an error's code."""

    def outcome(call):
        try:
            return call()
        except ClientError as error:
            return error.response["Error"]["Code"]

    with ThreadPoolExecutor(max_workers=CLIENTS) as pool:
        return list(pool.map(outcome, calls))


def test_of_many_stacks_with_one_name_one_is_made(aws):
    arguments = {"StackName": "payments", "TemplateBody": template()}
    outcomes = together([lambda: aws.cloudformation.create_stack(**arguments)] * CLIENTS)
    assert outcomes.count("AlreadyExistsException") == CLIENTS - 1
    assert len(aws.cloudformation.describe_stacks()["Stacks"]) == 1


def test_of_many_imports_with_one_token_one_is_made_and_all_get_its_answer(aws):
    product, stack_id = aws.product(), aws.make_stack()
    outcomes = together([lambda: aws.import_as(stack_id, product, IdempotencyToken="token-1")["RecordId"]] * CLIENTS)
    assert len(set(outcomes)) == 1
    assert len(aws.search()) == 1


def test_of_many_imports_of_one_stack_one_is_made(aws):
    product, stack_id = aws.product(), aws.make_stack()
    outcomes = together(
        [lambda number=number: aws.import_as(stack_id, product, f"name-{number}") for number in range(CLIENTS)]
    )
    assert outcomes.count("DuplicateResourceException") == CLIENTS - 1
    assert len(aws.search()) == 1


@pytest.mark.parametrize(("scope", "accepted"), [("account-region", 1), ("off", CLIENTS)])
def test_of_many_imports_at_the_same_time_as_many_are_made_as_the_scope_allows(slow, scope, accepted):
    slow.set(import_seconds=60, import_scope=scope)
    product = slow.product()
    stacks = [slow.make_stack(f"stack-{number}") for number in range(CLIENTS)]
    outcomes = together([lambda s=s: slow.import_as(s, product, s.split("/")[1])["Status"] for s in stacks])
    assert outcomes.count("CREATED") == accepted
    assert outcomes.count("InvalidStateException") == CLIENTS - accepted


def test_many_different_stacks_are_all_made(aws):
    body = template("One", "Two")
    together([lambda n=n: aws.make_stack(f"stack-{n}", body) for n in range(40)])
    stacks = aws.cloudformation.describe_stacks()["Stacks"]
    assert {s["StackStatus"] for s in stacks} == {"CREATE_COMPLETE"}
    assert len(stacks) == 40
    assert len(aws.client("sqs").list_queues()["QueueUrls"]) == 80
