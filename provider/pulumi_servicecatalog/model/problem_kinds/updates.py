"""What an update meets, and what cannot be compared or shown."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

STACK_NOT_READABLE = registered(
    "StackNotReadable",
    "parameters",
    "The stack of {name} cannot be read, so its parameters are not compared.",
    "Allow the caller cloudformation:DescribeStacks, if drift of parameters is to show.",
    "What cannot be known is no drift.",
    Severity.INFORMATION,
)
TAG_KEPT = registered(
    "TagKept",
    "tags",
    "AWS kept the tag {keys} although the update left it out.",
    "Change another tag along with it: AWS is known to pass over an update that only removes tags.",
    "UpdateProvisionedProduct took the tags, and the provisioned product still has the removed one.",
    Severity.WARNING,
)
PLAN_IN_THE_WAY = registered(
    "PlanInTheWay",
    "",
    "{name} has a provisioned product plan that is not from here: {plans}. Until it is executed or deleted, AWS "
    "changes nothing.",
    "Execute it or delete it (`aws servicecatalog delete-provisioned-product-plan`), and repeat the command.",
    "The provisioned product is PLAN_IN_PROGRESS.",
)
CHANGES_NOT_PREVIEWED = registered(
    "ChangesNotPreviewed",
    "previewChanges",
    "Which resources the update changes cannot be shown: {reason}",
    "Remove the reason, or leave previewChanges out. It takes servicecatalog:CreateProvisionedProductPlan, "
    "DescribeProvisionedProductPlan, ListProvisionedProductPlans and DeleteProvisionedProductPlan.",
    "AWS makes no plans for this product, or denies them to the caller.",
    Severity.INFORMATION,
)
