"""A published film over Hosting; and who sees nothing: a stranger, and everybody once it is unpublished."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx
import pytest
from google.api_core.exceptions import PermissionDenied
from PIL import Image

from cli.frontend import FrontendError
from schemas.project import Project
from tests.kit.checks import film_facts
from tests.kit.filmed import Production, Stage

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def web(stage: Stage) -> Iterator[httpx.Client]:
    """Anybody's browser."""
    with httpx.Client(base_url=stage.suite.endpoints.url("hosting"), timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def published(stage: Stage, filmed: Production) -> Project:
    _, answer = stage.frontend.request(filmed.project.id, "publish", timeout=300)
    project = stage.frontend.read(filmed.project.id)
    assert answer.status == "completed"
    assert answer.outcome and answer.outcome.share_id == project.publication.share_id
    return project


@pytest.fixture(scope="module")
def tags(web: httpx.Client, published: Project) -> dict[str, str]:
    reply = web.get(f"/share/{published.publication.share_id}")
    assert reply.status_code == 200
    return _Tags.of(reply.text)


class _Tags(HTMLParser):
    """Collects meta tags by property or name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.scripts = 0

    @classmethod
    def of(cls, page: str) -> dict[str, str]:
        parser = cls()
        parser.feed(page)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.found[name] = given.get("content") or ""


def test_the_share_page_tells_other_sites_what_it_shows(stage, web, published, tags):
    assert tags["og:title"] == published.name
    assert tags["og:description"] == published.description
    assert tags["og:type"] == "video.other"
    assert tags["og:url"] == stage.frontend.share_url(str(published.publication.share_id))
    assert (tags["og:video:width"], tags["og:video:height"]) == ("1080", "1080")
    assert tags["twitter:card"] == "player"
    page = web.get(f"/share/{published.publication.share_id}").text
    assert "<script>alert" not in page
    assert "<b>film</b>" not in page


def test_the_film_plays_from_its_page_in_parts(web, tags):
    part = web.get(tags["og:video"], headers={"Range": "bytes=100-1123"})
    assert (part.status_code, len(part.content)) == (206, 1024)
    whole = web.get(tags["og:video"])
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.content[100:1124] == part.content
    assert film_facts(whole.content, every=30).size == (1080, 1080)


def test_the_poster_is_a_picture_of_the_size_it_claims(web, tags):
    reply = web.get(tags["og:image"])
    assert reply.headers["content-type"] == "image/jpeg"
    poster = Image.open(io.BytesIO(reply.content))
    poster.load()
    assert (poster.format, str(poster.width), str(poster.height)) == (
        "JPEG",
        tags["og:image:width"],
        tags["og:image:height"],
    )


def test_the_playlists_lead_to_every_segment(web, published):
    master = web.get(f"/share/{published.publication.share_id}/master.m3u8")
    assert master.headers["content-type"].startswith("application/vnd.apple.mpegurl")
    names = [line for line in master.text.splitlines() if line and not line.startswith("#")]
    assert names
    seconds = []
    for name in names:
        playlist = web.get(urljoin(str(master.url), name))
        assert playlist.status_code == 200
        lines = playlist.text.splitlines()
        seconds.append(sum(float(line[8:-1]) for line in lines if line.startswith("#EXTINF:")))
        first = next(line for line in lines if line.startswith("#EXT-X-MAP")).split('"')[1]
        segments = [line for line in lines if line.startswith("http")]
        assert lines[-1] == "#EXT-X-ENDLIST"
        assert web.get(first).content[4:8] == b"ftyp"
        assert all(web.get(one, headers={"Range": "bytes=0-7"}).status_code == 206 for one in segments)
    assert seconds == pytest.approx([published.film.duration_seconds] * len(names), abs=0.1)


def test_what_is_not_published_is_one_and_the_same_404(web, published):
    unknown = web.get(f"/share/{'x' * 22}")
    malformed = web.get("/share/../../etc")
    project = web.get(f"/share/{published.id}")
    assert [reply.status_code for reply in (unknown, malformed, project)] == [404, 404, 404]
    assert published.id not in project.text


def test_drafts_are_nobodys_without_a_token(stage, web, published):
    scene = published.scenes["english"].assets
    drafts = [scene.image_path, scene.segment_path, scene.audio_path, published.music.audio_path]
    for path in map(str, drafts):
        assert web.get(stage.public_url(path)).status_code == 403
        assert web.get(stage.public_url(path) + "&token=guess").status_code == 403
    assert web.get(stage.public_url("").split("?")[0]).status_code == 403


def test_the_files_api_serves_the_owner_alone(stage: Stage, web: httpx.Client, published: Project):
    address = f"/api/v1/projects/{published.id}/files"
    params = {"path": str(published.scenes["english"].assets.image_path)}
    stranger = stage.user("stranger")

    def ask(token: str | None, path: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return web.get(address, params={"path": path} if path else params, headers=headers)

    assert ask(stage.frontend.user.token).status_code == 200
    refusals = {
        "nobody": ask(None),
        "forged": ask("not.a.token"),
        "stranger": ask(stranger.user.token),
        "elsewhere": ask(stage.frontend.user.token, "projects/another/film/x.mp4"),
        "upwards": ask(stage.frontend.user.token, f"projects/{published.id}/../another/film/x.mp4"),
    }
    statuses = {name: reply.status_code for name, reply in refusals.items()}
    assert statuses == {"nobody": 401, "forged": 401, "stranger": 404, "elsewhere": 404, "upwards": 404}
    for reply in refusals.values():
        assert set(reply.json()["error"]) == {"code", "message", "suggested_action"}


def test_a_stranger_reads_and_writes_nothing(stage, published):
    stranger = stage.user("stranger")
    with pytest.raises(FrontendError, match="There is no project"):
        stranger.read(published.id)
    for read in (
        lambda: stranger.client.document(f"projects/{published.id}").get(),
        lambda: stranger.jobs(published.id),
        lambda: stranger.client.document(f"shares/{published.publication.share_id}").get(),
        lambda: list(stranger.client.collection("projects").stream()),
    ):
        with pytest.raises(PermissionDenied):
            read()
    for kind in ("produce", "publish", "unpublish", "cancel"):
        with pytest.raises(FrontendError, match="denied"):
            stranger.request(published.id, kind, timeout=20)
    assert stage.frontend.read(published.id).publication.share_id == published.publication.share_id


def test_unpublishing_takes_the_page_and_the_files_away(stage, web, published, tags):
    """The last test of this file: the film is published no more afterwards."""
    _, answer = stage.frontend.request(published.id, "unpublish", timeout=60)
    assert answer.status == "completed"
    share = f"/share/{published.publication.share_id}"
    for address in (share, f"{share}/embed", f"{share}/master.m3u8"):
        assert web.get(address).status_code == 404
    for tag in ("og:video", "og:image"):
        assert web.get(tags[tag]).status_code == 403
    project = stage.frontend.read(published.id)
    assert project.publication.share_id is None
    assert project.film.video_path  # the film itself stays, and is its owner's
    assert stage.frontend.download(project.id, str(project.film.video_path))
