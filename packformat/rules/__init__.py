"""The rules: pure functions from a pack to what they saw, the same for worker, command and form."""

from packformat.rules.base import RULESET, Rule, Seen
from packformat.rules.run import RULES, run_rules
from packformat.rules.view import PackView

__all__ = ["RULES", "RULESET", "PackView", "Rule", "Seen", "run_rules"]
