from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.trust import Trust, check_name
from packformat.errors import CtxpackError, IntegrityError
from packformat.index import PackDocument, RootDocument, Term
from packformat.names import PackName
from packformat.signing import Signature, key_id, raw_public_key, sign_document, split_documents
from tests.support.terms import LONG

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2026-11-28T12:00:00Z"
WEEK = Term("2026-11-21T12:00:00Z", NOW)
OLD, NEW, STRANGER = (Ed25519PrivateKey.generate() for _ in range(3))


def name_of(key: Ed25519PrivateKey) -> str:
    return key_id(raw_public_key(key))


def root(
    keys: list[Ed25519PrivateKey], signers: list[Ed25519PrivateKey], serial: int = 1, term: Term = LONG
) -> tuple[list[Signature], bytes]:
    payload = RootDocument(serial, {name_of(key): raw_public_key(key) for key in keys}, term).to_payload()
    return next(iter(split_documents(sign_document(payload, signers), "x")))


def pack(
    signer: Ed25519PrivateKey, name: str = "close", serial: int = 1, term: Term = LONG
) -> tuple[list[Signature], bytes]:
    payload = PackDocument(PackName(name), serial, [], term).to_payload()
    return next(iter(split_documents(sign_document(payload, [signer]), "x")))


def trust(
    *, pinned: list[Ed25519PrivateKey] | None = None, seen: dict[str, int] | None = None, now: str = NOW
) -> Trust:
    return Trust("https://packs.test", frozenset(name_of(key) for key in pinned or []), seen or {}, now)


def refusal(action: Callable[..., object], *arguments: object) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught:
        action(*arguments)
    return caught.value


def test_the_first_root_that_signs_itself_is_believed_and_its_key_can_be_pinned() -> None:
    first = trust()
    first.accept_root(*root([OLD], [OLD]))
    assert first.key == name_of(OLD)
    assert first.keys == {name_of(OLD)}
    assert first.accept_pack(*pack(OLD), "x").name == "close"
    assert first.serials == {"root": 1, "close": 1}


def test_a_root_that_does_not_sign_itself_is_refused() -> None:
    assert refusal(trust().accept_root, *root([OLD], [STRANGER])).code == "E_SIGNATURE"


def test_a_root_that_names_a_key_by_another_keys_id_is_refused() -> None:
    payload = RootDocument(1, {name_of(OLD): raw_public_key(STRANGER)}, LONG).to_payload()
    signatures = [Signature(name_of(OLD), STRANGER.sign(payload))]
    assert refusal(trust().accept_root, signatures, payload).code == "E_SIGNATURE"


def test_a_changed_key_is_refused_naming_both() -> None:
    error = refusal(trust(pinned=[OLD]).accept_root, *root([NEW], [NEW]))
    assert (error.code, error.exit_code) == ("E_KEY_CHANGED", 5)
    assert name_of(OLD) in error.message
    assert name_of(NEW) in error.message


def test_a_key_that_merely_claims_to_be_introduced_by_the_pinned_one_is_refused() -> None:
    _, payload = root([OLD, NEW], [NEW])
    forged = [Signature(name_of(OLD), NEW.sign(payload))]
    assert refusal(trust(pinned=[OLD]).accept_root, forged, payload).code == "E_SIGNATURE"


def test_a_strangers_root_with_a_signature_under_the_pinned_keys_id_is_refused() -> None:
    signatures, payload = root([STRANGER], [STRANGER])
    claimed = Signature(name_of(OLD), STRANGER.sign(payload))
    for forged in ([claimed, *signatures], [*signatures, claimed]):
        assert refusal(trust(pinned=[OLD]).accept_root, forged, payload).code == "E_KEY_CHANGED"


def test_a_new_key_introduced_by_the_pinned_one_is_believed() -> None:
    pinned = trust(pinned=[OLD])
    pinned.accept_root(*root([OLD, NEW], [OLD, NEW]))
    assert pinned.accept_pack(*pack(NEW), "x").serial == 1
    assert pinned.key == name_of(OLD)


def test_a_pack_signed_by_a_key_the_root_does_not_know_is_refused_naming_the_key() -> None:
    believed = trust()
    believed.accept_root(*root([OLD], [OLD]))
    error = refusal(believed.accept_pack, *pack(STRANGER), "the index of `close`")
    assert error.code == "E_SIGNATURE"
    assert name_of(STRANGER) in error.message


def test_one_changed_byte_breaks_a_signature() -> None:
    believed = trust()
    believed.accept_root(*root([OLD], [OLD]))
    signatures, payload = pack(OLD)
    assert (
        refusal(believed.accept_pack, signatures, payload.replace(b"close", b"cloze"), "x").code
        == "E_SIGNATURE"
    )


def test_an_unsigned_document_is_refused() -> None:
    believed = trust()
    believed.accept_root(*root([OLD], [OLD]))
    assert refusal(believed.accept_pack, [], pack(OLD)[1], "x").code == "E_SIGNATURE"


@pytest.mark.parametrize("name", ["root", "close"])
def test_a_document_older_than_one_seen_before_is_refused_naming_both_serials(name: str) -> None:
    late = trust(seen={name: 7})

    def believe() -> None:
        late.accept_root(*root([OLD], [OLD], serial=3))
        late.accept_pack(*pack(OLD, serial=3), "x")

    error = refusal(believe)
    assert error.code == "E_INDEX_ROLLBACK"
    assert "3 after 7" in error.message


@pytest.mark.parametrize("which", ["the root document", "the index of `close`"])
def test_a_document_after_its_time_is_refused_naming_its_expiry_and_the_clock(which: str) -> None:
    root_term, pack_term = (WEEK, LONG) if which == "the root document" else (LONG, WEEK)
    late = trust(now="2026-11-28T12:00:01Z")

    def believe() -> None:
        late.accept_root(*root([OLD], [OLD], term=root_term))
        late.accept_pack(*pack(OLD, term=pack_term), "x")

    error = refusal(believe)
    assert (error.code, error.exit_code) == ("E_INDEX_EXPIRED", 5)
    for named in (which, "https://packs.test", NOW, "2026-11-28T12:00:01Z"):
        assert named in error.message


def test_a_document_is_believed_up_to_its_last_second() -> None:
    punctual = trust(now=NOW)
    punctual.accept_root(*root([OLD], [OLD], term=WEEK))
    assert punctual.accept_pack(*pack(OLD, term=WEEK), "x").name == "close"


def test_an_expiry_that_somebody_put_off_breaks_the_signature() -> None:
    believed = trust()
    believed.accept_root(*root([OLD], [OLD]))
    signatures, payload = pack(OLD, term=WEEK)
    later = payload.replace(NOW.encode(), LONG.expires_at.encode())
    assert refusal(believed.accept_pack, signatures, later, "x").code == "E_SIGNATURE"


def test_an_offline_run_takes_documents_of_any_age_and_knows_the_oldest() -> None:
    offline = trust(now="")
    offline.accept_root(*root([OLD], [OLD]))
    offline.accept_pack(*pack(OLD, term=Term("2020-01-01T00:00:00Z", "2020-01-08T00:00:00Z")), "x")
    offline.accept_pack(*pack(OLD, "ledger"), "x")
    assert offline.oldest == "2020-01-01T00:00:00Z"


def test_a_document_seen_before_is_believed_again() -> None:
    again = trust(seen={"root": 1, "close": 1})
    again.accept_root(*root([OLD], [OLD]))
    assert again.accept_pack(*pack(OLD), "x").serial == 1


def test_one_packs_document_is_no_other_packs() -> None:
    with pytest.raises(CtxpackError) as caught:
        check_name(PackDocument(PackName("evil"), 1, [], LONG), "close")
    assert caught.value.code == "E_INDEX_NAME"
