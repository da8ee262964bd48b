from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.belief import Belief
from installer_cli.trust import Trust, check_name
from packformat.errors import CtxpackError, IntegrityError
from packformat.handover import Handover
from packformat.index import PackDocument, RootDocument, Term
from packformat.names import PackName
from packformat.signing import Signature, key_id, raw_public_key, sign_document, split_documents
from tests.support.terms import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = "2026-11-28T12:00:00Z"
WEEK = Term("2026-11-21T12:00:00Z", NOW)
OLD, NEW, NEWEST, STRANGER = (Ed25519PrivateKey.generate() for _ in range(4))


def name_of(key: Ed25519PrivateKey) -> str:
    return key_id(raw_public_key(key))


def root(
    keys: list[Ed25519PrivateKey],
    signers: list[Ed25519PrivateKey],
    serial: int = 1,
    term: Term = LONG,
    *,
    chain: Sequence[Ed25519PrivateKey] = (),
    retired: Sequence[Ed25519PrivateKey] = (),
) -> tuple[list[Signature], bytes]:
    """A root document; the keys of ``chain`` have introduced one another."""
    document = RootDocument(
        serial,
        {name_of(key): raw_public_key(key) for key in keys},
        term,
        handovers=[Handover.sign(old, new).document for old, new in pairwise(chain)],
        retired=[name_of(key) for key in retired],
    )
    return next(iter(split_documents(sign_document(document.to_payload(), signers), "x")))


def pack(
    signer: Ed25519PrivateKey, name: str = "close", serial: int = 1, term: Term = LONG
) -> tuple[list[Signature], bytes]:
    payload = PackDocument(PackName(name), serial, [], term).to_payload()
    return next(iter(split_documents(sign_document(payload, [signer]), "x")))


def trust(
    *,
    pinned: Ed25519PrivateKey | None = None,
    seen: dict[str, int] | None = None,
    key: Ed25519PrivateKey | None = None,
    retired: Sequence[Ed25519PrivateKey] = (),
    now: str = NOW,
) -> Trust:
    """Trust after runs that left ``seen`` and ``retired`` behind, under ``key``."""
    before = Belief(name_of(key) if key else "", seen, [name_of(one) for one in retired])
    return Trust("https://packs.test", name_of(pinned) if pinned else "", before, now)


def refusal(action: Callable[..., object], *arguments: object) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught:
        action(*arguments)
    return caught.value


def test_the_first_root_that_signs_itself_is_believed_and_its_key_can_be_pinned() -> None:
    first = trust()
    first.accept_root(*root([OLD], [OLD]))
    assert first.key == name_of(OLD)
    assert first.accept_pack(*pack(OLD), "x").name == "close"
    assert first.belief == Belief(name_of(OLD), {"root": 1, "close": 1})


def test_a_root_that_does_not_sign_itself_is_refused() -> None:
    assert refusal(trust().accept_root, *root([OLD], [STRANGER])).code == "E_SIGNATURE"


def test_a_root_that_names_a_key_by_another_keys_id_is_refused() -> None:
    payload = RootDocument(1, {name_of(OLD): raw_public_key(STRANGER)}, LONG).to_payload()
    signatures = [Signature(name_of(OLD), STRANGER.sign(payload))]
    assert refusal(trust().accept_root, signatures, payload).code == "E_SIGNATURE"


def test_a_changed_key_is_refused_naming_both() -> None:
    error = refusal(trust(pinned=OLD).accept_root, *root([NEW], [NEW]))
    assert (error.code, error.exit_code) == ("E_KEY_CHANGED", 5)
    assert name_of(OLD) in error.message
    assert name_of(NEW) in error.message


def test_a_key_that_merely_claims_to_be_introduced_by_the_pinned_one_is_refused() -> None:
    _, payload = root([OLD, NEW], [NEW])
    forged = [Signature(name_of(OLD), NEW.sign(payload))]
    assert refusal(trust(pinned=OLD).accept_root, forged, payload).code == "E_SIGNATURE"


def test_a_strangers_root_with_a_signature_under_the_pinned_keys_id_is_refused() -> None:
    signatures, payload = root([STRANGER], [STRANGER])
    claimed = Signature(name_of(OLD), STRANGER.sign(payload))
    for forged in ([claimed, *signatures], [*signatures, claimed]):
        assert refusal(trust(pinned=OLD).accept_root, forged, payload).code == "E_KEY_CHANGED"


def test_a_second_key_of_a_root_that_the_pinned_one_has_signed_signs_documents() -> None:
    pinned = trust(pinned=OLD)
    pinned.accept_root(*root([OLD, NEW], [OLD, NEW]))
    assert pinned.accept_pack(*pack(NEW), "x").serial == 1
    assert pinned.key == name_of(OLD)


@pytest.mark.parametrize("is_pinned", [True, False], ids=["pinned", "remembered"])
@pytest.mark.parametrize("first", [OLD, NEW], ids=["two changes", "one change"])
def test_a_key_is_followed_through_any_number_of_handovers(
    first: Ed25519PrivateKey, *, is_pinned: bool
) -> None:
    following = trust(pinned=first) if is_pinned else trust(key=first, seen={"root": 7})
    following.accept_root(*root([NEWEST], [NEWEST], chain=[OLD, NEW, NEWEST], retired=[OLD, NEW]))
    assert following.accept_pack(*pack(NEWEST), "x").name == "close"
    assert following.belief == Belief(name_of(NEWEST), {"root": 1, "close": 1}, [name_of(OLD), name_of(NEW)])
    assert refusal(following.accept_pack, *pack(OLD), "x").code == "E_SIGNATURE"


def test_a_chain_that_begins_after_the_pinned_key_is_refused_with_the_command_that_pins_anew() -> None:
    error = refusal(trust(pinned=OLD).accept_root, *root([NEWEST], [NEWEST], chain=[NEW, NEWEST]))
    assert error.code == "E_KEY_CHANGED"
    assert f"`ctxpack trust {name_of(NEWEST)} --registry https://packs.test`" in error.hint


def test_a_handover_that_the_old_key_did_not_sign_is_refused() -> None:
    payload = Handover.sign(OLD, STRANGER).document.split(b"\n")[1]
    keys = {name_of(STRANGER): raw_public_key(STRANGER)}
    forged = RootDocument(9, keys, LONG, handovers=[sign_document(payload, [STRANGER])])
    ((signatures, line),) = split_documents(sign_document(forged.to_payload(), [STRANGER]), "x")
    assert refusal(trust(pinned=OLD).accept_root, signatures, line).code == "E_SIGNATURE"


def test_a_root_that_only_claims_the_chain_and_is_signed_by_no_key_of_it_is_refused() -> None:
    error = refusal(trust(pinned=OLD).accept_root, *root([STRANGER], [STRANGER], chain=[OLD, NEW]))
    assert (error.code, name_of(STRANGER) in error.message) == ("E_KEY_CHANGED", True)


def test_what_a_retired_key_signs_is_refused_however_high_its_serial() -> None:
    later = trust(pinned=OLD, key=NEW, retired=[OLD])
    error = refusal(later.accept_root, *root([OLD], [OLD], serial=10**9))
    assert (error.code, error.exit_code) == ("E_KEY_RETIRED", 5)
    assert name_of(OLD) in error.message
    assert name_of(NEW) in error.message


def test_a_retired_key_can_introduce_no_other_than_the_one_that_is_remembered() -> None:
    later = trust(pinned=OLD, key=NEW, retired=[OLD])
    thief = root([STRANGER], [STRANGER], chain=[OLD, STRANGER])
    error = refusal(later.accept_root, *thief)
    assert (error.code, name_of(NEW) in error.message) == ("E_KEY_CHANGED", True)
    later.accept_root(*root([NEW], [NEW], chain=[OLD, NEW], retired=[OLD]))
    assert later.key == name_of(NEW)


def test_an_expired_root_at_the_end_of_a_chain_is_refused() -> None:
    late = trust(pinned=OLD, now="2026-11-28T12:00:01Z")
    assert (
        refusal(late.accept_root, *root([NEW], [NEW], term=WEEK, chain=[OLD, NEW])).code == "E_INDEX_EXPIRED"
    )


def test_serials_count_under_one_key_alone_so_that_a_thief_cannot_block_the_new_key() -> None:
    poisoned = trust(pinned=NEW, key=OLD, seen={"root": 10**9, "close": 10**9})
    poisoned.accept_root(*root([NEW], [NEW], serial=5, retired=[OLD]))
    poisoned.accept_pack(*pack(NEW, serial=3), "x")
    assert poisoned.belief == Belief(name_of(NEW), {"root": 5, "close": 3}, [name_of(OLD)])


def test_whoever_meets_a_registry_through_a_liar_is_told_and_never_led_to_the_liar() -> None:
    lied_to = trust(pinned=OLD, key=STRANGER, retired=[OLD])
    for honest in (root([OLD], [OLD]), root([NEW], [NEW], chain=[OLD, NEW])):
        assert refusal(lied_to.accept_root, *honest).code in ("E_KEY_RETIRED", "E_KEY_CHANGED")
    assert refusal(lied_to.accept_root, *root([STRANGER], [STRANGER])).code == "E_KEY_CHANGED"


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
    late = trust(seen={name: 7}, key=OLD)

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
    again = trust(seen={"root": 1, "close": 1}, key=OLD)
    again.accept_root(*root([OLD], [OLD]))
    assert again.accept_pack(*pack(OLD), "x").serial == 1


def test_one_packs_document_is_no_other_packs() -> None:
    with pytest.raises(CtxpackError) as caught:
        check_name(PackDocument(PackName("evil"), 1, [], LONG), "close")
    assert caught.value.code == "E_INDEX_NAME"
