"""The questions about a pack, and the answers to them."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.account.signed_in import signed_in, signed_in_to_post
from marketplace.catalogue.passages import query_of
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.community.forms import AnswerForm, QuestionForm
from marketplace.text.page import render_page
from packformat.fulltext import Entry, Finder
from registry.models import Answer, Pack, Question
from registry.readers import seen
from registry.services.questions import answer_question, ask_question

QUESTIONS_PER_PAGE = 20
MOST_SEARCHED = 1000
"""Questions of one pack that a search reads, the newest."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_to_post
def questions_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show questions with their answers, and take the question of whoever is signed in."""
    pack = shown_pack(request, name)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_question(actor=request.user, pack=name, **form.cleaned_data)
        return redirect("pack-questions", name)
    return _page(request, pack, pack.questions.all(), form, AnswerForm(auto_id=False))


@require_POST
@signed_in
def question_answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Take an answer and go back to the questions; one that cannot be taken stays to be put right."""
    questions = seen(Question.objects.select_related("pack"), request.user)
    question = get_object_or_404(questions, pk=question_id)
    form = AnswerForm(request.POST, auto_id=False)
    if form.is_valid():
        answer_question(actor=request.user, question=question.pk, **form.cleaned_data)
        return redirect("pack-questions", question.pack.name)
    pack = shown_pack(request, question.pack.name)
    return _page(request, pack, pack.questions.filter(pk=question.pk), QuestionForm(), form)


def _page(
    request: HttpRequest,
    pack: Pack,
    questions: QuerySet[Question],
    form: QuestionForm,
    answer_form: AnswerForm,
) -> HttpResponse:
    answers = Prefetch("answers", Answer.objects.filter(removed_at=None).select_related("author"))
    questions = questions.filter(removed_at=None).select_related("author").prefetch_related(answers)
    newest, query = questions.order_by("-asked_at", "-pk"), query_of(request)
    shown = find_questions(newest[:MOST_SEARCHED], query) if query else newest
    context = frame(pack, shown_release(pack), "questions") | {
        "page": Paginator(shown, QUESTIONS_PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "form": form,
        "answer_form": answer_form,
    }
    return render_page(request, "community/questions", context)


def find_questions(questions: Iterable[Question], query: str) -> list[Question]:
    """Return the questions that some words fit best, by themselves or by their answers."""
    known = {str(question.pk): question for question in questions}
    texts = (
        (place, question.text, "\n".join(answer.text for answer in question.answers.all()))
        for place, question in known.items()
    )
    with Finder(Entry(place, 1, asked, answered) for place, asked, answered in texts) as finder:
        return [known[hit.place] for hit in finder.find(query, QUESTIONS_PER_PAGE)]
