"""Streaming from the real Storage emulator, in byte ranges: see docs/decisions/0002-hls-on-the-emulator.md."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

from cli.suite import BUCKET, PROJECT, Suite
from functions.media.runner import ffmpeg_path
from tests.browser.stage import SECONDS, Browser, hosting
from tests.kit.publication import SHARE_ID, Publication
from tests.kit.streams import frames_of, read_dash, read_hls

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Site:
    """A film on the emulator, and its page."""

    film: Publication
    origin: str

    @property
    def page(self) -> str:
        return f"{self.origin}/share/{SHARE_ID}"


@pytest.fixture(scope="module")
def site(wide_film: Publication) -> Iterator[Site]:
    film = replace(wide_film, share=wide_film.share.model_copy(update={"bucket": BUCKET}))
    with Suite(only=["storage"], port_block="free") as suite:
        storage_origin = suite.endpoints.url("storage")
        _upload(film, storage_origin)
        with hosting(film.share, storage_origin) as origin:
            yield Site(film, origin)


def _upload(film: Publication, origin: str) -> None:
    """Put the film's objects where its share document says, each with its download token."""
    client = storage.Client(
        project=PROJECT,
        credentials=AnonymousCredentials(),
        client_options={"api_endpoint": origin},
    )
    for name, token in film.share.tokens.items():
        blob = client.bucket(BUCKET).blob(name)
        blob.metadata = {"firebaseStorageDownloadTokens": token}
        blob.upload_from_filename(str(film.files[name]), content_type=film.types[name])


def test_the_film_plays_as_hls_from_the_storage_emulator(browser: Browser, site: Site) -> None:
    report = browser.visit(site.page, play=True, scene=1)
    assert report["errors"] == []
    assert report["video"]["source"] == "hls.js"
    assert report["video"]["time"] >= 5
    files = [request for request in report["requests"] if "stream%2F" in request["url"]]
    assert {request["status"] for request in files} == {206}


def test_other_sites_players_may_ask_for_ranges(browser: Browser, site: Site) -> None:
    playlist = httpx.get(f"{site.page}/480p.m3u8").text
    address = next(line for line in playlist.splitlines() if line.startswith("http"))
    plain = httpx.get(address)
    from_a_page = httpx.get(address, headers={"Origin": site.origin, "Range": "bytes=0-9"})
    forged = httpx.get(address.replace("token=", "token=x"))
    assert "access-control-allow-origin" not in plain.headers
    assert from_a_page.headers["access-control-allow-origin"] == site.origin
    assert (plain.status_code, from_a_page.status_code, len(from_a_page.content)) == (200, 206, 10)
    assert forged.status_code == 403
    report = browser.visit(site.page, fetch={"url": address, "range": "bytes=5-24"})
    assert report["fetched"] == {"status": 206, "bytes": 20}


def test_dash_and_hls_lead_to_the_same_bytes_and_every_one_decodes(site: Site) -> None:
    with httpx.Client(timeout=60) as client:
        dash = read_dash(client, f"{site.page}/manifest.mpd")
        hls = read_hls(client, f"{site.page}/master.m3u8")
    assert dash == hls
    assert list(hls) == ["720p", "480p", "sound"]
    for name, pieces in hls.items():
        kind = "audio" if name == "sound" else "video"
        frames = frames_of(b"".join(pieces), kind)
        expected = SECONDS * (30 if kind == "video" else 48_000 / 1024)
        assert expected <= len(frames) < expected + 1, name


def test_a_second_player_reads_the_manifest(site: Site) -> None:
    """ffmpeg's own reader of DASH, which shares nothing with ours."""
    protocols = ["-protocol_whitelist", "http,tcp,crypto", "-i", f"{site.page}/manifest.mpd"]
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-loglevel", "warning", *protocols]
    command += ["-map", "0:v:0", "-map", "0:a:0", "-f", "framecrc", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    pictures = [line for line in lines if line.startswith("0,")]
    assert (done.returncode, len(pictures)) == (0, SECONDS * 30), done.stderr[-2000:]
