"""HLS against the real Storage emulator: see docs/decisions/0002-hls-on-the-emulator.md."""

import httpx
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

from cli.suite import BUCKET, PROJECT, Suite
from tests.browser.stage import Browser, hosting
from tests.kit.publication import SHARE_ID, Publication


def _upload(film: Publication, origin: str) -> None:
    """Put the film's objects where its share document says, each with its download token."""
    client = storage.Client(
        project=PROJECT,
        credentials=AnonymousCredentials(),
        client_options={"api_endpoint": origin},
    )
    for name, file in film.files.items():
        blob = client.bucket(BUCKET).blob(name)
        blob.metadata = {"firebaseStorageDownloadTokens": film.share.tokens[name]}
        blob.upload_from_filename(str(file), content_type=film.types[name])


@pytest.mark.timeout(300)
def test_the_film_plays_as_hls_from_the_storage_emulator(browser: Browser, wide_film: Publication) -> None:
    share = wide_film.share.model_copy(update={"bucket": BUCKET})
    with Suite(only=["storage"], port_block="free") as suite:
        storage_origin = suite.endpoints.url("storage")
        _upload(wide_film, storage_origin)
        with hosting(share, storage_origin) as origin:
            report = browser.visit(f"{origin}/share/{SHARE_ID}", play=True)
            playlist = httpx.get(f"{origin}/share/{SHARE_ID}/full.m3u8").text
        segment = next(line for line in playlist.splitlines() if line.startswith("http"))
        plain = httpx.get(segment)
        from_a_page = httpx.get(segment, headers={"Origin": origin, "Range": "bytes=0-9"})
        forged = httpx.get(segment.replace("token=", "token=x"))
    assert report["errors"] == []
    assert report["video"]["source"] == "hls.js"
    assert report["video"]["time"] > 0.4
    assert "access-control-allow-origin" not in plain.headers
    assert from_a_page.headers["access-control-allow-origin"] == origin
    assert (plain.status_code, from_a_page.status_code, len(from_a_page.content)) == (200, 206, 10)
    assert forged.status_code == 403
