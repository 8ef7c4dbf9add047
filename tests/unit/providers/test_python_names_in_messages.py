"""The dynamic provider names properties as a Python program does; names of others stay as they are."""

from pulumi_servicecatalog.model.problems.inputs import ConflictingProperties
from pulumi_servicecatalog.model.python_names import in_text
from pulumi_servicecatalog.providers.dynamic.failure import ResourceFailed
from support.tables import table


@table(
    "text spelt",
    ("Set productId to one of them.", "Set product_id to one of them.", "a word"),
    ("Set `roleArn`.", "Set `role_arn`.", "in backticks"),
    ('Did you mean "productName"?', 'Did you mean "product_name"?', "in quotes"),
    ("productName: [X] no", "product_name: [X] no", "before a problem"),
    ("endpointUrl is", "endpointUrl is", "a key of the configuration alone"),
    ("productName, productId", "product_name, product_id", "in a list"),
    ("servicecatalog:previewChanges", "servicecatalog:previewChanges", "a key of the configuration"),
    ("parameters.productName is", "parameters.productName is", "a key of a map"),
    ("arn:aws:x/productName/y", "arn:aws:x/productName/y", "a part of an ARN"),
    ("Set region and tags.", "Set region and tags.", "names that are the same"),
)
def test_a_property_in_a_sentence_is_named_as_python_does(text, spelt, reason):
    assert in_text(text) == spelt, reason


def test_a_failure_of_the_dynamic_provider_speaks_python():
    failed = ResourceFailed((ConflictingProperties(first="productId", second="productName"),))
    assert "product_id and product_name cannot both be set" in str(failed)
