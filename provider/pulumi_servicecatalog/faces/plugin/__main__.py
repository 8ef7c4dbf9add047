"""`python -m pulumi_servicecatalog.faces.plugin`: the plugin, without a console script."""

import sys

from pulumi_servicecatalog.faces.plugin.serve import main

sys.exit(main())
