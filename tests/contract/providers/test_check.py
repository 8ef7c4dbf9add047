"""What check says of a declaration, over either provider: every problem on its property, before anything is changed."""

from typing import Any

import pytest
from pulumi.runtime import rpc

from support.providers import ADOPTED, INPUTS, LAUNCH, LAUNCHED, REGION, adopt, codes
from support.wire import UNKNOWN, CallFailed

TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"
Verdicts = dict[str, tuple[dict[str, Any], list[tuple[str, str]]]]

OF_EITHER: Verdicts = {
    "what can be made": ({}, []),
    "a product that is not there": ({"productName": "no"}, [("productName", "ProductNotFound")]),
    "a product named twice": ({"productId": "prod-x"}, [("productName", "ConflictingProperties")]),
    "a name that AWS does not take": ({"name": "-"}, [("name", "InvalidValue")]),
    "a misspelt property": ({"nmae": "x"}, [("nmae", "UnknownProperty")]),
    "a value that an engine must not print": ({"nmae": "payments\nx"}, [("", "nmae: [UnknownProperty")]),
    "another account than expected": ({"expectedAccountId": "9" * 12}, [("expectedAccountId", "UnexpectedAccount")]),
    "what is not known yet": ({"name": UNKNOWN, "productName": UNKNOWN}, []),
    "what is left out by a null": ({"tags": None, "productId": None}, []),
}
OF_ADOPTIONS: Verdicts = {
    "a stack that is not there": ({"physicalId": "nowhere"}, [("physicalId", "StackNotFound")]),
    "another template": ({"provisioningArtifactName": "v2"}, [("provisioningArtifactName", "TemplateMismatch")]),
    "two problems that AWS knows of": (
        {"physicalId": "nowhere", "productName": "no"},
        [("physicalId", "StackNotFound"), ("productName", "ProductNotFound")],
    ),
    "a problem that is only to be reported": ({"physicalId": "nowhere", "preflight": "warn"}, []),
    "a problem beside what is not known yet": (
        {"name": UNKNOWN, "physicalId": "nowhere"},
        [("physicalId", "StackNotFound")],
    ),
    "every slip at once": (
        {"nmae": "payments", "name": None, "physicalId": "arn:aws:s3:::b", "productName": None, "tags": {"a": 1}},
        [
            ("name", "MissingProperty"),
            ("nmae", "UnknownProperty"),
            ("physicalId", "NotAStack"),
            ("productName", "ProductNotNamed"),
            ("tags", "InvalidValue"),
        ],
    ),
}
OF_LAUNCHES: Verdicts = {
    "a missing version": ({"provisioningArtifactName": "v9"}, [("provisioningArtifactName", "ArtifactNotFound")]),
    "no version at all": ({"provisioningArtifactName": None}, [("provisioningArtifactName", "ArtifactNotNamed")]),
    "a silent latest": ({"provisioningArtifactName": "latest"}, [("provisioningArtifactName", "LatestNeedsPolicy")]),
    "a policy and a version": ({"versionPolicy": "latest-active"}, [("versionPolicy", "PolicyNamesVersion")]),
    "a path that is not there": ({"pathName": "no"}, [("pathName", "LaunchPathNotFound")]),
    "a value": ({"parameters": {"VisibilityTimeout": "-1"}}, [("parameters.VisibilityTimeout", "ParameterNotAllowed")]),
    "a parameter that there is not": (
        {"parameters": {"Visibility": "1"}},
        [("parameters.Visibility", "UnknownParameter")],
    ),
    "a topic that is no ARN": ({"notificationArns": ["topic"]}, [("notificationArns", "InvalidValue")]),
    "more topics than AWS takes": ({"notificationArns": [TOPIC] * 6}, [("notificationArns", "InvalidValue")]),
    "places of a product that is no stack set": (
        {"provisioningPreferences": {"stackSetRegions": [REGION]}},
        [("provisioningPreferences", "NotAStackSet")],
    ),
    "preferences that AWS does not take": (
        {"provisioningPreferences": {"stackSetMaxConcurrencyCount": 0}},
        [("provisioningPreferences", "InvalidValue")],
    ),
    "preferences that exclude each other": (
        {"provisioningPreferences": {"stackSetMaxConcurrencyCount": 1, "stackSetMaxConcurrencyPercentage": 1}},
        [("provisioningPreferences.stackSetMaxConcurrencyPercentage", "ConflictingProperties")],
    ),
    "what only an adoption has": ({"physicalId": "payments"}, [("physicalId", "UnknownProperty")]),
    "a topic that is not known yet": ({"notificationArns": [rpc.UNKNOWN]}, []),
}
VERDICTS = {ADOPTED: OF_EITHER | OF_ADOPTIONS, LAUNCHED: OF_EITHER | OF_LAUNCHES}
"""What is declared beyond the usual, and the problems of each."""


def test_check_finds_the_same(aws, start, kind):
    provider = start()
    failures = {reason: provider.check({**kind.declared, **new})[1] for reason, (new, _) in VERDICTS[kind].items()}
    reported = {reason: codes(of_one) for reason, of_one in failures.items()}
    assert reported == {reason: problems for reason, (_, problems) in VERDICTS[kind].items()}
    texts = [text for of_one in failures.values() for _, text in of_one]
    assert not [text for text in texts if "\n" in text or "Traceback" in text]
    assert aws.observed() == {}


UNKNOWNS: dict[Any, list[dict[str, Any]]] = {
    ADOPTED: [*({name: UNKNOWN} for name in [*INPUTS, "region"]), {"parameters": {"VisibilityTimeout": UNKNOWN}}],
    LAUNCHED: [
        {"notificationArns": [TOPIC, rpc.UNKNOWN]},
        {"parameters": {"VisibilityTimeout": UNKNOWN}},
        {"tags": {"team": UNKNOWN}},
        {"provisioningPreferences": {"stackSetRegions": [REGION, rpc.UNKNOWN]}},
        {"provisioningPreferences": {"stackSetAccounts": UNKNOWN, "stackSetFailureToleranceCount": 0}},
        {"provisioningPreferences": UNKNOWN},
        {"versionPolicy": UNKNOWN},
    ],
}


def test_what_is_not_known_yet_stays_in_its_place(aws, start, kind):
    provider = start()
    for unknown in UNKNOWNS[kind]:
        assert provider.check({**kind.declared, **unknown}) == ({**kind.checked, **unknown}, [])


def test_slips_are_shown_without_asking_aws(start, kind, environment):
    environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    assert codes(start().check({**kind.declared, "name": "-"})[1]) == [("name", "InvalidValue")]


def test_what_deleting_does_is_written_down_as_it_is_declared(aws, start, kind):
    for retain in (True, False):
        assert start().check({**kind.declared, "retainPhysicalResources": retain})[0] == {
            **kind.checked,
            "retainPhysicalResources": retain,
        }


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"name": "pay"}, [("retainPhysicalResources", "ReplacementDeletesStack")]),
        ({"physicalId": "orders"}, [("retainPhysicalResources", "ReplacementDeletesStack")]),
        ({"name": UNKNOWN}, []),
        ({"physicalId": UNKNOWN}, []),
    ],
    ids=["another name", "another stack", "a name that is not known yet", "a stack that is not known yet"],
)
def test_a_replacement_that_would_delete_the_stack_is_refused(aws, begin, change, problems):
    old = {**ADOPTED.checked, "retainPhysicalResources": False}
    assert codes(begin().check({**old, **change}, old)[1]) == problems


def test_the_name_of_what_somebody_else_launched_is_refused(aws, begin):
    aws.catalog.provision_product(
        ProvisionedProductName="shop", ProductName="web-service", ProvisioningArtifactName="v1", PathName="platform"
    )
    provider = begin().of(LAUNCHED)
    assert codes(provider.check(LAUNCH)[1]) == [("name", "NameTakenByOther")]
    with pytest.raises(CallFailed, match=r"\[NameTakenByOther\]") as failed:
        provider.create({**LAUNCH, "region": REGION})
    assert failed.value.state_kept is None


# Where AWS is


def test_an_endpoint_that_does_not_answer_is_one_line_from_every_method(begin, environment):
    environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    provider, state = begin(maxRetries="0"), {**ADOPTED.checked, "provisionedProductId": "pp-none"}
    _, [(_, reason)] = provider.check(INPUTS)
    assert reason.startswith("[Unreachable] http://127.0.0.1:1")
    for method, arguments in {
        "create": (ADOPTED.checked,),
        "diff": ("pp-none", state, ADOPTED.checked),
        "read": ("pp-none", state, ADOPTED.checked),
        "update": ("pp-none", state, ADOPTED.checked),
        "delete": ("pp-none", state),
    }.items():
        with pytest.raises(CallFailed, match=r"\[Unreachable\] http://127\.0\.0\.1:1.*AWS_ENDPOINT_URL") as failed:
            getattr(provider, method)(*arguments)
        assert "\n" not in failed.value.message.strip(), method


def test_missing_credentials_are_a_failure_of_the_check_that_says_what_to_do(begin, environment):
    del environment["AWS_ACCESS_KEY_ID"]
    _, [(_, reason)] = begin().check(INPUTS)
    assert reason.startswith("[NoCredentials]")
    assert "aws sso login" in reason


def test_a_missing_region_is_a_failure_of_the_check(aws, begin):
    assert codes(begin(region=None).check(INPUTS)[1]) == [("region", "NoRegion")]


def test_another_account_than_the_configured_one_stops_before_anything_is_read(aws, begin, account):
    aws.control.forget_journal(account=account)
    _, [(property_, reason)] = begin(expectedAccountId="9" * 12).check(INPUTS)
    assert property_ == "expectedAccountId"
    assert reason.startswith(f"[UnexpectedAccount] The credentials belong to account {account}")
    assert {call["operation"] for call in aws.control.journal(account=account)} == {"GetCallerIdentity"}


def test_what_only_looks_gone_from_another_place_is_refused(aws, begin):
    id_, state, inputs = adopt(begin())
    with pytest.raises(CallFailed, match=r"\[RecordedElsewhere\]"):
        begin().read(id_, {**state, "region": "us-east-1"}, {**inputs, "region": "us-east-1"})
    del state["region"], inputs["region"]
    with pytest.raises(CallFailed, match=r"\[RecordedElsewhere\]"):
        begin(region="us-east-1").read(id_, state, inputs)
