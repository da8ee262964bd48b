"""What was checked before a release was published, what was found, and what nobody has checked."""

from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.page import render_page
from marketplace.wording.submissions import group_findings
from packformat.rules import RULES, RULESET
from registry.models import Decision, Release, ValidationReport
from registry.services.report import report_on


class RuleLine(NamedTuple):
    """A rule that looked at the release, and how many findings it had."""

    id: str
    about: str
    findings: int


@require_safe
def checks_page(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """Show the report on a release, rule by rule."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    report = report_on(release)
    findings = list(report.findings.all()) if report else []
    context = frame(pack, release, "checks") | {
        "report": report,
        "groups": group_findings(findings),
        "rules": _rules(report, Counter(finding.rule for finding in findings)),
        "approval": approval_of(release),
        "has_evals": release.components.filter(kind="eval").exists(),
        "result_count": release.attestations.shown().count(),
        "newer_rules": report is not None and report.ruleset != RULESET,
    }
    return render_page(request, "catalogue/checks", context)


def approval_of(release: Release) -> Decision | None:
    """Return the decision of a person without whom the rules would have held `release` back."""
    approved = Decision.objects.filter(submission__release=release, answer=Decision.Answer.APPROVED)
    return approved.order_by("-pk").first()


def _rules(report: ValidationReport | None, found: Counter[str]) -> list[RuleLine]:
    """Return the rules that judged; older rules than those of today are not known by name any more."""
    if report is None or report.ruleset != RULESET:
        return []
    return [RuleLine(rule.id, rule.about, found[rule.id]) for rule in RULES]
