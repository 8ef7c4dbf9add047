"""A saved scan comes to the same inventory as the account, asks for nothing else, and holds no secret."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from pulumi_servicecatalog.discovery import saved_answers, saved_scan
from pulumi_servicecatalog.discovery.discover import discover, forget
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Resumed
from pulumi_servicecatalog.discovery.saved_scan import SavedScanError, ScanFolder
from pulumi_servicecatalog.discovery.saved_template import Redaction
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.refusal import Denied, Refusal, Throttled
from pulumi_servicecatalog.rules.templates import ReadTemplate, compare
from support.fakes.gateway import FakeGateway
from support.fakes.samples import WEB, account, adopted, stack, stack_id, template
from support.fakes.state import ACCOUNT, REGION
from support.sessions import unshared
from support.tables import table

HERE = Shard(account=Account(id=ACCOUNT), region=REGION)
WITH_SECRET = '{"Parameters": {"Secret": {"Type": "String", "NoEcho": true, "Default": "hunter2"}}, "Resources": {}}'


def several():
    state = adopted("payments").with_stack(stack("search")).with_stack(stack("nested", parent_id=stack_id("search")))
    return state.with_stack(stack("other"), '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}')


def lines(opened, keep=forget):
    with ThreadPoolExecutor(1) as executor:
        return list(discover([HERE], opened, Workers(executor=executor, at_once=1), Resumed(), keep))


def saved(gateway, path):
    """Read an account, save what it answers, and return what it came to."""
    folder = ScanFolder(path)
    folder.begin(again=False)
    return lines(lambda _: saved_scan.recorded(unshared(gateway), folder), saved_scan.save)


def repeated(path):
    return lines(partial(saved_scan.opened, folder=ScanFolder(path)))


def refusing(method, refusal):
    gateway = FakeGateway(several())
    gateway.refuse(method, refusal)
    return gateway


@table(
    "gateway",
    (FakeGateway(several()), "an account with stacks of every kind"),
    (refusing("stack_template", Denied(operation="GetTemplate", reason="no")), "a template that is denied"),
    (refusing("launch_paths", Denied(operation="ListLaunchPaths", reason="no")), "paths that are denied"),
    (FakeGateway(several(), denied_actions=["servicecatalog:ListProvisioningArtifacts"]), "an end user's view"),
)
def test_a_saved_scan_comes_to_the_same_inventory(tmp_path, gateway, reason):
    expected = saved(gateway, tmp_path)
    assert len(expected[0].lines) > 1
    assert repeated(tmp_path) == expected, reason
    assert ScanFolder(tmp_path).shards() == (HERE,)


def test_a_shard_that_could_not_be_read_is_not_saved(tmp_path):
    (result,) = saved(refusing("stacks", Throttled(operation="DescribeStacks", reason="slow down")), tmp_path)
    assert (result.lines[0]["outcome"], ScanFolder(tmp_path).shards()) == ("failed", ())


def test_values_of_parameters_and_outputs_and_what_noecho_declares_are_left_out(tmp_path):
    values = {"Secret": "hunter2", "Plain": "hunter2"}
    state = account(stack("payments", parameters=values, outputs={"Url": "hunter2"}))
    state = state.with_stack(state.stacks[0], WITH_SECRET)
    version = replace(state.versions[0], template=WITH_SECRET)
    (result,) = saved(FakeGateway(state.with_version(version)), tmp_path)
    assert {line["verdict"] for line in result.lines if line["kind"] == "stack"} == {"adoptable"}
    assert "hunter2" not in "".join(file.read_text() for file in tmp_path.rglob("*") if file.is_file())
    (again,) = repeated(tmp_path)
    shown = [
        [(line["stack"], line["reason"]) for line in run.lines if line["kind"] == "stack"] for run in (result, again)
    ]
    assert shown[0] == shown[1]


@table(
    "first second equal",
    ("hunter2", "hunter2", True, "the same secret"),
    ("hunter2", "hunter3", False, "another one"),
    ("1", 1, False, "another type"),
)
def test_templates_without_their_secrets_are_equal_where_they_were(first, second, equal, reason):
    redaction = Redaction()
    texts = [WITH_SECRET.replace('"hunter2"', json.dumps(value)) for value in (first, second)]
    shown = [ReadTemplate(text=redaction.of(text)) for text in texts]
    assert (type(compare(*shown)).__name__ == "Identical") == equal, reason


def test_texts_that_differ_in_their_layout_alone_still_do():
    redaction = Redaction()
    first, second = (redaction.of(text) for text in (WITH_SECRET, WITH_SECRET.replace(" ", "  ")))
    assert type(compare(ReadTemplate(text=first), ReadTemplate(text=second))).__name__ == "Equivalent"


@table(
    "text same",
    (template(), True, "without such a parameter"),
    (WITH_SECRET.replace("true", "false"), True, "one that is shown"),
    ('{"Parameters": [], "NoEcho": 1}', True, "no parameters"),
    ("{NoEcho", False, "it cannot be read"),
)
def test_a_template_without_a_secret_is_kept_as_it_is(text, same, reason):
    assert (Redaction().of(text) == text) == same, reason


def test_what_was_not_asked_then_is_refused_and_the_rest_is_told(tmp_path):
    saved(FakeGateway(account()), tmp_path)
    gateway = ScanFolder(tmp_path).gateway(Location(account=ACCOUNT, region=REGION))
    with pytest.raises(Refusal, match="no answer to this"):
        gateway.artifacts("prod-other-one")
    assert gateway.artifacts(WEB.id)


@table(
    "spoil message",
    (lambda folder: (folder / "scan.json").unlink(), "scan.json: No such file", "no saved scan"),
    (lambda folder: (folder / "scan.json").write_text("{"), "scan.json: this is no JSON", "cut off"),
    (lambda folder: (folder / "scan.json").write_text('{"schemaVersion":2}'), "schemaVersion 2", "another version"),
    (lambda folder: next(folder.glob("*/*.jsonl")).write_text('{"qu'), "it is cut off", "answers that are cut off"),
)
def test_a_folder_that_cannot_be_used_is_one_line(tmp_path, spoil, message, reason):
    saved(FakeGateway(account()), tmp_path)
    spoil(tmp_path)
    with pytest.raises(SavedScanError, match=message) as refused:
        [saved_scan.opened(shard, ScanFolder(tmp_path)) for shard in ScanFolder(tmp_path).shards()]
    assert len(str(refused.value).splitlines()) == 1, reason


def test_what_is_there_is_replaced_only_if_that_is_meant(tmp_path):
    saved(FakeGateway(account()), tmp_path)
    with pytest.raises(SavedScanError, match="is not empty"):
        ScanFolder(tmp_path).begin(again=False)
    ScanFolder(tmp_path).begin(again=True)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SavedScanError, match="Not a directory"):
        ScanFolder(tmp_path / "file" / "scan").begin(again=False)


def blocked(path, name):
    """Begin a scan in a folder in which a file stands where this folder belongs."""
    folder = ScanFolder(path)
    folder.begin(again=False)
    if (path / name).is_dir():
        (path / name).rmdir()
    (path / name).write_text("")
    return folder


@table(
    "write name",
    (lambda folder: folder.write(Location(account=ACCOUNT, region=REGION), []), ACCOUNT, "an account"),
    (lambda folder: folder.keep_template("{}"), "templates", "a template"),
    (lambda folder: folder.gateway(Location(account=ACCOUNT, region=REGION)), ACCOUNT, "what is read again"),
)
def test_what_cannot_be_written_or_read_is_one_line(tmp_path, write, name, reason):
    folder = blocked(tmp_path, name)
    with pytest.raises(SavedScanError, match=f"{name}.*: (Not a directory|File exists)"):
        write(folder)


def test_of_a_long_list_what_was_taken_is_kept(tmp_path):
    folder = ScanFolder(tmp_path)
    folder.begin(again=False)
    session = saved_scan.recorded(unshared(FakeGateway(adopted("payments", "search"))), folder)
    first = next(session.gateway.provisioned_products())
    saved_scan.save(session)
    again = folder.gateway(Location(account=ACCOUNT, region=REGION))
    assert list(again.provisioned_products()) == [first]


def test_parameters_that_are_a_secret_are_saved_without_what_they_declare():
    secret = ArtifactParameter(key="Secret", no_echo=True, default="a", allowed_values=("a", "b"))
    saved_as = saved_answers.encoded([secret])
    assert saved_answers.decoded("artifact_parameters", saved_as) == (ArtifactParameter(key="Secret", no_echo=True),)


def test_a_run_that_goes_on_says_what_was_read_without_being_saved(tmp_path):
    with pytest.raises(SavedScanError, match=f"{ACCOUNT}, {REGION} was read and not saved"):
        ScanFolder(tmp_path).must_have([Location(account=ACCOUNT, region=REGION)])
