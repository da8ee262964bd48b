"""A language model that reads packs beside the rules: it may hold a pack.

The model is a command of the operator's. Packs are read that everything else accepts: what is refused needs
no reader, and what is held is read by a person. Where the operator says so, it is also asked about packs that
are held for nothing but prose, and its silence settles that (`registry.services.settling`). An answer is
kept, so that the same question is asked once and a pack that is judged again is judged alike.
"""

import logging
import time
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from packformat.build import BuiltPack
from packformat.digest import Digest
from packformat.errors import printable
from packformat.findings import ACCEPTED, HELD, Finding, Report
from packformat.modelreader.answer import AnswerError, Concern, Reading, read_answer
from packformat.modelreader.questions import Questions, questions_of
from packformat.modelreader.weighing import graver, is_silent
from packformat.rules.view import PackView
from registry.models import ModelAnswer, Submission
from registry.programs import ProgramError, run_program
from registry.rates import count
from registry.services.newcomers import is_newcomer, unseen
from registry.services.settling import may_be_settled, settled
from registry.services.visibility import private_once_published

logger = logging.getLogger(__name__)

RULE = "registry/model-reader"
_HOUR = 3600
_SHARE = 4
"""Of a lease, this part is for all questions about a pack: a second scanner has a third, and a task two."""
_MOST_NAMED = 10
"""Files that are named as not read; more are counted."""
_TRIES = 2
"""Times that a question is asked where the first answer is none."""


class UnansweredError(Exception):
    """A question has no answer that says anything; the message says why."""


def with_model_reading(report: Report, built: BuiltPack, submission: Submission) -> Report:
    """The report with what the model holds the pack for, where one is switched on and may read it.

    What it could not read is told as not checked, and a newcomer's pack is held then. What it may settle and
    finds nothing in is no longer held.
    """
    if not settings.CTXPACK_MODEL_READER:
        return report
    if report.verdict != ACCEPTED and not may_be_settled(report, submission.publisher):
        return report
    is_private = private_once_published(submission, str(built.manifest.name))
    if is_private and not settings.CTXPACK_MODEL_READER_PRIVATE:
        return report.with_findings([], ["anything with the language model, which is shown no private packs"])
    view = PackView(built.entries, search=built.search)
    asked = questions_of(view)
    until = time.monotonic() + settings.CTXPACK_LEASE_SECONDS / _SHARE
    readings = list[Reading]()
    unread = list(_unread(asked))
    try:
        for text in asked.texts:
            readings.append(_reading_of(text, asked, until))
    except UnansweredError as error:
        logger.warning("model reader failed", extra={"submission": str(submission.pk), "reason": str(error)})
        unread.append(f"all of it with the language model: {error}")
    if report.verdict == HELD and not (unread or asked.closed) and is_silent(readings):
        return settled(report, _reader())
    findings = [_finding(concern) for concern in graver(one for said in readings for one in said.concerns)]
    loaded = [document.path for document in view.documents if document.path in asked.unread]
    if not findings and loaded:
        findings.append(_not_shown(loaded))
    elif not findings and unread and is_newcomer(submission.publisher):
        findings.append(unseen("language model"))
    return report.with_findings(findings, [*unread, *_closed(asked)])


def _unread(asked: Questions) -> Iterator[str]:
    """Sentences about texts that the model is not shown, or not whole."""
    for path, reason in sorted(asked.unread.items())[:_MOST_NAMED]:
        yield f"all of `{path}` with the language model: {reason}"
    if len(asked.unread) > _MOST_NAMED:
        yield f"all of {len(asked.unread) - _MOST_NAMED} more files with the language model"


def _closed(asked: Questions) -> Iterator[str]:
    if asked.closed:
        named = ", ".join(f"`{path}`" for path in asked.closed[:_MOST_NAMED])
        more = f" and {len(asked.closed) - _MOST_NAMED} more" if len(asked.closed) > _MOST_NAMED else ""
        count = "a file that is" if len(asked.closed) == 1 else f"{len(asked.closed)} files that are"
        yield f"{count} no text with the language model: {named}{more}"


def _not_shown(paths: list[str]) -> Finding:
    """The finding that holds a pack whose author has made it too long, whoever that is."""
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return Finding(
        rule=RULE,
        severity="hold",
        path=paths[0],
        message=f"{_reader()} was not shown all of `{paths[0]}`{more}, which agents load",
        fix="nothing: a person looks at it; a pack with less in it is read to its end",
    )


def _reader() -> str:
    """How people are told who reads."""
    return f"The reader of this registry ({printable(settings.CTXPACK_MODEL_READER_NAME)})"


def _reading_of(text: str, asked: Questions, until: float) -> Reading:
    """What the model says of a pack in answer to one question."""
    question = Digest.of(f"{settings.CTXPACK_MODEL_READER}\0{text}".encode())
    kept = ModelAnswer.objects.filter(question=question, reader=settings.CTXPACK_MODEL_READER_NAME).first()
    if kept is not None:
        return read_answer(kept.answer.encode("utf-8"), asked.shown)
    answer, reading = _answered(text, asked, until)
    _keep(question, answer)
    logger.info("model read", extra={"question": question, "made_up": reading.made_up})
    return reading


def _answered(text: str, asked: Questions, until: float) -> tuple[str, Reading]:
    """An answer that says something, and what it says; the question is asked `_TRIES` times at most."""
    reason = ""
    for _ in range(_TRIES):
        answer = _ask(text, until)
        try:
            return answer, read_answer(answer.encode("utf-8"), asked.shown)
        except AnswerError as error:
            reason = str(error)
    raise UnansweredError(f"of its answer, {reason}")


def _ask(text: str, until: float) -> str:
    """Ask the model, unless this hour's questions are used up or the time for this pack is.

    The answer is as it will be kept, so that it is read now as it will be read then.
    """
    asked, wait = count("model-reader", _HOUR)
    if asked > settings.CTXPACK_MODEL_READER_HOURLY:
        raise UnansweredError(f"the questions of this hour are used up, for {wait} s more")
    left = until - time.monotonic()
    if left < 1:
        raise UnansweredError("its time was over")
    with TemporaryDirectory(prefix="ctxpack-read-") as folder:
        try:
            answer = run_program(
                settings.CTXPACK_MODEL_READER,
                folder=folder,
                seconds=left,
                text=text,
                variables=settings.CTXPACK_MODEL_READER_ENVIRONMENT,
            )
        except ProgramError as error:
            raise UnansweredError(f"it failed ({error})") from None
    # PostgreSQL's text holds no zero byte; JSON never has one as it is.
    return answer.decode("utf-8", "replace").replace("\0", "")


@transaction.atomic
def _keep(question: Digest, answer: str) -> None:
    """Keep an answer; one that another worker has kept meanwhile stays."""
    ModelAnswer.objects.get_or_create(
        question=question,
        reader=settings.CTXPACK_MODEL_READER_NAME,
        defaults={"answer": answer},
    )


def _finding(concern: Concern) -> Finding:
    said = f"{_reader()} is {concern.sure} of a hundred sure that this {concern.meaning}: `{concern.quote}`."
    return Finding(
        rule=RULE,
        severity="hold",
        path=concern.path,
        line=concern.line,
        message=f"{said} {concern.harm}",
        fix="nothing, if it is meant well: the person who decides will see it; "
        "or say openly what is done, for whom and why",
    )
