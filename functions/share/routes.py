"""What each address under `/share/` answers, without a web framework."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from functions.share import page as pages
from functions.share.links import Links
from functions.share.manifest import manifest
from functions.share.page import Html
from functions.share.playlists import playlists, thumbnails
from schemas.share import Share

CACHE_SECONDS = 30
"""Kept so long by the CDN and then by the browser: an unpublished film is gone within a minute."""
_PATH = re.compile(r"/share/(?P<id>[A-Za-z0-9_-]{22})(?:/(?P<part>embed|[a-z0-9_]{1,24}\.(?:m3u8|mpd|vtt)))?", re.ASCII)
_DATA_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mpd": "application/dash+xml",
    "vtt": "text/vtt; charset=utf-8",
}
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": f"public, max-age={CACHE_SECONDS}, s-maxage={CACHE_SECONDS}",
}


@dataclass(frozen=True)
class Response:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def respond(path: str, *, load: Callable[[str], Share | None], origin: str, storage_origin: str) -> Response:
    """Answer a GET of `path`.

    `/share/{id}` is the page, `/share/{id}/embed` the bare player, `/share/{id}/master.m3u8` and the playlists that it
    names are HLS, `/share/{id}/manifest.mpd` is DASH, `/share/{id}/thumbnails.vtt` the timeline's pictures; everything
    else, and what `load` does not know, is one and the same 404. `load` is called for well-formed ids only. `origin`
    and `storage_origin` are scheme and host. Raises KeyError when a published file has no download token.
    """
    match = _PATH.fullmatch(path.removesuffix("/"))
    share = load(match["id"]) if match else None
    if match is None or share is None:
        return _not_found()
    links = Links(share, origin.rstrip("/"), storage_origin.rstrip("/"))
    part = match["part"]
    if part is None:
        return _html(pages.page(share, origin=links.origin, storage_origin=links.storage_origin))
    if part == "embed":
        return _html(pages.embed(share, origin=links.origin, storage_origin=links.storage_origin))
    return _data(part, links)


def _data(part: str, links: Links) -> Response:
    name, _, form = part.partition(".")
    text = None
    if form == "m3u8":
        text = playlists(links.share, links).get(name)
    elif part == "manifest.mpd":
        text = manifest(links.share, links)
    elif part == "thumbnails.vtt":
        text = thumbnails(links.share, links)
    if text is None:
        return _not_found()
    headers = {**_COMMON, "Content-Type": _DATA_TYPES[form], "Access-Control-Allow-Origin": "*"}
    return Response(HTTPStatus.OK, headers, text.encode())


def _html(html: Html, status: HTTPStatus = HTTPStatus.OK) -> Response:
    headers = {
        **_COMMON,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": html.content_security_policy,
    }
    return Response(status, headers, html.text.encode())


def _not_found() -> Response:
    answer = _html(pages.not_found(), HTTPStatus.NOT_FOUND)
    return Response(answer.status, {**answer.headers, "X-Robots-Tag": "noindex"}, answer.body)
