"""Where states find their provider, in all versions: they name `pulumi_servicecatalog._dynamic_v1.PROVIDER`.

This module must not move, nor rename what it holds; a test compares the pickled bytes with a golden text.
"""

from pulumi_servicecatalog.providers.dynamic.provider import launching_provider as LAUNCHING_PROVIDER  # noqa: N812
from pulumi_servicecatalog.providers.dynamic.provider import provider as PROVIDER  # noqa: N812 - the name is part of every state

__all__ = ["LAUNCHING_PROVIDER", "PROVIDER"]
