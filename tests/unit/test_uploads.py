"""Beginning an upload: who may, what is taken, and what is asked of Storage for it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from rich.console import Console

from cli.frontend import FrontendError
from cli.upload import check_use, upload
from functions.api.files import Answer
from functions.api.uploads import LIMITS, MOST_BYTES, MOST_FILES, is_uploads_route, upload_session
from functions.stores.documents import Put
from functions.stores.files import FileExists, FileStoreError, NoSuchBucket, upload_path
from functions.stores.memory import MemoryDocuments, MemoryFiles
from functions.stores.storage import CloudStorageFiles

ROUTE = "/api/v1/projects/p1/uploads"
BODY = {"upload_id": "beach", "content_type": "image/jpeg", "size_bytes": 1234}
SESSION = "https://storage.example/session"


class Desk:
    """Where uploads are begun, with a project `p1` of `ada`; notes which sessions were opened."""

    def __init__(self) -> None:
        self.documents, self.files = MemoryDocuments(), MemoryFiles()
        self.documents.commit([Put("projects/p1", {"user_id": "ada"})])
        self.opened: list[dict[str, Any]] = []
        self.fault: Exception | None = None

    def open_upload(self, path: str, *, content_type: str, size: int, origin: str | None) -> str:
        if self.fault is not None:
            raise self.fault
        self.opened.append({"path": path, "content_type": content_type, "size": size, "origin": origin})
        return SESSION

    def ask(
        self,
        body: Any = BODY,
        *,
        route: str = ROUTE,
        method: str = "POST",
        user: str | None = "ada",
        origin: str | None = None,
    ) -> Answer:
        return upload_session(
            route,
            method,
            body,
            user_id=user,
            origin=origin,
            documents=self.documents,
            files=self.files,
            open_upload=self.open_upload,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def code(answer: Answer) -> str:
    error = answer.body["error"]
    assert set(error) == {"code", "message", "suggested_action"} and all(error.values())
    return str(error["code"])


def test_the_owner_gets_a_session_for_one_object_of_the_announced_size(desk: Desk):
    answer = desk.ask(origin="https://app.example:8443")
    assert answer.status == 200
    assert answer.body == {
        "url": SESSION,
        "method": "PUT",
        "headers": {"Content-Type": "image/jpeg"},
        "path": "projects/p1/uploads/beach",
        "expires_in_seconds": 604_800,
    }
    assert desk.opened == [
        {
            "path": "projects/p1/uploads/beach",
            "content_type": "image/jpeg",
            "size": 1234,
            "origin": "https://app.example:8443",
        }
    ]


@pytest.mark.parametrize("origin", [None, "null", "https://a.example/path", "javascript:1", "https://a b", "file://x"])
def test_what_is_no_web_page_is_not_let_in_as_one(desk: Desk, origin: str | None):
    assert desk.ask(origin=origin).status == 200
    assert desk.opened[0]["origin"] is None


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"user": None}, 401, "unauthenticated"),
        ({"user": "eve"}, 404, "project_not_found"),
        ({"route": "/api/v1/projects/nobodys/uploads"}, 404, "project_not_found"),
        ({"route": "/api/v1/projects/..%2Fp1/uploads"}, 404, "project_not_found"),
        ({"route": "/api/v1/projects/P1/uploads"}, 404, "project_not_found"),
        ({"route": "/api/v1/projects/p1/uploads/x"}, 404, "not_found"),
        ({"method": "GET"}, 405, "method_not_allowed"),
        ({"method": "PUT"}, 405, "method_not_allowed"),
    ],
)
def test_who_may_not_is_refused(desk: Desk, changes: dict[str, Any], status: int, says: str):
    answer = desk.ask(**changes)
    assert (answer.status, code(answer)) == (status, says)
    assert desk.opened == []


@pytest.mark.parametrize(
    "upload_id",
    ["", "../p2/x", "a/b", "a.b", "Beach", "1st", "_x", "a" * 33, "ä", "a b", "a\n", "a%2Fb", "é", None, 7, ["a"]],
)
def test_an_id_that_could_be_a_path_is_refused(desk: Desk, upload_id: Any):
    answer = desk.ask({**BODY, "upload_id": upload_id})
    assert (answer.status, code(answer)) == (400, "invalid_upload")
    assert desk.opened == []


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        {},
        {"upload_id": "a"},
        {**BODY, "more": 1},
        {**BODY, "size_bytes": 0},
        {**BODY, "size_bytes": -1},
        {**BODY, "size_bytes": "12"},
        {**BODY, "size_bytes": 1.5},
        {**BODY, "size_bytes": True},
        {**BODY, "content_type": "image/jpeg" * 20},
    ],
)
def test_a_body_of_another_shape_is_refused(desk: Desk, body: Any):
    answer = desk.ask(body)
    assert (answer.status, code(answer)) == (400, "invalid_upload")
    assert desk.opened == []


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html", "application/pdf", "video/*", "IMAGE/PNG", ""])
def test_other_types_are_not_taken(desk: Desk, kind: str):
    answer = desk.ask({**BODY, "content_type": kind})
    assert (answer.status, code(answer)) == (415, "unsupported_type")


def test_pictures_sounds_and_clips_have_their_own_largest_size(desk: Desk):
    largest = {"image": 50_000_000, "audio": 200_000_000, "video": 1_000_000_000}
    for kind, limit in LIMITS.items():
        assert limit == largest[kind.partition("/")[0]]
        most = {**BODY, "content_type": kind, "size_bytes": limit}
        assert desk.ask(most).status == 200
        answer = desk.ask({**most, "size_bytes": limit + 1})
        assert (answer.status, code(answer)) == (413, "file_too_large")


def test_an_upload_is_written_once(desk: Desk, tmp_path: Path):
    (tmp_path / "x").write_bytes(b"first")
    desk.files.put(upload_path("p1", "beach"), tmp_path / "x", content_type="image/jpeg", metadata={})
    answer = desk.ask()
    assert (answer.status, code(answer)) == (409, "upload_exists")
    assert desk.opened == []
    assert desk.ask({**BODY, "upload_id": "beach2"}).status == 200


def test_one_that_has_come_meanwhile_is_told_as_existing(desk: Desk):
    desk.fault = FileExists("projects/p1/uploads/beach")
    answer = desk.ask()
    assert (answer.status, code(answer)) == (409, "upload_exists")


def test_a_project_holds_so_many_uploads_and_no_more(desk: Desk, tmp_path: Path):
    (tmp_path / "x").write_bytes(b"x")
    for number in range(MOST_FILES):
        desk.files.put(upload_path("p1", f"u{number}"), tmp_path / "x", content_type="image/png", metadata={})
    answer = desk.ask()
    assert (answer.status, code(answer)) == (409, "uploads_full")


def test_a_project_holds_so_many_bytes_and_no_more(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("functions.api.uploads.MOST_BYTES", 1300)
    assert max(LIMITS.values()) <= MOST_BYTES
    (tmp_path / "x").write_bytes(b"x" * 100)
    desk.files.put(upload_path("p1", "other"), tmp_path / "x", content_type="image/png", metadata={})
    answer = desk.ask()
    assert (answer.status, code(answer)) == (409, "uploads_full")


@pytest.mark.parametrize(
    ("fault", "says"), [(FileStoreError("x"), "storage_unavailable"), (NoSuchBucket("No bucket."), "no_bucket")]
)
def test_storage_that_fails_is_told_as_such(desk: Desk, fault: Exception, says: str):
    desk.fault = fault
    answer = desk.ask()
    assert (answer.status, code(answer)) == (503, says)


def test_other_addresses_are_not_uploads():
    assert is_uploads_route(ROUTE)
    assert not any(map(is_uploads_route, ["/api/v1/projects/p1/files", "/uploads", ROUTE + "/", f"{ROUTE}/x"]))


# ---- the command ----


@pytest.mark.parametrize(
    ("scene", "kind", "used_as"),
    [(None, None, None), (None, "music", "music"), ("s1", "image", "image"), ("s1", "effects", "effects")],
)
def test_an_upload_is_for_a_scene_or_the_films_music(scene: str | None, kind: str | None, used_as: str | None):
    assert check_use(scene, kind) == used_as


@pytest.mark.parametrize(
    ("scene", "kind"), [("s1", None), ("s1", "music"), (None, "image"), ("s1", "film"), (None, "x")]
)
def test_what_does_not_go_together_is_told(scene: str | None, kind: str | None):
    with pytest.raises(FrontendError, match=r"--as|--scene"):
        check_use(scene, kind)


def test_the_command_takes_only_media(tmp_path: Path):
    frontend: Any = None
    (tmp_path / "list.mp4").write_text("#EXTM3U")
    for file, says in (("list.mp4", "not_media"), ("none.mp4", "cannot be read")):
        with pytest.raises(FrontendError, match=says):
            upload(frontend, Console(quiet=True), "p1", tmp_path / file)


# ---- what is asked of Cloud Storage ----


class _Storage(BaseHTTPRequestHandler):
    """Answers as Cloud Storage does to the beginning of a resumable upload."""

    asked: list[dict[str, Any]]
    status: int

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(
            {
                "path": address.path,
                "query": {key: values[0] for key, values in parse_qs(address.query).items()},
                "headers": {key.lower(): value for key, value in self.headers.items()},
                "body": json.loads(sent),
            }
        )
        self.send_response(self.status)
        self.send_header("Location", "http://storage.example/session?upload_id=abc")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def storage() -> Iterator[tuple[type[_Storage], CloudStorageFiles]]:
    from google.auth.credentials import AnonymousCredentials
    from google.cloud.storage import Client

    handler = type("Handler", (_Storage,), {"asked": [], "status": 200})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    client = Client(
        project="p",
        credentials=AnonymousCredentials(),
        client_options={"api_endpoint": f"http://127.0.0.1:{server.server_port}"},
    )
    try:
        yield handler, CloudStorageFiles(client, "films", create_bucket=False, sleep=lambda _seconds: None)
    finally:
        client.close()
        server.shutdown()
        thread.join()
        server.server_close()


def begin(files: CloudStorageFiles, origin: str | None = "https://app.example") -> str:
    return files.open_upload("projects/p1/uploads/beach", content_type="image/jpeg", size=1234, origin=origin)


def test_storage_is_told_the_size_the_type_the_page_and_that_the_name_must_be_free(storage):
    handler, files = storage
    assert begin(files) == "http://storage.example/session?upload_id=abc"
    (asked,) = handler.asked
    assert asked["path"] == "/upload/storage/v1/b/films/o"
    assert asked["query"]["uploadType"] == "resumable" and asked["query"]["ifGenerationMatch"] == "0"
    headers = asked["headers"]
    assert (headers["x-upload-content-length"], headers["x-upload-content-type"]) == ("1234", "image/jpeg")
    assert headers["origin"] == "https://app.example"
    assert asked["body"] == {"name": "projects/p1/uploads/beach"}, "no checksum of bytes that nobody has seen yet"


def test_without_a_page_no_origin_is_sent(storage):
    handler, files = storage
    begin(files, origin=None)
    assert "origin" not in handler.asked[0]["headers"]


def test_a_name_that_is_taken_is_told_as_such_and_not_tried_again(storage):
    handler, files = storage
    handler.status = 412
    with pytest.raises(FileExists):
        begin(files)
    assert len(handler.asked) == 1


def test_a_refusal_by_storage_is_a_fault_of_the_store(storage):
    handler, files = storage
    handler.status = 403
    with pytest.raises(FileStoreError):
        begin(files)
