"""Fetch a vendor's result: from its URL to local disk, verified. Nothing of a bad file is kept.

The URL comes from outside, so it is not trusted: only https, and only addresses of the public internet. A host name is
resolved once, at the moment of connecting, and the connection goes to the very address that was checked; so neither a
redirect nor a name that changes its address meanwhile (DNS rebinding) leads inside.
"""

import hashlib
import ipaddress
import json
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import SplitResult, urljoin, urlsplit

from functions.media.probe import Kind as MediaKind
from functions.media.probe import verify
from functions.media.runner import MediaError
from functions.media.whole import is_whole
from functions.providers.provider import ResultUnusable

if TYPE_CHECKING:
    import httpcore2
    from httpcore2 import NetworkStream

Expected = Literal["image", "video", "audio", "json"]

_MIB = 1024 * 1024
_EXPIRED = frozenset({401, 403, 404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_RETRY_AFTER = 300.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
CONTENT_TYPES: Mapping[str, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "json": "application/json",
}
"""Container, as found in the content, to media type. What a vendor's header says is not believed."""


@dataclass(frozen=True)
class Bounds:
    """How much a fetch may take: bytes, seconds, and how often it may be sent elsewhere."""

    max_bytes: int
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    """For any one piece of the answer."""
    total_seconds: float = 90.0
    """From the first byte sent to the last received, redirects included; below what a function is given."""
    redirects: int = 5


BOUNDS: Mapping[Expected, Bounds] = {
    "image": Bounds(64 * _MIB),
    "audio": Bounds(256 * _MIB),
    "video": Bounds(1024 * _MIB),
    "json": Bounds(16 * _MIB),
}


@dataclass(frozen=True)
class Fetched:
    """A file that arrived whole and is what was expected. `content_type` is read off the content."""

    path: Path
    size: int
    sha256: str
    content_type: str


class _Forbidden(Exception):
    """The address is not one that a vendor's files can be at."""


def fetch(
    url: str,
    target: Path,
    expected: Expected,
    *,
    size: int | None = None,
    sha256: str | None = None,
    headers: Mapping[str, str] | None = None,
    bounds: Bounds | None = None,
    allow_loopback: bool = False,
) -> Fetched:
    """Fetch a result to `target`, streamed, and verify it.

    Args:
        url: as the vendor gave it.
        target: a local file that is not there yet; it appears only when all is well.
        expected: what it must turn out to be.
        size: bytes, where the vendor says so.
        sha256: of the content (hex), where the vendor says so.
        headers: sent to the vendor's own origin only, never on to where it redirects.
        bounds: other than the usual ones for what is expected.
        allow_loopback: take http and https from this very machine too, for tests and the emulator.

    Raises:
        ResultUnusable: there is no such file, now or here. The work itself is done: ask the vendor again where it is.
    """
    limits = bounds or BOUNDS[expected]
    partial = target.with_name(f"{target.name}.partial")
    try:
        got, digest = _download(url, partial, limits, dict(headers or {}), allow_loopback)
        if size is not None and got != size:
            raise _bad("file_truncated", f"it has {got} bytes; the provider speaks of {size}.")
        if sha256 is not None and digest != sha256.lower():
            raise _bad("file_wrong_hash", "its content has another SHA-256 than the provider says.")
        content_type = _verified(partial, expected)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return Fetched(target, got, digest, content_type)


def _bad(code: str, why: str, retry_after: float | None = None) -> ResultUnusable:
    return ResultUnusable(code, f"It was made, but its file cannot be used: {why}", retry_after)


def _verified(path: Path, expected: Expected) -> str:
    """The media type of the content. ResultUnusable when it is not what was expected, or ends too early."""
    if expected in get_args(MediaKind):
        try:
            info = verify(path, expected)  # type: ignore[arg-type]  # mypy does not narrow by get_args
        except MediaError as error:
            raise _bad("file_wrong_type", f"{error.message}") from error
        if not is_whole(path, info.container):
            raise _bad("file_truncated", f"the end of the {expected} is missing.")
        return CONTENT_TYPES[info.container]
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _bad("file_wrong_type", "it is not JSON.") from error
    return CONTENT_TYPES["json"]


def _download(
    url: str, partial: Path, limits: Bounds, headers: dict[str, str], allow_loopback: bool
) -> tuple[int, str]:
    """Stream the body to disk, wherever the URL leads; gives its length and SHA-256."""
    import httpcore2

    backend = _backend(allow_loopback, time.monotonic() + limits.total_seconds)
    timeouts = {
        "connect": limits.connect_seconds,
        "read": limits.read_seconds,
        "write": limits.read_seconds,
        "pool": limits.connect_seconds,
    }
    sent = headers
    try:
        here = _parsed(url, allow_loopback)
        with httpcore2.ConnectionPool(network_backend=backend, ssl_context=_ssl_context()) as pool:
            for _ in range(limits.redirects + 1):
                asked: dict[str, str] = {**sent, "Host": here.netloc, "Accept-Encoding": "identity"}
                with pool.stream(
                    "GET", _core_url(here), headers=list(asked.items()), extensions={"timeout": timeouts}
                ) as response:
                    if response.status not in _REDIRECTS:
                        return _received(response, partial, limits)
                    location = _header(response, b"location") or ""
                there = _parsed(urljoin(here.geturl(), location), allow_loopback)
                if (there.scheme, there.netloc) != (here.scheme, here.netloc):
                    sent = {}
                here = there
    except _Forbidden as error:
        raise _bad("file_address_forbidden", str(error)) from error
    except httpcore2.TimeoutException as error:
        raise _bad("file_too_slow", "it did not arrive in time.") from error
    except httpcore2.ConnectError as error:
        raise _bad("file_unreachable", "nobody answers at its address.") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise _bad("file_truncated", "the connection was cut before all of it had arrived.") from error
    raise _bad("file_redirected", f"its address led elsewhere more than {limits.redirects} times.")


def _received(response: "httpcore2.Response", partial: Path, limits: Bounds) -> tuple[int, str]:
    status = response.status
    if status == 429 or status >= 500:
        raise _bad("file_not_served", f"its server answered {status}.", _retry_after(response))
    if status in _EXPIRED:
        raise _bad("file_expired", f"it is not there any more (its server answered {status}).")
    if status != 200:
        raise _bad("file_refused", f"its server answered {status}.")
    declared = _header(response, b"content-length")
    too_large = _bad("file_too_large", f"it has more than the {limits.max_bytes} bytes that are accepted.")
    if declared is not None and int(declared) > limits.max_bytes:  # that it is a number, h11 has seen to
        raise too_large
    got, digest = 0, hashlib.sha256()
    with partial.open("wb") as file:
        for piece in response.iter_stream():
            got += len(piece)
            if got > limits.max_bytes:
                raise too_large
            digest.update(piece)
            file.write(piece)
    if declared is not None and got != int(declared):
        raise _bad("file_truncated", f"it has {got} bytes; its server spoke of {declared}.")
    if got == 0:
        raise _bad("file_truncated", "it is empty.")
    return got, digest.hexdigest()


def _parsed(url: str, allow_loopback: bool) -> SplitResult:
    """Take an address apart, if it is one that may be asked at all."""
    if not url.isascii() or not url.isprintable() or " " in url:
        raise _Forbidden("its address holds characters that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _Forbidden("its address cannot be read.") from error
    plain = allow_loopback and parts.scheme == "http" and parts.hostname in _LOOPBACK
    if parts.scheme != "https" and not plain:
        raise _Forbidden("its address is not an https one.")
    if not parts.hostname or port == 0 or parts.username is not None or parts.password is not None:
        raise _Forbidden("its address names no host, or a user.")
    return parts


def _core_url(parts: SplitResult) -> "httpcore2.URL":
    import httpcore2

    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return httpcore2.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target)


def _ssl_context() -> Any:
    import httpcore2

    return httpcore2.default_ssl_context()


def _header(response: "httpcore2.Response", name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), None)


def _retry_after(response: "httpcore2.Response") -> float | None:
    """Seconds that the server asks to be left alone for; it may also send a date, which is not read."""
    said = _header(response, b"retry-after") or ""
    return min(float(said), _LONGEST_RETRY_AFTER) if said.isdecimal() else None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where IPv6 only wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
        if ip.ipv4_mapped is not None or ip in _NAT64:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _checked(host: str, port: int, *, allow_loopback: bool) -> list[str]:
    """The addresses of a host, all of which must be fit to be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not is_public(address) and not (allow_loopback and ipaddress.ip_address(address).is_loopback):
            raise _Forbidden("its address leads to where no provider's files are.")
    return addresses


def _backend(allow_loopback: bool, deadline: float) -> "httpcore2.NetworkBackend":
    """What opens connections: only to addresses that were checked, and with an eye on the clock."""
    import httpcore2

    sockets = httpcore2.SyncBackend()

    def left(timeout: float | None) -> float:
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the whole takes too long")
        return seconds if timeout is None else min(seconds, timeout)

    class Timed(httpcore2.NetworkStream):
        """A connection whose every wait ends with the time of the whole."""

        def __init__(self, stream: "NetworkStream") -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._stream.read(max_bytes, left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, left(timeout))

        def close(self) -> None:
            self._stream.close()

        def start_tls(
            self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
        ) -> "NetworkStream":
            return Timed(self._stream.start_tls(ssl_context, server_hostname, left(timeout)))

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

    class Checked(httpcore2.NetworkBackend):
        """Connects to the address that was checked, not to the name: a second look-up could say something else."""

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> "NetworkStream":
            fault: Exception = httpcore2.ConnectError("there is no such host")
            for address in _checked(host, port, allow_loopback=allow_loopback):
                try:
                    return Timed(sockets.connect_tcp(address, port, left(timeout), local_address, socket_options))
                except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                    fault = error
            raise fault

    return Checked()
