"""The rule about secrets: keys and tokens by the forms that their issuers give them.

The forms follow what the issuers publish; why no library brings them, see
``docs/adr/0009-forms-of-secrets-of-our-own.md``. What is plainly an example is let through.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.rules.base import Rule, Seen, seen_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_KEY_BODY = r"[\s\\nr\"'+,]*(?:[A-Za-z0-9+/=]{16,}[\s\\nr\"'+,]*){2,}"


class _Form(NamedTuple):
    """What a kind of secret is called, words of which each one holds one, and its form."""

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


_FORMS = (
    _Form("a private key", ("PRIVATE KEY",), re.compile(rf"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----{_KEY_BODY}")),
    _Form("an AWS access key", ("AKIA", "ASIA", "AGPA", "AIDA", "AROA", "ANPA", "ANVA", "A3T"), re.compile(r"(?<![A-Z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|A3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])")),
    _Form("a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b")),
    _Form("a GitHub token", ("github_pat_",), re.compile(r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b")),
    _Form("a GitLab token", ("glpat-", "gldt-", "glft-", "glrt-", "glsoat-", "glagent-", "glptt-"), re.compile(r"\bgl(?:pat|dt|ft|rt|soat|agent|ptt)-[A-Za-z0-9_-]{20,50}(?![A-Za-z0-9_-])")),
    _Form("a Slack token", ("xox",), re.compile(r"\bxox[abposr]-(?:\d+-)+[a-z0-9]+\b", re.IGNORECASE)),
    _Form("a Slack webhook", ("hooks.slack.com",), re.compile(r"https://hooks\.slack\.com/services/T[A-Za-z0-9_]+/B[A-Za-z0-9_]+/[A-Za-z0-9_]+")),
    _Form("a Stripe key", ("k_live_",), re.compile(r"\b[rs]k_live_[0-9A-Za-z]{24,}\b")),
    _Form("a SendGrid key", ("SG.",), re.compile(r"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b")),
    _Form("an OpenAI key", ("T3BlbkFJ",), re.compile(r"\bsk-[A-Za-z0-9-_]*[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b")),
    _Form("an Anthropic key", ("sk-ant-",), re.compile(r"\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{60,}")),
    _Form("an npm token", ("npm_",), re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    _Form("an npm token", ("_authToken",), re.compile(r"//[^\s/]{1,200}/[^\s:]{0,200}:_authToken=\s*(?:npm_[^\s]+|[A-Fa-f0-9-]{36})")),
    _Form("a PyPI token", ("pypi-",), re.compile(r"\bpypi-AgE[A-Za-z0-9_-]{70,}")),
    _Form("a Google key", ("AIza",), re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    _Form("a Telegram bot's token", (":AA",), re.compile(r"\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b")),
    _Form("a Square token", ("sq0csp-",), re.compile(r"\bsq0csp-[0-9A-Za-z_-]{43}\b")),
    _Form("a Twilio key", ("SK",), re.compile(r"\bSK[a-f0-9]{32}\b")),
    _Form("a Mailchimp key", ("-us",), re.compile(r"\b[0-9a-z]{32}-us[0-9]{1,2}\b")),
    _Form("a Discord bot's token", ("M", "N", "O"), re.compile(r"\b[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}\b")),
    _Form("an Azure storage key", ("AccountKey=",), re.compile(r"AccountKey=[A-Za-z0-9+/=]{88}")),
)  # fmt: skip
_EXAMPLE = re.compile(
    r"(?i)example|your|xxxx|placeholder|changeme|dummy|redacted|fake|0{8}|1234567|abcdef|\.\.\."
)
_LEAST_ENTROPY = 3.0
"""Bits a character: real keys have above four, made-up rows of letters hardly two."""


def _secrets(view: PackView) -> Iterator[Seen]:
    for text in view.texts:
        content = text.text
        for form in _FORMS:
            if not any(word in content for word in form.words):
                continue
            for found in form.pattern.finditer(content):
                if not is_example(found[0]):
                    line = text.line_at(found.start())
                    yield seen_error(
                        FORMAT.error("E_SECRET", path=text.path, line=line, kind=form.kind), text.path
                    )


def is_example(secret: str) -> bool:
    """Whether a text of a secret's form is there to show the form: it says so, or repeats itself."""
    return _EXAMPLE.search(secret) is not None or entropy(secret) < _LEAST_ENTROPY


def entropy(text: str) -> float:
    """Shannon's entropy in bits a character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


RULES = (Rule("content/secret", "error", "A pack holds no secrets.", _secrets),)
