"""What a language model may settle: what rules suspect in the prose of somebody known.

Rules about prose hold one in twenty honest packs, and a person's time for each. A model that has read the
whole pack and has nothing to say against it may be believed instead, if the operator wants that: never about
what rules refuse, about anything but prose, or about a newcomer, for its answer comes from outside (ADR 24).
"""

from dataclasses import replace

from django.conf import settings

from packformat.findings import Report
from packformat.modelreader.weighing import is_only_suspected
from registry.models import Publisher
from registry.services.newcomers import is_newcomer


def may_be_settled(report: Report, publisher: Publisher) -> bool:
    """Whether a pack is held for nothing but prose, its publisher is known, and the operator allows it."""
    is_allowed = settings.CTXPACK_MODEL_READER_SETTLES and is_only_suspected(report.findings)
    return is_allowed and not is_newcomer(publisher)


def settled(report: Report, reader: str) -> Report:
    """The report in which what held is told as a warning, with who has read the pack."""
    said = f"{reader} has read the whole pack and found nothing, so nobody waits for this"
    findings = (
        replace(found, severity="warning", message=f"{found.message}. {said}")
        if found.severity == "hold"
        else found
        for found in report.findings
    )
    return Report.of(report.digest, report.ruleset, findings, report.not_checked, report.ignored)
