"""The composer: what the words ask for, what is written down, and what is heard, by analysis."""

import itertools
import subprocess
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.providers.studio.composer import Score, compose, render
from functions.providers.studio.composer.harmony import MODES, chord, lead
from functions.providers.studio.composer.instruments import INSTRUMENTS
from functions.providers.studio.composer.master import limit, loudness
from functions.providers.studio.composer.reverb import ROOMS, impulse
from functions.providers.studio.composer.styles import STYLES

RATE = 48_000
WORDS = {
    "calm": ["calm", "gentle"],
    "hopeful": ["hopeful", "uplifting"],
    "playful": ["playful", "fun"],
    "pulse": ["electronic", "energetic"],
    "folk": ["acoustic", "travel"],
    "noir": ["noir", "tense"],
    "epic": ["epic", "dramatic"],
    "space": ["cosmic", "ambient"],
    "corporate": ["corporate", "clean"],
    "lofi": ["lofi", "chill"],
}
# Krumhansl and Kessler 1982, probe-tone profiles.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
HEARD = ("calm", "pulse", "noir")


def piece(style: str, seconds: float = 60, seed: int = 1, extra: tuple[str, ...] = ()) -> Score:
    return compose(keywords=[*WORDS[style], *extra], tone="", style="", seconds=seconds, seed=seed)


def read(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).T / 32768


def key_of(weights: np.ndarray) -> tuple[int, bool]:
    """Tonic and whether it is minor, by the best correlation with the profiles."""
    found = {
        (tonic, minor): np.corrcoef(np.roll(MINOR if minor else MAJOR, tonic), weights)[0, 1]
        for tonic in range(12)
        for minor in (False, True)
    }
    return max(found, key=lambda key: found[key])


def pitched(score: Score):
    return [
        (part, note)
        for part in score.parts
        if INSTRUMENTS[part.instrument].family in {"held", "struck"}
        for note in part.notes
    ]


@pytest.fixture(scope="module")
def tracks(tmp_path_factory) -> dict[str, tuple[Score, np.ndarray, Path]]:
    """A few rendered pieces of 12.5 s."""
    made = {}
    for style in HEARD:
        score, path = piece(style, 12.5), tmp_path_factory.mktemp("music") / f"{style}.wav"
        render(score, path)
        made[style] = (score, read(path), path)
    return made


# --- What the words ask for


@pytest.mark.parametrize("style", WORDS)
def test_every_style_answers_to_its_words(style):
    assert piece(style).style == style


def test_styles_differ_in_tempo_mode_metre_and_instruments():
    scores = [piece(style) for style in STYLES]
    assert len(scores) >= 8
    bands = [frozenset(part.instrument for part in score.parts) for score in scores]
    for one, other in itertools.combinations(bands, 2):
        assert len(one & other) / len(one | other) < 0.6
    assert max(score.bpm for score in scores) > 1.7 * min(score.bpm for score in scores)
    assert {score.mode for score in scores} >= {"major", "minor"}
    waltz = compose(keywords=["playful", "waltz"], tone="", style="", seconds=30, seed=1)
    assert {score.metre for score in scores} | {waltz.metre} >= {"4/4", "3/4"}


@pytest.mark.parametrize("words", [[], ["zzyzx", "qwrt"], ["愛", "тишина"], ["not scary"]])
def test_unknown_words_give_calm(words):
    assert compose(keywords=words, tone="", style="", seconds=20, seed=1).style == "calm"


def test_words_negated_do_not_count_and_tone_and_visual_style_do():
    assert compose(keywords=["not epic", "folk"], tone="", style="", seconds=20, seed=1).style == "folk"
    assert compose(keywords=[], tone="Playful", style="", seconds=20, seed=1).style == "playful"
    assert compose(keywords=[], tone="", style="film noir photography", seconds=20, seed=1).style == "noir"


def test_sad_words_turn_to_minor_and_fast_words_quicken():
    assert piece("calm").mode == "major"
    assert piece("calm", extra=("sad", "lonely")).mode == "minor"
    assert piece("hopeful", extra=("energetic", "fast")).bpm > piece("hopeful", extra=("slow", "still")).bpm


def test_the_palette_sets_the_timbre():
    tones = {
        colour: compose(keywords=["calm"], palette=[colour], tone="", style="", seconds=20, seed=1).brightness
        for colour in ("#101010", "#808080", "#f8f8f0")
    }
    assert tones["#101010"] < tones["#808080"] < tones["#f8f8f0"]


# --- What is written down


@pytest.mark.parametrize(
    ("style", "seconds"),
    [*itertools.product(("calm", "playful", "space"), (1.0, 2.5, 5.0, 7.3, 15.0, 30.0, 61.7, 120.0)), ("noir", 1800.0)],
)
def test_the_form_fits_the_length(style, seconds):
    score = piece(style, seconds)
    slowest, fastest = STYLES[style].bpm
    assert score.sections[0].start == 0
    assert score.sections[-1].end == seconds
    assert all(a.end == b.start for a, b in itertools.pairwise(score.sections))
    assert any(abs(bar - score.final) < 1e-5 for bar in score.bars)
    assert all(0 <= note.start < seconds for part in score.parts for note in part.notes)
    if seconds >= 15:
        assert 0.92 * slowest <= score.bpm <= 1.08 * fastest
        assert 1.9 <= seconds - score.final <= 5.6
    if seconds >= 600:
        assert sum(section.name == "climax" for section in score.sections) > 5
    if seconds >= 30:
        assert [section.name for section in score.sections][:3] == ["intro", "build", "climax"]
        density = {section.name: section.density for section in score.sections}
        assert density["climax"] > density["build"] > density["intro"]


@pytest.mark.parametrize("seconds", [0.5, -1, 1801, float("nan")])
def test_lengths_out_of_range_are_refused(seconds):
    with pytest.raises(ValueError, match="music of"):
        piece("calm", seconds)


def test_beats_and_bars_are_even_and_agree():
    score = piece("corporate", 45)
    assert score.beats[0] == score.bars[0] == 0
    assert np.allclose(np.diff(score.beats), 60 / score.bpm, atol=2e-6)
    assert np.allclose(score.beats[::4], score.bars, atol=2e-6)
    assert score.beats[-1] < 45


def test_a_piece_is_drawn_from_its_seed():
    assert piece("folk", seed=5) == piece("folk", seed=5)
    drawn = [piece("folk", seed=seed) for seed in range(8)]
    assert len({score.tonic for score in drawn}) > 2
    assert len({score.chords for score in drawn}) > 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("extra", [(), ("sad", "melancholy")])
def test_the_notes_are_in_the_key(style, extra):
    right = 0
    for seed in range(4):
        score = piece(style, 40, seed, extra)
        weights = np.zeros(12)
        for part, note in pitched(score):
            weights[note.pitch % 12] += note.length**0.7 * note.velocity * 10 ** (part.gain / 20)
        right += key_of(weights) == (score.tonic, 3 in MODES[score.mode])
    assert right >= 3


@pytest.mark.parametrize("style", STYLES)
def test_voices_do_not_rub(style):
    score = piece(style, 40, 3)
    steps = int(score.seconds / 0.02)
    sounding = np.zeros((steps, 128), bool)
    for _, note in pitched(score):
        sounding[int(note.start / 0.02) + 1 : int((note.start + note.length) / 0.02), note.pitch] = True
    assert (sounding[:, 1:] & sounding[:, :-1]).any(axis=1).mean() < 0.02


def test_voices_move_little_between_chords():
    chords = [chord(numeral, 2) for numeral in ("I", "V", "vi", "IV", "I", "iii7", "IVadd9", "V", "I")]
    voiced = lead(chords, voices=4, low=52, high=76, avoid=[set()] * len(chords))
    moves = [abs(a - b) for one, two in itertools.pairwise(voiced) for a, b in zip(one, two, strict=True)]
    assert np.mean(moves) < 2.5
    for voices, current in zip(voiced, chords, strict=True):
        assert list(voices) == sorted(set(voices))
        assert current.essential <= {pitch % 12 for pitch in voices}


def test_numerals_are_read_and_nonsense_is_refused():
    assert chord("V7", 0).pitch_classes == (7, 11, 2, 5)
    assert chord("bVII", 2).root == 0
    assert chord("iim7b5", 0).pitch_classes == (2, 5, 8, 0)
    for nonsense in ("", "H7", "Vfoo"):
        with pytest.raises(ValueError, match="not a chord"):
            chord(nonsense, 0)


def test_the_motif_returns_with_variation():
    score = piece("hopeful", 90, 2)
    melody = next(part for part in score.parts if part.role == "melody")
    bar = score.bars[1]
    rhythms: dict[int, list[tuple[int, int]]] = {}
    for note in melody.notes[:-1]:
        phrase, within = divmod(note.start + 0.03, 2 * bar)
        rhythms.setdefault(int(phrase), []).append((round(within / bar * 16), note.pitch))
    patterns = [tuple(step for step, _ in phrase) for phrase in rhythms.values()]
    commonest = max(patterns.count(pattern) for pattern in patterns)
    assert commonest >= 3
    assert len({tuple(phrase) for phrase in rhythms.values()}) >= 3


def test_players_are_human_but_the_machine_is_not():
    def late(style: str) -> float:
        score = piece(style, 40)
        part = next(p for p in score.parts if p.role in {"kick", "brush"})
        grid = 60 / score.bpm / 4
        return float(np.std([(note.start + grid / 2) % grid for note in part.notes]))

    assert late("pulse") < 0.004 < late("noir")
    velocities = [note.velocity for part in piece("folk").parts for note in part.notes]
    assert len(set(velocities)) > 0.9 * len(velocities)


def test_the_melody_stays_below_the_band_of_speech():
    for style in STYLES:
        for part in piece(style).parts:
            if part.role in {"melody", "answer"}:
                assert max(note.pitch for note in part.notes) <= 86
                assert part.gain <= 0


@settings(max_examples=25, deadline=None)
@given(
    keywords=st.lists(st.text(max_size=20), max_size=4),
    tone=st.text(max_size=20),
    palette=st.lists(st.text(max_size=8), max_size=3),
    seconds=st.floats(1, 90),
    seed=st.integers(),
)
def test_any_brief_gives_a_piece(keywords, tone, palette, seconds, seed):
    score = compose(keywords=keywords, palette=palette, tone=tone, style="", seconds=seconds, seed=seed)
    assert score.parts
    assert score.description.endswith("bpm")
    assert f" {score.mode} at {round(score.bpm)} bpm" in score.description
    for part in score.parts:
        assert part.instrument in INSTRUMENTS
        assert all(0 < note.velocity <= 1 and note.length > 0 and 24 <= note.pitch <= 96 for note in part.notes)


# --- What is heard


@pytest.mark.parametrize("seconds", [1.0, 5.432])
def test_a_track_is_exactly_as_long_as_asked(tmp_path, seconds):
    told: list[float] = []
    render(piece("playful", seconds), tmp_path / "a.wav", told.append)
    assert read(tmp_path / "a.wav").shape == (2, round(seconds * RATE))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_same_score_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        render(piece("lofi", 3), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_progress_may_stop_a_render(tmp_path):
    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render(piece("calm", 2), tmp_path / "a.wav", stop)
    assert not (tmp_path / "a.wav").exists()


@pytest.mark.parametrize("style", HEARD)
def test_level_and_peaks(tracks, style):
    _, sound, path = tracks[style]
    printed = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    summary = printed[printed.rindex("Summary:") :].split()
    assert float(summary[summary.index("I:") + 1]) == pytest.approx(-18, abs=0.3)
    assert float(summary[summary.index("Peak:") + 1]) <= -1
    assert np.abs(sound).max() <= 10 ** (-1 / 20)
    assert abs(sound.mean()) < 1e-4
    crest = 20 * np.log10(np.abs(sound).max() / np.sqrt(np.mean(sound**2)))
    assert 9 < crest < 19


@pytest.mark.parametrize("style", HEARD)
def test_spectrum_leaves_room_for_a_voice(tracks, style):
    _, sound, _ = tracks[style]
    power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)

    def share(low: float, high: float) -> float:
        return float(power[(hertz >= low) & (hertz < high)].sum() / power.sum())

    assert share(0, 150) < 0.45
    assert share(0, 25) < 0.005
    assert 0.001 < share(1000, 4000) < 0.15
    assert 0.001 < share(10_000, RATE) < 0.03
    assert 0.3 < np.corrcoef(sound)[0, 1] < 0.98


@pytest.mark.parametrize("style", HEARD)
def test_it_starts_at_once_goes_on_and_dies_away(tracks, style):
    score, sound, _ = tracks[style]
    level = 10 * np.log10(
        np.mean(sound[:, : sound.shape[1] // 4800 * 4800].reshape(2, -1, 4800) ** 2, axis=(0, 2)) + 1e-12
    )
    inside = level[: int(10 * score.final)] > -55
    quiet = [len(list(run)) for loud, run in itertools.groupby(inside) if not loud]
    assert max(quiet, default=0) < 10
    last = level[int(10 * score.final) :]
    assert last[:10].max() - last[-2] > 25
    assert abs(sound[:, -1]).max() < 0.001
    assert abs(sound[:, 0]).max() < 0.001


def test_no_clicks_where_no_drum_is_struck(tmp_path):
    score = piece("epic", 4)
    soft = [part for part in score.parts if INSTRUMENTS[part.instrument].family == "held"]
    quiet = Score(**{**{name: getattr(score, name) for name in Score.__slots__}, "parts": tuple(soft)})
    render(quiet, tmp_path / "a.wav")
    sound = read(tmp_path / "a.wav")
    assert np.abs(np.diff(sound)).max() < 0.12


@pytest.mark.parametrize("style", HEARD)
def test_the_key_is_heard(tracks, style):
    score, sound, _ = tracks[style]
    size = 16384
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    heard = (hertz > 60) & (hertz < 2000)
    classes = np.round(12 * np.log2(hertz[heard] / 440) + 69).astype(int) % 12
    chroma = np.zeros(12)
    for first in range(0, sound.shape[1] - size, size):
        frame = np.abs(np.fft.rfft(sound.mean(axis=0)[first : first + size] * np.hanning(size)))[heard]
        chroma += np.bincount(classes, frame, 12) / frame.sum()
    assert key_of(chroma) == (score.tonic, 3 in MODES[score.mode])


def test_the_tempo_is_heard(tracks):
    score, sound, _ = tracks["pulse"]
    hop = 480
    frames = np.lib.stride_tricks.sliding_window_view(sound.mean(axis=0), 2048)[::hop]
    spectra = np.log1p(100 * np.abs(np.fft.rfft(frames * np.hanning(2048))))
    flux = np.maximum(0, np.diff(spectra, axis=0)).sum(axis=1)
    flux -= np.convolve(flux, np.ones(50) / 50, "same")
    likeness = np.correlate(flux, flux, "full")[len(flux) - 1 :]
    beat = 60 / score.bpm * RATE / hop
    on = likeness[[round(beat * n) for n in (1, 2, 4)]].mean()
    off = likeness[[round(beat * n) for n in (0.68, 1.32, 2.4, 3.6)]].mean()
    assert on > 0.4 * likeness[0]
    assert on > 4 * abs(off)


# --- The desk


def test_loudness_of_a_known_tone():
    tone = np.sin(2 * np.pi * 997 * np.arange(4 * RATE) / RATE).astype(np.float32)
    # BS.1770-5: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS.
    assert loudness(np.stack([tone, np.zeros_like(tone)])) == pytest.approx(-3.01, abs=0.05)
    assert loudness(np.zeros((2, RATE), np.float32)) == -70


def test_the_limiter_never_overshoots_and_leaves_quiet_sound_alone():
    rng = np.random.default_rng(1)
    sound = (0.1 * rng.standard_normal((2, 3 * RATE))).astype(np.float32)
    sound[:, RATE : RATE + 200] *= 20
    before = sound.copy()
    limit(sound, 0.5)
    assert np.abs(sound).max() <= 0.5
    assert np.array_equal(sound[:, : RATE - 4800], before[:, : RATE - 4800])
    quiet = before[:, : RATE // 2].copy() * np.float32(0.5)
    kept = quiet.copy()
    limit(quiet, 0.9)
    assert np.array_equal(quiet, kept)


@pytest.mark.parametrize("name", ROOMS)
def test_rooms_decay_as_they_should(name):
    response = impulse(name)
    assert np.allclose(np.sum(response**2, axis=1), 1, atol=1e-4)
    energy: np.ndarray = np.flip(np.cumsum(np.flip(response[0]).astype(np.float64) ** 2))
    curve: np.ndarray = 10 * np.log10(energy / energy[0])
    decay = 2 * float(np.argmax(curve < -35) - np.argmax(curve < -5)) / RATE
    assert 0.55 * ROOMS[name].decay < decay < 1.1 * ROOMS[name].decay
    assert abs(np.sum(response[0] * response[1])) < 0.3
