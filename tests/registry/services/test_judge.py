import datetime as dt
import io
from pathlib import Path

import pytest

from installer_cli.authoring import inspect_folder
from packformat.errors import RegistryError
from registry.models import DownloadDay, Release, Submission, User, ValidationReport
from registry.services.judge import judge
from registry.services.names import FEWEST_DEPENDENTS, FEWEST_DOWNLOADS, LOOKALIKE
from registry.services.report import save_report
from registry.services.submit import submit_archive
from registry.services.yank import yank_release
from registry.storage.base import Store
from tests.support.packing import TarEntry, tar_of
from tests.support.registry import pack_files, published, submitted, zipped
from tests.support.reports import kept_report


def rules(submission: Submission) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in judge(submission).report.findings}


def submit(actor: User, data: bytes) -> Submission:
    return submit_archive(actor=actor, archive=io.BytesIO(data))


def test_a_sound_pack_is_accepted_and_built(ada: User) -> None:
    judgement = judge(submitted(ada))
    assert judgement.report.verdict == "accepted"
    assert judgement.built is not None
    assert str(judgement.built.manifest.name) == "month-end"


def test_the_report_is_about_the_archive_that_would_be_published(ada: User) -> None:
    judgement = judge(submitted(ada))
    assert judgement.built is not None
    assert judgement.report.digest == judgement.built.digest


def test_the_report_on_what_cannot_be_built_is_about_the_bytes_that_were_sent(ada: User) -> None:
    for data in (b"no zip at all", zipped({"pack.toml": b"name = "}).getvalue()):
        submission = submit(ada, data)
        assert judge(submission).report.digest == submission.upload_digest


def test_the_worker_and_the_command_make_the_same_report_byte_for_byte(ada: User, tmp_path: Path) -> None:
    files = pack_files(extra={"skills/month-end/notes.md": b"x", "skills/more/notes.bin": b"\xff"})
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    checked = inspect_folder(str(tmp_path))
    assert checked.built is not None
    submission = submit(ada, checked.built.archive)
    save_report(submission, judge(submission).report)
    kept = kept_report(ValidationReport.objects.get())
    assert kept.findings
    assert kept.to_json() == checked.report.to_json()


@pytest.mark.parametrize("data", [b"", b"no zip at all", zipped({"a": b"x"}).getvalue()[:-4]], ids=len)
def test_an_archive_that_cannot_be_read_is_rejected_with_the_reason(ada: User, data: bytes) -> None:
    judgement = judge(submit(ada, data))
    [finding] = judgement.report.findings
    assert (finding.rule, finding.severity, judgement.built) == ("archive/readable", "error", None)
    assert finding.code.startswith("E_")
    assert finding.fix


@pytest.mark.parametrize("packed", ["zip", "tar.gz"])
def test_every_name_that_no_pack_may_have_is_told_at_once(ada: User, packed: str) -> None:
    files = pack_files(extra={"a?.md": b"x", "CON.md": b"x", "notes./b.md": b"x"})
    tar = tar_of(*(TarEntry(path.encode(), data) for path, data in files.items()))
    data = zipped(files).getvalue() if packed == "zip" else tar
    findings = judge(submit(ada, data)).report.findings
    assert [found.path for found in findings] == ["CON.md", "a?.md", "notes./b.md"]
    assert all(found.fix for found in findings)


def test_what_the_rules_reject_is_not_built(ada: User) -> None:
    judgement = judge(submitted(ada, licence=""))
    assert judgement.report.verdict == "rejected"
    assert judgement.built is None


def test_a_pack_that_names_itself_two_ways_is_rejected(ada: User) -> None:
    files = pack_files(extra={".claude-plugin/plugin.json": b'{"name": "something-else"}'})
    judgement = judge(submit(ada, zipped(files).getvalue()))
    assert judgement.report.verdict == "rejected"
    assert "E_IDENTITY_MISMATCH" in {finding.code for finding in judgement.report.findings}


def test_a_name_that_belongs_to_somebody_else_is_refused(ada: User, eve: User) -> None:
    published(ada)
    assert rules(submitted(eve, version="2.0.0"))["registry/name-taken"] == "error"


def test_a_version_is_published_once_whatever_it_holds(ada: User) -> None:
    published(ada)
    assert rules(submitted(ada, summary="Another summary"))["registry/version-taken"] == "error"


def test_the_same_content_packed_otherwise_is_no_second_version(ada: User) -> None:
    published(ada)
    reversed_files = dict(reversed(pack_files().items()))
    assert judge(submit(ada, zipped(reversed_files).getvalue())).report.verdict == "accepted"


def test_a_yanked_version_stays_used(ada: User) -> None:
    published(ada)
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="wrong rates")
    assert "registry/version-taken" in rules(submitted(ada, summary="With the right rates"))
    assert "registry/version-taken" not in rules(submitted(ada, version="1.0.1"))


def test_a_requirement_that_is_not_here_is_only_warned_about(ada: User) -> None:
    needs = {"ledger-core": ">=1.0"}
    assert rules(submitted(ada, requires=needs))["registry/requirement-unknown"] == "warning"
    published(ada, name="ledger-core")
    assert "registry/requirement-unknown" not in rules(submitted(ada, requires=needs))


def test_a_store_that_gives_back_other_bytes_is_our_fault_and_not_the_packs(ada: User, store: Store) -> None:
    submission = submitted(ada)
    store.replace(f"uploads/{submission.upload_digest[7:]}", b"other bytes")
    with pytest.raises(RegistryError) as caught:
        judge(submission)
    assert caught.value.code == "E_STORE_MISMATCH"


def test_a_new_name_that_looks_like_anothers_pack_is_held(ada: User, eve: User) -> None:
    published(ada)
    assert rules(submitted(eve, "rnonth-end"))["registry/lookalike-name"] == "hold"
    assert "registry/lookalike-name" not in rules(submitted(eve, "year-end-tax"))
    assert "registry/lookalike-name" not in rules(submitted(ada, "month-ends"))


def test_a_slip_is_held_beside_a_pack_that_many_use_and_beside_no_other(ada: User, eve: User) -> None:
    published(ada)
    assert LOOKALIKE not in rules(submitted(eve, "month-emd"))
    DownloadDay.objects.create(
        release=Release.objects.get(pack__name="month-end"), day=dt.date(2026, 3, 1), count=FEWEST_DOWNLOADS
    )
    assert rules(submitted(eve, "month-emd", version="1.0.1"))[LOOKALIKE] == "hold"


def test_a_slip_is_held_beside_a_pack_that_others_require(ada: User, eve: User) -> None:
    published(ada)
    *first, last = "abcdefgh"[:FEWEST_DEPENDENTS]
    for letter in first:
        published(ada, name=letter * 9, requires={"month-end": ">=1.0"})
    assert LOOKALIKE not in rules(submitted(eve, "month-emd"))
    published(ada, name=last * 9, requires={"month-end": ">=1.0"})
    assert rules(submitted(eve, "month-wnd"))[LOOKALIKE] == "hold"
