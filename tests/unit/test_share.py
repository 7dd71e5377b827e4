"""The share page: what sites read, what visitors get, and what hostile titles cannot do."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from functions.share.routes import CACHE_SECONDS, Response, respond
from schemas.share import Share
from tests.kit.shared import CHAPTERS, HOSTILE, ORIGIN, SHARE_ID, STORAGE, get, is_file, share

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """A page as a site's crawler reads it; asserts that tags are balanced."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(response.body.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"repeated attribute in {tag}"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def meta(self) -> dict[str, str]:
        named = [(tag.get("property") or tag.get("name"), tag.get("content", "")) for tag in self.all("meta")]
        known = [(name, content) for name, content in named if name]
        assert len(dict(known)) == len(known), "a tag stands twice"
        return dict(known)

    def attributes(self) -> Iterator[tuple[str, str, str]]:
        for tag, attributes in self.tags:
            for name, value in attributes.items():
                yield tag, name, value


# --- What sites read ---------------------------------------------------------------------------------------------


def test_open_graph_is_whole() -> None:
    meta = Page(get(f"/share/{SHARE_ID}")).meta()
    poster, video = meta["og:image"], meta["og:video"]
    assert meta | {} == meta | {
        "og:type": "video.other",
        "og:site_name": "Reelwright",
        "og:title": "The lantern",
        "og:description": "A harbour, a boat, a light. Made for Fara.",
        "og:url": f"{ORIGIN}/share/{SHARE_ID}",
        "og:image:secure_url": poster,
        "og:image:type": "image/jpeg",
        "og:image:width": "1280",
        "og:image:height": "720",
        "og:image:alt": "A frame of “The lantern”",
        "og:video:secure_url": video,
        "og:video:type": "video/mp4",
        "og:video:width": "1920",
        "og:video:height": "1080",
        "video:duration": "65",
        "video:release_date": "2026-11-21T08:30:00+00:00",
    }
    is_file(poster, "projects/p1/publish/abc.jpg")
    is_file(video, "projects/p1/film/abc.mp4")


def test_the_player_card_is_whole() -> None:
    meta = Page(get(f"/share/{SHARE_ID}")).meta()
    assert {name: value for name, value in meta.items() if name.startswith("twitter:")} == {
        "twitter:card": "player",
        "twitter:title": "The lantern",
        "twitter:description": meta["og:description"],
        "twitter:image": meta["og:image"],
        "twitter:image:alt": meta["og:image:alt"],
        "twitter:player": f"{ORIGIN}/share/{SHARE_ID}/embed",
        "twitter:player:width": "1920",
        "twitter:player:height": "1080",
        "twitter:player:stream": meta["og:video"],
        "twitter:player:stream:content_type": "video/mp4",
    }


def test_every_address_in_the_tags_is_absolute_and_secure() -> None:
    meta = Page(get(f"/share/{SHARE_ID}")).meta()
    addresses = ["og:url", "og:image", "og:image:secure_url", "og:video", "og:video:secure_url", "twitter:image"]
    for name in [*addresses, "twitter:player", "twitter:player:stream"]:
        parts = urlsplit(meta[name])
        assert (parts.scheme, bool(parts.netloc)) == ("https", True), name


def test_search_engines_get_structured_data_and_one_address() -> None:
    page = Page(get(f"/share/{SHARE_ID}/"))
    assert [link["href"] for link in page.all("link") if link["rel"] == "canonical"] == [f"{ORIGIN}/share/{SHARE_ID}"]
    data = json.loads(page.texts["script"][0])
    assert (data["@type"], data["name"], data["duration"]) == ("VideoObject", "The lantern", "PT65.4S")
    assert data["uploadDate"] == "2026-11-21T08:30:00+00:00"
    is_file(data["contentUrl"], "projects/p1/film/abc.mp4")
    is_file(data["thumbnailUrl"][0], "projects/p1/publish/abc.jpg")


def test_on_the_emulator_no_address_claims_to_be_secure() -> None:
    response = get(f"/share/{SHARE_ID}", origin="http://127.0.0.1:5000", storage_origin="http://127.0.0.1:9199")
    meta = Page(response).meta()
    assert meta["og:video"].startswith("http://127.0.0.1:9199/v0/b/films.appspot.com/o/")
    assert [name for name in meta if name.endswith("secure_url")] == []
    assert "googleapis" not in response.body.decode() + response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("", "A film of 1:05, made with Reelwright."),
        ("  two\n\n words ", "two words"),
        ("word " * 100, "word " * 39 + "word …"),
        ("x" * 300, "x" * 200 + " …"),
    ],
)
def test_a_description_is_one_short_line(description: str, shown: str) -> None:
    meta = Page(get(f"/share/{SHARE_ID}", share(description=description))).meta()
    assert meta["og:description"] == meta["description"] == shown


# --- What visitors get -------------------------------------------------------------------------------------------


def test_the_player_has_hls_and_without_a_script_mp4() -> None:
    page = Page(get(f"/share/{SHARE_ID}"))
    (video,) = page.all("video")
    assert video["data-hls"] == f"/share/{SHARE_ID}/master.m3u8"
    assert {"controls", "playsinline"} <= set(video)
    assert "crossorigin" not in video and "autoplay" not in video
    (source,) = page.all("source")
    assert source["type"] == "video/mp4"
    is_file(source["src"], "projects/p1/film/abc.mp4")
    is_file(video["poster"], "projects/p1/publish/abc.jpg")
    assert video["data-mp4"] == source["src"]


def test_captions_are_there_and_off() -> None:
    page = Page(get(f"/share/{SHARE_ID}", share(language="pt-BR")))
    (track,) = page.all("track")
    assert (track["kind"], track["srclang"]) == ("captions", "pt-BR")
    assert "default" not in track
    is_file(track["src"], "projects/p1/film/abc.vtt")
    assert Page(get(f"/share/{SHARE_ID}", share(captions_path=None))).all("track") == []


def test_a_film_without_renditions_plays_as_mp4_only() -> None:
    film = share(renditions=())
    page = Page(get(f"/share/{SHARE_ID}", film))
    assert "data-hls" not in page.all("video")[0]
    assert [script for script in page.all("script") if "src" in script] == []
    assert get(f"/share/{SHARE_ID}/master.m3u8", film).status == 404


def test_title_length_date_and_downloads_are_shown() -> None:
    page = Page(get(f"/share/{SHARE_ID}"))
    assert page.texts["h1"] == ["The lantern"]
    assert page.texts["time"] == ["21 November 2026"]
    assert "1:05" in page.texts["span"]
    links = [link["href"] for link in page.all("a") if "download" in link]
    paths = ["film/abc.mp4", "publish/h~1/480p.mp4", "film/abc.vtt", "film/abc.srt", "publish/abc.gif"]
    for address, path in zip(links, paths, strict=True):
        is_file(address, f"projects/p1/{path}")
    assert [text.strip() for text in page.texts["a"] if "Film," in text] == ["Film, 1080p", "Film, 480p"]
    assert {"MP4, 11 MB", "MP4, 4.8 MB", "WebVTT", "SRT", "GIF"} <= set(page.texts["span"])
    (copy,) = [button for button in page.all("button") if button.get("id") == "copy"]
    assert copy["data-link"] == f"{ORIGIN}/share/{SHARE_ID}"


def test_scenes_are_listed_with_a_picture_and_the_second_they_begin() -> None:
    page = Page(get(f"/share/{SHARE_ID}"))
    buttons = [button for button in page.all("button") if "data-at" in button]
    assert [float(button["data-at"]) for button in buttons] == [3.0, 7.5]
    pictures = [picture for picture in page.all("img") if "scenes%2F" in picture["src"]]
    assert all((picture["loading"], picture["alt"]) == ("lazy", "") for picture in pictures)
    for picture, chapter in zip(pictures, CHAPTERS, strict=True):
        is_file(picture["src"], chapter.thumbnail_path)
    (section,) = [each for each in page.all("section") if each.get("id") == "scenes"]
    assert "hidden" in section, "without a script its buttons would do nothing"
    assert [text for text in page.texts["span"] if text in {"The boat", "The light", "0:03", "0:08"}] != []
    only = Page(get(f"/share/{SHARE_ID}", share(chapters=CHAPTERS[:1])))
    assert [each for each in only.all("section") if each.get("id") == "scenes"] == []


def test_the_timeline_can_be_used_by_keyboard_and_names_itself() -> None:
    page = Page(get(f"/share/{SHARE_ID}"))
    (slider,) = page.all("input")
    assert (slider["type"], slider["max"], slider["aria-label"]) == ("range", "65.4", "Position in the film")
    (timeline,) = [each for each in page.all("div") if each.get("id") == "timeline"]
    assert timeline["data-pictures"] == f"/share/{SHARE_ID}/thumbnails.vtt" and "hidden" in timeline
    plain = Page(get(f"/share/{SHARE_ID}", share(sprite=None)))
    assert [each for each in plain.all("div") if "data-pictures" in each] == []


@pytest.mark.parametrize(("width", "height", "upright"), [(1920, 1080, False), (1080, 1920, True), (1080, 1080, False)])
def test_the_player_keeps_the_films_shape(width: int, height: int, upright: bool) -> None:
    page = Page(get(f"/share/{SHARE_ID}", share(width=width, height=height)))
    assert f"--ratio: {width} / {height};" in "".join(page.texts["style"])
    assert (page.all("body")[0].get("class") == "upright") is upright
    assert (page.all("video")[0]["width"], page.all("video")[0]["height"]) == (str(width), str(height))


def test_the_embed_is_the_player_alone_and_may_be_framed() -> None:
    response = get(f"/share/{SHARE_ID}/embed")
    page = Page(response)
    assert len(page.all("video")) == 1
    assert page.all("h1") == []
    assert page.meta()["robots"] == "noindex"
    assert _policy(response)["frame-ancestors"] == ["*"]
    assert _policy(get(f"/share/{SHARE_ID}"))["frame-ancestors"] == ["'none'"]


# --- What hostile input cannot do --------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("part", ["", "/embed"])
def test_hostile_texts_stay_texts(hostile: str, part: str) -> None:
    hostile_chapters = tuple(chapter.model_copy(update={"title": hostile}) for chapter in CHAPTERS)
    harmless, film = share(), share(title=hostile, description=hostile, language=hostile, chapters=hostile_chapters)
    page = Page(get(f"/share/{SHARE_ID}{part}", film))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in Page(get(f"/share/{SHARE_ID}{part}", harmless)).tags]
    assert [name for _, name, _ in page.attributes() if name.startswith("on")] == []
    addresses = [value for _, name, value in page.attributes() if name in {"href", "src", "poster"}]
    assert all(re.match(r"https://|/", address) for address in addresses)
    if not part:
        assert page.meta()["og:title"] == hostile
        assert "".join(page.texts["h1"]) == hostile
        assert json.loads(page.texts["script"][0])["name"] == hostile


def _policy(response: Response) -> dict[str, list[str]]:
    directives = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in directives}


@pytest.mark.parametrize("part", ["", "/embed"])
def test_the_policy_allows_what_the_page_needs_and_no_more(part: str) -> None:
    response = get(f"/share/{SHARE_ID}{part}")
    policy, page = _policy(response), Page(response)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    (nonce,) = policy["script-src"]
    assert policy["style-src"] == [nonce]
    assert re.fullmatch(r"'nonce-[A-Za-z0-9_-]{22}'", nonce)
    for tag in ("script", "style"):
        assert [f"'nonce-{element['nonce']}'" for element in page.all(tag)] == [nonce] * len(page.all(tag))
    assert [value for _, name, value in page.attributes() if name == "style"] == []
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert STORAGE in policy["media-src"] and STORAGE in policy["img-src"] and STORAGE in policy["connect-src"]
    assert _policy(get(f"/share/{SHARE_ID}{part}"))["script-src"] != [nonce]


@pytest.mark.parametrize("path", ["", "/embed", "/master.m3u8", "/480p.m3u8", "/manifest.mpd", "/nothing"])
def test_every_answer_carries_the_safe_headers(path: str) -> None:
    headers = get(f"/share/{SHARE_ID}{path}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    ages = [int(age) for age in re.findall(r"max-?age=(\d+)", headers["Cache-Control"])]
    assert sum(ages) <= 60 and CACHE_SECONDS in ages


# --- What is not there -------------------------------------------------------------------------------------------

MALFORMED = [
    "/share",
    "/share/",
    "/share//",
    f"/share/{SHARE_ID}x",
    f"/share/{SHARE_ID[:-1]}",
    f"/share/{SHARE_ID[:-1]}é",
    f"/share/{SHARE_ID}\n",
    f"/share/{SHARE_ID}/../{SHARE_ID}",
    f"/share/{SHARE_ID}/EMBED",
    f"/share/{SHARE_ID}/embed/embed",
    f"/share/{SHARE_ID}/r480.m3u8.m3u8",
    f"/x/share/{SHARE_ID}",
    f"/share/{SHARE_ID}//",
    "/share/<script>alert(1)</script>",
    "/share/..%2f..%2fetc",
]


@pytest.mark.parametrize("path", MALFORMED)
def test_a_malformed_address_is_not_looked_up(path: str) -> None:
    def load(share_id: str) -> Share | None:
        raise AssertionError(f"{share_id} was looked up")

    response = respond(path, load=load, origin=ORIGIN, storage_origin=STORAGE)
    assert response.status == 404


def test_every_404_is_the_same_and_says_nothing() -> None:
    unknown = get(f"/share/{'x' * 22}")
    parts = ("nothing.m3u8", "master.vtt", "thumbnails.m3u8", "manifest.vtt", "other.mpd", "1080p.mpd")
    paths = [*(f"/share/{SHARE_ID}/{part}" for part in (*parts, "other")), "/share/short", f"/share/{'y' * 22}"]
    for path in paths:
        response = get(path)
        assert response.status == unknown.status == 404
        assert _without_nonces(response) == _without_nonces(unknown)
    assert unknown.headers["X-Robots-Tag"] == "noindex"
    page = Page(unknown)
    assert page.meta()["robots"] == "noindex"
    assert [name for name in page.meta() if name.startswith(("og:", "twitter:"))] == []
    assert "x" * 22 not in unknown.body.decode()


def _without_nonces(response: Response) -> tuple[dict[str, str], str]:
    nonce = re.findall(r"nonce-([\w-]+)", response.headers["Content-Security-Policy"])[0]
    headers = {name: value.replace(nonce, "") for name, value in response.headers.items()}
    return headers, response.body.decode().replace(nonce, "")
