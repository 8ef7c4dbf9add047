"""Idempotency tokens, on every operation that has one."""

from __future__ import annotations

import pytest


def test_the_same_request_with_the_same_token_gets_the_same_answer(aws):
    product, stack_id = aws.product(), aws.make_stack()
    first = aws.import_as(stack_id, product, IdempotencyToken="token-1")
    assert aws.record(first)["Status"] == "SUCCEEDED"
    assert aws.import_as(stack_id, product, IdempotencyToken="token-1") == first
    assert len(aws.search()) == 1


def test_the_token_is_shown_and_can_be_searched(aws):
    aws.import_as(aws.make_stack(), aws.product(), IdempotencyToken="token-1")
    (provisioned,) = aws.search("idempotencyToken:token-1")
    assert provisioned["IdempotencyToken"] == "token-1"


def test_a_different_request_with_the_same_token_is_refused(aws):
    product, stack_id = aws.product(), aws.make_stack()
    aws.import_as(stack_id, product, IdempotencyToken="token-1")
    code, message = aws.refusal(
        "import_as_provisioned_product",
        ProductId=product[0],
        ProvisioningArtifactId=product[1],
        ProvisionedProductName="another",
        PhysicalId=stack_id,
        IdempotencyToken="token-1",
    )
    assert code == "InvalidParametersException"
    assert "token-1" in message


def test_the_same_request_with_another_token_is_a_duplicate(aws):
    product, stack_id = aws.product(), aws.make_stack()
    aws.import_as(stack_id, product, IdempotencyToken="token-1")
    assert aws.refused_import(stack_id, product)[0] == "DuplicateResourceException"


def test_a_request_that_was_refused_does_not_use_its_token_up(aws):
    product, stack_id = aws.product(), aws.make_stack()
    aws.control.force_stack("payments", account=aws.account, status="UPDATE_ROLLBACK_FAILED")
    with pytest.raises(aws.catalog.exceptions.InvalidStateException):
        aws.import_as(stack_id, product, IdempotencyToken="token-1")
    aws.control.force_stack("payments", account=aws.account, status="CREATE_COMPLETE")
    assert aws.import_as(stack_id, product, IdempotencyToken="token-1")["Status"] == "CREATED"


def test_a_token_still_gets_its_answer_when_the_product_is_gone(aws):
    """What a client must notice: the answer is old, and the product that it names is no more."""
    product, stack_id = aws.product(), aws.make_stack()
    first = aws.import_as(stack_id, product, IdempotencyToken="token-1")
    aws.catalog.terminate_provisioned_product(
        ProvisionedProductId=first["ProvisionedProductId"], RetainPhysicalResources=True
    )
    assert aws.import_as(stack_id, product, IdempotencyToken="token-1") == first
    assert aws.search() == []


def test_operations_and_accounts_have_tokens_of_their_own(aws, emulator):
    portfolio = {"DisplayName": "all", "ProviderName": "platform", "IdempotencyToken": "token-1"}
    first = aws.catalog.create_portfolio(**portfolio)["PortfolioDetail"]["Id"]
    assert aws.catalog.create_portfolio(**portfolio)["PortfolioDetail"]["Id"] == first
    aws.import_as(aws.make_stack(), aws.product(), IdempotencyToken="token-1")
    other = aws.elsewhere("eu-west-1").catalog.create_portfolio(**portfolio)["PortfolioDetail"]["Id"]
    assert other != first


def test_update_and_terminate_have_tokens_too(aws):
    pp_id, _, _ = aws.adopted()
    update = {"ProvisionedProductId": pp_id, "UpdateToken": "token-2"}
    first = aws.catalog.update_provisioned_product(**update)["RecordDetail"]
    assert aws.catalog.update_provisioned_product(**update)["RecordDetail"] == first
    terminate = {"ProvisionedProductId": pp_id, "RetainPhysicalResources": True, "TerminateToken": "token-3"}
    gone = aws.catalog.terminate_provisioned_product(**terminate)["RecordDetail"]
    assert aws.record(gone)["Status"] == "SUCCEEDED"
    assert aws.catalog.terminate_provisioned_product(**terminate)["RecordDetail"] == gone
