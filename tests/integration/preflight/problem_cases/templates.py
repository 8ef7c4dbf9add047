"""How the stack's template compares with the version's."""

import json

from integration.preflight.place import V1, Place, template
from integration.preflight.problem_cases.case import Asked, asked, problem_case
from pulumi_servicecatalog.model.desired import ById, ByName


@problem_case("TemplateMismatch", "provisioningArtifactName", "that the stack was deployed from")
def a_version_with_one_resource_more(place: Place) -> Asked:
    return asked(place.desired(artifact=ByName("v2")), "payments", "v2", "Resources.DeadLetters", "stack has nothing")


@problem_case("TemplateMismatch", "provisioningArtifactId", "ImportFromPhysicalId")
def a_version_that_is_named_by_its_id(place: Place) -> Asked:
    return asked(place.desired(artifact=ById(place.version_id("v2"))), "Resources.DeadLetters")


@problem_case("TemplateMismatch", "provisioningArtifactName", "that the stack was deployed from")
def more_differences_than_a_person_reads(place: Place) -> Asked:
    place.version("v3", template(*(f"Queue{number}" for number in range(20))))
    return asked(place.desired(artifact=ByName("v3")), "Resources.Jobs", "more")


@problem_case("TemplateEquivalent", "provisioningArtifactName", "No action is needed")
def a_version_with_another_layout(place: Place) -> Asked:
    place.version("v3", json.dumps(json.loads(V1), indent=4))
    return asked(place.desired(artifact=ByName("v3")), "payments", "v3", "mean the same")


@problem_case("TemplateUnreadable", "provisioningArtifactName", "make sure that the template still exists")
def a_version_whose_template_is_gone(place: Place) -> Asked:
    place.lose_template("v1")
    return asked(place.desired(), "version v1", "GetObject", "NoSuchKey")


@problem_case("TemplateUnreadable", "provisioningArtifactName", "allow the caller to read it")
def a_version_whose_template_the_caller_may_not_read(place: Place) -> Asked:
    place.set(denied_actions=["s3:GetObject"])
    return asked(place.desired(), "version v1", "s3:GetObject")


@problem_case("TemplateUnreadable", "provisioningArtifactName", "create the version again from a template in S3")
def a_version_of_a_stack_that_is_gone(place: Place) -> Asked:
    place.set(stack_artifact_info="physical-id")
    origin = place.stack("origin", V1)
    place.catalog.create_provisioning_artifact(
        ProductId=place.product_id,
        Parameters={
            "Name": "v3",
            "Type": "CLOUD_FORMATION_TEMPLATE",
            "Info": {"ImportFromPhysicalId": origin},
        },
    )
    place.stacks.delete_stack(StackName=origin)
    return asked(place.desired(artifact=ByName("v3")), "version v3", origin, "does not exist any more")


@problem_case("NoMatchingArtifact", "provisioningArtifactName", "ImportFromPhysicalId")
def a_stack_that_no_version_fits(place: Place) -> Asked:
    place.stack("orders", template("Jobs", "Other"))
    desired = place.desired(name="orders", physical_id="orders", artifact=None)
    return asked(desired, "web-service", "orders", "Nearest is v1", "1 difference", "Resources.Other")


@problem_case("NoMatchingArtifact", "provisioningArtifactName", "ImportFromPhysicalId")
def versions_of_which_one_cannot_be_read(place: Place) -> Asked:
    place.stack("orders", template("Jobs", "Other"))
    place.lose_template("v2")
    desired = place.desired(name="orders", physical_id="orders", artifact=None)
    return asked(desired, "Nearest is v1", "These versions could not be read: v2")
