"""What all mails about notices share: how words of others stand in them, and how a mail program ends them."""

from django.core.mail import EmailMessage

from registry.hidden import reveal_line, reveal_plain

_LONGEST = 300
"""Characters of what others wrote in one line: as many as a summary has."""
_JOINERS = "\u200c\u200d\ufe0f"
"""Signs that belong to the one after or before them; a cut could leave them alone."""


def letter(address: str, subject: str, body: str, *, stop: str = "") -> EmailMessage:
    """Return a mail; `stop` is the address that ends mails like it, for mail programs too (RFC 8058).

    What has to be sent whatever somebody chose has none.
    """
    one_click = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    headers = one_click if stop else {}
    return EmailMessage(f"ctxpack: {one_line(subject)}", body, None, [address], headers=headers)


def one_line(text: str) -> str:
    """Return what somebody wrote as a piece of a line: cut, and with what hides in it named in brackets."""
    line = reveal_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip(_JOINERS)}…"


def quotation(text: str) -> str:
    """Return what somebody wrote line by line, each marked as theirs: none can pass for ours."""
    return "\n".join(f"> {reveal_plain(line)}".rstrip() for line in text.splitlines())
