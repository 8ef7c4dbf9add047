"""Every rule, in the order of the page."""

from typing import Final

from pulumi_servicecatalog.policy import declared_rules, state_rules
from pulumi_servicecatalog.policy.rule import Rule

RULES: Final[tuple[Rule, ...]] = (*declared_rules.RULES, *state_rules.RULES)
