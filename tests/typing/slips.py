"""Slips that a type checker finds before a program is run; each line that has one says which."""

from pulumi_servicecatalog import ImportedProvisionedProduct

ImportedProvisionedProduct("a", name="a", physical_id="a", product_nmae="web-service")  # call-arg
ImportedProvisionedProduct("a", physical_id="a", product_name="web-service")  # call-arg
ImportedProvisionedProduct("a", name=5, physical_id="a", product_name="web-service")  # arg-type
ImportedProvisionedProduct("a", name="a", physical_id="a", retain_physical_resources="no")  # arg-type
ImportedProvisionedProduct("a", name="a", physical_id="a", parameters=["Size"])  # arg-type
ImportedProvisionedProduct(name="a", physical_id="a", product_name="web-service")  # call-arg
ImportedProvisionedProduct("a", name="a", physical_id="a").status + 1  # operator
_ = ImportedProvisionedProduct("a", name="a", physical_id="a").stack_idd  # attr-defined
