"""The soundtrack step against the real ffmpeg: its sources in the in-memory store, its result decoded and looked at."""

import json
import resource
import wave
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from functions.media.frames import slowed
from functions.media.listen import mono, onset_strength
from functions.media.loudness import measure
from functions.media.master import MAX_TRUE_PEAK, master
from functions.media.probe import probe
from functions.media.runner import run_ffmpeg
from functions.media.segment import fit_filters
from functions.providers.provider import Made, Output
from functions.providers.studio.composer import compose, render
from functions.steps import soundtrack
from functions.steps.music import heard as heard_by_the_step
from functions.steps.step import Context, Done
from functions.steps.timing import LEAD_SECONDS
from functions.stores.memory import MemoryFiles
from schemas.job import Job

RATE = 48_000
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def tones(seconds: float, *pitches: float, rate: int = RATE, level: float = 0.2) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    sines = [np.sin(2 * np.pi * pitch * at) for pitch in pitches]
    mixed: np.ndarray = level * np.mean(sines, axis=0)
    return mixed


def speech(seconds: float, *, level: float = 0.2, seed: int = 3) -> np.ndarray:
    """Noise in syllables, below 3 kHz."""
    noise = np.random.default_rng(seed).normal(0, 1, round(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    spectrum[round(3000 * seconds) :] = 0
    syllables = np.clip(np.sin(2 * np.pi * 3 * np.arange(len(noise)) / RATE), 0, 1)
    said: np.ndarray = level * np.fft.irfft(spectrum, len(noise)) * syllables
    return said


def write(path: Path, samples: np.ndarray, *, rate: int = RATE, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        pcm = (np.clip(samples, -1, 1) * 32_000).astype("<i2")
        file.writeframes(np.repeat(pcm[:, None], channels, axis=1).tobytes())
    return path


def heard(path: Path) -> np.ndarray:
    """Left channel, 48 kHz."""
    with av.open(str(path)) as source:
        return np.concatenate([frame.to_ndarray()[0] for frame in source.decode(audio=0)])


def level(samples: np.ndarray, start: float, end: float, pitch: float) -> float:
    """Decibels of a pure tone between two seconds."""
    part = samples[round(start * RATE) : round(end * RATE)]
    turning = np.exp(-2j * np.pi * pitch * np.arange(part.size) / RATE)
    return float(20 * np.log10(2 * abs(np.mean(part * turning)) + 1e-9))


class Film:
    """A film whose soundtrack is to be made: its pieces, and the sources that exist."""

    def __init__(self, folder: Path, order: Sequence[str], durations: Sequence[float]) -> None:
        self.folder, self.files = folder, MemoryFiles()
        self.inputs: dict[str, Any] = {"order": list(order), "durations": list(durations)}
        self.sources: dict[str, str] = {}

    def add(self, role: str, file: Path, *, provider: str = "studio", degraded: str = "", **facts: Any) -> None:
        made = Made((Output(file, file.suffix, "audio/wav"),), {"seconds": probe(file).duration, **facts})
        if role == "music" and not degraded:
            made = heard_by_the_step(made, planned=sum(self.inputs["durations"]), folder=self.folder)
        place = f"projects/p/{role.replace(':', '/')}"
        main, *beside = made.files
        extras = {output.suffix: f"{place}{output.suffix}" for output in beside}
        for output in beside:
            self.files.put(extras[output.suffix], output.path, content_type=output.content_type, metadata={})
        metadata = {"facts": json.dumps(dict(made.facts)), "provider": provider, "extras": json.dumps(extras)}
        metadata |= {"degraded": degraded} if degraded else {}
        self.files.put(f"{place}{main.suffix}", file, content_type="audio/wav", metadata=metadata)
        self.sources[role] = f"{place}{main.suffix}"

    def context(self) -> Context:
        job = Job(
            job_id="j" + "0" * 31,
            project_id="p",
            user_id="u",
            kind="soundtrack",
            slot="soundtrack",
            input_hash="0" * 64,
            key="0" * 64,
            size="media",
            origin="r",
            inputs=self.inputs,
            sources=self.sources,
            created_at=NOW,
            updated_at=NOW,
        )
        place = self.folder / f"run{len(list(self.folder.glob('run*')))}"
        place.mkdir()
        return Context(job, self.files, place, lambda _share: None, None, NOW, "bucket")

    def mixed(self) -> tuple[Path, dict[str, Any]]:
        outcome = soundtrack.STEP.run(self.context())
        assert isinstance(outcome, Done)
        return outcome.made.files[0].path, dict(outcome.made.facts)


def music(folder: Path, seconds: float = 15.0) -> Path:
    return write(folder / "music.wav", tones(seconds, 220, 277, 330))


def in_tolerance(path: Path, facts: dict[str, Any]) -> None:
    found = measure(path)
    assert abs(found.integrated + 14) <= 0.5, found
    assert found.true_peak <= -1, found
    assert np.abs(heard(path)).max() < 1
    said = facts["loudness_lufs"], facts["true_peak_dbtp"]
    assert said == pytest.approx((found.integrated, found.true_peak), abs=0.06), "the meter rounds to a tenth"
    assert probe(path).duration == pytest.approx(facts["seconds"], abs=1e-4)


@pytest.mark.parametrize("seconds", [5.0, 40.0])
@pytest.mark.parametrize("lanes", ["all", "voice", "music", "effects"])
def test_every_film_reaches_streaming_loudness(lanes: str, seconds: float, tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2"], [seconds / 2, seconds / 2])
    silent = write(tmp_path / "silent.wav", np.zeros(RATE))
    if lanes in {"all", "music"}:
        film.add("music", music(tmp_path))
    else:
        film.add("music", silent, degraded="no composer")
    if lanes in {"all", "voice"}:
        film.add("audio:s1", write(tmp_path / "said.wav", speech(1.5)))
    if lanes in {"all", "effects"}:
        film.add("effects:s1", write(tmp_path / "rain.wav", np.random.default_rng(1).normal(0, 0.05, 3 * RATE)))
    path, facts = film.mixed()
    in_tolerance(path, facts)
    assert facts["seconds"] == pytest.approx(seconds)


@pytest.mark.parametrize("gain", [0.003, 1.0])
@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (48_000, 2), (48_000, 6), (8_000, 1)])
def test_sources_of_any_level_rate_and_channels_fit(gain: float, rate: int, channels: int, tmp_path: Path):
    film = Film(tmp_path, ["s1"], [6.0])
    source = write(tmp_path / "music.wav", tones(7.0, 220, 330, rate=rate, level=gain), rate=rate, channels=channels)
    film.add("music", source)
    film.add("audio:s1", write(tmp_path / "said.wav", speech(3.0, level=min(0.9, gain * 2)), channels=2))
    path, facts = film.mixed()
    in_tolerance(path, facts)


def test_a_film_without_any_sound_is_silent_and_the_placeholder_too(tmp_path: Path):
    film = Film(tmp_path, ["card-opening", "s1"], [3.0, 2.0])
    film.add("music", write(tmp_path / "silent.wav", np.zeros(RATE)), degraded="no composer")
    path, facts = film.mixed()
    assert (facts["loudness_lufs"], facts["seconds"], facts["music"]) == (-70, 5.0, None)
    assert not heard(path).any()
    assert soundtrack.STEP.placeholder is not None
    made = soundtrack.STEP.placeholder(film.context(), "the disk is full")
    assert made.note == "The film is silent: the disk is full" and made.facts["starts"] == [0.0, 3.0]
    assert not heard(made.files[0].path).any()


def test_narration_stands_after_a_breath_in_a_scene_that_it_stretches(tmp_path: Path):
    film = Film(tmp_path, ["card-opening", "s1", "s2"], [3.0, 2.0, 4.0])
    film.add("music", write(tmp_path / "silent.wav", np.zeros(RATE)), degraded="no composer")
    film.add("audio:s1", write(tmp_path / "one.wav", speech(4.0)))
    film.add("audio:s2", write(tmp_path / "two.wav", speech(1.0, seed=4)))
    path, facts = film.mixed()
    assert facts["starts"] == [0.0, 3.0, 7.8] and facts["seconds"] == 11.8
    loud = np.flatnonzero(np.abs(heard(path)) > 0.01) / RATE
    assert loud[0] == pytest.approx(3 + LEAD_SECONDS, abs=0.02)
    assert loud[loud > 7.5][0] == pytest.approx(7.8 + LEAD_SECONDS, abs=0.02)


def clicks(seconds: float, bar: float, bars: int) -> np.ndarray:
    """Music in bars of four clicks, the first of each an octave lower, with a chord from `bars` bars on to the end."""
    out = np.zeros(round(seconds * RATE))
    for beat in range(4 * bars + 1):
        stroke = tones(0.08, 500 if beat % 4 == 0 else 2000, level=0.5) * np.exp(-np.arange(round(0.08 * RATE)) / 700)
        first = round(beat * bar / 4 * RATE)
        out[first : first + stroke.size] += stroke
        if beat % 4 == 0:
            pad = tones(bar, (110, 131, 98, 147)[beat // 4 % 4], level=0.05)
            out[first : first + pad.size] += pad[: max(0, out.size - first)]
    chord = tones(seconds - bars * bar, 196, 247, 294, level=0.3) * np.exp(
        -np.arange(out.size - round(bars * bar * RATE)) / RATE
    )
    out[-chord.size :] += chord
    return out


def strokes(samples: np.ndarray, pitch: float) -> list[float]:
    """Seconds at which strokes of a pitch begin, to a millisecond."""
    at = np.arange(samples.size) / RATE
    turned = samples * np.exp(-2j * np.pi * pitch * at)
    window = 240
    sums = np.concatenate([[0], np.cumsum(turned)])
    power = np.abs(sums[window:] - sums[:-window])
    found: list[float] = []
    loud = power > 0.35 * power.max()
    rising = np.flatnonzero(loud[1:] & ~loud[:-1])
    for index in rising:
        if not found or index / RATE - found[-1] > 0.2:
            found.append(index / RATE)
    return found


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("seconds", [20.0, 25.3, 33.4, 52.0, 100.0])
def test_music_is_cut_on_bar_lines_and_ends_with_its_own_ending(known: bool, seconds: float, tmp_path: Path):
    bar, bars = 2.2, 14
    film = Film(tmp_path, ["s1"], [seconds])
    facts: dict[str, Any] = {"bar_seconds": bar, "final": bar * bars} if known else {}
    film.add("music", write(tmp_path / "music.wav", clicks(bar * bars + 3.5, bar, bars)), **facts)
    path, made = film.mixed()
    in_tolerance(path, made)
    assert made["music"]["boundary"] == ("score" if known else "estimated")
    sound = heard(path)
    last = made["music"]["last"]
    assert 0.9 <= seconds - last <= 4.6
    low, high = strokes(sound, 500), strokes(sound, 2000)
    downbeats = [at for at in low if at < last + 0.3]
    assert np.diff(downbeats) == pytest.approx(bar, abs=0.02), "every bar is as long as the others, joins included"
    assert downbeats[-1] == pytest.approx(last, abs=0.06), "the last bar line is that of the chord"
    beats = np.array(sorted([*downbeats, *(at for at in high if at < last)]))
    assert np.diff(beats) == pytest.approx(bar / 4, abs=0.025), "no beat is lost or doubled at a join"
    assert all(min(abs(at - join) for at in downbeats) < 0.06 for join in made["music"]["joins"])
    chord = [level(sound, at, at + 0.3, 196) for at in (last - 1.5, last + 0.1)]
    assert chord[1] - chord[0] > 12, "the final chord begins there"
    assert level(sound, seconds - 0.05, seconds, 196) < chord[1] - 12, "and has died away at the end"


def test_a_cut_of_the_studios_music_keeps_its_bars_and_its_cadence(tmp_path: Path):
    score = compose(keywords=["playful"], tone="", style="", seconds=45.0, seed=5)
    render(score, tmp_path / "music.wav")
    film = Film(tmp_path, ["s1", "s2"], [15.0, 16.6])
    film.add("music", tmp_path / "music.wav", bar_seconds=score.bar_seconds, final=score.final)
    path, made = film.mixed()
    in_tolerance(path, made)
    strength, _ = onset_strength(mono(path))
    near = np.lib.stride_tricks.sliding_window_view(np.pad(strength, 4), 9).max(axis=1)
    last, bar = made["music"]["last"], score.bar_seconds
    (join,) = made["music"]["joins"]
    lines = np.arange(last % bar, last + 0.01, bar)
    assert min(abs(lines - join)) < 0.002, "the join is on a bar line counted from the end"
    assert min(abs(np.arange(0, join + 0.01, bar) - join)) < 0.002, "and on one counted from the start"
    on = near[np.round(lines * 100).astype(int)]
    off = near[np.round((lines[1:] - 0.31 * bar / 4) * 100).astype(int)]
    assert np.median(on) > 2 * np.median(off)


def test_music_without_a_beat_is_faded(tmp_path: Path):
    film = Film(tmp_path, ["s1"], [9.0])
    film.add("music", music(tmp_path, 30.0))
    path, made = film.mixed()
    assert (made["music"]["boundary"], made["music"]["joins"]) == ("none", [])
    sound = heard(path)
    assert level(sound, 8.9, 9.0, 220) < level(sound, 6.0, 7.0, 220) - 12


def test_ambience_lies_under_the_voice_and_goes_over_from_scene_to_scene(tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2"], [10.0, 6.0])
    film.add("music", write(tmp_path / "silent.wav", np.zeros(RATE)), degraded="no composer")
    film.add("audio:s1", write(tmp_path / "one.wav", speech(6.0)))
    film.add("audio:s2", write(tmp_path / "two.wav", speech(5.0)))
    film.add("effects:s1", write(tmp_path / "a.wav", tones(3.0, 5000)))
    film.add("effects:s2", write(tmp_path / "b.wav", tones(7.0, 7000)))
    sound = heard(film.mixed()[0])
    assert level(sound, 3.0, 3.5, 5000) < level(sound, 8.9, 9.4, 5000) - 5, "it sinks while somebody speaks"
    outside = [level(sound, 10.6, 10.9, 5000), level(sound, 9.0, 9.4, 7000)]
    assert max(outside) < -60, "outside of its scene and the crossfade nothing is heard"
    halfway = level(sound, 9.95, 10.05, 5000) - level(sound, 8.9, 9.4, 5000)
    assert abs(halfway + 3) < 2, "in the middle of the crossfade it has half its power"
    speaking, around = sound[round(0.6 * RATE) : round(6 * RATE)], sound[round(8.5 * RATE) : round(9.4 * RATE)]
    assert 20 * np.log10(np.std(speaking) / np.std(around)) > 9


def test_narrations_of_different_lengths_and_levels_are_equally_loud(tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2", "s3"], [5.0, 5.0, 5.0])
    film.add("music", write(tmp_path / "silent.wav", np.zeros(RATE)), degraded="no composer")
    for scene, seconds, loud in (("s1", 4.0, 0.4), ("s2", 2.0, 0.02), ("s3", 3.0, 0.1)):
        film.add(f"audio:{scene}", write(tmp_path / f"{scene}.wav", speech(seconds, level=loud)))
    sound = heard(film.mixed()[0])
    levels = [20 * np.log10(np.std(sound[round(at * RATE) : round((at + 1.4) * RATE)])) for at in (0.5, 5.5, 10.5)]
    assert max(levels) - min(levels) < 1


def test_a_quiet_place_is_quieter(tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2"], [4.0, 4.0])
    film.add("music", write(tmp_path / "music.wav", tones(15.0, 200)), bar_seconds=1.0, final=12.0)
    film.add("effects:s1", write(tmp_path / "a.wav", tones(5.0, 5000)), level=-9.0)
    film.add("effects:s2", write(tmp_path / "b.wav", tones(5.0, 5000)), level=3.0)
    sound = heard(film.mixed()[0])
    assert level(sound, 6, 7, 5000) - level(sound, 1, 2, 5000) == pytest.approx(12, abs=1)


def clip(folder: Path, seconds: float, pitch: float) -> Path:
    sound = write(folder / "clip.wav", tones(seconds, pitch))
    out = folder / "clip.mp4"
    picture = ["-f", "lavfi", "-i", f"color=s=64x64:r=30:d={seconds}", "-i", f"file:{sound}"]
    run_ffmpeg([*picture, "-c:v", "libx264", "-c:a", "aac", "-shortest", str(out)], timeout=30)
    return out


@pytest.mark.parametrize("narrated", [False, True])
def test_a_persons_own_clip_is_heard_in_the_foreground_unless_somebody_speaks_over_it(narrated: bool, tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2"], [4.0, 4.0])
    film.add("music", write(tmp_path / "music.wav", tones(15.0, 9000)), bar_seconds=1.0, final=12.0)
    film.add("video:s2", clip(tmp_path, 5.0, 1000), provider="upload", has_sound=True)
    film.add("effects:s2", write(tmp_path / "made-up.wav", tones(5.0, 6000)))
    if narrated:
        film.add("audio:s2", write(tmp_path / "said.wav", speech(2.0)))
    sound = heard(film.mixed()[0])
    own, above = level(sound, 5.5, 6.0, 1000), level(sound, 5.5, 6.0, 9000)
    assert (own > above + 6) is not narrated
    assert level(sound, 3.0, 3.5, 1000) < -60 < level(sound, 3.8, 3.95, 1000), "its sound begins with the transition"
    assert level(sound, 5.5, 6.0, 6000) < -60, "ambience is not made up beside it"


def test_a_clip_is_slowed_as_its_picture_is(tmp_path: Path):
    info = probe(clip(tmp_path, 3.0, 1000))
    for frames in (60, 91, 120, 150, 400):
        filters = ",".join(fit_filters(info, width=64, height=64, total=frames))
        factor = slowed(info.duration, frames)
        assert (f"setpts={factor:.6f}*PTS" in filters) == (factor > 1), (frames, factor, filters)
    assert slowed(3.0, 400) == 2.0


def test_a_full_sound_gets_the_bit_rate_of_streaming(tmp_path: Path):
    noise = np.random.default_rng(7).normal(0, 0.1, 6 * RATE)
    mixed = write(tmp_path / "mix.wav", noise, channels=2)
    found = master(mixed, -20.0, seconds=6.0, out=tmp_path / "film.m4a")
    assert found.true_peak <= MAX_TRUE_PEAK
    with av.open(str(tmp_path / "film.m4a")) as sound:
        packets = sum(packet.size for packet in sound.demux(audio=0))
    assert 8 * packets / 6 == pytest.approx(192_000, rel=0.05)


def test_the_same_sources_give_the_same_bytes(tmp_path: Path):
    film = Film(tmp_path, ["s1", "s2"], [3.0, 3.0])
    film.add("music", music(tmp_path))
    film.add("audio:s1", write(tmp_path / "said.wav", speech(1.5)))
    film.add("effects:s2", write(tmp_path / "a.wav", tones(3.0, 5000)))
    assert film.mixed()[0].read_bytes() == film.mixed()[0].read_bytes()


def spent_on(folder: Path, scenes: int) -> float:
    """CPU seconds that a film of so many narrated scenes of 5 s needs."""
    folder.mkdir()
    film = Film(folder, [f"s{n}" for n in range(scenes)], [5.0] * scenes)
    film.add("music", write(folder / "music.wav", clicks(5.0 * scenes + 6, 2.2, int((5.0 * scenes + 3) / 2.2))))
    for n in range(scenes):
        film.add(f"audio:s{n}", write(folder / f"{n}.wav", speech(3.0, seed=n)))
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    film.mixed()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


def test_the_cost_grows_with_the_film_and_no_faster(tmp_path: Path):
    assert spent_on(tmp_path / "long", 32) < 1.4 * 4 * spent_on(tmp_path / "short", 8)
