"""TLS on the local network: an authority of one's own, and a certificate for this machine.

A phone gives its camera only to pages served over HTTPS. The authority stays the same over restarts
and address changes, so that a phone that trusts it once goes on trusting.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.exceptions import InvalidSignature

CA_NAME = "verso-ca.pem"

# Apple's limit is 825 days for an authority that a person added; renewed long before anyway.
_LIFETIME = timedelta(days=396)
_RENEW_BEFORE = timedelta(days=30)


class NoNetworkError(Exception):
    """This machine has no address that a phone could reach."""


@dataclass(frozen=True, slots=True)
class LanCertificate:
    """Files for the TLS server."""

    certificate: Path
    key: Path


def find_lan_address() -> str:
    """Find the address under which other machines of the network reach this one.

    Raises:
        NoNetworkError: If there is none.
    """
    # Connecting a UDP socket sends nothing: it only asks the system which way it would go.
    # 192.0.2.1 is reserved for documentation and belongs to nobody.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            raise NoNetworkError from error
        address: str = probe.getsockname()[0]
    if ip_address(address).is_loopback or ip_address(address).is_unspecified:
        raise NoNetworkError
    return address


def ensure_certificate(folder: Path, address: str) -> LanCertificate:
    """Give a certificate for this machine's address, made now if there is none that will do.

    Args:
        folder: Keeps the authority (verso-ca.pem, verso-ca.key) and the certificate.
        address: IP address that phones open.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = _load_authority(folder)
    files = LanCertificate(folder / "server.pem", folder / "server.key")
    names = _names_of_this_machine(address)
    if not _will_do(files, names, folder / CA_NAME):
        now = datetime.now(UTC)
        # From yesterday: the clock of a phone may be late. Left out, it would be the year 2000.
        yesterday = now - timedelta(days=1)
        issued = authority.issue_cert(*names, not_before=yesterday, not_after=now + _LIFETIME)
        _write_private(files.key, issued.private_key_pem.bytes())
        chain = b"".join(blob.bytes() for blob in issued.cert_chain_pems)
        _write_private(files.certificate, chain)
    return files


def _names_of_this_machine(address: str) -> tuple[str, ...]:
    host = socket.gethostname().partition(".")[0].lower()
    is_name = bool(host) and host.isascii() and host.replace("-", "").isalnum()
    named = (f"{host}.local",) if is_name and host != "localhost" else ()
    return (address, "localhost", "127.0.0.1", *named)


def _load_authority(folder: Path) -> trustme.CA:
    certificate, key = folder / CA_NAME, folder / "verso-ca.key"
    if certificate.exists() and key.exists():
        return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
    authority = trustme.CA(organization_name="Verso", organization_unit_name=socket.gethostname())
    _write_private(key, authority.private_key_pem.bytes())
    _write_private(certificate, authority.cert_pem.bytes())
    return authority


def _will_do(files: LanCertificate, names: tuple[str, ...], authority: Path) -> bool:
    if not (files.certificate.exists() and files.key.exists()):
        return False
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covered = {str(name.value) for name in alternative}
    is_young = certificate.not_valid_after_utc - datetime.now(UTC) > _RENEW_BEFORE
    return is_young and set(names) <= covered and _is_signed_by(certificate, issuer)


def _is_signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    # Names alone do not tell: an authority that was made anew is called the same.
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, InvalidSignature):
        return False
    return True


def _write_private(path: Path, data: bytes) -> None:
    aside = path.with_suffix(path.suffix + ".new")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)
    aside.write_bytes(data)
    aside.replace(path)
