"""Secrets by the forms that their issuers give them: the one place that knows how a key or a token looks.

Two readers use it. The rule about packs refuses what has a form of `FORMS`, in which nothing else is written;
whoever shares a document of their own is also shown what only looks like a secret (`PROBABLE`). The forms
follow what the issuers publish; why no library brings them, see
``docs/adr/0009-forms-of-secrets-of-our-own.md``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY_BODY = r"[\s\\nr\"'+,]*(?:[A-Za-z0-9+/=]{16,}[\s\\nr\"'+,]*){2,}"
_DISCORD = re.compile(
    r"\.(?:(?<=\b[MNO][\w-]{23}\.)|(?<=\b[MNO][\w-]{24}\.)|(?<=\b[MNO][\w-]{25}\.))[\w-]{6}\.[\w-]{27}\b"
)
"""It begins with the first dot, which a search can skip to, and looks back from there."""


class SecretForm(NamedTuple):
    """What a kind of secret is called, words of which each one holds one, and its form.

    A pattern begins at one place of a row of letters at most, so that no text makes it slow. Where its first
    letter is rare it begins with that one, to which a search can skip, and looks back from there.
    """

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


FORMS = (
    SecretForm("a private key", ("PRIVATE KEY",), re.compile(rf"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----{_KEY_BODY}")),
    SecretForm("an AWS access key", ("A",), re.compile(r"A(?<![A-Z0-9]A)(?:KIA|SIA|GPA|IDA|ROA|NPA|NVA|3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])")),
    SecretForm("an AWS secret key", ("ecret_access_key", "SECRET_ACCESS_KEY"), re.compile(r"""(?:secret_access_key|SECRET_ACCESS_KEY)["']?\s{0,20}[:=]\s{0,20}["']?[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])""")),
    SecretForm("a GitHub token", ("gh",), re.compile(r"g(?<!\wg)h[pousr]_[A-Za-z0-9]{36}\b")),
    SecretForm("a GitHub token", ("github_pat_",), re.compile(r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b")),
    SecretForm("a GitLab token", ("gl",), re.compile(r"g(?<!\wg)l(?:pat|dt|ft|rt|soat|agent|ptt)-[A-Za-z0-9_-]{20,50}(?![A-Za-z0-9_-])")),
    SecretForm("a Slack token", ("xox",), re.compile(r"[xX](?<!\w[xX])[oO][xX][abposrABPOSR]-(?:\d+-)+[A-Za-z0-9]+\b")),
    SecretForm("a Slack webhook", ("hooks.slack.com",), re.compile(r"https://hooks\.slack\.com/services/T[A-Za-z0-9_]+/B[A-Za-z0-9_]+/[A-Za-z0-9_]+")),
    SecretForm("a Stripe key", ("k_live_",), re.compile(r"\b[rs]k_live_[0-9A-Za-z]{24,}\b")),
    SecretForm("a SendGrid key", ("SG.",), re.compile(r"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![\w-])")),
    SecretForm("an OpenAI key", ("T3BlbkFJ",), re.compile(r"(?<![\w-])sk-[\w-]{20,100}T3BlbkFJ[\w-]{20,100}")),
    SecretForm("an Anthropic key", ("sk-ant-",), re.compile(r"(?<![\w-])sk-ant-[a-z0-9]{1,20}-[\w-]{60,}")),
    SecretForm("an npm token", ("npm_",), re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    SecretForm("an npm token", ("_authToken",), re.compile(r":_authToken=\s*(?:npm_[^\s]+|[A-Fa-f0-9-]{36})")),
    SecretForm("a PyPI token", ("pypi-",), re.compile(r"\bpypi-AgE[A-Za-z0-9_-]{70,}")),
    SecretForm("a Google key", ("AIza",), re.compile(r"\bAIza[0-9A-Za-z_-]{35}(?![\w-])")),
    SecretForm("a Telegram bot's token", (":AA",), re.compile(r"\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b")),
    SecretForm("a Square token", ("sq0csp-",), re.compile(r"\bsq0csp-[0-9A-Za-z_-]{43}\b")),
    SecretForm("a Twilio key", ("SK",), re.compile(r"S(?<!\wS)K[a-f0-9]{32}\b")),
    SecretForm("a Mailchimp key", ("-us",), re.compile(r"\b[0-9a-z]{32}-us[0-9]{1,2}\b")),
    SecretForm("a Discord bot's token", (".",), _DISCORD),
    SecretForm("a Hugging Face token", ("hf_",), re.compile(r"\bhf_[A-Za-z0-9]{34}\b")),
    SecretForm("an Azure storage key", ("AccountKey=",), re.compile(r"AccountKey=[A-Za-z0-9+/=]{88}")),
)  # fmt: skip
_BEGINNINGS = r"gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[a-z]-|sk-|[rs]k_(?:live|test)_|AIza|npm_|pypi-|hf_"
_LABELS = r"pass(?:word|wort|phrase)?|pwd|secret|token|api[ _-]?key|access[ _-]?key|client[ _-]?secret"
_VALUE = r"[^\s\"'`<>|,;()\[\]{}]{6,200}"
PROBABLE = tuple(
    re.compile(expression, re.DOTALL)
    for expression in (
        r"(-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z))",
        rf"(?<![\w-])((?:{_BEGINNINGS})[\w-]{{16,}})",
        r"(?<![\w-])(eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})",
        r"\w://[^\s/:@]{1,80}:([^\s/@]{3,200})@",
        rf"(?i:(?<![a-z])(?:{_LABELS})\w*[\"'*]*[ ]*(?:[:=|]|\bis\b)[ ]*[\"'`]*)({_VALUE})",
    )
)
"""What may be one, the secret itself as the first group: tokens of any length, passwords in an address, and
whatever stands behind a word such as `password`."""
_EXAMPLE = re.compile(
    r"(?i)example|your|xxxx|placeholder|changeme|dummy|redacted|fake|0{8}|1234567|abcdef|\.\.\."
)
_PUBLISHED = (
    "AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
    "16C7e42F292c6912E7710c838347Ae178B4a",
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
)
"""Secrets that open nothing and that everybody copies: samples in the documentation of Google Cloud, GitHub and
Discord, and the key of Microsoft's storage emulator, Azurite."""
_LEAST_ENTROPY = 3.0
"""Bits a character: real keys have above four, made-up rows of letters hardly two."""


def forms_in(text: str, forms: Iterable[SecretForm] = FORMS) -> Iterator[tuple[SecretForm, re.Match[str]]]:
    """Every place of a text that has the form of a secret, form by form, examples among them."""
    for form in forms:
        if any(word in text for word in form.words):
            yield from ((form, found) for found in form.pattern.finditer(text))


def is_example(secret: str) -> bool:
    """Whether a text of a secret's form is there to show the form: it says so, repeats itself, or is published."""
    is_published = any(sample in secret for sample in _PUBLISHED)
    return is_published or _EXAMPLE.search(secret) is not None or entropy(secret) < _LEAST_ENTROPY


def entropy(text: str) -> float:
    """Shannon's entropy in bits a character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
