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

from functions.share.routes import respond
from schemas.share import Share
from tests.kit.publication import Publication, coloured_film, publish

HERE = Path(__file__).parent
PUBLIC = HERE.parents[1] / "web" / "public"
VISIT_SECONDS = 120
SCENES = (5.0, 4.0, 3.0)
SECONDS = 12


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


def make_film(folder: Path, width: int, height: int) -> Publication:
    """Make three scenes of a colour each, and publish them as the product does."""
    film = coloured_film(folder, width, height, SCENES)
    return publish(film, folder, seconds=SCENES, size=(width, height))


@dataclass
class Storage:
    """Stands in for Firebase's download endpoint: tokens, byte ranges, CORS as the bucket is set up, broken objects."""

    objects: dict[str, Path]
    tokens: dict[str, str]
    types: dict[str, str]
    cors: bool = True
    broken: set[str] = field(default_factory=set)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        name = unquote(parts.path.rsplit("/o/", 1)[-1])
        if name not in self.tokens or f"token={self.tokens[name]}" not in parts.query:
            _send(handler, 403, b"", {})
            return
        if any(name.endswith(ending) for ending in self.broken):
            _send(handler, 404, b"", self._headers())
            return
        file, headers, status = self.objects[name], self._headers(), 200
        headers["Content-Type"] = self.types[name]
        start, end = 0, file.stat().st_size - 1
        wanted = handler.headers.get("Range")
        if wanted:
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            headers["Content-Range"] = f"bytes {first}-{min(int(last or end), end)}/{end + 1}"
            start, end, status = int(first), min(int(last or end), end), 206
        with file.open("rb") as opened:
            opened.seek(start)
            body = opened.read(end - start + 1)
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
