"""What the pages of the lesson show: how far one is, and of an exercise what is still missing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.contribute.professions import professions
from marketplace.contribute.visitor import Who
from marketplace.lesson.form import ExerciseForm
from marketplace.lesson.progress import next_of, progress_of
from marketplace.wording.powers import powers_in_words
from packformat.compose.wording import check_sentence
from packformat.lesson.exercises import check_exercise, offered_powers
from packformat.lesson.telling import checks_for
from packformat.lesson.words import CHOSEN, Exercise, lesson
from registry.drafts.merge import Conflict
from registry.drafts.private import private_fields
from registry.models import LessonAnswer
from registry.services.draft_sweep import KEPT
from registry.services.lessons import SavedExercise, answers_of, contents_of, lesson_of

_CONFLICT = 409
_REFUSED = 422


def show_overview(request: HttpRequest, who: Who) -> HttpResponse:
    """Show what there is to do, how far one is, and the way into a draft."""
    context = {**_shared(who, lesson_of(*who)), "professions": professions()}
    return render(request, "lesson/overview.html", context)


def show_exercise(request: HttpRequest, who: Who, exercise: Exercise) -> HttpResponse:
    """Show an exercise with what was written in it, checked anew: rules and words may have changed since."""
    answers = lesson_of(*who)
    context = _exercise(who, exercise, answers)
    row = answers.get(exercise.name)
    if row is None:
        return render(request, "lesson/exercise.html", {**context, "form": ExerciseForm(exercise)})
    written = answers_of(row.content)
    form = ExerciseForm.of_answers(exercise, written, written)
    form.is_valid()
    checked = check_exercise(exercise.name, contents_of(answers))
    form.show_lacks(checked.lacks)
    seen = {
        "form": form,
        "checked": checked,
        "chosen": powers_in_words(checked.powers.as_dict()) if checked.powers else (),
        "private": private_fields(row.content),
    }
    return render(request, "lesson/exercise.html", {**context, **seen})


def show_refused(request: HttpRequest, who: Who, exercise: Exercise, form: ExerciseForm) -> HttpResponse:
    """Show an exercise with what was typed and could not be kept."""
    context = {**_exercise(who, exercise, lesson_of(*who)), "form": form}
    return render(request, "lesson/exercise.html", context, status=_REFUSED)


def show_conflict(request: HttpRequest, who: Who, exercise: Exercise, saved: SavedExercise) -> HttpResponse:
    """Show what was typed, and beside it what another window had made of the same."""
    stands = answers_of(saved.row.content)
    mine = {one.field: one.mine for one in saved.conflicts}
    context = {
        **_exercise(who, exercise, lesson_of(*who)),
        "form": ExerciseForm.of_answers(exercise, {**stands, **mine}, stands),
        "theirs": {one.field: _shown(exercise, one) for one in saved.conflicts},
    }
    return render(request, "lesson/exercise.html", context, status=_CONFLICT)


def _shown(exercise: Exercise, conflict: Conflict) -> Any:
    """The other text; of what can be ticked the titles, one on each line."""
    if conflict.field != CHOSEN:
        return conflict.theirs
    return [choice.title for choice in exercise.choices if choice.value in conflict.theirs]


def _exercise(who: Who, exercise: Exercise, answers: Mapping[str, LessonAnswer]) -> dict[str, Any]:
    page = exercise.page
    return {
        **_shared(who, answers, exercise.name),
        "exercise": exercise,
        "number": list(lesson().exercises).index(exercise.name) + 1,
        "sentences": [check_sentence(check) for check in checks_for(contents_of(answers))],
        "powers": powers_in_words(offered_powers().as_dict()),
        "guidance": [(one.title, one.pages[page]) for one in professions() if page in one.pages],
    }


def _shared(who: Who, answers: Mapping[str, LessonAnswer], name: str = "") -> dict[str, Any]:
    """What every page shows; what belongs to nobody says until when it is kept."""
    progress = progress_of(answers)
    last = max((row.saved_at for row in answers.values()), default=None)
    return {
        "lesson": lesson(),
        "progress": progress,
        "next": next_of(progress, name),
        "started": bool(answers),
        "kept_until": last + KEPT if last and who.actor is None else None,
        "section": "publish",
    }
