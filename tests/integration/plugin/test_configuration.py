"""The configuration of a provider: judged on its properties, and never a reason to replace without need."""

import pytest

import catalog_emulator.sample
from pulumi_servicecatalog.version import VERSION
from support.plugin import pb, values
from support.providers import INPUTS, REGION
from support.tables import table
from support.wire import UNKNOWN, CallFailed, struct

PROVIDER = "urn:pulumi:test::project::pulumi:providers:servicecatalog::default"
NONE, SOME = pb.DiffResponse.DIFF_NONE, pb.DiffResponse.DIFF_SOME
ROLE = "arn:aws:iam::123456789012:role/deploy"


def check(plugin, **news):
    answer = plugin.ask("CheckConfig", pb.CheckRequest(urn=PROVIDER, news=struct(news)))
    return values(answer.inputs), [(item.property, item.reason) for item in answer.failures]


def diff(plugin, old, new):
    return plugin.ask("DiffConfig", pb.DiffRequest(urn=PROVIDER, old_inputs=struct(old), news=struct(new)))


@table(
    "config property_ part",
    ({"regoin": "x"}, "regoin", 'Did you mean "region"?', "a misspelt key"),
    ({"expectedAccountId": "12"}, "expectedAccountId", "expectedAccountId is", "an account of two digits"),
    ({"roleArn": "deploy"}, "roleArn", "roleArn is", "a role's name in place of its ARN"),
    ({"maxRetries": "many"}, "maxRetries", "must be an integer", "a word for a number"),
    ({"maxRetries": "-1"}, "maxRetries", "must be at least 0", "a negative number"),
    ({"endpoints": '{"sqs": "http://x"}'}, "endpoints", "must be one of", "an endpoint of another service"),
    ({"endpointUrl": "localhost"}, "endpointUrl", "must be a URL", "an endpoint that is no URL"),
    ({"importLaneScope": "galaxy"}, "importLaneScope", "must be one of account-region", "an unknown scope"),
    ({"createTimeout": "soon"}, "createTimeout", "must be a time longer than zero", "a duration in words"),
)
def test_what_is_wrong_is_told_on_its_property(start, config, property_, part, reason):
    _, failures = check(start(configured=False), **config)
    assert [item for item, _ in failures] == [property_]
    assert part in failures[0][1]


def test_what_is_right_passes_as_it_is_and_the_external_id_becomes_secret(start):
    config = {
        "region": REGION,
        "endpoints": '{"sts": "http://127.0.0.1:1"}',
        "maxRetries": "2",
        "createTimeout": "1h30m",
        "version": VERSION,
    }
    passed, failures = check(start(configured=False), **config, externalId="shared", roleArn=UNKNOWN)
    assert failures == []
    secret = passed.pop("externalId")
    assert secret["value"] == "shared"
    assert len(secret) == 2
    assert passed == {**config, "roleArn": UNKNOWN}


@table(
    "old new changes replaces",
    ({"region": "a"}, {"region": "a"}, NONE, [], "nothing differs"),
    ({"profile": "a"}, {"profile": "b"}, SOME, [], "other credentials"),
    ({"roleArn": ROLE, "externalId": "x"}, {}, SOME, [], "no role any more"),
    ({"region": "a"}, {"region": "b"}, SOME, ["region"], "another Region"),
    ({"expectedAccountId": "1" * 12}, {"expectedAccountId": "2" * 12}, SOME, ["expectedAccountId"], "another account"),
    ({}, {"region": "b"}, SOME, [], "a Region where the environment's held before"),
    ({"region": "a", "version": "1.0.0"}, {"region": "a", "version": "1.1.0"}, NONE, [], "another plugin version"),
)
def test_only_another_place_replaces(start, old, new, changes, replaces, reason):
    answer = diff(start(configured=False), old, new)
    assert (answer.changes, list(answer.replaces)) == (changes, replaces)
    assert {name for name, entry in answer.detailedDiff.items() if entry.kind % 2} == set(replaces)


def test_configure_says_what_the_plugin_takes(start):
    answer = start(configured=False).configure(region=REGION)
    assert (answer.acceptSecrets, answer.supportsPreview, answer.acceptResources, answer.acceptOutputs) == (True,) * 4


def test_an_older_engine_configures_by_variables(aws, start):
    plugin = start(configured=False)
    plugin.ask("Configure", pb.ConfigureRequest(variables={"servicecatalog:config:region": REGION}))
    assert values(plugin.check(INPUTS).inputs)["region"] == REGION


def test_bad_configuration_is_refused_and_the_plugin_goes_on(start):
    plugin = start(configured=False)
    with pytest.raises(CallFailed, match=r"FAILED_PRECONDITION: \[UnknownProperty\]"):
        plugin.configure(regoin=REGION)
    assert plugin.configure(region=REGION).supportsPreview


def test_an_endpoint_of_the_configuration_is_where_aws_is_asked(aws, start, emulator):
    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    plugin = start({"region": REGION, "endpointUrl": emulator.url}, **nowhere)
    assert list(plugin.check(INPUTS).failures) == []
    single = dict.fromkeys(("servicecatalog", "cloudformation", "sts", "s3", "iam"), emulator.url)
    plugin = start({"region": REGION, "endpoints": single}, **nowhere)
    assert list(plugin.check(INPUTS).failures) == []


def test_an_endpoint_that_does_not_answer_is_named(start):
    plugin = start({"region": REGION, "endpointUrl": "http://127.0.0.1:9", "maxRetries": 0})
    failure = plugin.check(INPUTS).failures[0]
    assert failure.reason.startswith("[Unreachable] http://127.0.0.1:9")


def test_another_account_than_expected_stops_before_anything_is_read(aws, start, emulator, account):
    emulator.control.forget_journal(account=account)
    plugin = start({"region": REGION, "expectedAccountId": "9" * 12})
    failures = plugin.check(INPUTS).failures
    assert [failure.property for failure in failures] == ["expectedAccountId"]
    assert "[UnexpectedAccount]" in failures[0].reason
    assert {call["operation"] for call in emulator.control.journal(account=account)} == {"GetCallerIdentity"}


def test_missing_credentials_are_shown_with_what_to_do(start, environment):
    del environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]
    failure = start().check(INPUTS).failures[0]
    assert "[NoCredentials]" in failure.reason


def test_providers_of_several_accounts_work_side_by_side(aws, start, emulator, account):
    other = account[:-1] + ("1" if account[-1] != "1" else "2")
    other = "9" + other[1:]
    catalog_emulator.sample.fill(emulator.url, account=other)
    for number in (account, other):
        plugin = start({"region": REGION, "expectedAccountId": number}, AWS_ACCESS_KEY_ID=number)
        made = plugin.create(values(plugin.check(INPUTS).inputs))
        assert f":{number}:" in values(made.properties)["arn"]
