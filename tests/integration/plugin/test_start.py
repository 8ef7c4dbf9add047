"""How an engine starts the plugin, and what it may rely on before anything is configured."""

import json
import signal
import subprocess
import sys

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2

from pulumi_servicecatalog.version import VERSION
from support import plugin as fake_plugin
from support.engine import served
from support.expect import present
from support.plugin import URN, pb
from support.providers import INPUTS
from support.pulumi_cli import ROOT
from support.wire import CallFailed, struct

EXECUTABLE = (str(ROOT / "provider" / "pulumi-resource-servicecatalog"),)


@pytest.mark.parametrize(
    "command",
    [
        fake_plugin.COMMAND,
        EXECUTABLE,
        (sys.executable, str(ROOT / "provider")),
        (str(ROOT / ".venv/bin/pulumi-resource-servicecatalog"),),
    ],
    ids=["module", "executable", "folder", "console-script"],
)
def test_every_way_to_start_it_gives_a_port_that_answers(start, command):
    plugin = start(configured=False, command=command)
    assert plugin.ask("GetPluginInfo", empty_pb2.Empty()).version == VERSION


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_well_and_standard_output_carried_the_port_alone(aws, start, signal_):
    plugin = start()
    plugin.create(dict(plugin.check(INPUTS).inputs.items()))
    plugin.process.send_signal(signal_)
    assert plugin.process.wait(30) == 0
    assert plugin.process.stdout.read() == ""


def test_it_ends_when_its_engine_is_killed(tmp_path, environment):
    """A killed engine signals nobody; the shell stands for the engine here."""
    script = f'{sys.executable} -u -m pulumi_servicecatalog.providers.plugin 127.0.0.1:1 & echo "$!"; read line'
    with subprocess.Popen(
        ["/bin/sh", "-c", script], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as engine:
        output = present(engine.stdout)
        lines = {output.readline(), output.readline()}
        assert len(lines) == 2
        engine.kill()
        assert engine.communicate(timeout=60)[0] == ""  # which waits until the plugin has closed its output


def test_all_that_an_engine_passes_is_accepted(start):
    plugin = start(configured=False, arguments=["--logtostderr", "-v=9", "--tracing", "http://x", "1.2.3.4:5"])
    assert json.loads(plugin.ask("GetSchema", pb.GetSchemaRequest()).schema)["name"] == "servicecatalog"


def run(*arguments):
    return subprocess.run([*fake_plugin.COMMAND, *arguments], capture_output=True, text=True, check=False)


def test_the_plugin_says_its_version_and_ends():
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"pulumi-resource-servicecatalog {VERSION}\n")


@pytest.mark.parametrize("arguments", [["--new-flag"], ["--trac", "http://x"], ["-v=much"], ["1.2.3.4:5", "6.7.8.9:5"]])
def test_what_no_engine_passes_is_refused_with_a_usage_line(arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: pulumi-resource-servicecatalog ")
    assert "error: " in done.stderr.splitlines()[-1]


def test_an_engine_may_attach_later(aws, start):
    plugin = start(arguments=[])
    assert plugin.screen.said() == []
    inputs = {**INPUTS, "preflight": "off"}
    plugin.check(inputs)
    assert plugin.screen.said() == []
    with served() as (screen, address, _):
        plugin.ask("Attach", plugin_pb2.PluginAttach(address=address))
        plugin.check(inputs)
        assert [item.urn for item in screen.said()] == [URN]


def test_a_handshake_tells_what_the_plugin_takes(start):
    plugin = start(configured=False, arguments=[])
    answer = plugin.ask("Handshake", pb.ProviderHandshakeRequest(engine_address=plugin.address))
    assert (answer.accept_secrets, answer.accept_resources, answer.accept_outputs) == (True, True, True)
    assert not answer.supports_autonaming_configuration


def test_the_schema_is_the_one_of_the_repository_and_needs_no_aws(start):
    plugin = start(configured=False, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    schema = plugin.ask("GetSchema", pb.GetSchemaRequest()).schema
    assert json.loads(schema) == json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))


def test_starting_loads_neither_the_sdk_of_aws_nor_that_of_pulumi():
    slow = ("boto3", "botocore", "jsonschema", "click", "deepdiff", "rich", "yaml", "pulumi")
    code = (
        "import sys, pulumi_servicecatalog.providers.plugin.servicer as s; s.Servicer(None);"
        f"print([each for each in {slow!r} if each in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


@pytest.mark.parametrize("first", ["pulumi", "pulumi_servicecatalog.providers.plugin.servicer"])
def test_the_messages_are_those_of_the_sdk_whichever_is_loaded_first(first):
    code = (
        f"import {first}; import pulumi.runtime.proto as sdk; from pulumi_servicecatalog.providers import stubs;"
        "assert stubs.provider_pb2.CheckRequest is sdk.CheckRequest"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("method", "request_", "code", "part"),
    [
        ("GetSchema", pb.GetSchemaRequest(version=7), "INVALID_ARGUMENT", "version 7"),
        ("Parameterize", pb.ParameterizeRequest(), "UNIMPLEMENTED", "takes no parameters"),
        ("Check", pb.CheckRequest(), "INVALID_ARGUMENT", "there is no resource"),
        ("Check", pb.CheckRequest(urn="garbage"), "INVALID_ARGUMENT", "there is no resource"),
        ("Check", pb.CheckRequest(urn="urn:pulumi:a::b::servicecatalog:index:No::c"), "INVALID_ARGUMENT", "index:No"),
        ("Diff", pb.DiffRequest(urn=URN), "INVALID_ARGUMENT", "its id is empty"),
        ("Read", pb.ReadRequest(urn=URN), "INVALID_ARGUMENT", "its id is empty"),
        ("Create", pb.CreateRequest(urn="x" * 10_000), "INVALID_ARGUMENT", "there is no resource"),
        ("Invoke", pb.InvokeRequest(tok="servicecatalog:index:nothing"), "INVALID_ARGUMENT", "there is no function"),
    ],
)
def test_a_request_that_makes_no_sense_gets_one_line_and_the_plugin_goes_on(start, method, request_, code, part):
    plugin = start()
    with pytest.raises(CallFailed) as failed:
        plugin.ask(method, request_)
    assert failed.value.code == grpc.StatusCode[code]
    assert part in failed.value.message
    assert "\n" not in failed.value.message
    assert plugin.ask("GetPluginInfo", empty_pb2.Empty()).version


def test_a_bug_says_that_it_is_one_and_leaves_its_stack_to_standard_error(aws, start):
    plugin = start()
    with pytest.raises(CallFailed) as failed:  # what check would have refused makes the core stumble
        plugin.ask("Create", pb.CreateRequest(urn=URN, properties=struct({"name": "x"})))
    assert failed.value.code == grpc.StatusCode.INTERNAL
    assert failed.value.message.startswith("bug in provider servicecatalog: KeyError")
    assert "Traceback" not in failed.value.message
    assert "Traceback" in plugin.errors()
