"""CloudFormation templates: reading them, comparing a stack's with an artifact's, and checking parameter values.

    stack, artifact = load(stack_text), load(artifact_text)     # Template | Unreadable
    compare(read(stack_text), read(artifact_text))              # Identical | Equivalent | Different | NotComparable
    fingerprint(stack) == fingerprint(artifact)                 # the match among many; then compare_templates
    check_parameter(value, parameter)                           # for each of parameters(template)

Imports nothing but the standard library; yaml and deepdiff come with the first call that needs them.
"""

from pulumi_servicecatalog.rules.templates.canonical import fingerprint
from pulumi_servicecatalog.rules.templates.constraint import check_parameter
from pulumi_servicecatalog.rules.templates.difference import Difference, Differences, Kind, differences
from pulumi_servicecatalog.rules.templates.loader import load
from pulumi_servicecatalog.rules.templates.parameter import TemplateParameter, parameters
from pulumi_servicecatalog.rules.templates.template import Template, Unreadable
from pulumi_servicecatalog.rules.templates.verdict import (
    Different,
    Equivalent,
    Identical,
    NotComparable,
    ReadTemplate,
    Verdict,
    compare,
    compare_templates,
    read,
)

__all__ = [
    "Difference",
    "Differences",
    "Different",
    "Equivalent",
    "Identical",
    "Kind",
    "NotComparable",
    "ReadTemplate",
    "Template",
    "TemplateParameter",
    "Unreadable",
    "Verdict",
    "check_parameter",
    "compare",
    "compare_templates",
    "differences",
    "fingerprint",
    "load",
    "parameters",
    "read",
]
