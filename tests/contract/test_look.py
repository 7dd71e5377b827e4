"""How the film looks, against the real ffmpeg: what is fitted keeps its shape."""

import colorsys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from functions.media.fonts import font_environment
from functions.media.frames import HANDLE, TRANSITION, segment_frames, timeline
from functions.media.join import Piece
from functions.media.probe import probe
from functions.media.runner import run_ffmpeg
from functions.media.segment import LOOKS, render_segment
from functions.media.title import render_card
from functions.media.transition import STYLES, render_transition
from functions.steps.card import STEP as CARD
from functions.steps.step import Context, Done
from functions.stores.memory import MemoryFiles
from schemas.job import Job
from schemas.project import FRAME_SIZES
from tests.kit.joined import silent_film

BODY = 30
SMALL = {aspect: (width // 4 // 2 * 2, height // 4 // 2 * 2) for aspect, (width, height) in FRAME_SIZES.items()}
"""The film's shapes at a quarter of their size."""


def circle(out: Path, width: int, height: int, *, stretch: float = 1.0) -> Path:
    """A white disc in the middle of a grey picture whose stored pixels are `stretch` times as wide as high."""
    image = Image.new("RGB", (width, height), (60, 60, 60))
    radius = min(width * stretch, height) * 0.2
    x, y, across = width / 2, height / 2, radius / stretch
    ImageDraw.Draw(image).ellipse((x - across, y - radius, x + across, y + radius), fill=(255, 255, 255))
    image.save(out)
    return out


def film_of(picture: Path, out: Path, *options: str, fps: str = "25", before: tuple[str, ...] = ()) -> Path:
    """A second of a picture as a clip, encoded with the options."""
    run_ffmpeg(
        [*before, "-loop", "1", "-framerate", fps, "-t", "1", "-i", f"file:{picture}", *options, str(out)], timeout=60
    )
    return out


def fitted(clip, aspect, tmp_path, fit="auto"):
    """The middle frame of a clip's segment, as grey; asserts its frames and size."""
    width, height = SMALL[aspect]
    out = tmp_path / f"{clip.stem}-{width}x{height}-{fit}.mp4"
    render_segment(clip, body_frames=BODY, width=width, height=height, out=out, fit=fit)
    info = probe(out)
    assert (info.width, info.height, info.frames, info.fps) == (width, height, segment_frames(BODY), 30)
    assert info.square_pixels and not info.rotation
    with av.open(str(out)) as source:
        frames = [frame.to_ndarray(format="gray") for frame in source.decode(video=0)]
    return frames[len(frames) // 2]


def axes(grey: np.ndarray) -> tuple[float, float]:
    """Width and height of the white disc in the middle, in pixels and parts of them."""
    light = np.clip((grey.astype(float) - 190) / 40, 0, 1)
    middle_y, middle_x = (np.array(light.shape) // 2).tolist()
    return float(light[middle_y - 1 : middle_y + 1].mean(0).sum()), float(
        light[:, middle_x - 1 : middle_x + 1].mean(1).sum()
    )


def assert_round(grey: np.ndarray) -> None:
    across, down = axes(grey)
    assert across > 8
    assert abs(across - down) <= max(1.5, 0.02 * down), f"the disc is {across:.1f} x {down:.1f} pixels"


SOURCES = {
    "wide": (960, 540), "tall": (540, 960), "square": (600, 600), "old": (640, 480), "scope": (956, 400),
    "odd": (501, 333), "panorama": (2400, 300), "ribbon": (300, 2400),
}  # fmt: skip


@pytest.mark.parametrize("fit", ["auto", "crop", "blur"])
@pytest.mark.parametrize("aspect", SMALL)
@pytest.mark.parametrize("source", SOURCES)
def test_circles_stay_circles_whatever_the_shape(source, aspect, fit, tmp_path: Path):
    picture = circle(tmp_path / f"{source}.png", *SOURCES[source])
    if fit == "crop" and source in {"panorama", "ribbon"}:
        # what covers the frame is a small part of the disc
        fitted(picture, aspect, tmp_path, fit)
        return
    assert_round(fitted(picture, aspect, tmp_path, fit))


CODECS = {
    "h264-23.976.mp4": ("24000/1001", ("-c:v", "libx264", "-pix_fmt", "yuv420p")),
    "h264-59.94.mp4": ("60000/1001", ("-c:v", "libx264", "-pix_fmt", "yuv444p10le")),
    "hevc-25.mp4": ("25", ("-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p10le")),
    "vp9.webm": ("25", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")),
    "prores.mov": ("25", ("-c:v", "prores_ks")),
    "mjpeg.mov": ("25", ("-c:v", "mjpeg", "-pix_fmt", "yuvj422p")),
    "hdr.mp4": (
        "25",
        (
            *("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params"),
            "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
        ),
    ),
    "animation.gif": ("25", ()),
}


@pytest.mark.parametrize("name", CODECS)
def test_a_clip_of_any_codec_and_rate_is_fitted(name, tmp_path: Path):
    fps, options = CODECS[name]
    clip = film_of(circle(tmp_path / "disc.png", 640, 480), tmp_path / name, *options, fps=fps)
    for aspect in SMALL:
        assert_round(fitted(clip, aspect, tmp_path))


@pytest.mark.parametrize("sample", ["4/3", "16/11", "3/4"])
def test_pixels_that_are_not_square_are_shown_as_meant(sample, tmp_path: Path):
    top, bottom = (int(part) for part in sample.split("/"))
    picture = circle(tmp_path / "disc.png", 480, 360, stretch=top / bottom)
    clip = film_of(picture, tmp_path / "clip.mp4", "-vf", f"setsar={sample}", "-pix_fmt", "yuv420p")
    for aspect in SMALL:
        assert_round(fitted(clip, aspect, tmp_path))


def test_a_clip_shown_at_the_films_size_but_stored_narrower_is_not_taken_for_ready(tmp_path: Path):
    width, height = SMALL["16:9"]
    picture = circle(tmp_path / "disc.png", width * 3 // 4, height, stretch=4 / 3)
    clip = film_of(picture, tmp_path / "clip.mp4", "-vf", "setsar=4/3", "-pix_fmt", "yuv420p")
    assert (probe(clip).width, probe(clip).height) == (width, height)
    assert_round(fitted(clip, "16:9", tmp_path))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_clip_stands_upright(turn, tmp_path: Path):
    picture = circle(tmp_path / "disc.png", 640, 400)
    with Image.open(picture) as image:
        image.paste((255, 255, 255), (60, 0, 200, 30))  # at the stored top
        image.save(picture)
    flat = film_of(picture, tmp_path / "flat.mp4", "-pix_fmt", "yuv420p")
    clip = tmp_path / "turned.mp4"
    run_ffmpeg(["-display_rotation", str(turn), "-i", f"file:{flat}", "-c", "copy", str(clip)], timeout=20)
    shape = "16:9" if turn == 180 else "9:16"
    grey = fitted(clip, shape, tmp_path, "crop")
    assert_round(grey)
    edges = {90: grey[:, :6], 180: grey[-6:], 270: grey[:, -6:]}
    assert edges[turn].max() > 180 and sum(edge.max() > 180 for edge in (*edges.values(), grey[:6])) == 1


def test_a_clip_of_variable_rate_keeps_its_time(tmp_path: Path):
    slow = film_of(circle(tmp_path / "a.png", 640, 360), tmp_path / "a.mp4", "-pix_fmt", "yuv420p", fps="10")
    clip = tmp_path / "variable.mp4"
    # half a second at ten pictures a second, then one picture that stands
    run_ffmpeg(
        ["-i", f"file:{slow}", "-vf", "select='lt(n,5)+eq(n,9)'", "-fps_mode", "vfr", "-pix_fmt", "yuv420p", str(clip)],
        timeout=20,
    )
    assert_round(fitted(clip, "16:9", tmp_path))


def test_auto_crops_what_loses_little_and_shows_the_whole_of_the_rest(tmp_path: Path):
    def edge(source: tuple[int, int], aspect: str) -> float:
        """How dark the frame's corner is: the blurred ground is darkened."""
        return float(fitted(circle(tmp_path / "disc.png", *source), aspect, tmp_path)[2:8, 2:8].mean())

    assert edge((640, 480), "16:9") == pytest.approx(60, abs=4)
    assert edge((640, 360), "9:16") < 50
    assert edge((640, 360), "1:1") < 50
    assert edge((600, 480), "1:1") == pytest.approx(60, abs=4)


def test_what_is_transparent_becomes_white(tmp_path: Path):
    image = Image.new("RGBA", (640, 360), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((280, 140, 360, 220), fill=(20, 20, 20, 255))
    image.save(tmp_path / "logo.png")
    grey = fitted(tmp_path / "logo.png", "16:9", tmp_path)
    assert grey[10, 10] > 230 and grey[grey.shape[0] // 2, grey.shape[1] // 2] < 60


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two segments: a dark one with a light disc, and a light one."""
    folder = tmp_path_factory.mktemp("neighbours")
    Image.new("RGB", SMALL["16:9"], (210, 180, 140)).save(folder / "light.png")
    made = []
    for picture in (circle(folder / "dark.png", *SMALL["16:9"]), folder / "light.png"):
        out = picture.with_suffix(".mp4")
        width, height = SMALL["16:9"]
        render_segment(picture, body_frames=BODY, width=width, height=height, out=out)
        made.append(out)
    return made[0], made[1]


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as source:
        return [frame.to_ndarray(format="gray").astype(int) for frame in source.decode(video=0)]


@pytest.mark.parametrize("style", [style for style in STYLES if style != "cut"])
def test_a_transition_begins_as_one_scene_ends_as_the_other_and_jumps_nowhere(style, neighbours, tmp_path: Path):
    first, second = neighbours
    for name in ("a.mp4", "b.mp4"):
        render_transition(first, BODY, second, BODY, style=style, color="#7a1f4d", out=tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    frames = [pictures(first)[0], *pictures(tmp_path / "a.mp4"), pictures(second)[0]]
    assert len(frames) == TRANSITION + 2
    whole = np.abs(frames[-1] - frames[0]).mean()
    steps = [np.abs(after - before).mean() for before, after in pairwise(frames)]
    # from one end to the other through a colour is a longer way
    assert max(steps) < (0.45 if style.startswith("fade") else 0.2) * whole
    assert steps[0] < 0.2 * whole and steps[-1] < 0.2 * whole


def test_clips_that_name_a_pixel_shape_and_clips_that_do_not_can_be_joined(neighbours, tmp_path: Path):
    width, height = SMALL["16:9"]
    silent = film_of(
        circle(tmp_path / "disc.png", width, height), tmp_path / "clip.mp4", "-vf", "setsar=0,format=yuv420p"
    )
    out = tmp_path / "segment.mp4"
    render_segment(silent, body_frames=BODY, width=width, height=height, out=out)
    assert (
        silent_film([Piece(path, HANDLE, HANDLE + BODY) for path in (neighbours[0], out)], tmp_path / "j.mp4")
        == 2 * BODY
    )


def test_a_card_joins_with_segments_eases_in_and_says_what_it_should(neighbours, tmp_path: Path):
    width, height = SMALL["16:9"]
    out, fonts = tmp_path / "card.mp4", font_environment(tmp_path)
    for _ in range(2):
        before = out.read_bytes() if out.exists() else None
        render_card(
            "Keep the light",
            "Gull Rock",
            palette=("#12263a", "#5f8ea0", "#f2a541", "#e9efe9"),
            body_frames=90,
            width=width,
            height=height,
            out=out,
            font_env=fonts,
        )
    assert before == out.read_bytes()
    second, transition = neighbours[0], tmp_path / "transition.mp4"
    render_transition(out, 90, second, BODY, style="dissolve", out=transition)
    spans = timeline((90, BODY), (True,))
    files = {("segment", 0): out, ("segment", 1): second, ("transition", 0): transition}
    pieces = [Piece(files[span.source, span.index], span.first, span.last) for span in spans]
    assert silent_film(pieces, tmp_path / "film.mp4") == 90 + BODY
    frames = pictures(out)
    ink = [int((frame > 150).sum()) for frame in frames]
    assert ink[HANDLE] == 0 and ink[-1] > 1000, "the card begins as plain ground"
    assert ink[60] == pytest.approx(ink[100], rel=0.02), "type stands still once it has arrived"


SKINS = ("#ffe0c4", "#f1c27d", "#e0ac69", "#c68642", "#8d5524", "#5c3a21")
BRANDS = ("#e30613", "#0066cc", "#ffcc00", "#00a651", "#7b2d8e", "#ff6600")


def hue_and_light(colour: np.ndarray) -> tuple[float, float]:
    """Hue in degrees and lightness 0 to 1 of an RGB colour."""
    hue, light, _ = colorsys.rgb_to_hls(*(colour / 255).tolist())
    return 360 * hue, light


@pytest.mark.parametrize("look", [look for look in LOOKS if look not in {"neutral", "noir"}])
def test_a_look_leaves_skin_and_brand_colours_what_they_are(look, tmp_path: Path):
    colours = [*SKINS, *BRANDS]
    image = Image.new("RGB", (32 * len(colours), 32))
    for number, colour in enumerate(colours):
        image.paste(Image.new("RGB", (32, 32), colour), (32 * number, 0))
    image.save(tmp_path / "patches.png")
    out = tmp_path / "treated.mp4"
    render_segment(tmp_path / "patches.png", body_frames=BODY, width=image.width, height=32, look=look, out=out)
    with av.open(str(out)) as source:
        treated = next(source.decode(video=0)).to_ndarray(format="rgb24", src_colorspace="ITU709")
    for number, colour in enumerate(colours):
        seen = treated[8:24, 32 * number + 8 : 32 * number + 24].reshape(-1, 3).mean(0)
        (hue, light), (was_hue, was_light) = (
            hue_and_light(seen), hue_and_light(np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]))
        )  # fmt: skip
        turned = abs((hue - was_hue + 180) % 360 - 180)
        assert turned < 8 and abs(light - was_light) < 0.1, f"{colour} became {seen.round()}: {turned:.1f} degrees"


def test_a_plain_card_stands_in_for_one_that_could_not_be_set(tmp_path: Path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    width, height = SMALL["1:1"]
    palette = ["#12263a", "#e9efe9"]
    job = Job(
        job_id="j", project_id="p", user_id="u", kind="card", slot="card:card-opening", label="Title card",
        input_hash="0" * 64, key="k", sources={}, size="media", origin="r", created_at=now, updated_at=now,
        inputs={"title": "Light", "line": "", "palette": palette, "width": width, "height": height, "platform": "any"},
    )  # fmt: skip
    context = Context(
        job=job, files=MemoryFiles(), folder=tmp_path, report=lambda share: None, provider=None, now=now, bucket="b"
    )
    assert CARD.placeholder is not None
    plain = CARD.placeholder(context, "Rendering failed.")
    made = [probe(plain.files[0].path)]
    done = CARD.run(context)
    assert isinstance(done, Done) and done.made.facts == plain.facts == {"frames": 90, "seconds": 3.0}
    made.append(probe(done.made.files[0].path))
    assert [info.frames for info in made] == [segment_frames(90)] * 2
    assert silent_film([Piece(done.made.files[0].path, HANDLE, HANDLE + 90)], tmp_path / "film.mp4") == 90
