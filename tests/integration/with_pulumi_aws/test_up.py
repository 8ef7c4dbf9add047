"""The example to its end: up, up again without a change, destroy, and the stacks still run."""

from integration.with_pulumi_aws.account import STACKS


def test_every_stack_is_governed_by_the_product_that_the_same_run_has_made(engine, aws):
    before = {name: aws.stack(name) for name in STACKS}
    engine.up()
    observed = aws.observed()
    assert observed.keys() == set(STACKS)
    assert {item["PhysicalId"] for item in observed.values()} == {item["StackId"] for item in before.values()}
    assert {item["ProductId"] for item in observed.values()} == {engine.exported["productId"]}
    assert {item["ProvisioningArtifactName"] for item in observed.values()} == {"v1"}
    assert engine.exported["governed"] == {name: item["Id"] for name, item in observed.items()}
    assert {name: aws.stack(name) for name in STACKS} == before


def test_once_the_product_is_known_the_launch_constraint_is_said_to_wait_for_an_update(engine):
    engine.up()
    lasting = [(item.urn.rpartition("::")[2], item.message) for item in engine.said if not item.passing]
    assert sorted(name for name, _ in lasting) == sorted(STACKS)
    assert all(message.startswith("[ConstraintsPending]") and "(LAUNCH)" in message for _, message in lasting)


def test_a_second_run_changes_nothing(engine, aws, emulator):
    engine.up()
    emulator.control.forget_journal(account=aws.account)
    for run in (engine.preview, engine.up):
        run()
        assert engine.changed == set()
    requested = {call["operation"] for call in emulator.control.journal(account=aws.account)}
    assert not {name for name in requested if name.startswith(("Create", "Associate", "Import", "Update", "Terminate"))}


def test_a_destroy_releases_the_stacks_before_the_catalog_goes(engine, aws):
    before = aws.stack_ids()
    engine.up()
    engine.destroy()
    assert aws.observed() == {}
    assert aws.portfolio_ids() == []
    assert aws.catalog.search_products_as_admin()["ProductViewDetails"] == []
    assert aws.stack_ids() == before
    assert {aws.stack(name)["StackStatus"] for name in STACKS} == {"CREATE_COMPLETE"}
