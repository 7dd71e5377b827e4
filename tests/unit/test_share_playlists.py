"""HLS playlists, the DASH manifest and the timeline's pictures: the same files, in the words of each format."""

import re
from xml.etree import ElementTree as Xml

import pytest

from functions.steps.publish import token_of
from schemas.share import Share, Track
from tests.kit.shared import HOSTILE, RENDITIONS, SHARE_ID, SOUND, SPRITE, get, is_file, share


def _lines(name: str, film: Share | None = None) -> list[str]:
    response = get(f"/share/{SHARE_ID}/{name}.m3u8", film)
    assert (response.status, response.headers["Content-Type"]) == (200, "application/vnd.apple.mpegurl")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return response.body.decode().splitlines()


def test_the_master_playlist_lists_the_renditions() -> None:
    assert _lines("master") == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="sound.m3u8"',
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",LANGUAGE="en",NAME="Captions",DEFAULT=NO,AUTOSELECT=NO,FORCED=NO,'
        'URI="captions.m3u8"',
        '#EXT-X-STREAM-INF:BANDWIDTH=5590000,AVERAGE-BANDWIDTH=4472000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=1920x1080,FRAME-RATE=30.000,AUDIO="sound",SUBTITLES="captions"',
        "1080p.m3u8",
        '#EXT-X-STREAM-INF:BANDWIDTH=2590000,AVERAGE-BANDWIDTH=2072000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=853x480,FRAME-RATE=30.000,AUDIO="sound",SUBTITLES="captions"',
        "480p.m3u8",
        '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=2134,CODECS="avc1.64001f",RESOLUTION=853x480,URI="keyframes.m3u8"',
    ]


def test_a_film_without_sound_or_captions_names_none() -> None:
    text = "\n".join(_lines("master", share(sound=None, captions_path=None)))
    assert "EXT-X-MEDIA:" not in text and "mp4a" not in text and "AUDIO" not in text and "SUBTITLES" not in text


@pytest.mark.parametrize("track", [*RENDITIONS, SOUND], ids=["1080p", "480p", "sound"])
def test_a_media_playlist_lists_the_segments_as_ranges_of_one_file(track: Track) -> None:
    lines = _lines(track.path.rsplit("/", 1)[1].removesuffix(".mp4"))
    assert lines[0] == "#EXTM3U" and lines[-1] == "#EXT-X-ENDLIST"
    (target,) = [int(line.partition(":")[2]) for line in lines if line.startswith("#EXT-X-TARGETDURATION")]
    durations = [float(line[8:-1]) for line in lines if line.startswith("#EXTINF:")]
    assert durations == [segment.seconds for segment in track.segments]
    assert all(round(duration) <= target for duration in durations) and target == 5
    (start,) = re.findall(r'#EXT-X-MAP:URI="([^"]+)",BYTERANGE="700@0"', "\n".join(lines))
    is_file(start, track.path)
    ranges = [line.partition(":")[2] for line in lines if line.startswith("#EXT-X-BYTERANGE")]
    assert ranges == ["5000@800", "6000@5800", "900@11800"]
    addresses = [line for line in lines if not line.startswith("#")]
    assert addresses == [start] * 3


def test_the_keyframe_playlist_ends_each_range_after_the_first_picture() -> None:
    lines = _lines("keyframes")
    assert "#EXT-X-I-FRAMES-ONLY" in lines
    ranges = [line.partition(":")[2] for line in lines if line.startswith("#EXT-X-BYTERANGE")]
    assert ranges == ["400@800", "400@5800", "400@11800"]


def test_the_captions_are_one_segment_as_long_as_the_film() -> None:
    lines = _lines("captions")
    assert "#EXTINF:65.400000," in lines and "#EXT-X-TARGETDURATION:66" in lines
    is_file(lines[-2], "projects/p1/film/abc.vtt")
    assert get(f"/share/{SHARE_ID}/captions.m3u8", share(captions_path=None)).status == 404


def test_a_file_without_a_token_is_an_error_and_no_dead_link() -> None:
    film = share()
    tokens = {path: token for path, token in film.tokens.items() if not path.endswith("stream/480p.mp4")}
    for part in ("480p.m3u8", "manifest.mpd"):
        with pytest.raises(KeyError, match="480p"):
            get(f"/share/{SHARE_ID}/{part}", film.model_copy(update={"tokens": tokens}))


# --- DASH and the timeline ---------------------------------------------------------------------------------------

DASH = "{urn:mpeg:dash:schema:mpd:2011}"


def _manifest(film: Share | None = None) -> Xml.Element:
    response = get(f"/share/{SHARE_ID}/manifest.mpd", film)
    assert response.headers["Content-Type"] == "application/dash+xml"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return Xml.fromstring(response.body)


def test_the_manifest_is_on_demand_and_as_long_as_the_film() -> None:
    root = _manifest()
    assert root.tag == f"{DASH}MPD"
    assert root.attrib == {
        "profiles": "urn:mpeg:dash:profile:isoff-on-demand:2011",
        "type": "static",
        "mediaPresentationDuration": "PT65.400S",
        "minBufferTime": "PT4S",
    }
    sets = root.findall(f"{DASH}Period/{DASH}AdaptationSet")
    assert [each.get("contentType") for each in sets] == ["video", "audio", "text"]
    assert [each.get("mimeType") for each in sets] == ["video/mp4", "audio/mp4", "text/vtt"]


def test_the_manifest_names_the_same_files_and_ranges_as_the_playlists() -> None:
    found = _manifest().findall(f".//{DASH}Representation")
    assert [each.get("id") for each in found] == ["1080p", "480p", "sound", "captions"]
    for element, track in zip(found, [*RENDITIONS, SOUND], strict=False):
        address = element.findtext(f"{DASH}BaseURL")
        assert address is not None
        is_file(address, track.path)
        base = element.find(f"{DASH}SegmentBase")
        assert base is not None and base.get("indexRange") == "700-799"
        start = base.find(f"{DASH}Initialization")
        assert start is not None and start.get("range") == "0-699"
        assert (element.get("codecs"), element.get("bandwidth")) == (track.codecs, str(track.bandwidth))
    captions = found[-1].findtext(f"{DASH}BaseURL")
    assert captions is not None
    is_file(captions, "projects/p1/film/abc.vtt")


def test_a_film_without_renditions_has_no_manifest_and_no_timeline_pictures() -> None:
    film = share(renditions=(), sprite=None)
    assert get(f"/share/{SHARE_ID}/manifest.mpd", film).status == 404
    assert get(f"/share/{SHARE_ID}/thumbnails.vtt", film).status == 404


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_language_gets_into_no_playlist_and_no_manifest(hostile: str) -> None:
    film = share(language=hostile)
    assert [line for line in _lines("master", film) if "LANGUAGE" in line] == []
    assert _manifest(film).findall(".//*[@lang]") == []


def test_the_timelines_pictures_are_pieces_of_one_sheet() -> None:
    response = get(f"/share/{SHARE_ID}/thumbnails.vtt")
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    head, *cues = response.body.decode().strip().split("\n\n")
    assert head == "WEBVTT"
    assert [cue.splitlines()[0] for cue in cues] == [
        "00:00:00.000 --> 00:00:25.000",
        "00:00:25.000 --> 00:00:50.000",
        "00:00:50.000 --> 00:01:05.400",
    ]
    places = [cue.splitlines()[1].partition("#xywh=") for cue in cues]
    assert [place for _, _, place in places] == ["0,0,192,108", "192,0,192,108", "0,108,192,108"]
    for address, _, _ in places:
        is_file(address, SPRITE.path)


def test_tokens_follow_from_the_share_id_and_from_nothing_public() -> None:
    path = "projects/p1/publish/abc.jpg"
    assert token_of(SHARE_ID, path) == token_of(SHARE_ID, path)
    assert len({token_of(SHARE_ID, path), token_of("x" * 22, path), token_of(SHARE_ID, path + "x")}) == 3
