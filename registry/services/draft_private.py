"""Taking private data out of answers."""

import uuid

from django.db import transaction

from packformat.private import find_private, replace_private
from registry.drafts.fields import fields_of, with_fields
from registry.models import Draft, User
from registry.services.draft_access import find_draft
from registry.services.drafts import write_draft


@transaction.atomic
def replace_private_data(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, field: str) -> Draft:
    """Put placeholders in place of whatever private was found in a field.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    text = fields_of(draft.content).get(field, "")
    if not isinstance(text, str):
        text = "\n".join(text)
        replaced: str | list[str] = replace_private(text, find_private(text)).split("\n")
    else:
        replaced = replace_private(text, find_private(text))
    return write_draft(draft, with_fields(draft.content, {field: replaced} if text else {}), actor)
