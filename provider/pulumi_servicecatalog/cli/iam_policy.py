"""`catalogctl iam-policy`: the permissions that a caller needs, as a policy document. AWS is not asked."""

import argparse
import json
import re
import sys
from typing import TYPE_CHECKING

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.model.actions import Purpose
from pulumi_servicecatalog.rules import iam_policy

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_EPILOG = """\
purposes:
  check    catalogctl check, and the preview of an adoption
  adopt    the adoption as well
  update   pulumi up of what is governed: version, parameters, tags, launch role, owner
  release  pulumi destroy, which leaves the stack running
  drift    pulumi refresh, and the preview of what is governed

examples:
  catalogctl iam-policy --for adopt --for release > policy.json
  catalogctl iam-policy --for check --product-arn arn:aws:catalog:eu-west-1:123456789012:product/prod-abc
"""

_PRODUCT_ARN = re.compile(r"arn:aws[a-z-]*:catalog:[a-z0-9*-]+:([0-9]{12}|\*):product/[a-zA-Z0-9*_-]+")


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "iam-policy",
        description="Prints the IAM policy with exactly the actions that a purpose needs. AWS is not asked.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--for",
        dest="purposes",
        action="append",
        required=True,
        choices=[purpose.value for purpose in Purpose],
        help="what the caller is to be allowed; more than once for several",
    )
    parser.add_argument(
        "--product-arn",
        dest="product_arns",
        action="append",
        default=[],
        metavar="ARN",
        type=_product_arn,
        help="limit it to this product; more than once for several (default: all products)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the policy."""
    purposes = [Purpose(name) for name in options.purposes]
    document = iam_policy.policy(purposes, options.product_arns)
    sys.stdout.write(f"{json.dumps(document, indent=2)}\n")
    return exit_codes.OK


def _product_arn(value: str) -> str:
    """Return the ARN, if it is a product's."""
    if not _PRODUCT_ARN.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} must be a product's ARN: arn:aws:catalog:...:product/prod-...")
    return value
