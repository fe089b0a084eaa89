"""Where a spider may go: the host in hand, and never a private address that nobody asked for.

An address is judged three times: as it is written, when it redirects, and when its name has been
looked up, for a public name may lead to a private machine.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urljoin, urlsplit

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from ordlyd.errors import OrdlydError

_PORTS = {"http": 80, "https": 443}
_Place = tuple[str, str, int | None]
MAX_URL = 2000


class OffLimits(OrdlydError):
    """An address that a spider must not go to."""


@dataclass(frozen=True)
class Site:
    """One municipality's site.

    Attributes:
        base: Its address, without a slash at the end.
        given: Whether the user gave it with ``--base-url``; then it may be a private one.
        file_hosts: Other hosts that files, and nothing else, may come from: a name, with a port
            or without, or with a dot before it all names that end so.
    """

    base: str
    given: bool = False
    file_hosts: tuple[str, ...] = ()

    @cached_property
    def host(self) -> str:
        """The host's name in small letters."""
        return urlsplit(self.base).hostname or ""

    @cached_property
    def at_home(self) -> bool:
        """Whether it is on this machine, because the user said so: nobody else's."""
        try:
            return self.given and ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.given and self.host == "localhost"

    def check(self, url: str, origin: str = "", *, files: bool = False) -> str:
        """Return an address, made absolute, when it is on this site.

        Args:
            url: As printed, or as a redirect names it.
            origin: The address that it was found at.
            files: Whether the hosts of files will do as well.

        Raises:
            OffLimits: It is on another host or port, or is no web address.
        """
        try:
            absolute = urljoin(origin or self.base, url)
            parts = urlsplit(absolute)
            place = _place(parts)
        except ValueError:
            raise OffLimits("no web address") from None
        if len(absolute) > MAX_URL:
            raise OffLimits("an address of more than 2000 characters")
        if parts.username is not None or parts.password is not None:
            raise OffLimits("an address with a password")
        own = place in self._places
        if not own and not (files and self._keeps_files(place)):
            raise OffLimits(f"another host ({(parts.hostname or parts.scheme)[:80]})")
        if not (self.given if own else self.at_home) and is_private(parts.hostname or ""):
            raise OffLimits("a private address")
        return absolute

    def _keeps_files(self, place: _Place) -> bool:
        """Whether files may come from a host: encrypted, unless it is named with its port."""
        scheme, host, port = place
        if f"{host}:{port}" in self.file_hosts:
            return scheme in _PORTS
        named = any(
            host.endswith(name) if name.startswith(".") else host == name
            for name in self.file_hosts
        )
        return named and (scheme, port) == ("https", 443)

    def is_own(self, url: str) -> bool:
        """Whether an address is on the host in hand, and not on one of files."""
        return _place(urlsplit(url)) in self._places

    @cached_property
    def _places(self) -> set[_Place]:
        """The host in hand; on the usual ports, encrypted as well."""
        own = _place(urlsplit(self.base))
        _, host, port = own
        return {own, ("https", host, 443)} if port == 80 else {own}


def is_private(address: str) -> bool:
    """Whether an IP address is not a public one; a name is not judged here."""
    try:
        return not ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return address.casefold() == "localhost" or address.casefold().endswith(".localhost")


GIVEN: set[str] = set()
"""Hosts that the user gave: their names may lead to private addresses."""


class GuardedResolver(CachingThreadedResolver):
    """Looks names up, and refuses those that lead to a private address; see :data:`GIVEN`."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's
        """Look a name up; fails when the answer is a private address."""
        found = super().getHostByName(name, timeout)
        return found if name in GIVEN else found.addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if is_private(address):
        raise DNSLookupError(f"{name} leads to the private address {address}")
    return address


def _place(parts: SplitResult) -> _Place:
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)
