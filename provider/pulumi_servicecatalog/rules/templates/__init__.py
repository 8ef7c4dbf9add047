"""CloudFormation templates: reading them, comparing a stack's with an artifact's, and checking parameter values.

    stack, artifact = load(stack_text), load(artifact_text)     # Template | Unreadable
    compare(ReadTemplate(text=...), ReadTemplate(text=...))     # Identical | Equivalent | Different | NotComparable
    TemplateIndex({version: ReadTemplate(text=...), ...})       # the match among many, by fingerprint
    check_parameter(value, parameter)                           # for each of parameters(template)

Imports nothing but the standard library; yaml and deepdiff come with the first call that needs them.
"""

from pulumi_servicecatalog.rules.templates.canonical import fingerprint
from pulumi_servicecatalog.rules.templates.constraint import check_parameter, is_pattern_judged
from pulumi_servicecatalog.rules.templates.difference import Difference, Differences, Kind, differences
from pulumi_servicecatalog.rules.templates.evaluation import NEW_NAME, Evaluation, names_in
from pulumi_servicecatalog.rules.templates.index import Nearest, TemplateIndex
from pulumi_servicecatalog.rules.templates.loader import load
from pulumi_servicecatalog.rules.templates.parameter import TemplateParameter, no_echo_names, parameters
from pulumi_servicecatalog.rules.templates.parts import Parts, PartsIndex, parts_of
from pulumi_servicecatalog.rules.templates.template import RepeatedKey, Template, Unreadable
from pulumi_servicecatalog.rules.templates.verdict import (
    Different,
    Equivalent,
    Identical,
    NotComparable,
    ReadTemplate,
    Verdict,
    compare,
    compare_templates,
)

__all__ = [
    "NEW_NAME",
    "Difference",
    "Differences",
    "Different",
    "Equivalent",
    "Evaluation",
    "Identical",
    "Kind",
    "Nearest",
    "NotComparable",
    "Parts",
    "PartsIndex",
    "ReadTemplate",
    "RepeatedKey",
    "Template",
    "TemplateIndex",
    "TemplateParameter",
    "Unreadable",
    "Verdict",
    "check_parameter",
    "compare",
    "compare_templates",
    "differences",
    "fingerprint",
    "is_pattern_judged",
    "load",
    "names_in",
    "no_echo_names",
    "parameters",
    "parts_of",
]
