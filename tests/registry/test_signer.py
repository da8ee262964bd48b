import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from packformat.handover import follow
from packformat.signing import split_documents, verify_document
from registry.signer import Signer, current_signer


def test_the_key_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    first, second = Signer.from_file(path), Signer.from_file(path)
    assert first.key_id == second.key_id
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_it_signs_verifies_with_its_public_key(tmp_path: Path) -> None:
    signer = Signer.from_file(tmp_path / "signing.key")
    [(signatures, payload)] = split_documents(signer.sign(b'{"a":1}'), "a test")
    verify_document(signatures, payload, {signer.key_id: signer.public_key}, "a test")
    assert payload == b'{"a":1}'


def test_a_file_that_was_replaced_is_read_again(settings: Settings, tmp_path: Path) -> None:
    settings.CTXPACK_SIGNING_KEY_FILE = path = tmp_path / "signing.key"
    first = current_signer()
    assert current_signer().key_id == first.key_id
    other = Signer.from_file(tmp_path / "other.key")
    (tmp_path / "other.key").replace(path)
    assert current_signer().key_id == other.key_id != first.key_id


def test_a_key_introduces_another(tmp_path: Path) -> None:
    old, new = Signer.from_file(tmp_path / "old.key"), Signer.from_file(tmp_path / "new.key")
    assert follow([old.hand_over_to(new)], [old.key_id]) == {old.key_id, new.key_id}


def test_a_damaged_key_stops_the_signer_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    path.write_bytes(b"not a key")
    with pytest.raises(RegistryError, match=r"signing\.key") as caught:
        Signer.from_file(path)
    assert caught.value.code == "E_SIGNING_KEY"
    assert path.read_bytes() == b"not a key"


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    path.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(RegistryError, match="not an Ed25519 key"):
        Signer.from_file(path)
