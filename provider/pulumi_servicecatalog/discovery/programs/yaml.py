"""The program in YAML, over the plugin. It cannot loop: one Pulumi stack for all has a resource for each file."""

from typing import Final

OF_AN_ACCOUNT: Final = """\
# Adopts the stacks in adoptions/ACCOUNT/REGION.yaml: the file that the Pulumi stack's configuration names.
#
# Edit those files: this program stays as it is.
name: adoptions
description: CloudFormation stacks that Service Catalog governs
runtime: yaml
config:
  file:
    type: string
resources:
  adoptions:
    type: servicecatalog:GovernedStacks
    properties:
      adoptions:
        fn::readFile: ${file}
"""

OF_ALL: Final = """\
# Adopts the stacks of all accounts and Regions.
#
# They are listed in adoptions/ACCOUNT/REGION.yaml. Edit those files: `catalogctl generate` adds a resource for each
# account and Region, and never changes one.
name: adoptions
description: CloudFormation stacks that Service Catalog governs
runtime: yaml
resources:
"""

RESOURCE: Final = """\
  {name}:
    type: servicecatalog:GovernedStacks
    properties:
      adoptions:
        fn::readFile: adoptions/{account}/{region}.yaml
      region: {region}
      expectedAccountId: "{account}"
"""

ROLE: Final = """\
      roleArn: {role_arn}
"""
