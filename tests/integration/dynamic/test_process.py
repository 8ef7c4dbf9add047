"""The process of the dynamic provider: many calls at a time, lines on the resource, and nothing past the engine."""

from concurrent.futures import ThreadPoolExecutor

from support.providers import ADOPTED, INPUTS, adopt
from support.screen import Said


def test_sixteen_imports_queue_and_a_check_is_answered_meanwhile(aws, emulator, account, engine):
    """Pulumi's pool has four workers: then only three could wait in the queue, and nothing else would be answered.

    They are the first calls of the operation, so that the pool has a backlog when it is widened.
    """
    emulator.control.set(account=account, import_seconds=3600)
    stacks = {f"stack-{number}" for number in range(16)}
    template = aws.cloudformation.get_template(StackName="payments")["TemplateBody"]
    for name in stacks:
        aws.make_stack(name, template)
    with ThreadPoolExecutor(16) as pool:
        creates = [pool.submit(engine.create, {**ADOPTED.checked, "name": name, "physicalId": name}) for name in stacks]
        engine.screen.wait_for("waiting for 15 imports ahead")
        assert engine.check(INPUTS)[1] == []
        assert not any(create.done() for create in creates)
        engine.stop()


def test_progress_is_shown_on_the_resource(aws, engine):
    adopt(engine)
    passing = [item for item in engine.screen.said() if item.passing]
    assert passing[0] == Said(severity="INFO", message="importing", urn=engine.urn, passing=True)
    assert passing[1].message.startswith("rec-")
    assert {item.urn for item in passing} == {engine.urn}


def test_nothing_is_printed_past_the_engine(aws, engine):
    id_, state, inputs = adopt(engine)
    engine.diff(id_, state, inputs)
    engine.delete(id_, state)
    assert engine.printed.read_text(encoding="utf-8") == ""


def test_an_engine_that_does_not_listen_does_not_stop_an_adoption(aws, engine):
    engine.deafen()
    id_, _, _ = adopt(engine)
    assert aws.observed()["payments"]["Id"] == id_
