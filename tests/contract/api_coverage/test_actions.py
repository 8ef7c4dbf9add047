"""Each operation that the gateway names is of the service that its IAM action says, by the SDK's own models."""

import ast
from pathlib import Path

import botocore.session

from pulumi_servicecatalog import aws
from pulumi_servicecatalog.model import actions
from support.tables import table

SERVICES = ("cloudformation", "cloudtrail", "ec2", "iam", "organizations", "s3", "servicecatalog", "sts")


def operations():
    """Return the operations of each service, by the SDK."""
    session = botocore.session.get_session()
    return {service: frozenset(session.get_service_model(service).operation_names) for service in SERVICES}


def named_by_the_gateway():
    """Return every text in the gateway's modules that is the name of an operation."""
    known = frozenset().union(*operations().values())
    modules = Path(aws.__file__).parent.glob("*.py")
    nodes = (node for module in modules for node in ast.walk(ast.parse(module.read_text())))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in known}


def test_the_action_of_each_operation_is_of_the_service_that_has_it():
    names, of_service = named_by_the_gateway(), operations()
    assert {"ImportAsProvisionedProduct", "DescribeStacks", "GetObject", "AssumeRole"} <= names
    wrong = [name for name in names if name not in of_service[actions.action(name).partition(":")[0]]]
    assert wrong == []


@table("purpose", *((purpose, purpose.value) for purpose in actions.Purpose))
def test_a_policy_allows_only_what_the_gateway_asks(purpose, reason):
    assert actions.OPERATIONS[purpose] - named_by_the_gateway() == frozenset(), reason
