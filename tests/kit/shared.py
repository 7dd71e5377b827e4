"""A published film as its document says it, and what the share function answers for it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from functions.share.routes import Response, respond
from schemas.share import Chapter, MediaSegment, Rendition, Share, Sound, Sprite

ORIGIN = "https://films.example"
STORAGE = "https://firebasestorage.googleapis.com"
SHARE_ID = "AbCdEfGhIjKlMnOpQr-_09"
HOSTILE = [
    '"><script>alert(1)</script>',
    "</title></script></style><img src=x onerror=alert(1)>",
    "'onload='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ]]> -->",
    "\u2028\u202e<b>&amp;lt;",
    "javascript:alert(1)",
]

BASE = "projects/p1/publish/h~1"


def _track(name: str, codecs: str, bandwidth: int, key_bytes: int) -> dict[str, Any]:
    return {
        "path": f"{BASE}/stream/{name}.mp4",
        "codecs": codecs,
        "bandwidth": bandwidth,
        "average_bandwidth": bandwidth * 4 // 5,
        "init_bytes": 700,
        "index_bytes": 100,
        "segments": (
            MediaSegment(seconds=4.0, bytes=5000, key_bytes=key_bytes),
            MediaSegment(seconds=4.033333, bytes=6000, key_bytes=key_bytes),
            MediaSegment(seconds=1.5, bytes=900, key_bytes=key_bytes),
        ),
    }


def _rendition(name: str, height: int) -> Rendition:
    return Rendition(
        name=name,
        width=height * 16 // 9,
        height=height,
        mp4_path="projects/p1/film/abc.mp4" if height == 1080 else f"{BASE}/{name}.mp4",
        mp4_bytes=height * 10_000,
        **_track(name, "avc1.64001f", height * 5000, 400),
    )


RENDITIONS = (_rendition("1080p", 1080), _rendition("480p", 480))
SOUND = Sound(sample_rate=48000, channels=2, **_track("sound", "mp4a.40.2", 190_000, 0))
CHAPTERS = tuple(
    Chapter(
        title=title,
        start=start,
        thumbnail_path=f"{BASE}/scenes/{n:03}.jpg",
        thumbnail_width=480,
        thumbnail_height=270,
    )
    for n, (title, start) in enumerate([("The boat", 3.0), ("The light", 7.5)])
)
SPRITE = Sprite(path=f"{BASE}.sprite.jpg", width=192, height=108, columns=2, count=3, seconds=25.0)


def share(**changes: Any) -> Share:
    """Give a published film; every file has a token named after it."""
    values: dict[str, Any] = {
        "share_id": SHARE_ID,
        "title": "The lantern",
        "description": "A harbour, a boat, a light.\nMade for Fara.",
        "bucket": "films.appspot.com",
        "video_path": "projects/p1/film/abc.mp4",
        "poster_path": "projects/p1/publish/abc.jpg",
        "gif_path": "projects/p1/publish/abc.gif",
        "captions_path": "projects/p1/film/abc.vtt",
        "subtitles_path": "projects/p1/film/abc.srt",
        "renditions": RENDITIONS,
        "sound": SOUND,
        "sprite": SPRITE,
        "chapters": CHAPTERS,
        "width": 1920,
        "height": 1080,
        "poster_width": 1280,
        "poster_height": 720,
        "duration_seconds": 65.4,
        "published_at": datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
        **changes,
    }
    paths = [values[name] for name in values if name.endswith("_path") and values[name]]
    for rendition in values["renditions"]:
        paths += [rendition.path, rendition.mp4_path]
    paths += [values[name].path for name in ("sound", "sprite") if values[name]]
    paths += [chapter.thumbnail_path for chapter in values["chapters"]]
    return Share(tokens={path: f"token of {path}" for path in paths}, **values)


def get(path: str, film: Share | None = None, **origins: str) -> Response:
    known = film or share()
    origins = {"origin": ORIGIN, "storage_origin": STORAGE, **origins}
    return respond(path, load=lambda share_id: known if share_id == known.share_id else None, **origins)


def is_file(address: str, path: str) -> None:
    """Assert that an address downloads one object with its token."""
    parts = urlsplit(address)
    assert unquote(parts.path) == f"/v0/b/films.appspot.com/o/{path}"
    assert "/" not in parts.path.rsplit("/o/", 1)[1]
    assert parse_qs(parts.query) == {"alt": ["media"], "token": [f"token of {path}"]}
