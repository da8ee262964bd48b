"""What other people's zip programs write and ours does not, where it can be read in one way only.

The Finder, Java, Go and whoever else writes a zip as a stream states a file's size after its data (APPNOTE
4.3.9), and git notes the commit in the archive's comment. An upload may have both, because it is read
strictly and packed anew; what a registry serves has neither.
"""

from __future__ import annotations

from struct import Struct

_SIGNATURE = b"PK\x07\x08"
_SUMS = Struct("<3I")
"""CRC-32, packed size, size"""
_HEX_DIGITS = frozenset(b"0123456789abcdef")
_ID_LENGTHS = (40, 64)
"""Of a commit's id: SHA-1 and SHA-256."""


def descriptor_size(following: bytes, sums: tuple[int, int, int]) -> int:
    """Bytes of the descriptor that follows a file's data; 0 unless it says what the directory says.

    ``sums`` are the directory's CRC-32, packed size and size. The signature before them is optional.
    """
    wanted = _SUMS.pack(*sums)
    for form in (_SIGNATURE + wanted, wanted):
        if following.startswith(form):
            return len(form)
    return 0


def is_git_comment(comment: bytes) -> bool:
    """Whether an archive's comment is the id of a commit, as ``git archive`` and code hosts write it."""
    return len(comment) in _ID_LENGTHS and _HEX_DIGITS.issuperset(comment)
