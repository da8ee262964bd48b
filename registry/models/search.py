"""What search reads: the terms and facets of listed packs, and the words that were ever seen.

`registry.services.search_index` writes these rows from the others and can write them all again.
"""

from django.db import models

from registry.models.pack import Pack


class SearchTerm(models.Model):
    """A stem, or the name of a concept, and how many listed packs have it."""

    text = models.CharField(max_length=60, unique=True)
    packs = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """One term of one pack. The impact says how much the pack is about it."""

    term = models.ForeignKey(SearchTerm, on_delete=models.PROTECT, db_index=False, related_name="postings")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="postings")
    impact = models.PositiveSmallIntegerField()

    class Meta:
        """Read by term, strongest first; and by term and pack."""

        constraints = (models.UniqueConstraint(fields=("term", "pack"), name="posting_once_for_a_pack"),)
        indexes = (models.Index(fields=("term", "-impact", "pack"), name="posting_strongest_first"),)

    def __str__(self) -> str:
        return f"{self.term_id} in {self.pack_id}: {self.impact}"


class SearchWord(models.Model):
    """A word as packs spell it, and its stem: what a misspelt word is compared with."""

    text = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.text


class SearchGram(models.Model):
    """A few letters of a word, by which words like it are found."""

    gram = models.CharField(max_length=8)
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="grams")

    class Meta:
        """Read by gram."""

        constraints = (models.UniqueConstraint(fields=("gram", "word"), name="gram_once_in_a_word"),)

    def __str__(self) -> str:
        return f"{self.gram} in {self.word_id}"


class PackFacet(models.Model):
    """One property of a listed pack by which people narrow a list, such as its licence."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=60)

    class Meta:
        """Read by value, and by pack."""

        constraints = (
            models.UniqueConstraint(fields=("pack", "facet", "value"), name="facet_value_once_for_a_pack"),
        )
        indexes = (models.Index(fields=("facet", "value", "pack"), name="packs_by_facet_value"),)

    def __str__(self) -> str:
        return f"{self.pack_id} {self.facet}={self.value}"
