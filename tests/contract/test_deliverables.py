"""What a finished film is shown and taken along with, made by the real steps with the real ffmpeg."""

import hashlib
import io
import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import av
import numpy as np
import pytest
from PIL import Image

from functions.media.boxes import is_faststart
from functions.media.deliver import Stretch, gif, highlights, stills
from functions.media.export import FORMATS, export
from functions.media.ladder import RUNGS, ladder
from functions.media.loudness import measure
from functions.media.probe import probe
from functions.media.runner import MediaError, ffmpeg_path, run_ffmpeg
from functions.share.links import Links
from functions.share.playlists import playlists
from functions.steps import export as export_step
from functions.steps import publish as publish_step
from functions.steps.step import Asset, StepFailed, Where
from functions.steps.table import STEPS
from schemas.project import ExportFormat
from schemas.share import Track
from tests.kit.publication import (
    COLOURS,
    FILM_PATH,
    PROJECT,
    SHARE_ID,
    SPOKEN,
    Publication,
    coloured_film,
    film_files,
    outputs,
    publish,
    run,
)
from tests.kit.streams import complaints, frames_of, top_boxes

SECONDS = (3.0, 4.0, 3.5, 3.0)
"""Title card, two scenes, end card."""
TOTAL = sum(SECONDS)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    folder = tmp_path_factory.mktemp("published")
    film = coloured_film(folder, 1920, 1080, SECONDS)
    return publish(film, folder, seconds=SECONDS, size=(1920, 1080), cards=True)


@pytest.fixture(scope="module")
def small_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coloured_film(tmp_path_factory.mktemp("small"), 640, 360, (1.0, 1.0))


def opened(path: Path) -> Image.Image:
    """A picture, loaded."""
    with Image.open(path) as picture:
        picture.load()
    return picture


def colour(picture: Image.Image) -> int:
    """Which of the test film's scenes a picture shows: the colour that is nearest."""
    mean = np.asarray(picture.convert("RGB"), dtype=float).mean(axis=(0, 1))
    known = np.array([[int(name[at : at + 2], 16) for at in (1, 3, 5)] for name in COLOURS])
    return int(np.abs(known - mean).sum(axis=1).argmin())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sound_of(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(audio=0) if packet.size]


# ---- the ladder ----


def test_every_rendition_decodes_with_two_decoders_and_lasts_as_long_as_the_film(published: Publication) -> None:
    share = published.share
    assert [each.name for each in share.renditions] == ["1080p", "720p", "480p"]
    expected = frames_of(published.film.read_bytes())
    assert len(expected) == TOTAL * 30
    for rendition in share.renditions:
        for path in (rendition.mp4_path, rendition.path):
            assert complaints(published.files[path]) == ""
            frames = frames_of(published.files[path].read_bytes())
            assert [time for time, _ in frames] == [time for time, _ in expected], path
        info = probe(published.files[rendition.path])
        assert (info.width, info.height) == (rendition.width, rendition.height)
    assert share.sound is not None and complaints(published.files[share.sound.path]) == ""


def test_renditions_have_a_keyframe_wherever_a_segment_begins(published: Publication) -> None:
    starts = []
    for rendition in published.share.renditions:
        times, at = [], 0.0
        for segment in rendition.segments:
            times.append(round(at, 4))
            at += segment.seconds
        keyframes = {time for time, key in frames_of(published.files[rendition.path].read_bytes()) if key}
        assert set(times) <= keyframes
        starts.append(times)
    assert starts[0] == starts[1] == starts[2] == [0.0, 4.0, 8.0, 12.0]


@pytest.mark.parametrize("name", ["1080p", "720p", "480p", "sound"])
def test_a_track_is_its_head_its_index_and_its_segments(published: Publication, name: str) -> None:
    track = _tracks(published)[name]
    data = published.files[track.path].read_bytes()
    assert top_boxes(data[: track.init_bytes]) == [b"ftyp", b"moov"]
    assert top_boxes(data[track.init_bytes : track.init_bytes + track.index_bytes]) == [b"sidx"]
    at = track.init_bytes + track.index_bytes
    for segment in track.segments:
        assert top_boxes(data[at : at + segment.bytes]) == [b"moof", b"mdat"]
        at += segment.bytes
    assert at == len(data)
    assert sum(segment.seconds for segment in track.segments) == pytest.approx(TOTAL, abs=0.05)


def test_any_segment_plays_without_the_others_and_its_key_bytes_are_one_picture(published: Publication) -> None:
    rendition = published.share.renditions[-1]
    data = published.files[rendition.path].read_bytes()
    head, at, shown = data[: rendition.init_bytes], rendition.init_bytes + rendition.index_bytes, 0.0
    for segment in rendition.segments:
        frames = frames_of(head + data[at : at + segment.bytes])
        assert len(frames) == round(segment.seconds * 30)
        assert frames[0][1] and frames[0][0] == pytest.approx(shown, abs=0.001)
        with av.open(io.BytesIO(head + data[at : at + segment.key_bytes]), "r") as file:
            pictures = [packet for packet in file.demux(video=0) if packet.size]
        assert len(pictures) >= 1 and pictures[0].is_keyframe
        assert pictures[0].size == segment.key_bytes - _payload_start(data[at : at + segment.bytes])
        shown += segment.seconds
        at += segment.bytes


def _payload_start(fragment: bytes) -> int:
    return int.from_bytes(fragment[:4]) + 8


def _tracks(published: Publication) -> dict[str, Track]:
    assert published.share.sound is not None
    return {**{each.name: each for each in published.share.renditions}, "sound": published.share.sound}


def test_what_the_playlists_promise_of_a_rendition_is_so(published: Publication) -> None:
    for rendition in published.share.renditions:
        data = published.files[rendition.path].read_bytes()
        with av.open(io.BytesIO(data), "r") as file:
            codec = file.streams.video[0].codec_context
            profile, level = {"High": "64", "Main": "4d"}[str(codec.profile)], codec.extradata
        assert level is not None and rendition.codecs == f"avc1.{profile}{level[2]:02x}{level[3]:02x}"
        target = max(segment.seconds for segment in rendition.segments)
        rates = [8 * each.bytes / each.seconds for each in rendition.segments if each.seconds >= target / 2]
        assert rendition.bandwidth == round(max(rates)) and rendition.average_bandwidth <= rendition.bandwidth
        side = min(rendition.width, rendition.height)
        if side in RUNGS:
            assert rendition.bandwidth < 1.6 * 1000 * RUNGS[side].peak


def test_the_sound_is_the_films_own_in_every_rendition(published: Publication) -> None:
    own = sound_of(published.film)
    for rendition in published.share.renditions:
        assert sound_of(published.files[rendition.mp4_path]) == own
    assert published.share.sound is not None
    assert sound_of(published.files[published.share.sound.path]) == own


def test_downloads_begin_at_once_and_keep_title_and_chapters(published: Publication) -> None:
    for rendition in published.share.renditions:
        path = published.files[rendition.mp4_path]
        assert is_faststart(path) and path.stat().st_size == rendition.mp4_bytes
        with av.open(str(path)) as film:
            marks = [(c["start"] * float(c["time_base"] or 0), c["metadata"]["title"]) for c in film.chapters()]
            assert film.metadata["title"] == "Colours"
        assert marks == [(0, "Scene 1"), (3, "Scene 2"), (7, "Scene 3"), (10.5, "Scene 4")]
        assert not re.search(rb"Lav[fc]\d", path.read_bytes()), "a release of ffmpeg would change the bytes"


def test_a_second_player_reads_the_playlists(published: Publication, tmp_path: Path) -> None:
    """ffmpeg's own reader of HLS, on local copies."""
    links = Links(published.share, "https://films.example", "https://storage.example")
    tracks = _tracks(published)
    for name, text in playlists(published.share, links).items():
        if name not in tracks:
            continue
        file = published.files[tracks[name].path]
        (tmp_path / f"{name}.mp4").write_bytes(file.read_bytes())
        playlist = tmp_path / f"{name}.m3u8"
        playlist.write_text(re.sub(r'https://[^"\s]+', f"{name}.mp4", text))
        command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-loglevel", "warning", "-i", str(playlist)]
        done = subprocess.run(
            [*command, "-f", "framecrc", "-"], capture_output=True, text=True, timeout=120, check=False
        )
        lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
        assert (done.returncode, done.stderr) == (0, "")
        assert len(lines) == (TOTAL * 30 if name != "sound" else len(frames_of(file.read_bytes(), "audio")))


# ---- pictures ----


def test_poster_and_thumbnails_show_scenes_and_no_card(published: Publication) -> None:
    share = published.share
    assert [(chapter.title, chapter.start) for chapter in share.chapters] == [("Scene 1", 3.0), ("Scene 2", 7.0)]
    seen = [colour(opened(published.files[chapter.thumbnail_path])) for chapter in share.chapters]
    assert seen == [1, 2]
    assert colour(opened(published.files[share.poster_path])) in seen
    assert (share.poster_width, share.poster_height) == opened(published.files[share.poster_path]).size
    assert {(each.thumbnail_width, each.thumbnail_height) for each in share.chapters} == {(480, 270)}


def test_the_preview_shows_no_card_and_fits_its_limit(published: Publication, tmp_path: Path) -> None:
    path = published.files[published.share.gif_path]
    with Image.open(path) as preview:
        seen = []
        for number in range(getattr(preview, "n_frames", 1)):
            preview.seek(number)
            seen.append(colour(preview))
    assert set(seen) <= {1, 2}
    spans = [(3.0, 1.0)]
    whole = gif(published.film, tmp_path / "a.gif", spans=spans)
    size = (tmp_path / "a.gif").stat().st_size
    less = gif(published.film, tmp_path / "b.gif", spans=spans, max_bytes=size - 1)
    assert less.width * less.frames < whole.width * whole.frames and (tmp_path / "b.gif").stat().st_size < size
    with pytest.raises(MediaError, match="media_too_large"):
        gif(published.film, tmp_path / "c.gif", spans=spans, max_bytes=500)


@pytest.mark.parametrize(("width", "height"), [(540, 960), (540, 540)])
def test_a_noisy_film_of_any_shape_has_a_preview_under_eight_megabytes(width: int, height: int, tmp_path: Path) -> None:
    noise = f"color=gray:size={width}x{height}:rate=30,noise=alls=90:allf=t:all_seed=3"
    film = tmp_path / "noise.mp4"
    encode = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-t", "6"]
    run_ffmpeg(["-f", "lavfi", "-i", noise, *encode, str(film)], timeout=120)
    info = gif(film, tmp_path / "noise.gif", spans=highlights([Stretch(at, at + 2.0) for at in (0.0, 2.0, 4.0)]))
    assert (tmp_path / "noise.gif").stat().st_size <= 8_000_000
    assert info.width * height == pytest.approx(info.height * width, rel=0.02)


def test_the_sheet_shows_what_is_seen_at_each_second(published: Publication) -> None:
    sprite = published.share.sprite
    assert sprite is not None
    sheet = opened(published.files[sprite.path])
    assert (sprite.count, sprite.columns, sprite.seconds) == (14, 10, 1.0)
    assert sheet.size == (10 * sprite.width, 2 * sprite.height) and max(sprite.width, sprite.height) == 192
    edges = [sum(SECONDS[:n]) for n in range(1, len(SECONDS))]
    for number in range(sprite.count):
        x, y = number % 10 * sprite.width, number // 10 * sprite.height
        middle = min((number + 0.5) * sprite.seconds, TOTAL - 1 / 30)
        scene = sum(middle >= edge for edge in edges)
        assert colour(sheet.crop((x, y, x + sprite.width, y + sprite.height))) == scene, number


def test_where_scenes_are_comes_from_the_films_facts() -> None:
    facts = {
        "starts": [0.0, 3.0, 9.0, 14.0],
        "seconds": 17.0,
        "pieces": ["card-opening", "harbour", "light", "card-closing"],
        "placeholders": {"light": "No provider could make the image."},
    }
    assert publish_step.stretches(facts, {"harbour", "light"}, {"harbour": 3}) == {
        "harbour": Stretch(3.0, 9.0, inner=(5.0, 7.0)),
        "light": Stretch(9.0, 14.0, standing_in=True),
    }


def test_the_poster_is_never_black_blurred_or_in_a_fade_and_rather_without_a_caption(tmp_path: Path) -> None:
    """Scenes of detail that fade through black into each other; one is all black, one stands in for a failure."""
    detail = "testsrc2=size=640x360:rate=30:duration=4,fade=in:0:15,fade=out:105:15"
    inputs = ["-f", "lavfi", "-i", "color=black:size=640x360:rate=30:duration=4"]
    for _ in range(3):
        inputs += ["-f", "lavfi", "-i", detail]
    film = tmp_path / "film.mp4"
    graph = "[0:v][1:v][2:v][3:v]concat=n=4:v=1:a=0,format=yuv420p[v]"
    encode = ["-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast", "-g", "15"]
    run_ffmpeg([*inputs, "-filter_complex", graph, *encode, str(film)], timeout=60)
    scenes = [Stretch(0, 4), Stretch(4, 8, standing_in=True), Stretch(8, 12), Stretch(12, 16)]
    found = stills(film, tmp_path / "stills", scenes, captioned=[(4.0, 16.0 - 1.5)])
    assert 14.5 < found.poster.at_seconds < 15.6
    for still, scene in zip(found.scenes, scenes, strict=True):
        assert scene.start + 0.4 <= still.at_seconds <= scene.end - 0.4
    bright = [np.asarray(opened(still.path).convert("L")).mean() for still in found.scenes]
    assert bright[0] < 20 and min(bright[1:]) > 80


def test_a_film_of_nothing_but_black_still_has_a_poster(tmp_path: Path) -> None:
    film = tmp_path / "black.mp4"
    run_ffmpeg(
        ["-f", "lavfi", "-i", "color=black:size=320x180:rate=30:duration=1", "-pix_fmt", "yuv420p", str(film)],
        timeout=60,
    )
    found = stills(film, tmp_path / "stills", [Stretch(0, 1)])
    assert found.poster.path.stat().st_size > 0 and (found.poster.width, found.poster.height) == (320, 180)


# ---- publishing ----


def test_every_file_is_public_under_the_token_that_it_is_stored_with(published: Publication) -> None:
    share = published.share
    assert set(share.tokens) == set(published.files) - {f"projects/{PROJECT}/publish/h1.json"}
    assert len(set(share.tokens.values())) == len(share.tokens)
    named = re.findall(r'"(projects/[^"]+)"', json.dumps(share.model_dump(mode="json", exclude={"tokens"})))
    assert set(named) == set(share.tokens)


def test_an_interrupted_run_has_stored_the_tokens_that_the_next_one_expects(small_film: Path, tmp_path: Path) -> None:
    first = publish(small_film, tmp_path / "a", seconds=(1.0, 1.0), size=(640, 360))
    again = publish(small_film, tmp_path / "b", seconds=(1.0, 1.0), size=(640, 360))
    other = publish(small_film, tmp_path / "c", seconds=(1.0, 1.0), size=(640, 360), share_id="x" * 22)
    assert first.share == again.share
    assert not set(first.share.tokens.values()) & set(other.share.tokens.values())
    assert {path: digest(file) for path, file in first.files.items()} == {
        path: digest(file) for path, file in again.files.items()
    }
    assert [each.name for each in first.share.renditions] == ["360p"]


def test_a_film_in_which_nobody_speaks_has_no_captions(small_film: Path, tmp_path: Path) -> None:
    share = publish(small_film, tmp_path, seconds=(1.0, 1.0), size=(640, 360), cues=()).share
    assert share.captions_path is None and share.subtitles_path is None
    assert not [path for path in share.tokens if path.endswith((".vtt", ".srt"))]


def test_the_view_names_what_was_made(published: Publication) -> None:
    base = f"projects/{PROJECT}/publish/h1"
    extras = {".poster.jpg": f"{base}.poster.jpg", ".gif": f"{base}.gif", ".sprite.jpg": f"{base}.sprite.jpg"}
    asset = Asset("publish", Where(), f"{base}.json", published.facts, extras)
    view = {path[1]: value for path, value in publish_step.STEP.view(asset).items()}
    share = published.share
    assert view["share_id"] == SHARE_ID and view["video_path"] == f"{FILM_PATH}.mp4"
    assert view["poster_path"] == share.poster_path and view["gif_path"] == share.gif_path
    assert share.sprite and view["sprite_path"] == share.sprite.path
    assert list(view["thumbnail_paths"].values()) == [chapter.thumbnail_path for chapter in share.chapters]
    assert list(view["thumbnail_paths"]) == ["s1", "s2"]
    assert view["rendition_paths"] == {each.name: each.mp4_path for each in share.renditions}
    stored = set(published.files)
    assert {*view["thumbnail_paths"].values(), *view["rendition_paths"].values(), view["sprite_path"]} <= stored


def test_the_facts_of_a_hundred_scenes_fit_into_an_objects_metadata() -> None:
    facts = {"share_id": SHARE_ID, "video_path": "p" * 200, "scenes": [f"s{n:031}" for n in range(100)]}
    assert len(json.dumps({**facts, "renditions": ["1080p", "720p", "480p"]})) < 6 * 1024


# ---- the same bytes ----


def test_two_runs_give_the_same_bytes(published: Publication, tmp_path: Path) -> None:
    made = ladder(published.film, tmp_path / "again")
    again = {each.name: (digest(each.mp4), digest(each.track)) for each in made.renditions}
    for rendition in published.share.renditions:
        first = digest(published.files[rendition.mp4_path]), digest(published.files[rendition.path])
        assert again[rendition.name] == first
    assert published.share.sprite and digest(made.sprite) == digest(published.files[published.share.sprite.path])


# ---- exports ----


@pytest.mark.parametrize("name", get_args(ExportFormat))
def test_an_export_is_the_whole_film_twice_in_the_same_bytes(
    small_film: Path, name: ExportFormat, tmp_path: Path
) -> None:
    shares: list[float] = []
    out = [tmp_path / f"{run}{FORMATS[name].suffix}" for run in range(2)]
    info = export(small_film, out[0], name, on_progress=shares.append)
    export(small_film, out[1], name)
    assert digest(out[0]) == digest(out[1])
    assert shares and all(before <= after <= 1 for before, after in pairwise(shares))
    assert complaints(out[0]) == ""
    times = [time for time, _ in frames_of(out[0].read_bytes())]
    expected = [time for time, _ in frames_of(small_film.read_bytes())]
    assert times == pytest.approx(expected, abs=0.001)
    assert info.duration == pytest.approx(2.0, abs=0.03)
    assert measure(out[0]).integrated == pytest.approx(measure(small_film).integrated, abs=0.2)
    with av.open(str(out[0])) as film:
        chapters = [chapter["metadata"]["title"] for chapter in film.chapters()]
        assert film.metadata.get("title") == "Colours"
    assert chapters == ["Scene 1", "Scene 2"]
    codecs = {"webm": ("vp9", "opus"), "av1": ("libdav1d", "aac")}.get(name, ("h264", "aac"))
    assert (info.video_codec, info.audio_codec) == codecs
    if FORMATS[name].suffix == ".mp4":
        assert is_faststart(out[0]) and sound_of(out[0]) == sound_of(small_film)


def test_the_export_step_stores_the_film_beside_its_description(small_film: Path, tmp_path: Path) -> None:
    files = film_files(small_film, tmp_path / "film", {"seconds": 2.0}, [SPOKEN])
    done = run(export_step.STEP, "export", {"format": "webm"}, files, tmp_path / "work")
    made = outputs(done)
    described: dict[str, Any] = json.loads(made[".json"].path.read_text())
    assert described["bytes"] == made[".webm"].path.stat().st_size
    assert (described["content_type"], made[".webm"].content_type) == ("video/webm", "video/webm")
    asset = Asset("export", Where("webm"), "x.json", done.made.facts, {".webm": "x.webm"})
    assert export_step.STEP.view(asset) == {("exports", "webm", "path"): "x.webm"}
    assert STEPS["export"] is export_step.STEP and export_step.STEP.asked_only


@pytest.mark.parametrize("name", get_args(ExportFormat))
def test_a_film_that_is_too_long_is_refused_before_it_is_even_fetched(
    small_film: Path, name: ExportFormat, tmp_path: Path
) -> None:
    facts = {"seconds": FORMATS[name].seconds + 60}
    files = film_files(small_film, tmp_path / "film", facts, [])
    with pytest.raises(StepFailed, match="minutes") as refused:
        run(export_step.STEP, "export", {"format": name}, files, tmp_path / "work")
    assert refused.value.code == "film_too_long"
    assert list((tmp_path / "work").iterdir()) == []
