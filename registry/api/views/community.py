"""What people say about packs, for programs that say it for them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.pagination import page_of
from registry.api.serializers import ProblemSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import Answer, ApiToken, Complaint, Pack, Question, Review, Wish
from registry.services.complaints import complain
from registry.services.questions import answer_question, ask_question
from registry.services.reviews import write_review
from registry.services.wishes import vote_for, wish_for


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A review."""

    author = serializers.CharField(source="author.username", read_only=True)
    version = serializers.CharField(source="release.version")

    class Meta:
        """Its fields."""

        model = Review
        fields = ("author", "version", "verdict", "role", "text", "written_at")


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """An answer."""

    author = serializers.CharField(source="author.username", read_only=True)

    class Meta:
        """Its fields."""

        model = Answer
        fields = ("id", "author", "by_publisher", "text", "given_at")
        read_only_fields = ("by_publisher",)


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question with its answers."""

    author = serializers.CharField(source="author.username", read_only=True)
    answers = AnswerSerializer(many=True, read_only=True)

    class Meta:
        """Its fields."""

        model = Question
        fields = ("id", "author", "text", "asked_at", "answers")


class ComplaintSerializer(serializers.ModelSerializer[Complaint]):
    """A report on a pack."""

    class Meta:
        """Its fields."""

        model = Complaint
        fields = ("id", "reason", "version", "text", "contact", "status")
        read_only_fields = ("status",)


class WishSerializer(serializers.ModelSerializer[Wish]):
    """A requested pack."""

    votes = serializers.SerializerMethodField()

    class Meta:
        """Its fields."""

        model = Wish
        fields = ("id", "words", "votes", "wished_at")

    def get_votes(self, wish: Wish) -> int:
        """Return how many want it."""
        return len(wish.voters.all())


class ReviewsView(RegistryView):
    """The reviews of a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="reviews",
        summary="Reviews of a pack",
        responses={200: ReviewSerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request, name: str) -> Response:
        """Return a page of reviews, the newest first."""
        reviews = _pack(name).reviews.select_related("author", "release").order_by("-written_at")
        return Response(ReviewSerializer(page_of(reviews, request).results, many=True).data)

    @extend_schema(
        operation_id="review",
        summary="Review a version",
        request=ReviewSerializer,
        responses={201: ReviewSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        """Write the caller's review of a version, in place of an earlier one."""
        sent = _texts(request, "version", "verdict", "role", "text")
        return Response(
            ReviewSerializer(write_review(actor=request.user, pack=name, **sent)).data, status=201
        )


class QuestionsView(RegistryView):
    """The questions about a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="questions",
        summary="Questions about a pack",
        responses={200: QuestionSerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request, name: str) -> Response:
        """Return a page of questions with their answers, the newest first."""
        questions = _pack(name).questions.select_related("author").prefetch_related("answers__author")
        page = page_of(questions.order_by("-asked_at"), request)
        return Response(QuestionSerializer(page.results, many=True).data)

    @extend_schema(
        operation_id="ask",
        summary="Ask about a pack",
        request=QuestionSerializer,
        responses={201: QuestionSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        """Ask."""
        question = ask_question(actor=request.user, pack=name, **_texts(request, "text"))
        return Response(QuestionSerializer(question).data, status=201)


class AnswersView(RegistryView):
    """The answers to a question."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="answer",
        summary="Answer a question",
        request=AnswerSerializer,
        responses={201: AnswerSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, question: int) -> Response:
        """Answer."""
        answer = answer_question(actor=request.user, question=question, **_texts(request, "text"))
        return Response(AnswerSerializer(answer).data, status=201)


class ComplaintsView(RegistryView):
    """Where packs are reported to the staff; no token is needed."""

    throttle_scope = "complain"

    @extend_schema(
        operation_id="complain",
        summary="Report a pack",
        request=ComplaintSerializer,
        responses={201: ComplaintSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        """Report a pack to the staff of the registry."""
        actor = request.user if request.auth else None
        sent = _texts(request, "reason", "text", optional=("version", "contact"))
        return Response(ComplaintSerializer(complain(actor=actor, pack=name, **sent)).data, status=201)


class WishesView(RegistryView):
    """The packs that are wanted."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="wishes",
        summary="Packs that are wanted",
        responses={200: WishSerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return a page of requests, the newest first."""
        page = page_of(Wish.objects.prefetch_related("voters").order_by("-pk"), request)
        return Response(WishSerializer(page.results, many=True).data)

    @extend_schema(
        operation_id="wish",
        summary="Request a pack",
        request=WishSerializer,
        responses={201: WishSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        """Request a pack, or join those who do."""
        wish = wish_for(actor=request.user, **_texts(request, "words"))
        return Response(WishSerializer(wish).data, status=201)


class VoteView(RegistryView):
    """Joining those who want a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="vote",
        summary="Join those who want a pack",
        request=None,
        responses={200: WishSerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, wish: int) -> Response:
        """Vote; again changes nothing."""
        return Response(WishSerializer(vote_for(actor=request.user, wish=wish)).data)


def _pack(name: str) -> Pack:
    pack = Pack.objects.filter(name=name).first()
    if pack is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    return pack


def _texts(request: Request, *needed: str, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a request as texts.

    Raises:
        UsageError: E_FIELD, one that is needed is missing, or one is no text.
    """
    sent = request.data if isinstance(request.data, dict) else {}
    texts = {}
    for field in (*needed, *optional):
        value = sent.get(field, "" if field in optional else None)
        if not isinstance(value, str):
            raise ERRORS.error("E_FIELD", field=field, reason="send it as text")
        texts[field] = value
    return texts
