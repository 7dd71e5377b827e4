"""The camera: exact lengths, equal bytes, smooth motion, parallax, no seams."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from PIL import Image

from functions.media.sequence import coverage
from functions.providers.studio.camera import Exposure, Take, draw_frame, encoder_args, film, prepared, view_at
from functions.providers.studio.illustrator import Layer, Picture
from functions.providers.studio.planes import Cell, Glide, breath, flat_group, group_layers
from schemas.shot import Camera

WIDTH, HEIGHT, FPS = 320, 180, 30
MOVES = get_args(Camera)


def plate(dots, *, ground: bool):
    """A plate with soft white dots at (x, y) in frame widths and heights from the middle."""
    wide, tall = round(WIDTH * 1.2), round(HEIGHT * 1.2)
    y, x = np.mgrid[0:tall, 0:wide].astype(np.float64)
    light = np.zeros((tall, wide))
    for dx, dy in dots:
        away = (x - wide / 2 - dx * WIDTH) ** 2 + (y - tall / 2 - dy * HEIGHT) ** 2
        light += np.exp(-away / (2 * 4.0**2))
    pixels = np.zeros((tall, wide, 4), np.uint8)
    pixels[..., :3] = (np.clip(light, 0, 1) * 235)[..., None] if ground else 235
    pixels[..., 3] = 255 if ground else (np.clip(light, 0, 1) * 255).astype(np.uint8)
    return pixels


def centre(luma, box):
    x0, y0, x1, y1 = box
    window = np.clip(luma[y0:y1, x0:x1].astype(np.float64) - 17, 0, None)
    y, x = np.mgrid[y0:y1, x0:x1]
    return np.array([(window * x).sum(), (window * y).sum()]) / window.sum()


def luma_of(raw):
    return np.frombuffer(raw[: WIDTH * HEIGHT], np.uint8).reshape(HEIGHT, WIDTH)


def jitter(track):
    """The largest step away from a smooth course, in pixels: residue of a cubic fit over short windows."""
    worst = 0.0
    for start in range(0, len(track) - 15, 5):
        part, t = track[start : start + 15], np.arange(15)
        worst = max(worst, float(np.abs(part - np.polyval(np.polyfit(t, part, 3), t)).max()))
    return worst


@pytest.mark.parametrize("move", MOVES)
def test_every_move_is_smooth(move):
    picture = Picture(WIDTH, HEIGHT, (Layer("dots", plate([(0.2, 0.1)], ground=True), 0.6),))
    groups, scrolls = group_layers(picture, WIDTH, HEIGHT)
    take = prepared(Take(groups, scrolls, move, 90, FPS, (WIDTH, HEIGHT)))
    track = np.array([centre(luma_of(draw_frame(take, i)), (0, 0, WIDTH, HEIGHT)) for i in range(90)])
    assert jitter(track[:, 0]) < 0.05
    assert jitter(track[:, 1]) < 0.05
    steps = np.hypot(*np.diff(track, axis=0).T)
    assert steps.min() > 0.002, "the camera never stops"


@pytest.mark.parametrize("move", MOVES)
def test_every_move_over_a_flat_picture_is_smooth(move):
    """A photograph has one layer; the point is far from the middle, where zooming moves it most."""
    flat = flat_group(Image.fromarray(plate([(0.3, 0.2)], ground=True)[..., :3]))
    take = prepared(Take([flat], [], move, 150, FPS, (WIDTH, HEIGHT)))
    track = np.array([centre(luma_of(draw_frame(take, i)), (0, 0, WIDTH, HEIGHT)) for i in range(150)])
    assert max(jitter(track[:, 0]), jitter(track[:, 1])) < 0.05
    accelerations = np.diff(track, 2, axis=0)
    # What is mixed from two 8-bit samples errs a little more than what is sampled anew (0.074 and 0.015 at most).
    assert np.abs(accelerations).max() < 0.08, "no frame stumbles"


def test_several_pictures_are_filmed_one_after_the_other(tmp_path: Path):
    """Each is seen in its time, and dissolves into the next over eight frames."""
    shades = (40, 120, 200)
    shots = []
    for shade in shades:
        path = tmp_path / f"{shade}.png"
        Image.new("RGB", (WIDTH, HEIGHT), (shade,) * 3).save(path)
        shots.append(Exposure(path, "drift"))
    total = 140
    film(shots, frames=total, fps=FPS, width=WIDTH, height=HEIGHT, out=tmp_path / "clip.mp4")
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        grey = [float(p.to_ndarray(format="gray").mean()) for p in clip.decode(video=0)]
    assert len(grey) == total
    spans = coverage(total, 3)
    for (first, last), (after, _), shade, following in zip(spans, spans[1:], shades, shades[1:], strict=False):
        assert grey[first + 8 : after] == pytest.approx([shade] * (after - first - 8), abs=3)
        steps = np.diff(grey[after - 1 : last + 1])
        assert last - after == 8 and len(steps) == 9
        assert steps == pytest.approx([(following - shade) / 9] * 9, abs=3)


def test_near_layers_move_more_than_far_ones():
    far = plate([(0.0, -0.25)], ground=True)
    near = plate([(0.0, 0.25)], ground=False)
    picture = Picture(WIDTH, HEIGHT, (Layer("far", far, 0.0), Layer("near", near, 0.9)))
    groups, scrolls = group_layers(picture, WIDTH, HEIGHT)
    take = prepared(Take(groups, scrolls, "pan_right", 150, FPS, (WIDTH, HEIGHT)))
    first, last = (luma_of(draw_frame(take, i)) for i in (0, 149))
    top, bottom = (0, 0, WIDTH, HEIGHT // 2), (0, HEIGHT // 2, WIDTH, HEIGHT)
    far_way, near_way = (centre(first, box)[0] - centre(last, box)[0] for box in (top, bottom))
    assert far_way > 4, "things move left when the camera pans right"
    assert near_way > 1.5 * far_way


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("frames", [1, 30, 300])
def test_windows_stay_on_the_plate_and_never_enlarge_it(move, frames):
    for depth in (0.0, 0.6, 1.0):
        for frame in range(0, frames, 7):
            view = view_at(move, frame, frames, FPS, depth)
            assert 1.0 <= view.zoom <= 1.2
            assert abs(view.x) + view.zoom / 2 <= 0.6 + 1e-9
            assert abs(view.y) + view.zoom / 2 <= 0.6 + 1e-9


def test_push_grows_and_pull_shrinks():
    zooms = {move: [view_at(move, i, 60, FPS, 0.5).zoom for i in range(60)] for move in ("push", "pull")}
    assert np.all(np.diff(zooms["push"]) < 0)
    assert np.all(np.diff(zooms["pull"]) > 0)


def test_film_has_exactly_the_frames_and_equal_bytes_twice(tmp_path: Path):
    layers = (
        Layer("far", plate([(0.0, 0.0)], ground=True), 0.0),
        Layer("rain", plate([(0.1, 0.1)], ground=False), 1.0, drift=(0.0, 0.8)),
        Layer("lamp", plate([(-0.2, 0.1)], ground=False), 0.5, pulse=0.2),
    )
    shares: list[float] = []
    for name in ("a.mp4", "b.mp4"):
        shots = [Exposure(lambda: Picture(WIDTH, HEIGHT, layers), "push")]
        out = tmp_path / name
        film(shots, frames=30, fps=FPS, width=WIDTH, height=HEIGHT, out=out, on_progress=shares.append)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    assert shares == [] or (min(shares) >= 0 and max(shares) <= 1)
    with av.open(str(tmp_path / "a.mp4")) as clip:
        assert [stream.type for stream in clip.streams] == ["video"]
        stream = clip.streams.video[0]
        pictures = list(clip.decode(stream))
        assert (stream.width, stream.height) == (WIDTH, HEIGHT)
        assert stream.average_rate is not None
        assert float(stream.average_rate) == FPS
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    assert len(pictures) == 30
    times = np.diff([float(p.time) for p in pictures])
    assert np.allclose(times, 1 / FPS, atol=1e-4)


def test_still_of_another_shape_covers_the_frame(tmp_path: Path):
    Image.new("RGB", (300, 500), (40, 160, 90)).save(tmp_path / "still.png")
    out = tmp_path / "still.mp4"
    film([Exposure(tmp_path / "still.png", "drift")], frames=28, fps=FPS, width=WIDTH, height=HEIGHT, out=out)
    with av.open(str(out)) as clip:
        pictures = [p.to_ndarray(format="rgb24", src_colorspace="ITU709") for p in clip.decode(video=0)]
    assert len(pictures) == 28
    assert np.abs(pictures[4].astype(int) - (40, 160, 90)).max() <= 4


def test_scrolling_layer_comes_round():
    speed = 0.5
    rain = Layer("rain", plate([(0.0, 0.0)], ground=False), 1.0, drift=(0.0, speed))
    picture = Picture(WIDTH, HEIGHT, (Layer("far", np.full((216, 384, 4), (0, 0, 0, 255), np.uint8), 0.0), rain))
    groups, scrolls = group_layers(picture, WIDTH, HEIGHT)
    take = prepared(Take(groups, scrolls, "drift", 90, FPS, (WIDTH, HEIGHT)))
    around = round(FPS / speed)
    assert draw_frame(take, 0) == draw_frame(take, around)
    down = [centre(luma_of(draw_frame(take, i)), (0, 0, WIDTH, HEIGHT))[1] for i in range(6)]
    assert np.all(np.diff(down) > 1)


def test_a_layer_of_the_colour_behind_it_leaves_no_trace():
    ground = np.full((216, 384, 4), (90, 140, 60, 255), np.uint8)
    ghost = ground.copy()
    ghost[..., 3] = np.linspace(8, 255, 384)
    layers = (Layer("far", ground, 0.0), Layer("near", ghost, 0.9), Layer("lamp", ghost, 0.9, pulse=0.4))
    groups, scrolls = group_layers(Picture(WIDTH, HEIGHT, layers), WIDTH, HEIGHT)
    raw = np.frombuffer(draw_frame(prepared(Take(groups, scrolls, "drift", 90, FPS, (WIDTH, HEIGHT))), 41), np.uint8)
    planes = np.split(raw, (WIDTH * HEIGHT, WIDTH * HEIGHT * 5 // 4))
    assert [(plane.min(), plane.max()) for plane in planes] == [(122, 122), (98, 98), (109, 109)]


def test_borders_between_cells_do_not_show():
    y, x = np.mgrid[0:648, 0:1152]
    alpha = np.clip(np.minimum(700 - np.hypot(x - 400, y - 500), 255), 0, 255)
    near = np.stack((x * 0.2, y * 0.3, (x + y) * 0.1, alpha), axis=-1).astype(np.uint8)
    picture = Picture(960, 540, (Layer("far", np.full((648, 1152, 4), 255, np.uint8), 0.0), Layer("near", near, 0.9)))
    groups, _ = group_layers(picture, 960, 540)
    cells = groups[1].cells
    assert {cell.opaque for cell in cells} == {True, False}
    whole = replace(groups[1], cells=(Cell(0, 0, 1152, 648, opaque=False),))
    cut, uncut = (
        np.frombuffer(
            draw_frame(prepared(Take([groups[0], near], [], "push", 90, FPS, (960, 540))), 33), np.uint8
        ).astype(int)
        for near in (groups[1], whole)
    )
    assert np.abs(cut - uncut).max() <= 1
    assert (cut != uncut).mean() < 0.01


def test_flashes_are_short_and_breathing_is_gentle():
    flashes = [breath(0.7, t / 30) for t in range(300)]
    assert sum(value > 0.5 for value in flashes) < 0.2 * len(flashes)
    assert max(flashes) > 0.9
    breaths = [breath(0.2, t / 30) for t in range(300)]
    assert min(breaths) >= 0.8 - 1e-9
    assert breath(0.0, 3.3) == 1.0


def test_encoder_is_bitexact_and_pins_its_threads():
    args = encoder_args(10, 30, (1920, 1080), Path("x.mp4"))
    assert args[args.index("-threads") + 1] == "2"
    assert args[args.index("-frames:v") + 1] == "10"
    assert "+bitexact" in args
    assert args[-1] == "file:x.mp4"


@pytest.mark.parametrize("move", ["pan_left", "tilt_down"])
def test_what_glides_looks_like_what_is_sampled_anew(move):
    far, near = plate([(-0.1, 0.1), (0.3, -0.2)], ground=True), plate([(0.0, 0.25), (0.2, 0.1)], ground=False)
    picture = Picture(WIDTH, HEIGHT, (Layer("far", far, 0.0), Layer("near", near, 0.9)))
    plain = Take(*group_layers(picture, WIDTH, HEIGHT), move, 90, FPS, (WIDTH, HEIGHT))
    take = prepared(plain)
    assert all(isinstance(group, Glide) for group in take.groups)
    for frame in (0, 17, 44, 89):
        one, other = (np.frombuffer(draw_frame(each, frame), np.uint8).astype(int) for each in (plain, take))
        assert np.abs(one - other).max() <= 6
        assert np.abs(one - other).mean() < 0.2


@pytest.mark.parametrize("move", ["push", "pull", "drift"])
def test_what_is_enlarged_is_sampled_anew(move):
    picture = Picture(WIDTH, HEIGHT, (Layer("far", plate([(0.0, 0.0)], ground=True), 0.0),))
    take = prepared(Take(*group_layers(picture, WIDTH, HEIGHT), move, 90, FPS, (WIDTH, HEIGHT)))
    assert not any(isinstance(group, Glide) for group in take.groups)
