"""How long an operation may take, where the engine says nothing of customTimeouts."""

import pytest

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.configuration import Configuration
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.rules import inputs as rule

DECLARED = {"name": "payments", "physicalId": "payments", "productName": "web-service"}


@pytest.mark.parametrize(
    ("value", "seconds"), [("45s", 45.0), ("30m", 1800.0), ("1h30m", 5400.0), ("1.5h", 5400.0), ("2h0m1s", 7201.0)]
)
def test_a_declared_duration_is_read_in_seconds(value, seconds):
    assert codec.timeouts({"create": value}) == {"create": seconds}


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED])
def test_what_is_not_declared_has_the_configured_time(kind):
    controller = Controllers(Configuration()).of(kind)
    declared = codec.desired(kind, {**DECLARED, "timeouts": {"create": "5m"}})
    assert controller.seconds_to_update(declared) == 3600.0
    assert controller.seconds_to_create(declared) == 300.0


@pytest.mark.parametrize(
    ("timeouts", "message"),
    [
        ({"create": "soon"}, 'timeouts.create is "soon"'),
        ({"create": 30}, "timeouts.create is 30, but must be a string"),
        *(
            ({operation: zero}, f'timeouts.{operation} is "{zero}", but must be a time longer than zero, such as')
            for operation in ("create", "update", "delete")
            for zero in ("0s", "0.0h", "00h0m")
        ),
        ({"refresh": "5m"}, "must be one of create, update, delete"),
    ],
)
def test_a_timeout_that_makes_no_sense_is_reported(timeouts, message):
    (problem,) = rule.problems({**DECLARED, "timeouts": timeouts}, IMPORTED)
    assert message in problem.message()
