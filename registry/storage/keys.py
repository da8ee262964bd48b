"""The keys of the store. They are also the addresses under which a static server serves them."""

from packformat.digest import Digest

DRAFTS = "drafts"
PRIVATE = "private"
"""Under what everything of private packs rests; no static server may serve it."""


def archive_key(digest: Digest, *, private: bool = False) -> str:
    """Return where the canonical archive of a release rests."""
    return _placed(f"archives/{digest.hex}.zip", private=private)


def upload_key(digest: Digest) -> str:
    """Return where the bytes of an upload rest, as they came."""
    return f"uploads/{digest.hex}"


def skill_key(digest: Digest, *, private: bool = False) -> str:
    """Return where a skill's own archive rests; no address leads to one of a private pack."""
    return _placed(f"skills/{digest.hex}.zip", private=private)


def draft_folder(draft_id: object) -> str:
    """Return under what everything rests that is stored for a draft; no address leads there."""
    return f"{DRAFTS}/{draft_id}"


def draft_key(draft_id: object, digest: Digest) -> str:
    """Return where a file of a draft rests: each draft has its own, so that it goes when its draft goes."""
    return f"{draft_folder(draft_id)}/{digest.hex}"


def index_key(name: str) -> str:
    """Return where the static copy of an index document rests; `name` is `root` or `packs/<pack>`."""
    return f"index/v1/{name}.jsonl"


def _placed(key: str, *, private: bool) -> str:
    return f"{PRIVATE}/{key}" if private else key
