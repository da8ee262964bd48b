"""Attestations: signed results of a release's evals, and the keys that people sign them with."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.pack import Pack
from registry.models.release import Release


class EvalKey(models.Model):
    """The public key of somebody's results. It stays with the account that first sent it."""

    public_key = models.CharField(max_length=44, unique=True, help_text="The raw Ed25519 key in base64")
    key_id = models.CharField(max_length=64, help_text="What documents call it")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="eval_keys")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.key_id} of {self.user}"


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Results, and those among them that count."""

    def shown(self) -> Self:
        """Neither withdrawn by who sent them nor hidden by the staff, and of nobody who was shut out.

        Of an account that its owner has closed they stay, as everything does that was said in public.
        """
        of_those = Q(sender__is_active=True) | Q(sender__closed_at__isnull=False)
        return self.filter(of_those, withdrawn_at=None, hidden_at=None)


class Attestation(models.Model):
    """One signed result as it was sent, and what follows from it. It is taken from view, never changed."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="attestations")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="attestations")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attestations"
    )
    key = models.ForeignKey(EvalKey, on_delete=models.CASCADE, related_name="attestations")
    document = models.BinaryField(help_text="The signed bytes, as they were sent")
    digest = models.CharField(max_length=71, unique=True, help_text="Digest of the document")
    by_publisher = models.BooleanField(help_text="Whether its sender was a member of the publisher then")

    verdict = models.CharField(max_length=10, help_text="`met` or `not met`")
    agent = models.CharField(max_length=300, help_text="The command, or the recording that was replayed")
    model_names = models.JSONField(default=list, help_text="The models that the agent's program named")
    replayed = models.BooleanField(help_text="Whether recorded runs were played back, and no agent worked")
    need = models.CharField(max_length=3, help_text="Whether `all` runs of a case must be met, or `any`")
    repeat = models.PositiveIntegerField(help_text="How often each case was run")
    cases = models.JSONField(help_text="The names of the cases that were run")
    runs = models.PositiveIntegerField()
    arms = models.JSONField(help_text="What came of it with the pack, and without it where that was run")
    difference = models.JSONField(null=True, help_text="With less without, and its 95 % interval")
    not_judged = models.PositiveIntegerField(help_text="Criteria that were left to a judge")
    judges = models.JSONField(
        default=list, help_text="The commands that judged, and the models that answered"
    )
    rubrics = models.JSONField(default=list, help_text="What judges said by each rubric, counted")
    agreement = models.JSONField(help_text="Of pairs of judges' votes on criteria, how many say the same")
    against = models.CharField(
        max_length=8, blank=True, help_text="With what runs were compared: `without` or `recorded`"
    )
    comparison = models.JSONField(null=True, help_text="What judges said of pairs of runs, counted")
    usd = models.FloatField(help_text="US dollars, as the agent's program said")
    ran_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    sent_at = models.DateTimeField(auto_now_add=True)

    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        """Read newest first; what is hidden says by whom and why."""

        constraints = (
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="hidden_attestation_says_who_and_why",
            ),
        )
        indexes = (models.Index(fields=("release", "-sent_at"), name="attestation_newest_first"),)

    def __str__(self) -> str:
        return f"{self.sender} on {self.release}: {self.verdict}"
