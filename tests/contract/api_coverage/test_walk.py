"""What is declared goes out in the field that is said to serve it, and what AWS answers comes out where it is said to.

Every request was sent by the provider's own door, and every record made by the emulator.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from contract.api_coverage import serving

REQUESTS = [each for each in serving.fields() if each.direction == "request"]
ANSWERS = [each for each in serving.fields() if each.direction == "answer"]
RESOLVED = ("productName", "provisioningArtifactName")


def served_by(fields):
    return [
        pytest.param(each, served, id=f"{each} by {served.owner}.{served.name}")
        for each in fields
        for served in each.served
    ]


@pytest.mark.parametrize(("field", "served"), served_by(REQUESTS))
def test_what_serves_a_field_goes_out_in_it(walked, field, served):
    sent = [(step, request) for step, request in walked.of(field.operation) if whole(request)]
    goes_out = [
        (served_value, serving.values(request, served.field))
        for step, request in sent
        for served_value in given(walked, step, served, field.path)
    ]
    assert goes_out, "no way declares it"
    for expected, values in goes_out:
        assert expected in values


def whole(request):
    """Tell whether a request has all that is declared. Of a stack set, only what differs is added and removed."""
    preferences = request.get("ProvisioningPreferences", {})
    return preferences.get("StackSetOperationType", "UPDATE") == "UPDATE"


def given(walked, step, served, path):
    """Give the values of what serves a field in a step, one by one; none where the step is of something else."""
    if served.owner == "getRecord":
        return [step.record["RecordDetail"]["RecordId"]]
    if served.owner != step.resource:
        return []
    found = serving.values(step.declared if served.side == "inputs" else step.before, served.name)
    return [each for value in found for each in single(walked, step, served, path, value)]


def single(walked, step, served, path, value):
    if served.name in RESOLVED:
        product = step.declared.get("productName")
        return [walked.ids[value if served.name == "productName" else (product, value)]]
    if isinstance(value, Mapping):
        return list(value) if path.endswith("Key") else list(value.values())
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("field", [each for each in REQUESTS if each.sent], ids=str)
def test_what_the_provider_fills_in_by_itself_is_sent(walked, field):
    assert any(serving.values(request, field.path) for _, request in walked.of(field.operation))


def never_sent(field):
    return all(each.field != field.path for each in field.served) and not field.sent


@pytest.mark.parametrize("field", [each for each in REQUESTS if never_sent(each)], ids=str)
def test_what_nothing_serves_is_never_sent(walked, field):
    assert walked.of(field.operation)
    assert not any(serving.values(request, field.path) for _, request in walked.of(field.operation))


@pytest.mark.parametrize(("field", "served"), served_by(ANSWERS))
def test_what_aws_answers_comes_out(walked, field, served):
    steps = [each for each in walked.last(field.operation) if served.owner in {each.resource, "getRecord"}]
    assert steps
    for step in steps:
        for answered in serving.values(step.record, field.path):
            assert comes_out(answered, told(step, served), field.path)


def told(step, served):
    if served.owner != "getRecord":
        return step.after[served.name]
    return step.asked[0][1]["Id"] if served.side == "inputs" else step.told[served.name]


def comes_out(answered, told, path):
    if isinstance(answered, datetime):
        return datetime.fromisoformat(told) == answered.astimezone(UTC).replace(microsecond=0)
    if isinstance(told, Mapping):
        return answered in (told if path.endswith("Key") else told.values())
    if isinstance(told, list):
        return any(answered in each for each in told)
    return answered == told


@pytest.mark.parametrize("path", sorted({each.path for each in ANSWERS}))
def test_every_field_of_an_answer_was_answered_by_some_record(walked, path):
    assert any(serving.values(step.record, path) for step in walked.steps)


def test_the_outputs_of_all_pages_come_out(walked):
    (step,) = [each for each in walked.steps if "NextPageToken" in each.record]
    assert {f"Url{number}" for number in range(25)} < step.told["outputs"].keys()
