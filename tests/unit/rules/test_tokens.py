"""Idempotency tokens: the same wish is the same request, in every release."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.rules import tokens
from support.tables import table

AWS_PATTERN = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/0a1b2c3d"
WISH = {
    "stack_id": STACK,
    "name": "payments",
    "product_id": "prod-web",
    "artifact_id": "pa-1",
    "language": "en",
    "generation": 0,
}
HERE = Identity(partition="aws", account="123456789012", region="eu-west-1", caller_arn="arn:aws:iam::1:user/a")
URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
LAUNCH = {"identity": HERE, "name": "shop", "product_id": "prod-web", "declared_by": URN}
MARK = tokens.provision_mark(**LAUNCH)


def test_a_release_never_changes_the_tokens_under_which_earlier_ones_asked():
    asked = {
        "import": tokens.import_token(**WISH),
        "update": tokens.update_token(
            provisioned_product_id="pp-1", after_record_id="rec-1", content={"artifact": "pa-2", "parameters": ()}
        ),
        "terminate": tokens.terminate_token(provisioned_product_id="pp-1", after_record_id="rec-2"),
        "provision": tokens.provision_token(MARK, content={"artifact_id": "pa-1", "parameters": {}}, generation=0),
        "properties": tokens.properties_token(
            provisioned_product_id="pp-1", after_record_id="rec-1", values={"owner": "a"}
        ),
    }
    assert asked == {
        "import": "pulumi-import-8a8268621828a3daf65a29e8251ffdffff50d964e871323f",
        "update": "pulumi-update-e5dbae32dc601dd0dc0d8dea906ecb04c62dbd5047aa1301",
        "terminate": "pulumi-terminate-832f5296070cb19aa62d8ba4af32a6419f251bfe2b11d90b",
        "provision": "pulumi-provision-9140fbf004bb3770dc76f7e3cf676e61-09084f0d965d94632410b0fc0c47f889",
        "properties": "pulumi-properties-1de2e39a6e6e986914a008ffc58ac18b0563de4423ee460a",
    }


@table(
    "other",
    ({"stack_id": STACK.replace("0a1b", "ffff")}, "a stack of the same name, made anew, is another one"),
    ({"stack_id": STACK.replace("eu-west-1", "eu-west-3")}, "another Region"),
    ({"stack_id": STACK.replace("123456789012", "210987654321")}, "another account"),
    ({"name": "payments-2"}, "another name"),
    ({"product_id": "prod-other"}, "another product"),
    ({"artifact_id": "pa-2"}, "another version"),
    ({"language": "jp"}, "another language, which AWS takes for another request"),
    ({"generation": 1}, "the next generation, where the first one is used up"),
    ({"name": "paymentsprod-", "product_id": "web"}, "parts are kept apart"),
)
def test_another_wish_gets_another_token(other, reason):
    assert tokens.import_token(**WISH) != tokens.import_token(**{**WISH, **other}), reason


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
    "target generation",
    ({"artifact_id": "pa-2"}, 0, "another version, which AWS would refuse under the same token"),
    ({"artifact_id": "pa-1"}, 1, "the next generation"),
)
def test_another_request_of_the_same_launch_gets_another_token_that_begins_alike(target, generation, reason):
    first = tokens.provision_token(MARK, content={"artifact_id": "pa-1"}, generation=0)
    token = tokens.provision_token(MARK, content=target, generation=generation)
    assert token != first, reason
    assert token.startswith(MARK), reason
    assert AWS_PATTERN.fullmatch(token), reason
    assert len(token) <= 128, reason


def test_an_equal_update_after_another_record_is_a_new_request():
    asked = {"provisioned_product_id": "pp-1", "content": {"artifact": "pa-2"}}
    first = tokens.update_token(**asked, after_record_id="rec-1")
    assert first == tokens.update_token(**asked, after_record_id="rec-1")
    assert first != tokens.update_token(**asked, after_record_id="rec-2")


def test_the_order_in_which_a_wish_is_written_does_not_matter():
    asked = {"provisioned_product_id": "pp-1", "after_record_id": "rec-1"}
    assert tokens.update_token(**asked, content={"a": 1, "b": 2}) == tokens.update_token(
        **asked, content={"b": 2, "a": 1}
    )


@given(texts=some.tuples(some.text(), some.text(), some.text(), some.text()), generation=some.integers(0, 10**6))
def test_every_token_is_one_that_aws_takes(texts, generation):
    stack, name, product, artifact = texts
    token = tokens.import_token(
        stack_id=stack, name=name, product_id=product, artifact_id=artifact, language="jp", generation=generation
    )
    assert AWS_PATTERN.fullmatch(token)
    assert len(token) <= 128


def test_no_value_of_the_user_leaves_the_machine_in_a_token():
    token = tokens.update_token(
        provisioned_product_id="pp-1", after_record_id="rec-1", content={"parameters": {"Secret": "hunter2"}}
    )
    assert "hunter2" not in token
