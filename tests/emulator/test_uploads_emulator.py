"""A person's own file on its way into Storage: over Hosting, as a signed-in user; and who gets nowhere."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from cli.frontend import Frontend, FrontendError
from cli.upload import upload, use
from tests.kit.filmed import Stage

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(600)]
SCENES = [{"id": "opening", "title": "Opening", "description": "A boat.", "duration_seconds": 1}]


@pytest.fixture(scope="module")
def project(stage: Stage) -> str:
    return stage.project("Own media", SCENES)


@pytest.fixture(scope="module")
def web(stage: Stage) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stage.suite.endpoints.url("hosting"), timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A JPEG of some hundred kilobytes."""
    noise = np.random.default_rng(7).integers(0, 255, (480, 640, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=90)
    return out.getvalue()


def ask(web: httpx.Client, project: str, user: Frontend | None, **changes: Any) -> httpx.Response:
    body = {"upload_id": "photo", "content_type": "image/jpeg", "size_bytes": 1000, **changes}
    headers = {"Authorization": f"Bearer {user.user.token}"} if user else {}
    return web.post(f"/api/v1/projects/{project}/uploads", json=body, headers=headers)


def test_the_bytes_arrive_as_they_were_sent_and_once(stage: Stage, web: httpx.Client, project: str, photo: bytes):
    begun = ask(web, project, stage.frontend, size_bytes=len(photo))
    assert begun.status_code == 200, begun.text
    assert begun.headers["Cache-Control"] == "private, no-store"
    session = begun.json()
    assert session["path"] == f"projects/{project}/uploads/photo"
    sent = httpx.request(
        session["method"], session["url"], content=photo, headers=session["headers"], timeout=60, trust_env=False
    )
    assert sent.is_success
    stored = stage.objects(session["path"])[session["path"]]
    assert (stored.size, stored.content_type) == (len(photo), "image/jpeg")
    assert stage.content(session["path"]) == photo
    assert stage.frontend.download(project, session["path"]) == photo
    again = ask(web, project, stage.frontend, size_bytes=len(photo))
    assert (again.status_code, again.json()["error"]["code"]) == (409, "upload_exists")
    hidden = httpx.get(stage.public_url(session["path"]), timeout=60, trust_env=False)
    assert hidden.status_code == 403, "an upload is nobody else's to see"


def test_strangers_and_those_not_signed_in_get_no_session(stage: Stage, web: httpx.Client, project: str):
    stranger = stage.user("stranger")
    answers = [
        ask(web, project, stranger, upload_id="mine"),
        ask(web, project, None, upload_id="mine"),
        ask(web, "no_such_project", stage.frontend),
        web.get(
            f"/api/v1/projects/{project}/uploads", headers={"Authorization": f"Bearer {stage.frontend.user.token}"}
        ),
    ]
    told = [(answer.status_code, answer.json()["error"]["code"]) for answer in answers]
    assert told == [
        (404, "project_not_found"),
        (401, "unauthenticated"),
        (404, "project_not_found"),
        (405, "method_not_allowed"),
    ]
    assert not stage.objects(f"projects/{project}/uploads/mine")


@pytest.mark.parametrize("upload_id", ["../other/uploads/x", "a/b", "a.png", "%2e%2e", "", "A", "a" * 40])
def test_ids_that_are_like_paths_are_refused(stage: Stage, web: httpx.Client, project: str, upload_id: str):
    answer = ask(web, project, stage.frontend, upload_id=upload_id)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_upload")


def test_what_is_no_json_is_refused(stage: Stage, web: httpx.Client, project: str):
    headers = {"Authorization": f"Bearer {stage.frontend.user.token}", "Content-Type": "application/json"}
    for body in (b"{", b"[" * 100_000, b'{"upload_id": "' + b"a" * 100_000 + b'"}'):
        answer = web.post(f"/api/v1/projects/{project}/uploads", content=body, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_upload")


def test_the_command_sends_a_file_and_has_the_scene_use_it(stage: Stage, project: str, photo: bytes, tmp_path: Path):
    file = tmp_path / "My Béach 1.jpeg"
    file.write_bytes(photo)
    console = Console(quiet=True)
    upload_id = upload(stage.frontend, console, project, file)
    assert stage.content(f"projects/{project}/uploads/{upload_id}") == photo
    assert upload(stage.frontend, console, project, file) == upload_id, "what is there is not sent again"
    use(stage.frontend, project, "opening", "image", upload_id)
    use(stage.frontend, project, None, "music", upload_id)
    after = stage.frontend.read(project)
    assert after.scenes["opening"].media.image == upload_id
    assert after.media.music == upload_id
    with pytest.raises(FrontendError, match="project_not_found"):
        upload(stage.user("stranger"), console, project, file)


OWN_SCENES = [
    {"id": "picture", "title": "Picture", "description": "A boat.", "duration_seconds": 1},
    {"id": "clip", "title": "Clip", "description": "A boat.", "duration_seconds": 1},
]


def test_a_hostile_upload_costs_its_own_scene_and_nothing_else(stage: Stage, web: httpx.Client):
    project = stage.project("Hostile", OWN_SCENES)
    listing = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    begun = ask(web, project, stage.frontend, upload_id="evil", content_type="video/mp4", size_bytes=len(listing))
    httpx.put(begun.json()["url"], content=listing, timeout=60, trust_env=False).raise_for_status()
    use(stage.frontend, project, "clip", "video", "evil")
    made = stage.produce(project)
    assert made.answer.status == "completed", "a film comes out"
    reason = made.project.scenes["clip"].assets.placeholders["video"]
    assert "The file is a playlist" in reason and "Upload" in reason and "root:" not in reason
    assert set(made.project.film.placeholders) == {"clip"}
    assert made.project.scenes["picture"].assets.placeholders == {}
