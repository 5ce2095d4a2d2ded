"""Names of hosts: which endings exist, which country they speak for, how reading spoils them."""

from __future__ import annotations

from typing import Final

from ocr.fields.words import word_list

GENERIC_ENDINGS: Final = frozenset(word_list("generic_endings"))
COUNTRY_ENDINGS: Final = frozenset(word_list("country_endings"))
_NOT_A_COUNTRY: Final = frozenset(word_list("endings_of_no_country"))
_MISREAD: Final = {
    "c0m": "com", "corn": "com", "con": "com", "cam": "com", "corm": "com", "coml": "com",
    "comn": "com", "cm": "com", "c0": "co", "0rg": "org", "orq": "org", "ncl": "net", "nct": "net",
    "lnfo": "info", "1nfo": "info", "f": "fr", "fi.": "fi", "co.lt": "co.it",
}  # fmt: skip
# Mail providers say nothing of who employs the person.
MAIL_PROVIDERS: Final = frozenset(word_list("mail_providers"))
PAGE_HOSTS: Final = frozenset(word_list("page_hosts"))
"""Sites where everybody may have a page: they say nothing of who owns it."""
_SECOND_LEVEL: Final = frozenset(word_list("second_level_endings"))
# Under these, the label before names the owner: "acme" of "acme.wixsite.com".
_SITE_HOSTS: Final = frozenset(word_list("site_hosts"))


def ending(host: str) -> str:
    """Return the last label of a host name, folded."""
    return host.rsplit(".", 1)[-1].casefold()


def is_domain_ending(host: str) -> bool:
    """Say whether a host name has a dot and ends like a real one."""
    return "." in host and (ending(host) in GENERIC_ENDINGS or ending(host) in COUNTRY_ENDINGS)


def repair_ending(host: str) -> str:
    """Return a host name with the usual misreadings of its ending mended."""
    head, dot, last = host.rpartition(".")
    if dot and last.casefold() in _MISREAD and last.casefold() not in COUNTRY_ENDINGS:
        return f"{head}.{_MISREAD[last.casefold()]}"
    if not is_domain_ending(host):
        # The dot itself was lost: "examplecom".
        for known in ("com", "org", "net"):
            if last.casefold().endswith(known) and len(last) > len(known) + 2:
                return f"{host[: -len(known)]}.{known}"
    return host


def owner_word(host: str) -> str:
    """Return the label that names the owner: "acme" of "mail.acme.co.uk", "" when there is none."""
    labels = [label for label in host.casefold().split(".") if label]
    if labels and labels[0] in {"www", "www2", "m"}:
        labels = labels[1:]
    if len(labels) < 2:
        return ""
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL | _SITE_HOSTS:
        labels = labels[:-1]
    return labels[-1]


def is_mail_provider(host: str) -> bool:
    """Say whether a host gives mailboxes to everyone."""
    return owner_word(host) in MAIL_PROVIDERS


def country_of_host(host: str) -> str:
    """Return the ISO code of the country that a host's ending speaks for, or ""."""
    last = ending(host)
    if last not in COUNTRY_ENDINGS or last in _NOT_A_COUNTRY:
        return ""
    return {"uk": "GB"}.get(last, last.upper())
