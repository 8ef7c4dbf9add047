"""What is declared goes out in the field that is said to serve it, and what AWS answers comes out where it is said to.

Every request was sent by the provider's own gateway, and every record made by the emulator.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from contract.api_coverage import serving

REQUESTS = [field for field in serving.fields() if field.direction == "request"]
ANSWERS = [field for field in serving.fields() if field.direction == "answer"]
RESOLVED = ("productName", "provisioningArtifactName")


def served_by(fields):
    return [(field, served) for field in fields for served in field.served]


def test_what_serves_a_field_goes_out_in_it(walked):
    assert [str(row) for row in served_by(REQUESTS) if not goes_out_in_it(walked, *row)] == []


def goes_out_in_it(walked, field, served):
    """Return whether some way declares what serves the field, and whatever it declares goes out there."""
    sent = [(step, request) for step, request in walked.of(field.operation) if whole(request)]
    goes_out = [
        (served_value, serving.values(request, served.field))
        for step, request in sent
        for served_value in served_values(walked, step, served, field.path)
    ]
    return goes_out and all(expected in values for expected, values in goes_out)


def whole(request):
    """Return whether a request has all that is declared. Of a stack set, only what differs is added and removed."""
    preferences = request.get("ProvisioningPreferences", {})
    return preferences.get("StackSetOperationType", "UPDATE") == "UPDATE"


def served_values(walked, step, served, path):
    """Return the values of what serves a field in a step, one by one; none where the step is of something else."""
    if served.owner == "getRecord":
        return [step.record["RecordDetail"]["RecordId"]]
    if served.owner != step.resource:
        return []
    wholes = serving.values(step.declared if served.side == "inputs" else step.before, served.name)
    return [single_value for value in wholes for single_value in single(walked, step, served, path, value)]


def single(walked, step, served, path, value):
    if served.name in RESOLVED:
        product = step.declared.get("productName")
        return [walked.ids[value if served.name == "productName" else (product, value)]]
    if isinstance(value, Mapping):
        return list(value) if path.endswith("Key") else list(value.values())
    return value if isinstance(value, list) else [value]


def is_sent(walked, field):
    return any(serving.values(request, field.path) for _, request in walked.of(field.operation))


def test_what_the_provider_fills_in_by_itself_is_sent(walked):
    filled_in = [field for field in REQUESTS if field.sent]
    assert filled_in
    assert [str(field) for field in filled_in if not is_sent(walked, field)] == []


def never_sent(field):
    return all(server.field != field.path for server in field.served) and not field.sent


def test_what_nothing_serves_is_never_sent(walked):
    unserved = [field for field in REQUESTS if never_sent(field)]
    assert unserved
    assert [str(field) for field in unserved if not walked.of(field.operation) or is_sent(walked, field)] == []


def test_what_aws_answers_comes_out(walked):
    for field, served in served_by(ANSWERS):
        steps = [step for step in walked.last(field.operation) if served.owner in {step.resource, "getRecord"}]
        assert steps, field
        for step in steps:
            for answered in serving.values(step.record, field.path):
                assert comes_out(answered, reported(step, served), field.path), (field, served)


def reported(step, served):
    if served.owner != "getRecord":
        return step.after[served.name]
    return step.record_requests[0][1]["Id"] if served.side == "inputs" else step.reported[served.name]


def comes_out(answered, output, path):
    if isinstance(answered, datetime):
        return datetime.fromisoformat(output) == answered.astimezone(UTC).replace(microsecond=0)
    if isinstance(output, Mapping):
        return answered in (output if path.endswith("Key") else output.values())
    if isinstance(output, list):
        return any(answered in item for item in output)
    return answered == output


def test_every_field_of_an_answer_was_answered_by_some_record(walked):
    paths = {field.path for field in ANSWERS}
    assert {path for path in paths if not any(serving.values(step.record, path) for step in walked.steps)} == set()


def test_the_outputs_of_all_pages_come_out(walked):
    (step,) = [walked_step for walked_step in walked.steps if "NextPageToken" in walked_step.record]
    assert {f"Url{number}" for number in range(25)} < step.reported["outputs"].keys()
