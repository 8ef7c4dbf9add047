"""`python -m pulumi_servicecatalog.providers.plugin`: the plugin, without a console script."""

import sys

from pulumi_servicecatalog.providers.plugin.serve import main

sys.exit(main())
