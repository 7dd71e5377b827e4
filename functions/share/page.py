"""The share page and the bare player as HTML, with the tags that other sites read and a strict Content-Security-Policy.

Open Graph: https://ogp.me (video.other); player card: X's card documentation; JSON-LD: schema.org VideoObject.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from functions.share.links import Links
from schemas.share import Share

SITE_NAME = "Reelwright"
SUMMARY_CHARACTERS = 200
"""What sites show of a description; longer ones are cut at a word."""
_PICTURE_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@dataclass(frozen=True)
class Html:
    """A rendered page and the policy that fits it."""

    text: str
    content_security_policy: str


def page(share: Share, *, origin: str, storage_origin: str) -> Html:
    """Render the share page.

    `origin` is the visitor's scheme and host, `storage_origin` that of the files. Raises KeyError when a published file
    has no download token.
    """
    return _render("page.html.j2", Links(share, origin, storage_origin), frame_ancestors="'none'")


def embed(share: Share, *, origin: str, storage_origin: str) -> Html:
    """Render the player alone, for frames on any site. Raises KeyError as `page` does."""
    return _render("embed.html.j2", Links(share, origin, storage_origin), frame_ancestors="*")


def not_found() -> Html:
    """Render the page for what is not, or no longer, published. It says nothing of what was asked for."""
    nonce = secrets.token_urlsafe(16)
    text = _environment().get_template("not_found.html.j2").render(nonce=nonce, site_name=SITE_NAME)
    return Html(text, f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'")


def clock(seconds: float) -> str:
    """Give a length as people read it: 1:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def summary(share: Share) -> str:
    """Give a description on one line, never empty, cut at a word."""
    text = " ".join(share.description.split()) or f"A film of {clock(share.duration_seconds)}, made with {SITE_NAME}."
    if len(text) <= SUMMARY_CHARACTERS:
        return text
    cut = text[:SUMMARY_CHARACTERS]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"


def _render(template: str, links: Links, *, frame_ancestors: str) -> Html:
    share = links.share
    nonce = secrets.token_urlsafe(16)
    text = (
        _environment()
        .get_template(template)
        .render(
            share=share,
            links=links,
            nonce=nonce,
            site_name=SITE_NAME,
            summary=summary(share),
            length=clock(share.duration_seconds),
            poster_type=_PICTURE_TYPES[PurePosixPath(share.poster_path).suffix.lower()],
            structured_data=_structured_data(links),
            upright=share.height > share.width,
            chapters=_chapters(links),
        )
    )
    return Html(text, _policy(nonce, storage_origin=links.storage_origin, frame_ancestors=frame_ancestors))


def _chapters(links: Links) -> list[dict[str, Any]]:
    return [
        {
            "title": chapter.title,
            "start": chapter.start,
            "clock": clock(chapter.start),
            "address": links.file(chapter.thumbnail_path),
            "width": chapter.thumbnail_width,
            "height": chapter.thumbnail_height,
        }
        for chapter in links.share.chapters
    ]


def _policy(nonce: str, *, storage_origin: str, frame_ancestors: str) -> str:
    """The page is cached for seconds, so a nonce may be seen twice; a title, stored before, can still not know it.

    `blob:` is how Media Source Extensions and the captions reach the video element.
    """
    directives = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'nonce-{nonce}'",
        "img-src": f"'self' {storage_origin}",
        "media-src": f"'self' blob: {storage_origin}",
        "connect-src": f"'self' {storage_origin}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": frame_ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _structured_data(links: Links) -> Mapping[str, Any]:
    share = links.share
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": share.title,
        "description": summary(share),
        "thumbnailUrl": [links.poster],
        "uploadDate": share.published_at.isoformat(),
        "duration": f"PT{share.duration_seconds:.1f}S",
        "contentUrl": links.video,
        "embedUrl": links.embed,
        "url": links.page,
        "width": share.width,
        "height": share.height,
        "inLanguage": share.language,
    }


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
