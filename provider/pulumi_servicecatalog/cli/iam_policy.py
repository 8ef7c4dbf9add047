"""`catalogctl iam-policy`: the permissions that a caller needs, as a policy document. AWS is not asked."""

import json
import sys

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.commands.iam_policy import IamPolicyOptions
from pulumi_servicecatalog.model.actions import Purpose
from pulumi_servicecatalog.rules import iam_policy


def run(options: IamPolicyOptions) -> int:
    """Print the policy."""
    purposes = [Purpose(name) for name in options.purposes]
    document = iam_policy.policy(purposes, options.product_arns)
    sys.stdout.write(f"{json.dumps(document, indent=2)}\n")
    return exit_codes.OK
