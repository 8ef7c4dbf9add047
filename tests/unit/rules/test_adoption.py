"""What an adoption has to do, given who bears the name and who governs the stack."""

from dataclasses import replace

from pulumi_servicecatalog.rules import tokens
from pulumi_servicecatalog.rules.adoption import Blocked, Import, ImportTarget, TakeAsIs, decide
from support.fakes.samples import OTHER, V1, WEB, product, stack_id
from support.tables import table

TARGET = ImportTarget(
    name="payments", stack_id=stack_id("payments"), product_id=WEB.id, artifact_id=V1.id, language="en"
)
OURS = product("payments")
TOKEN = tokens.import_token(
    stack_id=TARGET.stack_id,
    name=TARGET.name,
    product_id=TARGET.product_id,
    artifact_id=V1.id,
    language="jp",
    after="pp-0",
)
FRESH = replace(product("payments", physical_id=None), idempotency_token=TOKEN)


def test_a_free_name_and_a_free_stack_are_imported():
    assert decide(TARGET, by_name=None, by_stack=None) == Import()


@table(
    "by_name by_stack",
    (OURS, OURS, "it is all there"),
    (OURS, None, "the search does not show the stack's governor yet"),
    (FRESH, None, "AWS does not report the stack yet, and the token is that of this import"),
    (product(status="UNDER_CHANGE"), None, "the import that a killed run began is still under way"),
    (product(status="ERROR"), None, "the import that a killed run began has failed"),
    (product(artifact_id="pa-2"), None, "the version has been changed since: that is drift, and no other adoption"),
)
def test_what_an_earlier_run_left_is_taken_as_it_is(by_name, by_stack, reason):
    assert decide(TARGET, by_name=by_name, by_stack=by_stack) == TakeAsIs(provisioned_product=by_name), reason


@table(
    "by_name by_stack codes",
    (product(physical_id=stack_id("orders")), None, ["NameTaken"], "the name governs another stack"),
    (product(product_id=OTHER.id), None, ["AlreadyGoverned"], "the name governs the stack for another product"),
    (product(product_id=OTHER.id), product(product_id=OTHER.id), ["AlreadyGoverned"], "one cause is reported once"),
    (
        product(physical_id=None),
        None,
        ["NameTaken"],
        "AWS does not report the stack, and the token is of somebody else",
    ),
    (product(physical_id=None, product_id=OTHER.id), None, ["NameTaken"], "another product, whatever the stack"),
    (None, product("other", physical_id=TARGET.stack_id), ["AlreadyGoverned"], "another name governs the stack"),
    (
        product(physical_id=stack_id("orders")),
        product("other", physical_id=TARGET.stack_id),
        ["NameTaken", "AlreadyGoverned"],
        "two causes are reported together",
    ),
)
def test_what_is_in_the_way_is_reported(by_name, by_stack, codes, reason):
    decision = decide(TARGET, by_name=by_name, by_stack=by_stack)
    assert isinstance(decision, Blocked), reason
    assert [problem.code for problem in decision.problems] == codes, reason


def test_a_governor_is_named_with_its_product_and_version():
    decision = decide(TARGET, by_name=None, by_stack=product("other", physical_id=TARGET.stack_id))
    assert isinstance(decision, Blocked)
    assert decision.problems[0].message() == (
        f'The stack {TARGET.stack_id} already belongs to the provisioned product "other" (pp-other) '
        "of product web-service, version v1."
    )


def test_ids_stand_in_for_names_that_aws_does_not_tell():
    unnamed = product("other", physical_id=TARGET.stack_id, product_name="", artifact_name="")
    decision = decide(TARGET, by_name=None, by_stack=unnamed)
    assert isinstance(decision, Blocked)
    assert "of product prod-web, version pa-1" in decision.problems[0].message()
