"""The share page in a real Chromium: a real film plays, as HLS and, when anything of that fails, as MP4."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.browser.stage import SECONDS, SHARE_ID, Browser, Film, Storage, hosting, serving


@contextmanager
def published(film: Film, **faults: Any) -> Iterator[str]:
    """Serve a film with the faults given to Storage; give the address of its page."""
    storage = Storage(film.objects, film.share.tokens, **faults)
    with serving(storage.answer) as storage_origin, hosting(film.share, storage_origin) as origin:
        yield f"{origin}/share/{SHARE_ID}"


def _fetched(report: dict[str, Any], ending: str) -> int:
    return sum(request["url"].split("?")[0].endswith(ending) for request in report["requests"])


def _plays(report: dict[str, Any], film: Film) -> None:
    video = report["video"]
    assert video["time"] > 0.4 and video["ready"] >= 2 and not video["paused"], report
    assert (video["width"], video["height"]) == (film.share.width, film.share.height)
    assert video["duration"] == pytest.approx(SECONDS, abs=0.2)
    assert not video["button"]


def test_the_film_plays_as_hls(browser: Browser, wide_film: Film) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, play=True)
    _plays(report, wide_film)
    assert report["errors"] == []
    assert report["video"]["source"] == "hls.js"
    assert _fetched(report, "master.m3u8") == _fetched(report, "full.m3u8") == _fetched(report, "init.mp4") == 1
    assert _fetched(report, ".m4s") >= 1
    assert _fetched(report, "film.mp4") == 0


def test_nothing_of_the_film_is_fetched_before_it_is_played(browser: Browser, wide_film: Film) -> None:
    with published(wide_film) as url:
        report = browser.visit(url, copy=True)
    assert report["errors"] == []
    assert _fetched(report, ".m4s") == _fetched(report, "film.mp4") == _fetched(report, "film.vtt") == 0
    assert report["copied"] == url


@pytest.mark.parametrize(
    "faults",
    [
        {"broken": {".m4s"}},
        {"broken": {"init.mp4"}},
        {"broken": {"0001.m4s"}},
        {"cors": False},
    ],
    ids=["segments", "initialisation", "one segment", "no CORS on the bucket"],
)
def test_the_film_plays_as_mp4_when_hls_is_broken(browser: Browser, wide_film: Film, faults: dict[str, Any]) -> None:
    with published(wide_film, **faults) as url:
        report = browser.visit(url, play=True, until=2.5)
    _plays(report, wide_film)
    assert report["video"]["source"] == "mp4"
    assert _fetched(report, "film.mp4") >= 1


def test_the_film_plays_as_mp4_when_there_is_no_hls(browser: Browser, wide_film: Film) -> None:
    film = replace(wide_film, share=wide_film.share.model_copy(update={"renditions": ()}))
    with published(film) as url:
        report = browser.visit(url, play=True)
    _plays(report, film)
    assert report["errors"] == []
    assert report["video"]["source"] == "mp4"


def test_captions_are_off_and_can_be_turned_on(browser: Browser, wide_film: Film) -> None:
    with published(wide_film) as url:
        off = browser.visit(url, play=True)
        on = browser.visit(url, play=True, captions=True)
    assert off["video"]["cues"] == [{"mode": "disabled", "cues": 0}]
    assert on["video"]["cues"] == [{"mode": "showing", "cues": 1}]
    assert on["errors"] == []


def test_a_film_that_cannot_be_loaded_says_so(browser: Browser, wide_film: Film) -> None:
    with published(wide_film, broken={".m4s", "film.mp4"}) as url:
        report = browser.visit(url, play=True, wait="#failed")
    assert report["shown"] == "The film cannot be loaded just now. Reload the page to try again."


def test_the_embedded_player_plays(browser: Browser, wide_film: Film) -> None:
    with published(wide_film) as url:
        report = browser.visit(f"{url}/embed", play=True, width=640, height=360)
    _plays(report, wide_film)
    assert report["errors"] == []


@pytest.mark.parametrize("screen", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("shape", ["wide_film", "tall_film"])
def test_the_page_fits_screens_of_all_kinds(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest, shape: str, screen: tuple[int, int]
) -> None:
    film: Film = request.getfixturevalue(shape)
    pictures = {name: str(tmp_path / f"{name}.png") for name in ("before", "after")}
    with published(film) as url:
        report = browser.visit(url, play=True, width=screen[0], height=screen[1], screenshots=pictures)
    _plays(report, film)
    assert report["overflow"] <= 0
    assert all(Path(picture).stat().st_size > 10_000 for picture in pictures.values())


def test_an_unknown_film_is_a_plain_404(browser: Browser, wide_film: Film) -> None:
    with published(wide_film) as url:
        report = browser.visit(url.replace(SHARE_ID, "x" * 22))
    assert report["status"] == 404
    assert [error for error in report["errors"] if "404" not in error] == []
