"""Composing: from what an expert has answered to the files of a pack, and back again.

Both ways are pure. What the contribute pages make is a pack like any other; one that was written elsewhere
opens in them again, and whatever they do not write themselves goes along byte for byte.
"""

from packformat.compose.compose import compose, covered
from packformat.compose.gaps import Gap, find_gaps
from packformat.compose.reopen import reopen

__all__ = ["Gap", "compose", "covered", "find_gaps", "reopen"]
