"""Answers of a language model that reads packs."""

from django.db import models


class ModelAnswer(models.Model):
    """What was answered to one question: the same question is asked once.

    The question is named by its digest, which covers the command, the instructions and every text of the pack
    in it; `reader` is what the operator calls the model. Where either changes, the question is asked anew.
    """

    question = models.CharField(max_length=71)
    reader = models.CharField(max_length=200)
    answer = models.TextField(help_text="As it came: never shown as anything but text")
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """One answer to a question."""

        constraints = (
            models.UniqueConstraint(fields=("question", "reader"), name="one_answer_to_a_question"),
        )

    def __str__(self) -> str:
        return f"{self.reader}: {self.question}"
