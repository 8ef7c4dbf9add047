"""The plugin from a checkout: what PulumiPlugin.yaml has an engine start, and what the executable beside this runs."""

import sys

try:
    from pulumi_servicecatalog.providers.plugin.serve import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"pulumi-resource-servicecatalog: {sys.executable} lacks the package {missing.name}. "
        f"Run: {sys.executable} -m pip install -r {__file__.removesuffix('__main__.py')}requirements.txt"
    )

sys.exit(main())
