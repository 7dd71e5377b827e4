"""Ambience: what a shot calls for, and whether each sound has the features of what it is named after.

Nobody listens here: sounds are told apart by where their energy lies, how it moves, and how sharp it is.
"""

import itertools
import wave
from pathlib import Path

import numpy as np
import pytest

from functions.providers.studio.ambience import Layer, layers, natural_level, render
from functions.providers.studio.ambience.render import SOUNDS, mixed
from schemas.shot import Hero, Setting, Shot, Subject, TimeOfDay, Weather

RATE = 48_000
SECONDS = 8.0


def shot(
    setting: Setting = "backdrop", weather: Weather = "clear", hour: TimeOfDay = "day", heroes: tuple[Hero, ...] = ()
) -> Shot:
    return Shot(
        description="d",
        styling="s",
        animation="a",
        setting=setting,
        time_of_day=hour,
        weather=weather,
        palette=("#102030", "#405060"),
        subjects=tuple(Subject(name=name) for name in heroes),
    )


def made(name: str, seed: int = 1, seconds: float = SECONDS) -> np.ndarray:
    return mixed((Layer(name),), seconds=seconds, seed=seed)


def power(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies and power of the whole."""
    return np.fft.rfftfreq(sound.shape[1], 1 / RATE), np.sum(np.abs(np.fft.rfft(sound, axis=1)) ** 2, axis=0)


def centroid(sound: np.ndarray) -> float:
    hertz, energy = power(sound)
    return float((hertz * energy).sum() / energy.sum())


def share(sound: np.ndarray, low: float, high: float) -> float:
    hertz, energy = power(sound)
    return float(energy[(hertz >= low) & (hertz < high)].sum() / energy.sum())


def envelope(sound: np.ndarray, step: float) -> np.ndarray:
    """Level of every `step` seconds."""
    size = round(step * RATE)
    mono = sound.mean(axis=0)
    return np.asarray(np.sqrt(np.mean(mono[: mono.size // size * size].reshape(-1, size) ** 2, axis=1)) + 1e-9)


def swing(sound: np.ndarray, step: float) -> float:
    """How far the level moves between steps: 95th against 5th percentile, in dB."""
    levels = 20 * np.log10(envelope(sound, step))
    return float(np.quantile(levels, 0.95) - np.quantile(levels, 0.05))


def crest(sound: np.ndarray) -> float:
    return float(20 * np.log10(np.abs(sound).max() / np.sqrt(np.mean(sound**2))))


def peaky(sound: np.ndarray, low: float, high: float) -> float:
    """How tonal a band is: its strongest spectral lines against its middle, in dB."""
    hertz, energy = power(sound)
    inside = energy[(hertz >= low) & (hertz < high)]
    return float(10 * np.log10(np.quantile(inside, 0.999) / np.median(inside)))


def beats_a_second(sound: np.ndarray, slowest: float, fastest: float) -> float:
    """The strongest rate of the level's changes within limits, in Hz."""
    levels = envelope(sound, 0.01)
    levels = levels - levels.mean()
    rates, strength = np.fft.rfftfreq(levels.size, 0.01), np.abs(np.fft.rfft(levels))
    inside = (rates >= slowest) & (rates <= fastest)
    return float(rates[inside][np.argmax(strength[inside])])


# ---- each sound is what it is called ----


def test_rain_is_a_bright_and_steady_hiss_and_the_sea_a_dark_one_that_swells():
    rain, sea = made("rain"), made("sea")
    assert centroid(rain) > 3000
    assert centroid(sea) < 1500
    assert swing(rain, 0.5) < 3 and swing(sea, 0.5) > 8
    assert beats_a_second(sea, 0.05, 2) < 0.3


def test_birds_are_single_high_whistles_and_gulls_lower_cries_with_overtones():
    birds, gulls = made("birds"), made("gulls")
    assert share(birds, 1500, 9000) > 0.9 and share(gulls, 800, 7000) > 0.9
    assert centroid(birds) > centroid(gulls)
    assert swing(birds, 0.05) > 20, "there is silence between the phrases"
    assert peaky(birds, 1500, 9000) > peaky(made("rain"), 1500, 9000) + 6


def test_wind_is_dark_and_comes_in_gusts():
    wind = made("wind")
    assert share(wind, 0, 800) > 0.9
    assert swing(wind, 0.5) > 6


def test_thunder_is_deep_and_rare_and_fire_crackles():
    thunder, fire = made("thunder", seconds=20), made("fire")
    assert share(thunder, 0, 250) > 0.85
    assert swing(thunder, 0.25) > 25
    assert crest(fire) > crest(made("wind")) + 2
    assert share(fire, 1000, 12_000) > share(made("wind"), 1000, 12_000) + 0.05


def test_crickets_chirp_on_a_high_pitch_a_few_times_a_second():
    crickets = made("crickets")
    assert share(crickets, 3800, 5300) > 0.95
    assert 2.0 <= beats_a_second(crickets, 1, 6) <= 6.0


def test_steps_wheels_and_clocks_keep_their_time():
    assert beats_a_second(made("footsteps"), 1.2, 2.5) == pytest.approx(1 / 0.56, abs=0.25)
    assert beats_a_second(made("ticking"), 1.5, 2.5) == pytest.approx(2.0, abs=0.1)
    assert crest(made("footsteps")) > 12 and crest(made("ticking")) > 12
    assert share(made("train"), 0, 1000) > 0.9


def test_people_are_heard_in_the_band_of_voices_in_the_rhythm_of_syllables():
    murmur = made("murmur")
    assert share(murmur, 120, 2000) > 0.9
    assert swing(murmur, 0.1) > swing(made("room"), 0.1)


def test_deep_places_are_deep():
    for name in ("city", "engine", "room", "hum", "underwater"):
        assert centroid(made(name)) < 700, name
    assert peaky(made("hum"), 40, 200) > peaky(made("room"), 50, 200) + 10


def test_bells_ring_in_partials_and_die_away():
    bell = made("bell", seconds=15)
    assert peaky(bell, 150, 2000) > 20
    assert swing(bell, 0.1) > 15


# ---- all of them ----


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_goes_round_without_a_click_is_level_and_repeats(name: str):
    sound = made(name, seconds=5.0)
    assert sound.shape == (2, 5 * RATE) and np.isfinite(sound).all()
    assert np.abs(sound).max() <= 10 ** (-2.9 / 20)
    assert -31 <= 20 * np.log10(np.sqrt(np.mean(sound**2))) <= -25.5
    steps = np.abs(np.diff(sound, axis=1))
    seam = np.abs(sound[:, 0] - sound[:, -1])
    assert (seam <= np.maximum(steps.max(axis=1), 1e-6)).all()
    bends = np.abs(np.diff(np.concatenate([sound[:, -4:], sound[:, :4]], axis=1), n=2)).max()
    assert bends <= np.abs(np.diff(sound, n=2)).max() + 1e-6
    assert np.array_equal(sound, made(name, seconds=5.0))
    assert not np.array_equal(sound, made(name, seed=2, seconds=5.0))


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("seconds", [1.5, 2.0])
def test_short_scenes_have_sound_too(name: str, seconds: float):
    sound = made(name, seconds=seconds)
    assert sound.shape[1] == round(seconds * RATE)
    assert np.sqrt(np.mean(sound**2)) > 0.01


def test_a_sound_does_not_change_when_another_joins_it():
    alone, joined = made("rain"), mixed((Layer("rain"), Layer("thunder", -60)), seconds=SECONDS, seed=1)
    assert np.corrcoef(alone[0], joined[0])[0, 1] > 0.99


def test_a_file_is_written_as_it_was_made(tmp_path: Path):
    render((Layer("rain"),), tmp_path / "a.wav", seconds=2.0, seed=1)
    render((Layer("rain"),), tmp_path / "b.wav", seconds=2.0, seed=1)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (RATE, 2, 2 * RATE)


def test_a_long_scene_goes_round_again(tmp_path: Path):
    render((Layer("room"),), tmp_path / "a.wav", seconds=30.0, seed=1)
    with wave.open(str(tmp_path / "a.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert len(samples) == 30 * RATE
    assert np.array_equal(samples[: 6 * RATE], samples[24 * RATE :])


# ---- what a shot calls for ----


def heard(**fields: object) -> set[str]:
    return {layer.sound for layer in layers(shot(**fields))}  # type: ignore[arg-type]


def test_every_place_weather_and_hour_has_sounds_that_exist():
    from typing import get_args

    for setting, weather, hour in itertools.product(get_args(Setting), get_args(Weather), get_args(TimeOfDay)):
        found = layers(shot(setting, weather, hour))
        assert 1 <= len(found) <= 4, setting
        assert {layer.sound for layer in found} <= set(SOUNDS)
        assert len({layer.sound for layer in found}) == len(found)


def test_the_place_the_weather_and_the_hour_are_heard():
    assert heard(setting="coast") == {"sea", "gulls"}
    assert heard(setting="coast", weather="storm") == {"sea", "rain", "wind", "thunder"}
    assert "birds" in heard(setting="forest") and "crickets" not in heard(setting="forest")
    assert "crickets" in heard(setting="forest", hour="night") and "birds" not in heard(setting="forest", hour="night")
    assert heard(setting="space", weather="storm") == {"hum"}
    assert "murmur" in heard(setting="cafe")


def test_rain_is_quieter_behind_walls():
    def rain(setting: Setting) -> float:
        return next(layer.level for layer in layers(shot(setting, "rain")) if layer.sound == "rain")

    assert rain("room") < rain("street") - 5


def test_a_room_is_quieter_than_a_street_and_a_storm_is_louder():
    assert natural_level(shot("bedroom")) < natural_level(shot("street")) < natural_level(shot("coast", "storm"))
    assert natural_level(shot("bedroom", "storm")) <= 0


def test_subjects_bring_their_own_sounds():
    assert "fire" in heard(setting="forest", hour="night", heroes=("campfire",))
    assert "train" in heard(setting="field", heroes=("train",))
    assert "ticking" in heard(setting="room", heroes=("clock",))
