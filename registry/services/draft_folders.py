"""Folders that are read off a zip of them: their names are kept, and not one file."""

import io
import uuid
import zipfile

from packformat.compose.folders import folders_text
from packformat.convert.document import LARGEST_DOCUMENT
from packformat.paths import DEFAULT_LIMITS
from registry.errors import ERRORS
from registry.models import User
from registry.services.draft_access import find_draft
from registry.services.drafts import Saved, save_answers


def read_folders(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, data: bytes) -> Saved:
    """Put the folders of a zip in the place of those that were written down; what it holds is never unpacked.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_UPLOAD_TOO_LARGE, E_DRAFT_FOLDERS, E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    draft = find_draft(draft_id, actor, visitor)
    if len(data) > LARGEST_DOCUMENT:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_DOCUMENT)
    text = folders_text(_names_in(data))
    if not text:
        raise ERRORS.error("E_DRAFT_FOLDERS")
    answers = {"folders": text}
    return save_answers(actor=actor, visitor=visitor, draft_id=draft_id, answers=answers, base=draft.revision)


def _names_in(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError) as error:
        raise ERRORS.error("E_DRAFT_FOLDERS") from error
    return [name.replace("\\", "/").lstrip("/") for name in names[: DEFAULT_LIMITS.files]]
