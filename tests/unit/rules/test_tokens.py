"""Idempotency tokens: the same declaration is the same request, in every release."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.rules import tokens
from support.tables import table

AWS_PATTERN = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/0a1b2c3d"
IMPORT: dict[str, Any] = {
    "stack_id": STACK,
    "name": "payments",
    "product_id": "prod-web",
    "artifact_id": "pa-1",
    "language": "en",
}
HERE = Identity(partition="aws", account="123456789012", region="eu-west-1", caller_arn="arn:aws:iam::1:user/a")
URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
LAUNCH: dict[str, Any] = {"identity": HERE, "name": "shop", "product_id": "prod-web", "declared_by": URN}
MARK = tokens.provision_mark(**LAUNCH)


def test_a_release_never_changes_the_tokens_under_which_earlier_ones_asked():
    all_tokens = {
        "import": tokens.import_token(**IMPORT),
        "update": tokens.update_token(
            provisioned_product_id="pp-1", after_record_id="rec-1", content={"artifact": "pa-2", "parameters": ()}
        ),
        "terminate": tokens.terminate_token(provisioned_product_id="pp-1", after_record_id="rec-2"),
        "provision": tokens.provision_token(MARK, content={"artifact_id": "pa-1", "parameters": {}}),
        "properties": tokens.properties_token(
            provisioned_product_id="pp-1", after_record_id="rec-1", values={"owner": "a"}
        ),
    }
    assert all_tokens == {
        "import": "pulumi-import-8a8268621828a3daf65a29e8251ffdffff50d964e871323f",
        "update": "pulumi-update-e5dbae32dc601dd0dc0d8dea906ecb04c62dbd5047aa1301",
        "terminate": "pulumi-terminate-832f5296070cb19aa62d8ba4af32a6419f251bfe2b11d90b",
        "provision": "pulumi-provision-9140fbf004bb3770dc76f7e3cf676e61-09084f0d965d94632410b0fc0c47f889",
        "properties": "pulumi-properties-1de2e39a6e6e986914a008ffc58ac18b0563de4423ee460a",
    }


@table(
    "other",
    ({"stack_id": STACK.replace("0a1b", "ffff")}, "a stack of the same name that was made again is another one"),
    ({"stack_id": STACK.replace("eu-west-1", "eu-west-3")}, "another Region"),
    ({"stack_id": STACK.replace("123456789012", "210987654321")}, "another account"),
    ({"name": "payments-2"}, "another name"),
    ({"product_id": "prod-other"}, "another product"),
    ({"artifact_id": "pa-2"}, "another version"),
    ({"language": "jp"}, "another language, which AWS takes for another request"),
    ({"after": "pp-1"}, "what follows a predecessor, where the first one is used up"),
    ({"name": "paymentsprod-", "product_id": "web"}, "parts are kept apart"),
)
def test_another_import_gets_another_token(other, reason):
    assert tokens.import_token(**IMPORT) != tokens.import_token(**{**IMPORT, **other}), reason


def test_every_token_of_an_import_begins_with_its_first_one():
    first, second, third = (tokens.import_token(**IMPORT, after=after) for after in (None, "pp-1", "pp-2"))
    assert second.startswith(first)
    assert third.startswith(first)
    assert len({first, second, third}) == 3


def of(provisioned_product_id, name="payments", created=None):
    """Return a record; `created` is the day on which AWS made it."""
    day = None if created is None else datetime(2026, 1, created, tzinfo=UTC)
    return Record(
        id="rec-1",
        status="SUCCEEDED",
        provisioned_product_id=provisioned_product_id,
        provisioned_product_name=name,
        created_time=day,
    )


@table(
    "history expected",
    ([], [], "nothing was made before"),
    ([of("pp-2", created=3), of("pp-1", created=2), of("pp-1", created=1)], ["pp-2", "pp-1"], "each stands once"),
    ([of("pp-1", created=1), of("pp-2", created=3)], ["pp-2", "pp-1"], "AWS's order is not documented"),
    ([of("pp-3", name="orders", created=3), of("pp-1", created=1)], ["pp-1"], "others of the product do not count"),
    ([of("pp-2"), of("pp-1")], ["pp-2", "pp-1"], "without times AWS's order is taken"),
    ([of(""), of("pp-1", created=1)], ["pp-1"], "a record may name none"),
)
def test_predecessors_are_those_of_the_name_the_newest_first(history, expected, reason):
    assert tokens.predecessors(history, "payments") == expected, reason


@table(
    "other",
    ({"identity": replace(HERE, account="210987654321")}, "another account"),
    ({"identity": replace(HERE, region="eu-west-3")}, "another Region"),
    ({"name": "shop-2"}, "another name"),
    ({"product_id": "prod-other"}, "another product"),
    ({"declared_by": URN.replace("prod", "dev")}, "another resource: what one has launched the other does not take"),
)
def test_the_tokens_of_another_launch_begin_otherwise(other, reason):
    assert tokens.provision_mark(**{**LAUNCH, **other}) != MARK, reason


def test_a_launch_is_known_again_whoever_of_the_account_looks():
    colleague = replace(HERE, caller_arn="arn:aws:iam::1:user/b")
    assert tokens.provision_mark(**{**LAUNCH, "identity": colleague}) == MARK


@table(
    "target after",
    ({"artifact_id": "pa-2"}, None, "another version, which AWS would refuse under the same token"),
    ({"artifact_id": "pa-1"}, "pp-1", "what follows a predecessor"),
)
def test_another_request_of_the_same_launch_gets_another_token_that_begins_alike(target, after, reason):
    first = tokens.provision_token(MARK, content={"artifact_id": "pa-1"})
    token = tokens.provision_token(MARK, content=target, after=after)
    assert token != first, reason
    assert token.startswith(MARK), reason
    assert AWS_PATTERN.fullmatch(token), reason
    assert len(token) <= 128, reason


def test_an_equal_update_after_another_record_is_a_new_request():
    update: dict[str, Any] = {"provisioned_product_id": "pp-1", "content": {"artifact": "pa-2"}}
    first = tokens.update_token(**update, after_record_id="rec-1")
    assert first == tokens.update_token(**update, after_record_id="rec-1")
    assert first != tokens.update_token(**update, after_record_id="rec-2")


def test_the_order_of_the_content_does_not_matter():
    update: dict[str, Any] = {"provisioned_product_id": "pp-1", "after_record_id": "rec-1"}
    assert tokens.update_token(**update, content={"a": 1, "b": 2}) == tokens.update_token(
        **update, content={"b": 2, "a": 1}
    )


@given(texts=some.tuples(some.text(), some.text(), some.text(), some.text()), after=some.none() | some.text())
def test_every_token_is_one_that_aws_takes(texts, after):
    stack, name, product, artifact = texts
    token = tokens.import_token(
        stack_id=stack, name=name, product_id=product, artifact_id=artifact, language="jp", after=after
    )
    assert AWS_PATTERN.fullmatch(token)
    assert len(token) <= 128


def test_no_value_of_the_user_leaves_the_machine_in_a_token():
    token = tokens.update_token(
        provisioned_product_id="pp-1", after_record_id="rec-1", content={"parameters": {"Secret": "hunter2"}}
    )
    assert "hunter2" not in token
