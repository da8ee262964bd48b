"""The shapes of what judges said of the runs of a signed result."""

from typing import Any

from rest_framework import serializers

from packformat.evals.judges.rubrics import RubricCount


class JudgeSerializer(serializers.Serializer[Any]):
    """A judge: a program that was given questions and answered."""

    command = serializers.CharField()
    models = serializers.ListField(
        child=serializers.CharField(),
        help_text="Language models that answered, as the program says; without any it may be a script",
    )


class RubricSerializer(serializers.Serializer[RubricCount]):
    """A rubric of a case, and what judges said by it of the runs with the pack that they were asked about."""

    case = serializers.CharField()
    grader = serializers.CharField()
    criteria = serializers.IntegerField(help_text="How many criteria it has")
    points = serializers.IntegerField(help_text="What they add up to")
    needed = serializers.IntegerField(help_text="The points that are enough")
    met = serializers.IntegerField(help_text="Runs of which most judges say that it holds")
    not_met = serializers.IntegerField()
    not_judged = serializers.IntegerField(help_text="Runs without a majority that decides")


class AgreementSerializer(serializers.Serializer[Any]):
    """Of all pairs of judges' votes on the same question, how many say the same; not corrected for chance."""

    agreed = serializers.IntegerField()
    pairs = serializers.IntegerField()


class IntervalSerializer(serializers.Serializer[Any]):
    """A figure with its 95 per cent interval."""

    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class ComparisonSerializer(serializers.Serializer[Any]):
    """Pairs of runs that judges compared blind, each in both orders; what they said only once is a tie."""

    wins = serializers.IntegerField(help_text="Pairs of which the run with the pack is better")
    ties = serializers.IntegerField()
    losses = serializers.IntegerField()
    not_judged = serializers.IntegerField()
    preferred = IntervalSerializer(
        allow_null=True, help_text="The share of cases in which the pack is preferred; 0.5 is no difference"
    )
    contradicted = serializers.IntegerField(
        help_text="Of `answered`, how often a judge said something else when the results were exchanged"
    )
    answered = serializers.IntegerField(help_text="Pairs by the judges who answered both ways round")
    agreement = AgreementSerializer()
