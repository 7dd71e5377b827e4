"""The stage for the browser tests: a Chromium, films, and the two servers that a visitor talks to."""

import json
import mimetypes
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from functions.media.runner import run_ffmpeg
from functions.share.routes import respond
from schemas.share import HlsRendition, HlsSegment, Share

HERE = Path(__file__).parent
PUBLIC = HERE.parents[1] / "web" / "public"
SHARE_ID = "AbCdEfGhIjKlMnOpQr-_09"
BUCKET = "demo.appspot.com"
VISIT_SECONDS = 120
SECONDS = 6
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:06.000\nLight travels.\n"


@dataclass
class Browser:
    """Visits pages; gives what `visit.js` reports."""

    folder: Path

    def visit(self, url: str, **wishes: Any) -> dict[str, Any]:
        finished = subprocess.run(
            ["node", str(HERE / "visit.js"), json.dumps({"url": url, **wishes})],
            capture_output=True,
            text=True,
            timeout=VISIT_SECONDS,
            env={**os.environ, "TMPDIR": str(self.folder)},
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        report: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
        return report


@dataclass(frozen=True)
class Film:
    """A published film: what the share page is given, and its objects by path."""

    share: Share
    objects: dict[str, Path]


def make_film(folder: Path, width: int, height: int) -> Film:
    """Make some seconds of moving picture with a tone, as MP4 and as HLS, its poster and its GIF."""
    size, rate = f"{width}x{height}", "30"
    picture = f"mandelbrot=size={size}:rate={rate}:start_scale=2.2:end_scale=0.02:end_pts=400"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "main", "-pix_fmt", "yuv420p", "-g", rate]
    codecs += ["-c:a", "aac", "-b:a", "96k", "-t", str(SECONDS)]
    film = folder / "film.mp4"
    run_ffmpeg(["-y", *inputs, *codecs, "-movflags", "+faststart", str(film)], timeout=120)
    hls = ["-c", "copy", "-f", "hls", "-hls_time", "2", "-hls_list_size", "0", "-hls_playlist_type", "vod"]
    hls += ["-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4"]
    hls += ["-hls_segment_filename", str(folder / "%04d.m4s")]
    run_ffmpeg(["-y", "-i", str(film), *hls, str(folder / "index.m3u8")], timeout=120)
    run_ffmpeg(["-y", "-ss", "2", "-i", str(film), "-frames:v", "1", str(folder / "poster.jpg")], timeout=60)
    run_ffmpeg(["-y", "-i", str(film), "-t", "1", "-vf", "fps=5,scale=160:-2", str(folder / "film.gif")], timeout=60)
    (folder / "film.vtt").write_text(CAPTIONS)

    segments = sorted(folder.glob("*.m4s"))
    names = ["film.mp4", "poster.jpg", "film.gif", "film.vtt", "init.mp4", *(segment.name for segment in segments)]
    prefix = "projects/p1/publish/abc"
    rendition = HlsRendition(
        name="full",
        width=width,
        height=height,
        bandwidth=4_000_000,
        average_bandwidth=3_000_000,
        codecs="avc1.4d401f,mp4a.40.2",
        init_path=f"{prefix}/init.mp4",
        segments=tuple(HlsSegment(path=f"{prefix}/{segment.name}", seconds=2.0) for segment in segments),
    )
    share = Share.model_validate(
        {
            "share_id": SHARE_ID,
            "title": "The keeper’s lantern",
            "description": "On the last night of the season the keeper rows out alone.\nA short film about light.",
            "bucket": BUCKET,
            "video_path": f"{prefix}/film.mp4",
            "poster_path": f"{prefix}/poster.jpg",
            "gif_path": f"{prefix}/film.gif",
            "captions_path": f"{prefix}/film.vtt",
            "renditions": (rendition,),
            "tokens": {f"{prefix}/{name}": f"token-{name}" for name in names},
            "width": width,
            "height": height,
            "poster_width": width,
            "poster_height": height,
            "duration_seconds": SECONDS,
            "published_at": "2026-11-21T08:30:00Z",
        }
    )
    return Film(share, {f"{prefix}/{name}": folder / name for name in names})


@dataclass
class Storage:
    """Stands in for Firebase's download endpoint: tokens, byte ranges, CORS as the bucket is set up, broken objects."""

    objects: dict[str, Path]
    tokens: dict[str, str]
    cors: bool = True
    broken: set[str] = field(default_factory=set)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        name = unquote(parts.path.rsplit("/o/", 1)[-1])
        if name not in self.objects or f"token={self.tokens[name]}" not in parts.query:
            _send(handler, 403, b"", {})
            return
        if any(name.endswith(ending) for ending in self.broken):
            _send(handler, 404, b"", self._headers())
            return
        body, headers, status = self.objects[name].read_bytes(), self._headers(), 200
        headers["Content-Type"] = mimetypes.guess_type(name)[0] or "video/mp4"
        wanted = handler.headers.get("Range")
        if wanted:
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last or len(body)), len(body) - 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{len(body)}"
            body, status = body[start : end + 1], 206
        _send(handler, status, body, headers)

    def _headers(self) -> dict[str, str]:
        return {"Accept-Ranges": "bytes"} | ({"Access-Control-Allow-Origin": "*"} if self.cors else {})


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve GET on a free port of this machine; give the origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # a player drops what it no longer needs

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def hosting(share: Share, storage_origin: str) -> Iterator[str]:
    """Serve web/public and, under /share/, the share page, as Hosting does; give the origin."""
    address: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path).path
        static = PUBLIC / path.lstrip("/")
        if path.startswith("/share/"):
            page = respond(
                path,
                load=lambda share_id: share if share_id == share.share_id else None,
                origin=address[0],
                storage_origin=storage_origin,
            )
            _send(handler, page.status, page.body, page.headers)
        elif static.is_file():
            _send(handler, 200, static.read_bytes(), {"Content-Type": mimetypes.guess_type(static)[0] or "text/plain"})
        else:
            _send(handler, 404, b"", {})

    with serving(answer) as origin:
        address.append(origin)
        yield origin
