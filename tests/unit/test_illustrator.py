"""The illustrator: every setting at every hour is a picture, and the subject is what is seen first."""

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from functions.providers.studio.illustrator import Picture, illustrate
from functions.providers.studio.illustrator.cast import cast
from functions.providers.studio.illustrator.colour import Inks, lighter, luma, mix
from functions.providers.studio.illustrator.illustrate import PAINTERS
from functions.providers.studio.illustrator.picture import PLATE, flatten
from functions.providers.studio.illustrator.plate import Plate
from functions.providers.studio.illustrator.sky import Sun
from functions.providers.studio.illustrator.world import Scene
from schemas.shot import Hero, Setting, Shot, Subject, TimeOfDay, Weather

SETTINGS, TIMES, WEATHERS = get_args(Setting), get_args(TimeOfDay), get_args(Weather)
WARM = ("#3d2b3d", "#e07a5f", "#f2cc8f", "#f4f1de")
COLD = ("#0b132b", "#1c5f8a", "#5bc0be", "#dfe9f5")


def shot(setting="field", time="day", weather="clear", subjects=(), *, palette=WARM, description="a place"):
    return Shot(
        description=description, styling="", animation="", setting=setting, time_of_day=time, weather=weather,
        subjects=tuple(subjects), palette=palette,
    )  # fmt: skip


def flat(*args, width=96, height=54, seed=4, **kwargs):
    picture = illustrate(shot(*args, **kwargs), width=width, height=height, seed=seed)
    return np.asarray(picture.flat(), np.float32)


def luma_of(pixels):
    return pixels @ np.array((0.2126, 0.7152, 0.0722), np.float32)


def test_every_setting_has_a_painter():
    assert set(PAINTERS) == set(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_hour_is_a_picture_of_its_own(setting):
    pictures = {time: flat(setting, time) for time in TIMES}
    for time, pixels in pictures.items():
        assert pixels.shape == (54, 96, 3)
        light = luma_of(pixels)
        assert 15 < light.mean() < 235, time
        assert light.std() > 12, time
    if setting not in ("space", "stage"):
        assert luma_of(pictures["night"]).mean() < luma_of(pictures["day"]).mean()
        assert np.abs(pictures["day"] - pictures["dusk"]).mean() > 4


def test_settings_differ_from_each_other():
    small = {setting: flat(setting) for setting in SETTINGS}
    for index, one in enumerate(SETTINGS):
        for two in SETTINGS[index + 1 :]:
            assert np.abs(small[one] - small[two]).mean() > 6, (one, two)


@pytest.mark.parametrize("weather", [weather for weather in WEATHERS if weather != "clear"])
def test_every_weather_shows(weather):
    assert np.abs(flat("field", "day", weather) - flat("field", "day")).mean() > 1.5


@pytest.mark.parametrize("size", [(192, 108), (108, 192), (120, 120), (640, 360)])
@pytest.mark.parametrize("setting", ["sea", "village", "kitchen", "backdrop"])
def test_every_shape_of_frame(size, setting):
    picture = illustrate(shot(setting, subjects=[Subject(name="person")]), width=size[0], height=size[1], seed=1)
    assert picture.flat().size == size
    for layer in picture.layers:
        tall, wide = layer.pixels.shape[:2]
        assert abs(wide - size[0] * PLATE) <= 2
        assert abs(tall - size[1] * PLATE) <= 2
        assert layer.pixels.dtype == np.uint8
        assert 0 <= layer.depth <= 1
    assert picture.layers[0].pixels[..., 3].min() == 255


def test_equal_arguments_give_equal_bytes_and_seeds_differ():
    asked = shot("coast", "night", "storm", [Subject(name="lighthouse", placement="right")])
    one, two, other = (illustrate(asked, width=128, height=72, seed=seed) for seed in (7, 7, 8))
    assert [layer.name for layer in one.layers] == [layer.name for layer in two.layers]
    assert all(a.pixels.tobytes() == b.pixels.tobytes() for a, b in zip(one.layers, two.layers, strict=True))
    assert one.flat().tobytes() != other.flat().tobytes()


def subject_box(picture: Picture):
    cover = np.zeros(picture.layers[0].pixels.shape[:2], bool)
    for layer in picture.layers:
        if layer.name.startswith("subject"):
            cover |= layer.pixels[..., 3] > 200
    return cover


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("forest", "fox"), ("sea", "rowboat"), ("room", "woman"), ("space", "astronaut"), ("backdrop", "phone"),
        ("city", "crowd"), ("underwater", "fish"), ("snow", "train"), ("sky", "balloon"), ("workshop", "robot"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("time", ["day", "night"])
def test_the_subject_is_seen(setting, name, time):
    subject = Subject(name=name, distance="middle")
    picture = illustrate(shot(setting, time, subjects=[subject]), width=128, height=72, seed=2)
    scenery = tuple(layer for layer in picture.layers if not layer.name.startswith(("subject", "glow")))
    cover = subject_box(picture)
    assert 0.012 < cover.mean() < 0.45
    change = np.abs(np.asarray(flatten(picture.layers), np.float32) - np.asarray(flatten(scenery), np.float32))
    assert change[cover].mean() > 18
    rows, columns = np.nonzero(cover)
    tall, wide = cover.shape
    assert rows.max() < tall * 0.9
    assert columns.min() > 0
    assert columns.max() < wide - 1


@pytest.mark.parametrize("placement", ["left", "centre", "right"])
def test_placement_is_kept(placement):
    picture = illustrate(shot(subjects=[Subject(name="person", placement=placement)]), width=128, height=72, seed=2)
    cover = subject_box(picture)
    middle = np.nonzero(cover)[1].mean() / cover.shape[1]
    low, high = {"left": (0.2, 0.42), "centre": (0.42, 0.58), "right": (0.58, 0.8)}[placement]
    assert low < middle < high


def test_nearer_subjects_are_larger():
    shares = [
        subject_box(
            illustrate(shot(subjects=[Subject(name="person", distance=d)]), width=128, height=72, seed=2)
        ).mean()
        for d in ("far", "middle", "near")
    ]
    assert shares[0] * 1.5 < shares[1] < shares[2] / 1.3


def test_palette_governs_the_colours():
    warm, cold = (flat("field", "day", palette=palette) for palette in (WARM, COLD))
    assert np.abs(warm - cold).mean() > 5
    assert (warm[..., 0] - warm[..., 2]).mean() > (cold[..., 0] - cold[..., 2]).mean() + 5


def bare(plate: Plate) -> Scene:
    sun = Sun(0, 0, 1, False)
    return Scene([], plate.h * 0.6, (plate.h * 0.7, plate.h * 0.78, plate.h * 0.82), (0, 0, 0), sun)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)])
def test_several_subjects_do_not_cover_each_other(size):
    asked = shot(
        "village",
        subjects=[
            Subject(name="couple", placement="centre", distance="near"),
            Subject(name="bicycle", count=2, placement="centre"),
            Subject(name="dog", placement="right"),
            Subject(name="cup", placement="left"),
        ],
    )
    plate = Plate(size[0], size[1], 3)
    actors = cast(asked, plate, bare(plate))
    groups: dict[int, list[tuple[float, float]]] = {}
    for actor in actors:
        groups.setdefault(actor.order, []).append((actor.x - actor.wide / 2, actor.x + actor.wide / 2))
    spans = sorted((min(a for a, _ in spans), max(b for _, b in spans)) for spans in groups.values())
    assert len(actors) == 5
    assert all(left[1] <= right[0] + plate.w * 0.02 for left, right in pairwise(spans))
    assert spans[0][0] > -1
    assert spans[-1][1] < plate.w + 1


@pytest.mark.parametrize("name", get_args(Hero))
def test_every_hero_fits_every_distance(name):
    plate = Plate(1920, 1080, 3)
    for distance in ("near", "middle", "far"):
        (actor,) = cast(shot(subjects=[Subject(name=name, distance=distance)]), plate, bare(plate))
        assert actor.top > 0
        assert actor.y <= plate.h * 0.83
        assert actor.wide <= plate.w * 0.7
        assert actor.tall >= plate.h * 0.08


def test_people_at_sea_go_aboard():
    asked = shot("sea", subjects=[Subject(name="rowboat"), Subject(name="man", placement="left")])
    plate = Plate(1920, 1080, 3)
    picture = illustrate(asked, width=128, height=72, seed=1)
    assert {"subject rowboat", "subject man"} <= {layer.name for layer in picture.layers}
    sea = Scene([], 560, (660, 750, 820), (0, 0, 0), Sun(0, 0, 1, False), floor="water", water=(600, 840))
    boat, man = cast(asked, plate, sea)
    assert abs(man.x - boat.x) < boat.wide / 2
    assert not man.islet


def test_spiral_stairs_are_drawn_when_named():
    plain, stairs = (flat("room", "dusk", description=text) for text in ("an old room", "he climbs the spiral stairs"))
    assert np.abs(plain - stairs).mean() > 10


def test_lamps_glow_at_night_only():
    names = {}
    for time in ("day", "night"):
        asked = shot("coast", time, subjects=[Subject(name="lighthouse")])
        names[time] = {layer.name for layer in illustrate(asked, width=128, height=72, seed=1).layers}
    assert "glow lighthouse" in names["night"]
    assert "glow lighthouse" not in names["day"]


def test_gradients_carry_grain():
    sky = (
        illustrate(shot("sea", "golden"), width=128, height=72, seed=1).layers[0].pixels[:40, :, :3].astype(np.float32)
    )
    rows = np.abs(np.diff(sky, axis=1)).mean()
    assert 0.8 < rows < 6


def test_inks_mix_and_light():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert luma(lighter("#446688", 0.1)) > luma("#446688")
    day, night = Inks(WARM, "day", "clear"), Inks(WARM, "night", "clear")
    assert luma(night.ink("#88aa66")) < luma(day.ink("#88aa66"))
    near, far = day.ink("#223322"), day.ink("#223322", 0.8)
    assert abs(luma(far) - luma(day.haze)) < abs(luma(near) - luma(day.haze))
