"""A film of sixteen scenes through the real steps, and every frame of it looked at.

The clips have their scene and their frame painted on them. Two decoders read the film: ffmpeg's own and Cisco's
OpenH264, which shares no code with it and is part of the shipped ffmpeg.
"""

import json
import subprocess
import sys
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from bench.render_stage import Stage, content
from functions.media.frames import FPS, HANDLE, TRANSITION, seconds_of, segment_frames, timeline
from functions.media.loudness import measure
from functions.media.runner import ffmpeg_command, ffmpeg_path, run_ffmpeg
from functions.plan import Node
from functions.providers.provider import Made, Output, json_output
from functions.steps.music import heard
from functions.steps.table import STEPS
from functions.steps.timing import CARD_SECONDS, LEAD_SECONDS
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES, SceneContent

WIDTH, HEIGHT, BLOCK = 320, 180, 24
BITS = 13
"""Five for the scene, eight for the frame."""
SCENES, SECONDS = 16, 2.0
BODY = round(SECONDS * FPS)
FLASH = 30
"""Frame of the last scene that is white; the click is as late in it."""
SAID = ((0.2, 0.6, "Here"), (0.6, 1.0, "speaks"))
"""Words of every narration but the last, which is the click."""


def film_content(caption_style: str = "boxed", scenes: int = SCENES, **fields: Any) -> FilmContent:
    """Sixteen scenes with dissolves, three cuts, a wipe and a fade, between two cards."""
    styles = {2: "cut", 5: "cut", 9: "wipe_left", 11: "fade", 13: "cut"}
    told = tuple(
        SceneContent(
            id=f"s{number}",
            scene_number=number,
            title=f"Scene {number}",
            description="A painted number.",
            narration="Here speaks" if number < SCENES else "Click",
            duration_seconds=SECONDS,
            transition=styles.get(number),
        )
        for number in range(1, scenes + 1)
    )
    given = {"aspect": "16:9", "title_card": True, "end_card": True, "mood": None, **fields}
    return content(0, caption_style=caption_style, **{**given, "scenes": told})


def painted(scene: int) -> Iterator[bytes]:
    """The frames of a scene's clip in planes: grey, a block a bit, the lowest on the left; one frame is white."""
    chroma = np.full(WIDTH * HEIGHT // 2, 128, np.uint8).tobytes()
    for frame in range(segment_frames(BODY)):
        image = np.full((HEIGHT, WIDTH), 110, np.uint8)
        for bit in range(BITS):
            is_set = (scene << 8 | frame) >> bit & 1
            image[50:110, 4 + bit * BLOCK : 4 + (bit + 1) * BLOCK] = 210 if is_set else 40
        if scene == SCENES and frame == HANDLE + FLASH:
            image[:] = 235
        yield image.tobytes() + chroma


def number(image: np.ndarray) -> tuple[int, int]:
    """Scene and clip frame that a picture shows."""
    value = sum(int(image[80, 4 + bit * BLOCK + BLOCK // 2] > 125) << bit for bit in range(BITS))
    return value >> 8, value & 255


def make_clip(scene: int, folder: Path) -> Made:
    out = folder / "clip.mp4"
    raw = [*("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "pipe:0")]
    encode = ["-c:v", "libx264", "-qp", "8", "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(out)]
    run_ffmpeg([*raw, *encode], timeout=60, feed=painted(scene))
    facts = {"seconds": seconds_of(segment_frames(BODY)), "width": WIDTH, "height": HEIGHT}
    return Made((Output(out, ".mp4", "video/mp4"),), facts)


def make_voice(scene: int, folder: Path) -> Made:
    """Noise while a word is said; in the last scene nothing but a click."""
    rate, seconds = 48_000, 1.2
    sound = np.zeros(round(rate * seconds))
    words = [{"text": text, "start": start, "end": end} for start, end, text in SAID]
    if scene == SCENES:
        at = round((seconds_of(FLASH) - LEAD_SECONDS) * rate)
        sound[at : at + 96] = 0.9
        words = [{"text": "Click", "start": at / rate, "end": at / rate + 0.4}]
    else:
        for start, end, _ in SAID:
            part = slice(round(start * rate), round(end * rate))
            sound[part] = np.random.default_rng(scene).normal(0, 0.1, part.stop - part.start)
    out = folder / "voice.wav"
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(sound, -1, 1) * 32_000).astype("<i2").tobytes())
    facts = {"seconds": seconds, "language": "en", "timing": "exact", "spoken": True}
    return Made((Output(out, ".wav", "audio/wav"), json_output(folder, words, ".words.json")), facts)


def make_music(seconds: float, folder: Path) -> Made:
    out = folder / "music.wav"
    tone = f"sine=frequency=220:sample_rate=48000:duration={seconds},volume=0.2,aformat=channel_layouts=stereo"
    run_ffmpeg(["-f", "lavfi", "-i", tone, "-f", "wav", str(out)], timeout=60)
    return heard(Made((Output(out, ".wav", "audio/wav"),)), planned=seconds, folder=folder)


def make(node: Node, folder: Path) -> Made:
    """A stand-in for what a provider would make for this node."""
    scene = int((node.where.scene_id or "s0").removeprefix("s"))
    if node.kind == "video":
        return make_clip(scene, folder)
    if node.kind == "audio":
        return make_voice(scene, folder)
    if node.kind == "music":
        return make_music(float(node.inputs["seconds"]), folder)
    return Made((json_output(folder, {"kind": node.kind, "scene": scene}, node.suffix),))


def produce(stage: Stage, film: FilmContent, folder: Path) -> None:
    """Supply what providers make, then run every step that is missing."""
    for name in stage.plan(film):
        node = stage.plan(film)[name]
        if STEPS[node.kind].provided and node.asset is None:
            place = folder / name.replace(":", "-")
            place.mkdir()
            stage.store(node, make(node, place), place)
    stage.produce(film)


def build(folder: Path, film: FilmContent) -> Stage:
    FRAME_SIZES["16:9"] = (WIDTH, HEIGHT)
    stage = Stage(folder)
    produce(stage, film, folder)
    return stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    before = FRAME_SIZES["16:9"]
    yield build(tmp_path_factory.mktemp("film"), film_content())
    FRAME_SIZES["16:9"] = before


@pytest.fixture(scope="module")
def film(stage: Stage) -> Path:
    return stage.files.local(stage.film(film_content()).path)


@pytest.fixture(scope="module")
def pictures(film: Path) -> np.ndarray:
    """Every frame's luma."""
    with av.open(str(film)) as source:
        return np.array([frame.to_ndarray()[:HEIGHT] for frame in source.decode(video=0)])


def bodies(content: FilmContent) -> list[int]:
    return [round(CARD_SECONDS * FPS) if piece.startswith("card") else BODY for piece in content.pieces()]


def transitions(stage: Stage, content: FilmContent) -> list[bool]:
    nodes = stage.plan(content)
    return [f"transition:{a}:{b}" in nodes for a, b in pairwise(content.pieces())]


def test_every_frame_is_there_once_and_in_its_place(stage: Stage, pictures: np.ndarray):
    film, lengths = film_content(), bodies(film_content())
    pieces, joins = film.pieces(), transitions(stage, film)
    assert joins.count(False) == 3 and len(pieces) == SCENES + 2
    asset = stage.plan(film)["film"].asset
    assert asset is not None
    assert len(pictures) == sum(lengths) == asset.facts["frames"]
    at, read = 0, 0
    for span in timeline(lengths, joins):
        name = pieces[span.index]
        for step in range(span.last - span.first):
            if span.source == "segment" and not name.startswith("card"):
                shown, frame = int(name.removeprefix("s")), span.first + step
                if (shown, frame) != (SCENES, HANDLE + FLASH):
                    assert number(pictures[at + step]) == (shown, frame), (name, step)
                    read += 1
        at += span.last - span.first
    assert read == SCENES * BODY - 2 * HANDLE * joins.count(True) + 2 * HANDLE - 1


def test_a_dissolve_leads_evenly_from_one_frame_to_the_other(stage: Stage, pictures: np.ndarray):
    film, lengths = film_content(), bodies(film_content())
    pieces, joins = film.pieces(), transitions(stage, film)
    clips: dict[str, list[np.ndarray]] = {}

    def clip(piece: str, frame: int) -> np.ndarray:
        if piece not in clips:
            planes = [np.frombuffer(raw, np.uint8) for raw in painted(int(piece.removeprefix("s")))]
            clips[piece] = [plane[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH).astype(float) for plane in planes]
        return clips[piece][frame][54:106, 8:312]

    at, seen = 0, 0
    nodes = stage.plan(film)
    for span in timeline(lengths, joins):
        first, second = pieces[span.index], pieces[min(span.index + 1, len(pieces) - 1)]
        name = f"transition:{first}:{second}"
        if span.source == "transition" and "card" not in name and nodes[name].inputs["style"] == "dissolve":
            shares = []
            for step in range(TRANSITION):
                a, b = clip(first, BODY + step), clip(second, step)
                found = pictures[at + step][54:106, 8:312].astype(float)
                share = float(((found - a) * (b - a)).sum() / ((b - a) ** 2).sum())
                assert np.abs(found - (a + share * (b - a))).mean() < 4, (name, step)
                shares.append(share)
            assert all(late > early for early, late in pairwise(shares)), shares
            assert shares[0] < 0.1 and shares[-1] > 0.9
            seen += 1
        at += span.last - span.first
    assert seen == SCENES - 1 - 3 - 2


def test_times_rise_by_one_frame_each_and_none_twice(film: Path):
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        base = stream.time_base
        packets = [(p.pts, p.dts) for p in source.demux(stream) if p.pts is not None and p.dts is not None]
    assert base is not None
    assert [pts * base * FPS for pts, _ in sorted(packets)] == list(range(len(packets)))
    assert all(late > early for (_, early), (_, late) in pairwise(packets))


@pytest.mark.parametrize("decoder", ["h264", "libopenh264"])
def test_two_decoders_have_nothing_to_say(film: Path, decoder: str, pictures: np.ndarray):
    done = decode(film, decoder)
    assert (done.returncode, done.stderr) == (0, b"")
    frames = np.frombuffer(done.stdout, np.uint8).reshape(-1, HEIGHT, WIDTH)
    assert np.array_equal(frames, pictures)


@pytest.mark.parametrize("decoder", ["h264", "libopenh264"])
def test_both_decoders_would_complain_of_a_damaged_film(film: Path, decoder: str, tmp_path: Path):
    damaged, data = tmp_path / "damaged.mp4", bytearray(film.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4000] = bytes(4000)
    damaged.write_bytes(data)
    assert decode(damaged, decoder).stderr != b""


def decode(film: Path, decoder: str) -> "subprocess.CompletedProcess[bytes]":
    options = ["-hide_banner", "-nostdin", "-loglevel", "warning", "-err_detect", "crccheck+bitstream+buffer"]
    luma = ["-map", "0:v:0", "-fps_mode", "passthrough", "-vf", "extractplanes=y", "-f", "rawvideo", "pipe:1"]
    command = [ffmpeg_path(), *options, "-c:v", decoder, "-i", str(film), *luma]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def sound(film: Path) -> np.ndarray:
    """The film's sound, decoded as it is played: 48 kHz, both channels, with silence where its times leave a gap."""
    timed = ["-af", "aresample=48000:async=1:first_pts=0"]
    command = ["-i", f"file:{film}", "-map", "0:a:0", *timed, "-f", "f32le", "pipe:1"]
    plain = [part for part in ffmpeg_command(command) if part != "-progress"]
    at = plain.index("pipe:1")
    done = subprocess.run([*plain[:at], *plain[at + 1 :]], capture_output=True, check=True, timeout=120)
    return np.frombuffer(done.stdout, "<f4").reshape(-1, 2)


def test_picture_and_sound_are_together_at_the_end(film: Path, pictures: np.ndarray):
    means = pictures[:, 20:160, :].mean(axis=(1, 2))
    begin = len(pictures) - round(CARD_SECONDS * FPS) - BODY
    flash = begin + int(means[begin : begin + BODY].argmax())
    assert means[flash] > 220 > means[flash - 1] + 60
    loud = np.abs(sound(film)).max(axis=1)
    first = round(begin / FPS * 48_000)
    part = loud[first : first + 48_000 * 2]
    click = (first + int(np.argmax(part > 0.5 * part.max()))) / 48_000
    assert part.max() > 5 * np.median(part)
    assert abs(click - flash / FPS) < 0.005, click - flash / FPS


def test_sound_is_as_loud_as_it_should_be_and_never_clipped(stage: Stage, film: Path):
    loudness = measure(film)
    assert abs(loudness.integrated + 14) <= 0.5 and loudness.true_peak <= -1.0
    assert float(np.abs(sound(film)).max()) < 1.0
    assert abs(len(sound(film)) / 48_000 - seconds_of(sum(bodies(film_content())))) < 0.025


def test_captions_are_burnt_in_when_the_side_car_says_to_the_end(stage: Stage, pictures: np.ndarray):
    """The box is dark: in the captions' place a frame that has one is darker than the clip's ground."""
    content, asset = film_content(), stage.plan(film_content())["film"].asset
    assert asset is not None
    listed = json.loads(stage.files.local(asset.extras[".cues.json"]).read_text())
    assert len(listed) >= SCENES
    shown = (pictures[:, 148:170, 120:200] < 80).mean(axis=(1, 2)) > 0.1
    for cue in (listed[0], listed[len(listed) // 2], listed[-1]):
        begin, end = cue["start"] * FPS, cue["end"] * FPS
        middle = round((begin + end) / 2)
        first = middle - int(np.argmin(shown[middle::-1])) + 1
        after = middle + int(np.argmin(shown[middle:]))
        assert shown[middle]
        assert abs(first - begin) <= 1 and abs(after - end) <= 1, (cue, first, after)
    assert listed[-1]["start"] > seconds_of(sum(bodies(content))) - CARD_SECONDS - SECONDS


def test_the_side_cars_are_the_same_when_nothing_is_burnt_in(stage: Stage, tmp_path: Path):
    tracks = {}
    for style in ("none", "boxed"):
        film = film_content(style, scenes=2, title_card=False, end_card=False)
        (tmp_path / style).mkdir()
        produce(stage, film, tmp_path / style)
        asset = stage.plan(film)["film"].asset
        assert asset is not None
        tracks[style] = [stage.files.local(asset.extras[suffix]).read_bytes() for suffix in (".vtt", ".srt")]
        own = stage.plan(film)["captions:s1"].asset
        assert own is not None and stage.files.local(own.path).read_text().startswith("WEBVTT")
        assert set(own.extras) >= {".srt", ".json"}
    assert tracks["none"] == tracks["boxed"]
    assert b"Here speaks" in tracks["none"][0] and b"Here speaks" in tracks["none"][1]


def test_the_same_inputs_give_the_same_bytes_in_another_process(tmp_path: Path):
    """Every file of a film of three scenes and two cards, made again in a new process and another folder."""
    code = (
        "import json, sys\nfrom pathlib import Path\nfrom tests.contract.test_film_quality import build, film_content\n"
        "made = build(Path(sys.argv[1]), film_content(scenes=3))\n"
        "print(json.dumps({path: info.metadata['sha256'] for path, info in made.files.objects.items()}))"
    )
    answers = []
    for name in ("one", "a-longer-name"):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-c", code, str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300)
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]
    kinds = ("segment", "card", "transition", "soundtrack", "film", "captions")
    assert all(any(kind in path for path in answers[0]) for kind in kinds)
