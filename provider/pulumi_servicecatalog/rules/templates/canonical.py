"""One text for one meaning: what two templates are compared by, and the fingerprint to find a match among many."""

import hashlib
import json

from pulumi_servicecatalog.rules.templates import mask
from pulumi_servicecatalog.rules.templates.template import Template, Value


def text(value: Value) -> str:
    """Write a value so that equal values, and no others, have equal texts: 1, 1.0, true and "1" are four values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(template: Template) -> str:
    """Return the same short text for templates of the same meaning, on every machine and in every process.

    A stack's template comes through GetTemplate, which masks the characters that are not ASCII (see `mask`), and an
    artifact's does not; so they are masked in both. Where fingerprints differ, the templates do. Where they agree, the
    templates may still differ in such characters, which `verdict.compare_templates` tells.
    """
    if template.digest is not None:
        return template.digest
    written = text(template.body)
    if "?" in written or not written.isascii():
        written = text(mask.blurred(template.body))
    return hashlib.sha256(written.encode()).hexdigest()
