"""What is wrong with the stack, or with who governs it."""

from integration.preflight.place import REGION, V1, Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case

PARENT = "arn:aws:cloudformation:eu-west-1:111122223333:stack/app/1"
ROOT = "arn:aws:cloudformation:eu-west-1:111122223333:stack/whole/1"


@problem_case("NotAStack", "physicalId", "Set physicalId to the name of the stack or to its ARN")
def an_arn_of_something_else(place: Place) -> Asked:
    return asked(place.desired(physical_id="arn:aws:s3:::bucket"), "arn:aws:s3:::bucket")


@problem_case("StackNotFound", "physicalId", "Correct physicalId")
def a_misspelt_name(place: Place) -> Asked:
    return asked(place.desired(physical_id="paymnets"), "paymnets", place.account, REGION, 'Did you mean "payments"?')


@problem_case("StackNotFound", "physicalId", "deploy the stack first")
def an_arn_of_a_stack_that_never_was(place: Place) -> Asked:
    arn = f"arn:aws:cloudformation:{REGION}:{place.account}:stack/payment/1"
    return asked(place.desired(physical_id=arn), arn, 'Did you mean "payments"?')


@problem_case("StackNotFound", "physicalId", "deploy the stack first")
def a_stack_that_was_deleted(place: Place) -> Asked:
    arn = place.stack_id()
    place.stacks.delete_stack(StackName="payments")
    return asked(place.desired(physical_id=arn), arn)


@problem_case("StackInOtherRegion", "physicalId", "Set `region` to us-east-1")
def an_arn_of_another_region(place: Place) -> Asked:
    arn = place.stack_id().replace(REGION, "us-east-1")
    return asked(place.desired(physical_id=arn), "payments", "us-east-1", REGION)


@problem_case("StackInOtherAccount", "physicalId", "Use credentials of 999999999999")
def an_arn_of_another_account(place: Place) -> Asked:
    arn = place.stack_id().replace(place.account, "999999999999")
    return asked(place.desired(physical_id=arn), "payments", "999999999999", place.account)


@problem_case("StackStatusNotImportable", "physicalId", "continue-update-rollback")
def a_status_that_has_to_be_repaired(place: Place) -> Asked:
    place.force("payments", status="UPDATE_ROLLBACK_FAILED", reason="Jobs did not roll back")
    return asked(place.desired(), "payments", "UPDATE_ROLLBACK_FAILED", "Jobs did not roll back", "CREATE_COMPLETE")


@problem_case("StackStatusNotImportable", "physicalId", "Wait until the operation on the stack has finished")
def a_status_that_passes_by_itself(place: Place) -> Asked:
    place.force("payments", status="UPDATE_IN_PROGRESS")
    return asked(place.desired(), "payments", "UPDATE_IN_PROGRESS")


@problem_case("StackStatusNotImportable", "physicalId", "The stack is being deleted")
def a_stack_that_is_being_deleted(place: Place) -> Asked:
    place.force("payments", status="DELETE_IN_PROGRESS")
    return asked(place.desired(), "payments", "DELETE_IN_PROGRESS")


@problem_case("NestedStack", "physicalId", f"Adopt the root stack {ROOT}")
def a_nested_stack(place: Place) -> Asked:
    place.force("payments", parent_id=PARENT, root_id=ROOT)
    return asked(place.desired(), "payments", PARENT)


@problem_case("StackSetInstance", "physicalId", "delete-stack-instances --retain-stacks")
def a_stack_of_a_stack_set(place: Place) -> Asked:
    name = "StackSet-baseline-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"
    place.stack(name)
    return asked(place.desired(physical_id=name), name)


@problem_case("TerminationProtected", "retainPhysicalResources", "Set retainPhysicalResources to true")
def a_protected_stack_that_is_to_be_deleted_later(place: Place) -> Asked:
    place.force("payments", termination_protection=True)
    return asked(place.desired(retain_physical_resources=False), "payments", "termination protection")


@problem_case("AlreadyGoverned", "physicalId", "--retain-physical-resources")
def a_stack_that_is_governed_under_another_name(place: Place) -> Asked:
    governor = place.adopt(name="billing")
    return asked(place.desired(), "payments", "billing", governor, "web-service", "v1")


@problem_case("AlreadyGoverned", "physicalId", "Declare it under that name and product")
def a_stack_that_is_governed_for_another_product(place: Place) -> Asked:
    product_id, version_id = place.product("other")
    governor = place.adopt(name="billing", ProductId=product_id, ProvisioningArtifactId=version_id)
    return asked(place.desired(), governor, "other")


@problem_case("NameTaken", "name", "Choose another name")
def a_name_that_governs_another_stack(place: Place) -> Asked:
    orders = place.stack("orders", V1)
    holder = place.adopt("orders", name="payments")
    return asked(place.desired(), "payments", holder, orders)


@problem_case("DeclaredTwice", "physicalId", "Keep one of the two")
def a_stack_that_two_resources_declare(place: Place) -> Asked:
    return asked([place.inputs(name="billing"), place.inputs()], "The stack payments", '"resource-1"')


@problem_case("DeclaredTwice", "name", "Keep one of the two")
def a_name_that_two_resources_declare(place: Place) -> Asked:
    place.stack("orders", V1)
    return asked([place.inputs(physicalId="orders"), place.inputs()], 'The name "payments"', '"resource-1"')
