"""Slips that a type checker finds before a program is run; each line that has one says which."""

from pulumi_servicecatalog import ImportedProvisionedProduct, plugin
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.operations import NotInTime
from pulumi_servicecatalog.model.problems.stacks import StackNotFound

ImportedProvisionedProduct("a", name="a", physical_id="a", product_nmae="web-service")  # call-arg
ImportedProvisionedProduct("a", physical_id="a", product_name="web-service")  # call-arg
ImportedProvisionedProduct("a", name=5, physical_id="a", product_name="web-service")  # arg-type
ImportedProvisionedProduct("a", name="a", physical_id="a", retain_physical_resources="no")  # arg-type
ImportedProvisionedProduct("a", name="a", physical_id="a", parameters=["Size"])  # arg-type
ImportedProvisionedProduct(name="a", physical_id="a", product_name="web-service")  # call-arg
ImportedProvisionedProduct("a", name="a", physical_id="a").status + 1  # operator
_ = ImportedProvisionedProduct("a", name="a", physical_id="a").stack_idd  # attr-defined

plugin.get_record(region="eu-west-1")  # call-arg
plugin.get_record(id=ImportedProvisionedProduct("a", name="a", physical_id="a").last_record_id)  # arg-type
plugin.get_record("rec-1")  # call-arg
plugin.get_launch_paths(prodcut_id="prod-1")  # call-arg
_ = plugin.get_record(id="rec-1").updatedTime  # attr-defined
_ = plugin.check_adoption(name="a", physical_id="a").problems[0].remdey  # attr-defined
plugin.check_adoption(name="a", physical_id="a").product_id.upper()  # union-attr

StackNotFound(stak="payments", account="123456789012", region="eu-west-1")  # call-arg
StackNotFound(stack="payments", account="123456789012")  # call-arg
StackNotFound(stack="payments", account="123456789012", region="eu-west-1", suggestions="payment")  # arg-type
NotInTime(kind="import", seconds=1800.0, record="rec-1")  # arg-type
NotInTime(kind=OperationKind.IMPORT, seconds="1800", record="rec-1")  # arg-type
Problem()  # abstract
