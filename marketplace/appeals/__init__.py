"""Appealing against what was decided about a submission, a version, a review, a question or an answer."""
