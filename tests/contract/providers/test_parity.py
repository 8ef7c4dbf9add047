"""What each provider can do, as a provider process answers it; docs/parity.md shows the same table."""

import grpc
import pytest
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from support.providers import INPUTS, LAUNCHED, REGION, adopt, launch
from support.pulumi_cli import ROOT
from support.wire import CallFailed, struct

pb = provider_pb2
RPCS = {
    "programs in YAML, TypeScript, Go, .NET, Java (GetSchema)": ("GetSchema", pb.GetSchemaRequest()),
    "configuration judged before it is used (CheckConfig)": ("CheckConfig", pb.CheckRequest()),
    "other credentials replace nothing (DiffConfig)": ("DiffConfig", pb.DiffRequest()),
    "functions (Invoke)": ("Invoke", pb.InvokeRequest()),
    "a debugger may start it (Attach)": ("Attach", plugin_pb2.PluginAttach()),
}


def probed(begin):
    """Return what one provider answers, by the rows of the table."""
    provider = begin()
    answers = {row: _served(getattr(provider.stub, method), request) for row, (method, request) in RPCS.items()}
    configured = provider.stub.Configure(pb.ConfigureRequest(args=struct({"region": REGION})), timeout=60)
    answers["outputs unknown in a preview, instead of missing"] = configured.supportsPreview
    answers["secrets are marked by the provider"] = configured.acceptSecrets
    id_, state, inputs = adopt(begin())
    next_run = begin()
    diff = next_run.diff(id_, state, {**inputs, "provisioningArtifactName": "v2"})
    answers["a diff of each property, with its kind"] = diff.hasDetailedDiff
    answers["`pulumi import`"] = _imports(begin(), id_)
    answers["what an update changes in the stack, in its preview (previewChanges)"] = _previews(
        begin(previewChanges="true"), id_, state, inputs
    )
    answers["lines on the resource, with its URN"] = _tells(begin(), id_, state)
    answers["launches beside adoptions (ProvisionedProduct)"] = _launches(begin())
    with pytest.raises(CallFailed) as failed:
        begin().create({**INPUTS, "physicalId": "nowhere", "region": REGION})
    answers["a refusal leaves the state in no doubt (gRPC code)"] = failed.value.code != grpc.StatusCode.UNKNOWN
    return {row: "yes" if can else "no" for row, can in answers.items()}


def _served(method, request):
    try:
        method(request, timeout=60)
    except grpc.RpcError as error:
        return error.code() != grpc.StatusCode.UNIMPLEMENTED
    return True


def _tells(provider, id_, state):
    provider.delete(id_, state)
    return bool(provider.shown(passing=False))


def _previews(provider, id_, state, inputs):
    provider.preview_update(id_, state, inputs, {**inputs, "provisioningArtifactName": "v2"})
    return any(line.startswith("This update of payments changes") for line in provider.shown(passing=False))


def _launches(provider):
    id_, state, _ = launch(provider.of(LAUNCHED))
    provider.of(LAUNCHED).delete(id_, state)
    return state["status"] == "AVAILABLE"


def _imports(provider, id_):
    try:
        answer = provider.stub.Read(pb.ReadRequest(id=id_, urn=provider.urn), timeout=60)
    except grpc.RpcError:
        return False
    return answer.HasField("inputs")


def test_the_table_in_the_docs_is_what_the_providers_answer(aws, over_dynamic, over_plugin, emulator, account, capsys):
    plugin = probed(over_plugin)
    for observed in aws.observed().values():
        aws.client("servicecatalog").terminate_provisioned_product(
            ProvisionedProductId=observed["Id"], RetainPhysicalResources=True
        )
    dynamic = probed(over_dynamic)
    rows = [f"| {row} | {dynamic[row]} | {plugin[row]} |" for row in plugin]
    table = "\n".join(["| over the wire | dynamic | plugin |", "|---|---|---|", *rows])
    with capsys.disabled():
        print(f"\n{table}")  # noqa: T201 - who runs the tests is to see it
    assert table in (ROOT / "docs" / "parity.md").read_text(encoding="utf-8")
