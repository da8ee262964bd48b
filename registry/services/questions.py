"""Asking about a pack, and answering."""

from django.db import transaction

from registry.errors import ERRORS
from registry.models import Answer, Question, User
from registry.readers import find_pack, seen
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import is_member
from registry.services.texts import clean_text

LONGEST_QUESTION = 2000
LONGEST_ANSWER = 4000


@transaction.atomic
def ask_question(*, actor: User, pack: str, text: str) -> Question:
    """Ask about a pack.

    Raises:
        UsageError: E_FIELD, the text is empty or too long.
        NotFoundError: E_PACK_ABSENT.
    """
    about = find_pack(pack, actor)
    question = Question.objects.create(
        pack=about, author=actor, text=clean_text("text", text, LONGEST_QUESTION)
    )
    tell("question", question.pk)
    record_act("question.ask", f"pack:{pack}", actor=actor, question=question.pk)
    return question


@transaction.atomic
def answer_question(*, actor: User, question: int, text: str) -> Answer:
    """Answer a question; whether `actor` speaks for the publisher is noted for ever.

    Raises:
        UsageError: E_FIELD, the text is empty or too long.
        NotFoundError: E_QUESTION_ABSENT.
    """
    questions = seen(Question.objects.select_related("pack__publisher"), actor)
    asked = questions.filter(pk=question, removed_at=None).first()
    if asked is None:
        raise ERRORS.error("E_QUESTION_ABSENT", question=question)
    answer = Answer.objects.create(
        question=asked,
        author=actor,
        text=clean_text("text", text, LONGEST_ANSWER),
        by_publisher=is_member(actor, asked.pack.publisher),
    )
    tell("answer", answer.pk)
    record_act("question.answer", f"pack:{asked.pack.name}", actor=actor, question=asked.pk)
    return answer
