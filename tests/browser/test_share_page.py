"""The share page in a real Chromium: a real film plays, as HLS and, when anything of that fails, as MP4."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageStat

from tests.browser.stage import SECONDS, Browser, Storage, hosting, serving
from tests.kit.publication import SHARE_ID, Publication


@contextmanager
def published(film: Publication, **faults: Any) -> Iterator[str]:
    """Serve a film with the faults given to Storage; give the address of its page."""
    storage = Storage(film.files, film.share.tokens, film.types, **faults)
    with serving(storage.answer) as storage_origin, hosting(film.share, storage_origin) as origin:
        yield f"{origin}/share/{SHARE_ID}"


def _fetched(report: dict[str, Any], ending: str) -> int:
    return sum(request["url"].split("?")[0].endswith(ending) for request in report["requests"])


def _plays(report: dict[str, Any], film: Publication) -> None:
    video = report["video"]
    assert video["time"] > 0.4 and video["ready"] >= 2 and not video["paused"], report
    assert (video["width"], video["height"]) in {(each.width, each.height) for each in film.share.renditions}
    assert video["duration"] == pytest.approx(SECONDS, abs=0.2)
    assert not video["button"]


def test_the_film_plays_as_hls(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, play=True)
    _plays(report, wide_film)
    assert report["errors"] == []
    assert report["video"]["source"] == "hls.js"
    assert report["video"]["begins"] == 0
    assert _fetched(report, "master.m3u8") == _fetched(report, "sound.m3u8") == 1
    ranges = [request["status"] for request in report["requests"] if "stream%2F" in request["url"]]
    assert len(ranges) >= 4 and set(ranges) == {206}
    assert _fetched(report, "f1.mp4") == _fetched(report, "captions.m3u8") == 0


def test_nothing_of_the_film_is_fetched_before_it_is_played(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, copy=True)
    assert report["errors"] == []
    assert _fetched(report, "p.mp4") == _fetched(report, "f1.mp4") == _fetched(report, "f1.vtt") == 0
    assert _fetched(report, "thumbnails.vtt") == _fetched(report, "sprite.jpg") == 0
    assert report["copied"] == url


@pytest.mark.parametrize(
    "faults",
    [
        {"broken": {"stream/720p.mp4", "stream/480p.mp4"}},
        {"broken": {"stream/sound.mp4"}},
        {"cors": False},
    ],
    ids=["picture", "sound", "no CORS on the bucket"],
)
def test_the_film_plays_as_mp4_when_hls_is_broken(
    browser: Browser, wide_film: Publication, faults: dict[str, Any]
) -> None:
    with published(wide_film, **faults) as url:
        report = browser.visit(url, play=True, until=2.5)
    _plays(report, wide_film)
    assert report["video"]["source"] == "mp4"
    assert _fetched(report, "f1.mp4") >= 1


def test_the_film_plays_as_mp4_when_there_is_no_hls(browser: Browser, wide_film: Publication) -> None:
    film = replace(wide_film, share=wide_film.share.model_copy(update={"renditions": ()}))
    with published(film) as url:
        report = browser.visit(url, play=True)
    _plays(report, wide_film)
    assert report["errors"] == []
    assert report["video"]["source"] == "mp4"


def test_captions_are_off_and_can_be_turned_on(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        off = browser.visit(url, play=True)
        on = browser.visit(url, play=True, captions=True)
    assert off["video"]["cues"] == [{"mode": "disabled", "cues": 0}]
    assert on["video"]["cues"] == [{"mode": "showing", "cues": 1}]
    assert on["errors"] == []


def test_a_film_that_cannot_be_loaded_says_so(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film, broken={"p.mp4", "f1.mp4"}) as url:
        report = browser.visit(url, play=True, wait="#failed")
    assert report["shown"] == "The film cannot be loaded just now. Reload the page to try again."


def test_the_embedded_player_plays(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        report = browser.visit(f"{url}/embed", play=True, width=640, height=360)
    _plays(report, wide_film)
    assert report["errors"] == []


@pytest.mark.parametrize("screen", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("shape", ["wide_film", "tall_film"])
def test_the_page_fits_screens_of_all_kinds(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest, shape: str, screen: tuple[int, int]
) -> None:
    film: Publication = request.getfixturevalue(shape)
    pictures = {name: str(tmp_path / f"{name}.png") for name in ("before", "after")}
    with published(film) as url:
        report = browser.visit(url, play=True, width=screen[0], height=screen[1], screenshots=pictures)
    _plays(report, film)
    assert report["overflow"] <= 0
    assert all(Path(picture).stat().st_size > 10_000 for picture in pictures.values())


def test_a_scene_is_gone_to_from_its_picture(browser: Browser, wide_film: Publication, tmp_path: Path) -> None:
    pictures = {"after": str(tmp_path / "scene.png")}
    with published(wide_film) as url:
        report = browser.visit(url, play=True, scene=1, screenshots=pictures)
    assert report["errors"] == []
    assert 5.0 <= report["video"]["time"] < 9.0
    assert report["current"] == ["Scene 2"]
    assert report["video"]["place"].endswith("of 0:12, Scene 2")


def test_the_timeline_shows_what_is_there(browser: Browser, wide_film: Publication, tmp_path: Path) -> None:
    pictures = {name: str(tmp_path / f"{name}.png") for name in ("preview", "after")}
    with published(wide_film) as url:
        report = browser.visit(url, play=True, hover=0.6, screenshots=pictures)
    assert report["errors"] == []
    assert report["preview"] == {"scene": "Scene 2", "at": "0:07"}
    red, green, blue = ImageStat.Stat(Image.open(pictures["preview"]).convert("RGB")).mean
    assert blue > green > red and blue - red > 60, "the picture is not that of the second, blue scene"
    sheets = [request for request in report["requests"] if "sprite.jpg" in request["url"]]
    assert [sheet["status"] for sheet in sheets] == [200]


def test_a_film_can_be_wound_before_it_is_played(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, press=["End", "PageDown"], until=10.5)
    assert report["errors"] == []
    assert report["video"]["time"] >= 10.5


@pytest.mark.parametrize("width", [1280, 360])
def test_everything_can_be_downloaded(browser: Browser, wide_film: Publication, width: int) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, width=width, downloads=True)
    assert [line.split("\t")[0].split(" MP4")[0] for line in report["downloads"] if "Film" in line] == [
        "Film, 720p",
        "Film, 480p",
    ]
    assert "SRT" in " ".join(report["downloads"]) and not report["cut"]


def test_an_unknown_film_is_a_plain_404(browser: Browser, wide_film: Publication) -> None:
    with published(wide_film) as url:
        report = browser.visit(url.replace(SHARE_ID, "x" * 22))
    assert report["status"] == 404
    assert [error for error in report["errors"] if "404" not in error] == []
