"""What people say about packs, for programs that say it for them."""

from django.db.models import Count, Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.pagination import listed
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import Answer, ApiToken, Complaint, Pack, Question, Review, Wish
from registry.readers import Reader, visible_packs
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

    votes = serializers.IntegerField(read_only=True)

    class Meta:
        """Its fields."""

        model = Wish
        fields = ("id", "words", "votes", "wished_at")


class ReviewsView(RegistryView):
    """The reviews of a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @described("reviews", "Reviews of a pack", ReviewSerializer(many=True))
    def get(self, request: Request, name: str) -> Response:
        """Return a page of reviews, the newest first."""
        reviews = _pack(name, self.reader()).reviews.filter(removed_at=None)
        reviews = reviews.select_related("author", "release").order_by("-written_at", "-pk")
        reviews = reviews.defer("release__files", "release__manifest", "release__readme")
        return listed(ReviewSerializer, reviews, request)

    @described("review", "Review a version", ReviewSerializer, status=201, takes=ReviewSerializer)
    def post(self, request: Request, name: str) -> Response:
        """Write the caller's review of a version, in place of an earlier one."""
        sent = texts_of(request, "version", "verdict", "role", "text")
        return Response(
            ReviewSerializer(write_review(actor=request.user, pack=name, **sent)).data, status=201
        )


class QuestionsView(RegistryView):
    """The questions about a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @described("questions", "Questions about a pack", QuestionSerializer(many=True))
    def get(self, request: Request, name: str) -> Response:
        """Return a page of questions with their answers, the newest first."""
        answers = Prefetch("answers", Answer.objects.filter(removed_at=None).select_related("author"))
        questions = _pack(name, self.reader()).questions.filter(removed_at=None).select_related("author")
        questions = questions.prefetch_related(answers)
        return listed(QuestionSerializer, questions.order_by("-asked_at", "-pk"), request)

    @described("ask", "Ask about a pack", QuestionSerializer, status=201, takes=QuestionSerializer)
    def post(self, request: Request, name: str) -> Response:
        """Ask."""
        question = ask_question(actor=request.user, pack=name, **texts_of(request, "text"))
        return Response(QuestionSerializer(question).data, status=201)


class AnswersView(RegistryView):
    """The answers to a question."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @described("answer", "Answer a question", AnswerSerializer, status=201, takes=AnswerSerializer)
    def post(self, request: Request, question: int) -> Response:
        """Answer."""
        answer = answer_question(actor=request.user, question=question, **texts_of(request, "text"))
        return Response(AnswerSerializer(answer).data, status=201)


class ComplaintsView(RegistryView):
    """Where packs are reported to the staff; no token is needed."""

    writes = "complain"

    @described("complain", "Report a pack", ComplaintSerializer, status=201, takes=ComplaintSerializer)
    def post(self, request: Request, name: str) -> Response:
        """Report a pack to the staff of the registry."""
        actor = request.user if request.auth else None
        sent = texts_of(request, "reason", "text", optional=("version", "contact"))
        return Response(ComplaintSerializer(complain(actor=actor, pack=name, **sent)).data, status=201)


class WishesView(RegistryView):
    """The packs that are wanted."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @described("wishes", "Packs that are wanted", WishSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of requests, the newest first."""
        return listed(WishSerializer, _wishes().order_by("-pk"), request)

    @described("wish", "Request a pack", WishSerializer, status=201, takes=WishSerializer)
    def post(self, request: Request) -> Response:
        """Request a pack, or join those who do."""
        wish = wish_for(actor=request.user, **texts_of(request, "words"))
        return Response(WishSerializer(_wishes().get(pk=wish.pk)).data, status=201)


class VoteView(RegistryView):
    """Joining those who want a pack."""

    scopes = {"POST": ApiToken.Scope.COMMENT}

    @described("vote", "Join those who want a pack", WishSerializer)
    def post(self, request: Request, wish: int) -> Response:
        """Vote; again changes nothing."""
        joined = vote_for(actor=request.user, wish=wish)
        return Response(WishSerializer(_wishes().get(pk=joined.pk)).data)


def _wishes() -> QuerySet[Wish]:
    """The requests, each with how many want it."""
    return Wish.objects.annotate(votes=Count("voters"))


def _pack(name: str, reader: Reader) -> Pack:
    pack = visible_packs(reader).filter(name=name).first()
    if pack is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    return pack
