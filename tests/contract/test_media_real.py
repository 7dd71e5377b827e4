"""The media functions against the real ffmpeg, at small sizes.

Test clips carry their frame number as bright and dark blocks, so that every frame of a joined film can be read back.
"""

import dataclasses
import hashlib
import resource
import struct
import subprocess
import wave
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from functions.media.boxes import is_faststart
from functions.media.card import placeholder_card, still_clip
from functions.media.deliver import thumbnail
from functions.media.frames import HANDLE, TRANSITION, keyframes, scene_starts, seconds_of, segment_frames, timeline
from functions.media.join import Chapter, Piece, join
from functions.media.loudness import measure
from functions.media.master import silence
from functions.media.probe import probe, verify
from functions.media.runner import MediaError, ffmpeg_path, run_ffmpeg
from functions.media.segment import encoder_args, render_segment
from functions.media.sound import Placed, mix
from functions.media.transition import STYLES, render_transition
from tests.kit.joined import silent_film

WIDTH, HEIGHT, BLOCK = 320, 180, 40
BODIES = (45, 30, 70)
LUMA = (70, 110, 150)
"""Grey of each test scene's ground."""


def painted(scene: int, frames: int, *, first: int = 0) -> Iterator[bytes]:
    """Raw grey frames with their number (from `first` on) in eight blocks: the lowest bit is on the left."""
    for number in range(first, first + frames):
        image = np.full((HEIGHT, WIDTH), LUMA[scene], np.uint8)
        for bit in range(8):
            image[60:120, bit * BLOCK : (bit + 1) * BLOCK] = 220 if number >> bit & 1 else 30
        yield image.tobytes()


def record(out: Path, scene: int, frames: int, *, fps: int = 30) -> Path:
    raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(fps), "-i", "pipe:0"]
    encode = ["-c:v", "libx264", "-qp", "12", "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(out)]
    run_ffmpeg([*raw, *encode], timeout=60, feed=painted(scene, frames))
    return out


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as source:
        return [frame.to_ndarray(format="gray") for frame in source.decode(video=0)]


def number(image: np.ndarray) -> int:
    return sum(int(image[90, bit * BLOCK + BLOCK // 2] > 125) << bit for bit in range(8))


def ground(image: np.ndarray) -> int:
    return int(image[20, 20])


def tone(out: Path, seconds: float, *, volume: float = 0.25, speech: bool = False) -> Path:
    """A 16-bit mono WAV: a chord, or noise in bursts of syllables."""
    at = np.arange(round(48_000 * seconds)) / 48_000
    if speech:
        noise = np.random.default_rng(3).normal(0, 0.3, at.size)
        sound = noise * np.clip(np.sin(2 * np.pi * 3 * at), 0, 1)
    else:
        sound = sum(np.sin(2 * np.pi * pitch * at) for pitch in (220, 277, 330)) / 3 * (0.6 + 0.4 * np.sin(4 * at))
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((np.clip(sound * volume * 2, -1, 1) * 32_000).astype("<i2").tobytes())
    return out


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def segments(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("segments")
    made = []
    for scene, body in enumerate(BODIES):
        clip = record(folder / f"clip{scene}.mp4", scene, segment_frames(body))
        out = folder / f"segment{scene}.mp4"
        render_segment(clip, body_frames=body, width=WIDTH, height=HEIGHT, out=out)
        made.append(out)
    return made


@pytest.fixture(scope="module")
def transitions(segments: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("transitions")
    made = []
    for index in range(2):
        out = folder / f"transition{index}.mp4"
        pair = segments[index], BODIES[index], segments[index + 1], BODIES[index + 1]
        render_transition(*pair, style="dissolve", out=out)
        made.append(out)
    return made


def pieces_of(segments: list[Path], transitions: list[Path], joins: list[bool]) -> list[Piece]:
    files = {"segment": segments, "transition": transitions}
    return [Piece(files[span.source][span.index], span.first, span.last) for span in timeline(BODIES, joins)]


def assemble(segments: list[Path], transitions: list[Path], joins: list[bool], out: Path) -> int:
    return silent_film(pieces_of(segments, transitions, joins), out)


@pytest.fixture(scope="module")
def film(segments: list[Path], transitions: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished film: three scenes, two dissolves, narration and music."""
    folder = tmp_path_factory.mktemp("film")
    narration = [Placed(tone(folder / "say.wav", 2.0, speech=True), 0.5)]
    music = tone(folder / "music.wav", 8.0)
    mix(narration=narration, music=music, seconds=seconds_of(sum(BODIES)), out=folder / "sound.m4a")
    chapters = [Chapter(f"Scene {n}\n=", start) for n, start in enumerate(scene_starts(BODIES), 1)]
    pieces, out = pieces_of(segments, transitions, [True, True]), folder / "film.mp4"
    sound, title = folder / "sound.m4a", "Röd;\n båt = #1"
    join(pieces, sound, out, frames=sum(BODIES), title=title, chapters=chapters[::-1])
    return out


# ---- running ----


def test_a_run_that_takes_too_long_is_killed_with_its_group():
    with pytest.raises(MediaError, match=r"media_timeout: Waiting took longer than 0\.5 seconds"):
        run_ffmpeg(["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"], timeout=0.5, task="Waiting")


def test_a_cancelled_job_stops_ffmpeg_at_once():
    class Cancelled(Exception):
        pass

    def cancel(frame: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        endless = ["-re", "-f", "lavfi", "-i", "color=s=64x64:r=30", "-f", "null", "-"]
        run_ffmpeg(endless, timeout=60, on_frame=cancel)


def test_a_source_that_fails_while_feeding_fails_the_run(tmp_path: Path):
    def broken() -> Iterator[bytes]:
        yield bytes(64 * 64)
        raise RuntimeError("the illustrator crashed")

    raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x64", "-i", "pipe:0", str(tmp_path / "x.mp4")]
    with pytest.raises(RuntimeError, match="the illustrator crashed"):
        run_ffmpeg(raw, timeout=20, feed=broken())


def test_the_child_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("FFREPORT", f"file={tmp_path / 'report.log'}:level=32")
    run_ffmpeg(["-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-f", "null", "-"], timeout=20)
    assert not (tmp_path / "report.log").exists()


def test_an_error_names_no_directory(tmp_path: Path):
    with pytest.raises(MediaError) as caught:
        run_ffmpeg(["-i", f"file:{tmp_path / 'missing.mp4'}", "-f", "null", "-"], timeout=20)
    assert str(tmp_path) not in str(caught.value) and "No such file" in caught.value.message


# ---- probing ----


def test_a_film_is_described(film: Path):
    info = verify(film, "video")
    assert (info.width, info.height, info.fps, info.frames) == (WIDTH, HEIGHT, 30.0, sum(BODIES))
    assert (info.video_codec, info.pix_fmt, info.color_space) == ("h264", "yuv420p", "bt709")
    assert (info.audio_codec, info.sample_rate, info.channels) == ("aac", 48_000, 2)


def test_rotation_turns_width_and_height(segments: list[Path], tmp_path: Path):
    turned = tmp_path / "turned.mp4"
    run_ffmpeg(["-display_rotation", "90", "-i", f"file:{segments[0]}", "-c", "copy", str(turned)], timeout=20)
    info = probe(turned)
    assert (info.width, info.height, info.rotation) == (HEIGHT, WIDTH, 90)


def test_a_wrong_kind_a_damaged_file_and_a_huge_picture_are_told_apart(segments: list[Path], tmp_path: Path):
    with pytest.raises(MediaError, match=r"wrong_media: .* is a video, but an audio is needed"):
        verify(segments[0], "audio")
    (tmp_path / "cut.mp4").write_bytes(segments[0].read_bytes()[:500])
    with pytest.raises(MediaError, match="media_unreadable"):
        probe(tmp_path / "cut.mp4")
    with pytest.raises(MediaError, match="media_too_large"):
        probe(segments[0], max_pixels=1000)


def test_a_picture_bomb_is_refused_without_being_unpacked(tmp_path: Path):
    side = 8000
    row = b"\0" + bytes(side * 3)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")):
        bomb += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    (tmp_path / "bomb.png").write_bytes(bomb)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(MediaError, match="more than 50000000 pixels"):
        probe(tmp_path / "bomb.png")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


# ---- segments, transitions, joins ----


def test_a_segment_shows_every_frame_of_its_clip_once_with_keyframes_where_joins_cut(segments: list[Path]):
    for body, segment in zip(BODIES, segments, strict=True):
        assert [number(image) for image in decoded(segment)] == list(range(segment_frames(body)))
        with av.open(str(segment)) as source:
            found = {
                packet.pts // 512 for packet in source.demux(video=0) if packet.is_keyframe and packet.pts is not None
            }
        assert set(keyframes(body)) <= found


@pytest.mark.parametrize("joins", [[True, True], [False, True], [True, False], [False, False]])
def test_a_joined_film_has_every_frame_in_its_place(
    segments: list[Path], transitions: list[Path], joins: list[bool], tmp_path: Path
):
    out = tmp_path / "film.mp4"
    assert assemble(segments, transitions, joins, out) == sum(BODIES)
    images = decoded(out)
    assert len(images) == sum(BODIES)
    position = 0
    for span in timeline(BODIES, joins):
        if span.source == "segment":
            shown = images[position : position + span.last - span.first]
            assert [number(image) for image in shown] == list(range(span.first, span.last))
            assert all(abs(ground(image) - LUMA[span.index]) <= 3 for image in shown)
        position += span.last - span.first


def test_a_transition_leads_from_one_scene_to_the_next_without_a_jump(film: Path):
    first = BODIES[0] - HANDLE
    levels = [ground(image) for image in decoded(film)[first - 1 : first + TRANSITION + 1]]
    assert abs(levels[0] - LUMA[0]) <= 3 and abs(levels[-1] - LUMA[1]) <= 3
    assert all(0 <= after - before <= 5 for before, after in pairwise(levels))


@pytest.mark.parametrize("style", ["fade", "fade_white", "wipe_left", "slide_left", "circle"])
def test_every_style_starts_on_the_first_scene_and_fits_the_film(segments: list[Path], style: str, tmp_path: Path):
    out = tmp_path / "t.mp4"
    render_transition(segments[0], BODIES[0], segments[1], BODIES[1], style=style, out=out)
    images = decoded(out)
    assert len(images) == TRANSITION and number(images[0]) == BODIES[0]
    pieces = [
        Piece(segments[0], HANDLE, BODIES[0]),
        Piece(out, 0, TRANSITION),
        Piece(segments[1], 2 * HANDLE, BODIES[1]),
    ]
    assert silent_film(pieces, tmp_path / "f.mp4") == BODIES[0] - HANDLE + TRANSITION + BODIES[1] - 2 * HANDLE
    assert style in STYLES


def test_timestamps_run_at_a_constant_rate_and_no_decoder_complains(film: Path):
    with av.open(str(film)) as source:
        times = [(p.dts, p.pts) for p in source.demux(video=0) if p.pts is not None and p.dts is not None]
    assert {after - before for (before, _), (after, _) in pairwise(times)} == {512}
    assert sorted(shown for _, shown in times) == [512 * n for n in range(sum(BODIES))]
    assert run_ffmpeg(["-i", f"file:{film}", "-f", "null", "-"], timeout=60) == ""


def test_pieces_that_were_not_encoded_alike_are_refused(segments: list[Path], tmp_path: Path):
    other = record(tmp_path / "other.mp4", 0, 40)
    with pytest.raises(MediaError, match="media_mismatch"):
        silent_film([Piece(segments[0], HANDLE, 45), Piece(other, 0, 40)], tmp_path / "f.mp4")


@pytest.mark.parametrize(("first", "last"), [(11, 45), (10, 44), (10, 200)])
def test_a_piece_that_does_not_lie_between_keyframes_is_refused(
    segments: list[Path], first: int, last: int, tmp_path: Path
):
    with pytest.raises(MediaError, match="media_failed"):
        silent_film([Piece(segments[0], first, last)], tmp_path / "f.mp4")


def test_a_short_clip_is_slowed_down_to_half_its_speed_and_then_holds_its_last_frame(tmp_path: Path):
    short, out = record(tmp_path / "short.mp4", 1, 24, fps=24), tmp_path / "out.mp4"
    for body, held in ((40, 4), (70, 34)):
        total = body + 2 * HANDLE
        assert render_segment(short, body_frames=body, width=WIDTH, height=HEIGHT, out=out).frames == total
        numbers = [number(image) for image in decoded(out)]
        assert numbers[0] == 0 and numbers == sorted(numbers) and set(numbers) == set(range(24))
        assert 1 <= numbers.count(23) <= held
        assert max(numbers.count(shown) for shown in range(23)) <= 3, "no frame but the last stands still"


def test_clips_of_any_shape_cover_the_frame(tmp_path: Path):
    tall = tmp_path / "tall.webm"
    size = ["-f", "lavfi", "-i", "color=c=white:s=90x200:r=25:d=0.4", "-c:v", "libvpx", str(tall)]
    run_ffmpeg(size, timeout=30)
    info = render_segment(
        tall, body_frames=30, width=WIDTH, height=HEIGHT, out=tmp_path / "o.mp4", look="cool", fit="crop"
    )
    assert (info.width, info.height, info.frames) == (WIDTH, HEIGHT, 50)
    assert min(image.min() for image in decoded(tmp_path / "o.mp4")[::10]) > 180


CAPTION = """[Script Info]
ScriptType: v4.00+
PlayResX: 320
PlayResY: 180

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Alignment, Encoding
Style: D,Any,20,&H00FFFFFF,&H00000000,1,0,7,1

[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.00,0:00:09.00,D,{\\pos(0,0)\\p1}m 0 0 l 60 0 60 40 0 40{\\p0}
"""


def test_captions_keep_to_the_scene_and_out_of_its_handles(tmp_path: Path):
    clip = record(tmp_path / "clip.mp4", 0, 50)
    (tmp_path / "cap.ass").write_text(CAPTION, encoding="utf-8")
    out = tmp_path / "out.mp4"
    render_segment(clip, body_frames=30, width=WIDTH, height=HEIGHT, out=out, ass=tmp_path / "cap.ass")
    shown = [ground(image) > 200 for image in decoded(out)]
    assert shown == [False] * HANDLE + [True] * 30 + [False] * HANDLE


def test_a_still_and_a_card_become_clips_of_the_exact_length(tmp_path: Path, inter: Path):
    card = tmp_path / "card.png"
    lines = ["Picture missing", "Scene 3: Anna walks to the water"]
    placeholder_card(lines, width=640, height=360, palette=["#1d3557", "#e63946"], out_png=card, font_file=inter)
    info = still_clip(card, body_frames=30, width=WIDTH, height=HEIGHT, out=tmp_path / "s.mp4")
    assert info.frames == 50
    first, last = (image.astype(int) for image in decoded(tmp_path / "s.mp4")[:: info.frames - 1])
    assert np.abs(first - last).mean() < 1.5


@pytest.fixture(scope="module")
def inter() -> Path:
    import fontpkg_inter

    return next(Path(fontpkg_inter.__file__).parent.rglob("Inter*wght*.ttf"))


# ---- sound ----


@pytest.mark.parametrize("case", ["both", "voice", "music", "looped"])
def test_the_sound_reaches_streaming_loudness_at_the_exact_length(case: str, tmp_path: Path):
    seconds = 200 / 30
    says = [Placed(tone(tmp_path / "say.wav", 2.0, volume=0.05, speech=True), at) for at in (0.4, 3.5)]
    music = tone(tmp_path / "music.wav", 4.0 if case == "looped" else 12.0, volume=0.4)
    reached = mix(
        narration=says if case in {"both", "voice"} else [],
        music=None if case == "voice" else music,
        seconds=seconds,
        out=tmp_path / "sound.m4a",
    )
    found = measure(tmp_path / "sound.m4a")
    for said, heard in zip(dataclasses.astuple(reached), dataclasses.astuple(found), strict=True):
        assert said == pytest.approx(heard, abs=0.06), "what is said of the sound is what ffmpeg finds in it"
    assert abs(reached.integrated + 14) <= 0.5 and reached.true_peak <= -1
    assert probe(tmp_path / "sound.m4a").duration == pytest.approx(seconds, abs=1e-4)


def test_a_film_without_any_sound_gets_digital_silence(tmp_path: Path):
    assert mix(narration=[], music=None, seconds=2.0, out=tmp_path / "s.m4a").integrated == -70
    assert measure(tmp_path / "s.m4a").integrated == -70
    assert probe(tmp_path / "s.m4a").duration == 2.0


def test_music_sinks_under_speech_and_comes_back(tmp_path: Path):
    """A pure tone far above the speech's band makes the music's level readable inside the mix."""
    at = np.arange(48_000 * 12) / 48_000
    high = (np.sin(2 * np.pi * 9000 * at) * 8000).astype("<i2")
    with wave.open(str(tmp_path / "music.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(high.tobytes())
    noise = tone(tmp_path / "noise.wav", 3.0, volume=0.3, speech=True)
    low = tmp_path / "say.wav"
    run_ffmpeg(["-i", f"file:{noise}", "-af", "lowpass=f=1000:p=2,lowpass=f=1000:p=2", str(low)], timeout=20)
    mix(narration=[Placed(low, 4.0)], music=tmp_path / "music.wav", seconds=12.0, out=tmp_path / "s.m4a")
    with av.open(str(tmp_path / "s.m4a")) as source:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in source.decode(audio=0)])

    def level(start: float, end: float) -> float:
        part = sound[round(start * 48_000) : round(end * 48_000)]
        wave_at = np.arange(part.size) / 48_000
        return float(20 * np.log10(2 * abs(np.mean(part * np.exp(-2j * np.pi * 9000 * wave_at)))))

    assert 6 <= level(2, 3) - level(5, 6.5) <= 13
    assert abs(level(2, 3) - level(9.8, 10.3)) < 1
    assert level(2, 3) - level(11.7, 11.95) > 12


def test_picture_and_sound_end_together_and_chapters_are_kept(film: Path):
    with av.open(str(film)) as source:
        streams = source.streams.video[0], source.streams.audio[0]
        ends = [float((stream.duration or 0) * (stream.time_base or 0)) for stream in streams]
        assert abs(ends[0] - ends[1]) <= 1024 / 48_000 and ends[0] == pytest.approx(sum(BODIES) / 30)
        assert source.metadata["title"] == "Röd; båt = #1"
        marks = source.chapters()
    assert [mark["metadata"]["title"] for mark in marks] == ["Scene 1 =", "Scene 2 =", "Scene 3 ="]
    assert [mark["end"] for mark in marks[:-1]] == [mark["start"] for mark in marks[1:]]
    assert marks[-1]["end"] * (marks[-1]["time_base"] or 0) == pytest.approx(sum(BODIES) / 30, abs=1e-4)
    assert [float(mark["start"] * (mark["time_base"] or 0)) for mark in marks] == pytest.approx(
        scene_starts(BODIES), abs=0.001
    )
    assert is_faststart(film)


def test_sound_of_another_length_is_refused(film: Path, tmp_path: Path):
    mix(narration=[], music=None, seconds=2.0, out=tmp_path / "s.m4a")
    with pytest.raises(MediaError, match="media_mismatch"):
        join([Piece(film, 0, sum(BODIES))], tmp_path / "s.m4a", tmp_path / "f.mp4", frames=sum(BODIES), title="x")


def test_pieces_of_another_length_than_the_film_are_refused(segments: list[Path], tmp_path: Path):
    silence(tmp_path / "s.m4a", seconds=2.0)
    with pytest.raises(ValueError, match="45 frames together, not 60"):
        join([Piece(segments[0], HANDLE, HANDLE + 45)], tmp_path / "s.m4a", tmp_path / "f.mp4", frames=60, title="x")


def test_a_piece_is_asked_for_when_the_one_before_is_not_needed_any_more(
    segments: list[Path], transitions: list[Path], tmp_path: Path
):
    pieces = pieces_of(segments, transitions, [True, True])
    silent_film(pieces, tmp_path / "kept.mp4")

    def one_at_a_time() -> Iterator[Piece]:
        for number, piece in enumerate(pieces):
            here = tmp_path / f"piece{number}.mp4"
            here.write_bytes(piece.path.read_bytes())
            yield Piece(here, piece.first, piece.last)
            here.unlink()

    sound = tmp_path / "kept.m4a"
    join(one_at_a_time(), sound, tmp_path / "f.mp4", frames=sum(BODIES), title="Silent")
    assert not list(tmp_path.glob("piece*"))
    assert (tmp_path / "f.mp4").read_bytes() == (tmp_path / "kept.mp4").read_bytes()


# ---- delivery ----


def test_a_thumbnail_is_a_small_jpeg(film: Path, tmp_path: Path):
    small = thumbnail(film, tmp_path / "t.jpg", width=160)
    assert (small.width, small.height) == (160, 90) and probe(tmp_path / "t.jpg").kind == "image"


def test_colours_survive_into_pictures(tmp_path: Path):
    from PIL import Image

    source = tmp_path / "c.png"
    Image.new("RGB", (WIDTH, HEIGHT), (200, 50, 20)).save(source)
    render_segment(source, body_frames=30, width=WIDTH, height=HEIGHT, out=tmp_path / "c.mp4")
    thumbnail(tmp_path / "c.mp4", tmp_path / "c.jpg")
    pixel = Image.open(tmp_path / "c.jpg").getpixel((100, 100))
    assert np.abs(np.array(pixel) - (200, 50, 20)).max() <= 5


# ---- repeatability ----


def repeat(make: Callable[[Path], object], folder: Path, suffix: str) -> set[str]:
    found = set()
    for run in range(2):
        out = folder / f"run{run}{suffix}"
        make(out)
        found.add(digest(out))
    return found


def test_every_file_is_the_same_in_two_runs(segments: list[Path], transitions: list[Path], film: Path, tmp_path: Path):
    clip = segments[2]
    music = tone(tmp_path / "m.wav", 3.0)
    pair = segments[0], BODIES[0], segments[1], BODIES[1]
    makers: dict[str, Callable[[Path], object]] = {
        "segment.mp4": lambda out: render_segment(
            clip, body_frames=60, width=WIDTH, height=HEIGHT, out=out, look="vivid"
        ),
        "transition.mp4": lambda out: render_transition(*pair, style="blur", out=out),
        "film.mp4": lambda out: assemble(segments, transitions, [True, False], out),
        "sound.m4a": lambda out: mix(narration=[], music=music, seconds=3.0, out=out),
    }
    for suffix, make in makers.items():
        assert len(repeat(make, tmp_path, suffix)) == 1, suffix


def test_files_name_no_date_and_no_muxer(film: Path):
    data = film.read_bytes()
    assert b"Lavf" not in data and b"Lavc" not in data
    at = data.index(b"mvhd")
    assert data[at + 8 : at + 16] == bytes(8)


def test_the_binary_has_what_the_product_needs():
    listed = subprocess.run([ffmpeg_path(), "-hide_banner", "-filters"], capture_output=True, text=True, check=True)
    names = {line.split()[1] for line in listed.stdout.splitlines() if len(line.split()) > 2}
    sound = {"ebur128", "sidechaincompress", "alimiter", "acrossfade", "aresample", "atempo"}
    assert {"ass", "overlay", "palettegen", "lutyuv", "perspective"} | sound <= names
    assert encoder_args()[1] == "libx264"
