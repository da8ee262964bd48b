"""A convention as the tests use it."""

from packformat.conventions.convention import Convention, read_convention

PATH = "conventions/papers.toml"
TEXT = r"""
title = "Papers of a close"
about = "Whoever looks for a paper of the close finds it by its month, without opening it."
files = ["close/**", "*.pdf"]
pattern = "[0-9]{4}-(0[1-9]|1[0-2])_[a-zé]+(-[a-z]+)*(_v[0-9]+)?[.](pdf|xlsx)"
shape = "year-month_what_v1.pdf"
good = ["2026-10_bank-statement.pdf", "2026-10_accruals_v2.xlsx"]
bad = [{ name = "Bank Oct FINAL.pdf", why = "no month, and final says nothing" }]
"""


def papers(text: str = TEXT) -> Convention:
    return read_convention(PATH, text.encode())
