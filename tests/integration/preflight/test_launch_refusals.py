"""Every cause that AWS documents for refusing ProvisionProduct: preview names it, and AWS then makes nothing of it.

After the verdict the same launch is really asked of the emulator. What CloudFormation finds wrong, the record tells.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from integration.preflight.place import REGION, Place, blocking, codes, template
from pulumi_servicecatalog.model.desired import ById, DesiredLaunch
from pulumi_servicecatalog.model.stack_set import StackSetPreferences

REQUIRED = template(Parameters={"Size": {"Type": "String"}})
FAILED = "FAILED"


@dataclass
class ImportTarget:
    """The launch that is asked for: what is not named is the one that would work."""

    product_id: str
    artifact_id: str
    path_id: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()

    def desired(self, place: Place) -> DesiredLaunch:
        return place.launch_draft(
            product=ById(self.product_id),
            artifact=ById(self.artifact_id),
            path=ById(self.path_id) if self.path_id else None,
            parameters=self.parameters,
            tags=self.tags,
            preferences=StackSetPreferences(regions=self.regions) if self.regions else None,
        )

    def request(self) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "ProvisionedProductName": "shop",
            "ProductId": self.product_id,
            "ProvisioningArtifactId": self.artifact_id,
            "ProvisioningParameters": [{"Key": key, "Value": value} for key, value in self.parameters.items()],
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
        }
        if self.path_id:
            asked["PathId"] = self.path_id
        if self.regions:
            asked["ProvisioningPreferences"] = {"StackSetRegions": list(self.regions)}
        return asked


def answer(place: Place, target: ImportTarget) -> str | None:
    """Launch it, and give the code of AWS's error or the status of a record that fails; None where all goes well."""
    place.set(provision_seconds=0)
    try:
        begun = place.catalog.provision_product(**target.request())["RecordDetail"]
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    status = place.catalog.describe_record(Id=begun["RecordId"])["RecordDetail"]["Status"]
    return None if status == "SUCCEEDED" else str(status)


Cause = Callable[[Place, ImportTarget], None]


def no_such_product(_place: Place, target: ImportTarget) -> None:
    target.product_id = "prod-nothing"


def no_such_version(_place: Place, target: ImportTarget) -> None:
    target.artifact_id = "pa-nothing"


def a_version_of_another_product(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.product("other")[1]


def an_inactive_version(place: Place, _target: ImportTarget) -> None:
    place.change_version("v1", Active=False)


def no_portfolio(place: Place, _target: ImportTarget) -> None:
    place.no_portfolio()


def two_portfolios(place: Place, _target: ImportTarget) -> None:
    place.portfolio("second")


def no_such_path(_place: Place, target: ImportTarget) -> None:
    target.path_id = "lpv2-nothing"


def a_value_that_is_missing(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.version("v3", REQUIRED)


def a_value_that_is_not_allowed(_place: Place, target: ImportTarget) -> None:
    target.parameters = {"Size": "huge"}


def a_parameter_that_the_version_lacks(_place: Place, target: ImportTarget) -> None:
    target.parameters = {"Sise": "small"}


def a_tag_that_is_no_option(place: Place, target: ImportTarget) -> None:
    place.tag_options("team", "core")
    target.tags = {"team": "croe"}


def preferences_without_a_stack_set(_place: Place, target: ImportTarget) -> None:
    target.regions = (REGION,)


def a_region_outside_of_the_stack_set(place: Place, target: ImportTarget) -> None:
    place.stack_set(REGION)
    target.regions = ("us-east-1",)


def a_name_that_is_taken(place: Place, _target: ImportTarget) -> None:
    place.adopt(name="shop")


CAUSES = [
    # cause, what preview reports, what AWS answers
    (no_such_product, ["ProductNotFound"], "ResourceNotFoundException"),
    (no_such_version, ["ArtifactNotFound"], "ResourceNotFoundException"),
    (a_version_of_another_product, ["ArtifactNotFound"], "ResourceNotFoundException"),
    (an_inactive_version, ["ArtifactInactive"], "InvalidParametersException"),
    (no_portfolio, ["LaunchNeedsPath"], "ResourceNotFoundException"),
    (two_portfolios, ["LaunchPathOpen"], "InvalidParametersException"),
    (no_such_path, ["LaunchPathNotFound"], "InvalidParametersException"),
    (a_value_that_is_missing, ["ParameterMissing"], FAILED),
    (a_value_that_is_not_allowed, ["ParameterNotAllowed"], FAILED),
    (a_parameter_that_the_version_lacks, ["UnknownParameter"], FAILED),
    (a_tag_that_is_no_option, ["TagNotAllowed"], "InvalidParametersException"),
    (preferences_without_a_stack_set, ["NotAStackSet"], "InvalidParametersException"),
    (a_region_outside_of_the_stack_set, ["OutsideStackSet"], "InvalidParametersException"),
    (a_name_that_is_taken, ["NameTakenByOther"], "InvalidParametersException"),
]


def sound(place: Place) -> ImportTarget:
    return ImportTarget(product_id=place.product_id, artifact_id=place.version_id())


@pytest.mark.parametrize(("cause", "reported", "answered"), CAUSES, ids=lambda each: getattr(each, "__name__", None))
def test_preview_names_the_cause_and_aws_makes_nothing_of_it(
    cause: Cause, reported: list[str], answered: str, place: Place
) -> None:
    target = sound(place)
    cause(place, target)
    assert blocking(place.examine(target.desired(place))) == reported
    assert answer(place, target) == answered


def one_of_two_paths(place: Place, target: ImportTarget) -> None:
    place.portfolio("second")
    paths = place.catalog.list_launch_paths(ProductId=target.product_id)["LaunchPathSummaries"]
    target.path_id = paths[-1]["Id"]


def all_values(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.version("v3", REQUIRED)
    target.parameters = {"Size": "any"}


def a_tag_among_the_options(place: Place, target: ImportTarget) -> None:
    place.tag_options("team", "core", "data")
    target.tags = {"team": "data", "other": "any"}


def a_region_of_the_stack_set(place: Place, target: ImportTarget) -> None:
    place.stack_set(REGION, "eu-west-3")
    target.regions = ("eu-west-3",)


def the_whole_stack_set(place: Place, _target: ImportTarget) -> None:
    place.stack_set(REGION, "eu-west-3")


def nothing_special(_place: Place, _target: ImportTarget) -> None:
    pass


@pytest.mark.parametrize(
    "arrange",
    [
        nothing_special,
        one_of_two_paths,
        all_values,
        a_tag_among_the_options,
        a_region_of_the_stack_set,
        the_whole_stack_set,
    ],
)
def test_what_preview_calls_sound_is_launched(arrange: Cause, place: Place) -> None:
    target = sound(place)
    arrange(place, target)
    assert codes(place.examine(target.desired(place))) == []
    assert answer(place, target) is None


def test_several_causes_are_all_named(place: Place) -> None:
    place.tag_options("team", "core")
    place.adopt(name="shop")
    place.change_version("v1", Active=False)
    target = replace(sound(place), parameters={"Sise": "small"}, tags={"team": "croe"}, regions=(REGION,))
    assert sorted(blocking(place.examine(target.desired(place)))) == [
        "ArtifactInactive",
        "NameTakenByOther",
        "NotAStackSet",
        "TagNotAllowed",
        "UnknownParameter",
    ]
