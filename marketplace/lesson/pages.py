"""The lesson: an overview, a page for each exercise, and the draft that begins with what was written."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.contribute.professions import KINDS
from marketplace.contribute.room import A_BEGINNING, take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who, new_key, remember, who_asks
from marketplace.lesson.form import ExerciseForm
from marketplace.lesson.layout import show_conflict, show_exercise, show_overview, show_refused
from marketplace.lesson.progress import next_of, progress_of
from packformat.compose.content import normal
from packformat.errors import CtxpackError
from packformat.lesson.words import Exercise, lesson
from packformat.private import find_private, replace_private
from registry.services.lessons import contents_of, lesson_of, save_exercise, start_draft_from_lesson

_HIDE = "hide:"
"""How the button begins that puts something else in the place of what is private in a field."""
_TAKE = "theirs:"
"""How the button begins that leaves a field as another window has it."""
_LATER = "later"
"""The button that keeps what was written, if anything was, and goes on to the next exercise."""


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what there is to do."""
    return show_overview(request, who_asks(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exercise_page(request: HttpRequest, exercise: str) -> HttpResponse:
    """Show one exercise with what is still missing, or keep what was written in it."""
    asked = lesson().exercises.get(exercise)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _keep(request, who_asks(request), asked)
    return show_exercise(request, who_asks(request), asked)


@require_POST
def begin_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft with what was written in the lesson."""
    who, kind = who_asks(request), request.POST.get("kind", "other")
    if kind not in KINDS:
        raise Http404
    key = who.visitor or new_key()
    take_room(request, who, A_BEGINNING + len(json.dumps(contents_of(lesson_of(*who)))))
    draft = start_draft_from_lesson(actor=who.actor, visitor=key, kind=kind)
    return remember(redirect("draft-page", draft.pk, "outcome"), key)


def _keep(request: HttpRequest, who: Who, exercise: Exercise) -> HttpResponse:
    """Keep what was typed, right or not; what cannot be kept stays in its field."""
    form, act = ExerciseForm(exercise, request.POST), request.POST.get("do", "")
    if not form.is_valid():
        return show_refused(request, who, exercise, form)
    base, typed = form.base(), _typed(form.cleaned_data, act)
    if act == _LATER and normal(typed) == normal(base):
        return _go_on(who, exercise)
    owner = Who(who.actor, who.visitor or new_key())
    try:
        take_room(request, who, len(json.dumps(typed)))
        saved = save_exercise(**owner._asdict(), exercise=exercise.name, answers=typed, base=base)
    except CtxpackError as error:
        form.add_error(None, told(error))
        return show_refused(request, who, exercise, form)
    if saved.conflicts:
        answer = show_conflict(request, owner, exercise, saved)
    else:
        answer = _go_on(owner, exercise) if act == _LATER else redirect("lesson-exercise", exercise.name)
    return remember(answer, owner.visitor)


def _go_on(who: Who, exercise: Exercise) -> HttpResponse:
    """Lead to the next exercise that is not done, or back to all of them."""
    following = next_of(progress_of(lesson_of(*who)), exercise.name)
    return redirect("lesson-exercise", following.name) if following else redirect("lesson")


def _typed(typed: Mapping[str, Any], act: str) -> dict[str, Any]:
    """What was typed, but for what a button leaves as it stands or puts in the place of what is private."""
    field = act.removeprefix(_HIDE)
    text = typed.get(field) if act.startswith(_HIDE) else None
    if isinstance(text, str):
        return {**typed, field: replace_private(text, find_private(text))}
    return {field: value for field, value in typed.items() if field != act.removeprefix(_TAKE)}
