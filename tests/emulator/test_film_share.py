"""A published film over Hosting; and who sees nothing: a stranger, and everybody once it is unpublished."""

import html
import io
import math
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest
from google.api_core.exceptions import PermissionDenied
from PIL import Image

from cli.frontend import FrontendError
from schemas.project import Project
from tests.kit.checks import film_facts
from tests.kit.filmed import Production, Stage
from tests.kit.streams import frames_of, read_dash, read_hls

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


def test_playlists_and_manifest_lead_to_the_same_bytes(web, published):
    share = f"/share/{published.publication.share_id}"
    master, manifest = web.get(f"{share}/master.m3u8"), web.get(f"{share}/manifest.mpd")
    assert master.headers["content-type"].startswith("application/vnd.apple.mpegurl")
    assert manifest.headers["content-type"].startswith("application/dash+xml")
    tracks = read_hls(web, str(master.url))
    assert list(tracks) == ["1080p", "720p", "480p", "sound"]
    assert read_dash(web, str(manifest.url)) == tracks
    expected = round(float(published.film.duration_seconds or 0) * 30)
    for name in ("1080p", "720p", "480p"):
        assert len(frames_of(b"".join(tracks[name]))) == expected


def test_scenes_downloads_and_the_timeline_are_on_the_page(web, published):
    share = f"/share/{published.publication.share_id}"
    page = web.get(share).text
    publication = published.publication
    assert set(publication.thumbnail_paths) == {scene.id for scene in published.film_scenes()}
    assert set(publication.rendition_paths) == {"1080p", "720p", "480p"}
    assert publication.rendition_paths["1080p"] == publication.video_path
    assert page.count('data-at="') == len(publication.thumbnail_paths)
    assert all(name in page for name in ("Film, 1080p", "Film, 720p", "Film, 480p", "WebVTT", "SRT"))
    listed = web.get(f"{share}/thumbnails.vtt").text
    cues = re.findall(r"^(http\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$", listed, re.MULTILINE)
    assert len(cues) == math.ceil(float(published.film.duration_seconds or 0))
    sheet = Image.open(io.BytesIO(web.get(cues[0][0]).content))
    last = [int(number) for number in cues[-1][1:]]
    assert last[0] + last[2] <= sheet.width and last[1] + last[3] <= sheet.height


def test_publishing_again_makes_nothing(stage, web, published):
    before = _addresses(web, published)
    _, answer = stage.frontend.request(published.id, "publish", timeout=120)
    assert answer.status == "completed" and answer.outcome
    assert (answer.outcome.jobs, answer.outcome.cached) == (0, True)
    assert _addresses(web, published) == before


def test_an_export_is_made_once_and_is_its_owners(stage, web, published):
    options = {"formats": ["mp4_480"]}
    _, answer = stage.frontend.request(published.id, "export", options=options, timeout=300)
    assert answer.status == "completed" and answer.outcome and answer.outcome.jobs == 1
    path = str(stage.frontend.read(published.id).exports["mp4_480"].path)
    facts = film_facts(stage.frontend.download(published.id, path), every=30)
    assert (facts.size, facts.frames) == ((480, 480), round(float(published.film.duration_seconds or 0) * 30))
    assert (
        facts.fast_start
        and facts.chapters
        == film_facts(stage.frontend.download(published.id, str(published.film.video_path)), every=30).chapters
    )
    assert web.get(stage.public_url(path)).status_code == 403
    _, again = stage.frontend.request(published.id, "export", options=options, timeout=120)
    assert again.outcome and (again.outcome.jobs, again.outcome.cached) == (0, True)


def _addresses(web: httpx.Client, published: Project) -> set[str]:
    """Every address of a file that the page and its lists name."""
    share = f"/share/{published.publication.share_id}"
    lists = ["", *(f"/{name}.m3u8" for name in ("1080p", "720p", "480p", "sound", "keyframes", "captions"))]
    text = "".join(web.get(f"{share}{part}").text for part in [*lists, "/manifest.mpd", "/thumbnails.vtt"])
    text = html.unescape(text).replace("\\u0026", "&")  # as HTML, and as the JSON for search engines
    return set(re.findall(r"http://[^\s\"<>#]+/v0/b/[^\s\"<>#]+token=[0-9a-f-]+", text))


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
    addresses = _addresses(web, published)
    scenes = len(published.publication.thumbnail_paths)
    assert len(addresses) >= 11 + scenes  # 3 films, 3 pictures, sound, poster, GIF, sheet, captions, a picture a scene
    assert {web.get(address, headers={"Range": "bytes=0-1"}).status_code for address in addresses} == {206}
    _, answer = stage.frontend.request(published.id, "unpublish", timeout=60)
    assert answer.status == "completed"
    share = f"/share/{published.publication.share_id}"
    for part in ("", "/embed", "/master.m3u8", "/manifest.mpd", "/thumbnails.vtt"):
        assert web.get(f"{share}{part}").status_code == 404
    assert {web.get(address).status_code for address in addresses} == {403}
    for tag in ("og:video", "og:image"):
        assert web.get(tags[tag]).status_code == 403
    project = stage.frontend.read(published.id)
    assert project.publication.share_id is None
    assert project.film.video_path  # the film itself stays, and is its owner's
    assert stage.frontend.download(project.id, str(project.film.video_path))
