"""`catalogctl iam-policy`, as it is typed."""

import re
from dataclasses import dataclass
from typing import Final

import click

from pulumi_servicecatalog.cli.command import Choice, Command, Parsed, Section
from pulumi_servicecatalog.model.actions import Purpose

_NOTES: Final = """\
examples:
  catalogctl iam-policy --for adopt --for release > policy.json
  catalogctl iam-policy --for check --product-arn arn:aws:catalog:eu-west-1:123456789012:product/prod-abc

purposes:
  check    catalogctl check, and the preview of an adoption
  adopt    the adoption as well
  update   pulumi up of what is governed: version, parameters, tags, launch role, owner
  release  pulumi destroy, which leaves the stack running
  drift    catalogctl drift, pulumi refresh, and the preview of what is governed
  drift-resources, drift-trail
           what --resources and --trail of catalogctl drift need beside that
"""

_PRODUCT_ARN: Final = re.compile(r"arn:aws[a-z-]*:catalog:[a-z0-9*-]+:([0-9]{12}|\*):product/[a-zA-Z0-9*_-]+")


@dataclass(frozen=True, kw_only=True)
class IamPolicyOptions:
    """What a caller is to be allowed, on which products."""

    purposes: tuple[str, ...]
    product_arns: tuple[str, ...]


def _product_arn(value: str) -> str:
    """Return the ARN, if it is a product's."""
    if not _PRODUCT_ARN.fullmatch(value):
        raise ValueError(f"{value!r} must be a product's ARN: arn:aws:catalog:...:product/prod-...")
    return value


COMMAND: Final = Command(
    "iam-policy",
    "Prints the IAM policy with exactly the actions that a purpose needs. AWS is not asked.",
    options=IamPolicyOptions,
    sections=[
        Section(
            title="the policy",
            options=[
                click.Option(
                    ["--for", "purposes"],
                    multiple=True,
                    required=True,
                    type=Choice([purpose.value for purpose in Purpose]),
                    help="what the caller is to be allowed; more than once for several",
                ),
                click.Option(
                    ["--product-arn", "product_arns"],
                    multiple=True,
                    metavar="ARN",
                    type=Parsed(_product_arn),
                    help="limit it to this product; more than once for several (default: all products)",
                ),
            ],
        )
    ],
    notes=_NOTES,
)
