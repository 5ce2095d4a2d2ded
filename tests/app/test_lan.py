"""The certificate of the local network: stable authority, fresh certificate, private keys."""

from __future__ import annotations

import socket
import stat
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme
from cryptography import x509

from app import lan
from app.lan import NoNetworkError, ensure_certificate, find_lan_address

HERE = "192.168.1.20"
THERE = "192.168.1.21"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "certificates"


def certificate_in(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def names_of(path: Path) -> set[str]:
    extension = certificate_in(path).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {str(name.value) for name in extension.value}


def test_the_certificate_names_the_address_and_is_signed_by_the_authority(folder):
    files = ensure_certificate(folder, HERE)

    authority = certificate_in(folder / lan.CA_NAME)
    certificate_in(files.certificate).verify_directly_issued_by(authority)
    assert {HERE, "localhost", "127.0.0.1"} <= names_of(files.certificate)


def test_a_restart_changes_nothing(folder):
    before = ensure_certificate(folder, HERE).certificate.read_bytes()
    authority = (folder / lan.CA_NAME).read_bytes()

    assert ensure_certificate(folder, HERE).certificate.read_bytes() == before
    assert (folder / lan.CA_NAME).read_bytes() == authority


def test_a_new_address_gets_a_new_certificate_from_the_same_authority(folder):
    ensure_certificate(folder, HERE)
    authority = (folder / lan.CA_NAME).read_bytes()

    files = ensure_certificate(folder, THERE)

    assert THERE in names_of(files.certificate)
    assert (folder / lan.CA_NAME).read_bytes() == authority


def test_a_certificate_that_ends_soon_is_renewed(folder, monkeypatch):
    monkeypatch.setattr(lan, "_LIFETIME", timedelta(days=5))
    ensure_certificate(folder, HERE)
    monkeypatch.undo()

    files = ensure_certificate(folder, HERE)

    left = certificate_in(files.certificate).not_valid_after_utc - datetime.now(UTC)
    assert left > timedelta(days=300)


def test_a_certificate_lasts_no_longer_than_phones_accept(folder):
    certificate = certificate_in(ensure_certificate(folder, HERE).certificate)

    lifetime = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert lifetime <= timedelta(days=398)
    assert certificate.not_valid_before_utc < datetime.now(UTC) - timedelta(hours=12)


def test_a_lost_authority_takes_its_certificates_with_it(folder):
    ensure_certificate(folder, HERE)
    (folder / lan.CA_NAME).unlink()

    files = ensure_certificate(folder, HERE)

    certificate_in(files.certificate).verify_directly_issued_by(
        certificate_in(folder / lan.CA_NAME)
    )


def test_keys_are_readable_by_their_owner_alone(folder):
    ensure_certificate(folder, HERE)

    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_authority_can_be_read_back_by_its_maker(folder):
    ensure_certificate(folder, HERE)

    trustme.CA.from_pem((folder / lan.CA_NAME).read_bytes(), (folder / "verso-ca.key").read_bytes())


def test_the_address_of_this_machine_is_one_others_can_reach():
    try:
        address = find_lan_address()
    except NoNetworkError:
        pytest.skip("this machine has no network")

    assert not ip_address(address).is_loopback


def test_a_machine_without_a_network_is_said_so(monkeypatch):
    def fail(*_arguments: object) -> None:
        raise OSError("network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", fail)

    with pytest.raises(NoNetworkError):
        find_lan_address()
