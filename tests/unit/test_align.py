"""When words are heard: against the studio's own voices, whose times are known, and against what goes wrong."""

import re
import wave
from pathlib import Path

import numpy as np
import pytest

from functions.media import align as module
from functions.media.align import Aligned, align, pronounced, speech_spans, spoken
from functions.media.captions import split_words
from functions.media.listen import RATE, mono
from functions.providers.studio.voice import speak
from schemas.words import Word

TEXT = (
    "Every morning the old keeper climbs the stairs and lights the lamp. "
    "After the storm, the children found a bottle on the beach."
)
OTHER = "Our little bakery opens before the sun does, and the whole street wakes up to the smell of warm bread."


def record(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32_000).astype("<i2").tobytes())
    return path


def reading(folder: Path, text: str, voice: str = "clear") -> tuple[np.ndarray, tuple[Word, ...]]:
    """What a voice says, 16 kHz, and when it says it."""
    words = speak(text, voice, folder / "said.wav").words
    return mono(folder / "said.wav"), words


def errors(found: Aligned, true: tuple[Word, ...], *, later: float = 0.0) -> list[float]:
    """How far each word's start is from the truth; words that only one of them has are left out."""
    names = [re.sub(r"\W", "", word.text.lower()) for word in found.words]
    said = [re.sub(r"\W", "", word.text.lower()) for word in true]
    import difflib

    blocks = difflib.SequenceMatcher(None, names, said, autojunk=False).get_matching_blocks()
    return [
        abs(found.words[block.a + n].start - later - true[block.b + n].start)
        for block in blocks
        for n in range(block.size)
    ]


def assert_whole(found: Aligned, text: str, seconds: float) -> None:
    assert [word.text for word in found.words] == list(split_words(text))
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start <= word.end <= seconds + 0.001 for word in found.words)


@pytest.mark.parametrize("case", ["clear", "deep", "noise", "quiet", "loud", "late"])
def test_words_are_found_within_a_tenth_of_a_second(case: str, tmp_path: Path):
    sound, true = reading(tmp_path, TEXT, "deep" if case == "deep" else "clear")
    level, later = float(np.sqrt(np.mean(sound**2))), 0.0
    noise = np.random.default_rng(1).normal(0, level, len(sound) + 3 * RATE)
    if case == "noise":
        sound = sound + 10 ** (-15 / 20) * noise[: len(sound)]
    elif case in {"quiet", "loud"}:
        sound = sound * (0.01 if case == "quiet" else 0.9 / float(np.abs(sound).max()))
    elif case == "late":
        later = 1.25
        sound = np.concatenate([np.zeros(round(later * RATE)), sound, np.zeros(RATE)])
        sound = sound + 0.01 * noise[: len(sound)]
    found = align(TEXT, record(tmp_path / "x.wav", sound), language=None)
    assert (found.timing, found.language, found.note) == ("aligned", "en", None)
    assert_whole(found, TEXT, len(sound) / RATE)
    off = errors(found, true, later=later)
    assert len(off) == len(true)
    assert np.median(off) <= 0.1
    assert np.percentile(off, 95) <= 0.2


def test_numbers_addresses_and_new_words_are_found(tmp_path: Path):
    text = "In 1984 Zyxandra Quellmark paid $9.99 at 4:30 — for 25% of the Brontovian cheese."
    sound, true = reading(tmp_path, text)
    found = align(text, record(tmp_path / "x.wav", sound), language="en")
    assert found.timing == "aligned"
    assert_whole(found, text, len(sound) / RATE)
    assert np.percentile(errors(found, true), 90) <= 0.2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("keeper climbs the stairs", "keeper the stairs"),
        ("the old keeper", "the very old keeper"),
        ("lights the lamp.", "lights the lamp, and then he sleeps."),
        ("After the storm, the children", "the children"),
    ],
)
def test_a_reader_who_skips_or_adds_words_disturbs_nothing_else(written: str, said: str, tmp_path: Path):
    assert written in TEXT
    sound, true = reading(tmp_path, TEXT.replace(written, said))
    found = align(TEXT, record(tmp_path / "x.wav", sound), language=None)
    assert found.timing == "aligned"
    assert_whole(found, TEXT, len(sound) / RATE)
    off = errors(found, true)
    assert np.median(off) <= 0.1
    assert np.percentile(off, 90) <= 0.2


def test_a_recording_of_something_else_is_only_estimated(tmp_path: Path):
    for sound in (reading(tmp_path, OTHER)[0], np.random.default_rng(2).normal(0, 0.1, 5 * RATE)):
        found = align(TEXT, record(tmp_path / "x.wav", sound), language=None)
        assert found.timing == "estimated" and found.note is not None and "does not seem" in found.note
        assert_whole(found, TEXT, len(sound) / RATE)


def test_silence_and_nothing_to_say_are_no_failure(tmp_path: Path):
    silent = record(tmp_path / "x.wav", np.zeros(2 * RATE))
    assert align(TEXT, silent, language=None).timing == "estimated"
    assert align("…", silent, language="en").timing == "estimated"
    assert align("", silent, language=None) == Aligned((), "estimated", "und")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Доброе утро, маленький город.", "ru"),
        ("おはようございます、小さな町。", "ja"),
        ("Guten Morgen, kleine Stadt am Meer.", "de"),
    ],
)
def test_other_languages_are_spread_over_the_speech(text: str, language: str, tmp_path: Path):
    """Two stretches of a second with half a second between, after a second of silence."""
    stretch = np.random.default_rng(3).normal(0, 0.1, RATE)
    sound = np.concatenate([np.zeros(RATE), stretch, np.zeros(RATE // 2), stretch, np.zeros(RATE)])
    found = align(text, record(tmp_path / "x.wav", sound), language=None)
    assert (found.timing, found.language) == ("estimated", language) and found.note
    assert_whole(found, text, 4.5)
    assert found.words[0].start == pytest.approx(1.0, abs=0.05)
    assert found.words[-1].end == pytest.approx(3.5, abs=0.05)
    assert not any(2.06 < word.start < 2.44 for word in found.words), "no word begins in the pause"


def test_speech_is_told_from_a_noisy_room():
    sound = np.random.default_rng(4).normal(0, 0.004, 3 * RATE)
    sound[RATE : 2 * RATE] += np.random.default_rng(5).normal(0, 0.1, RATE)
    (span,) = speech_spans(sound.astype(np.float32))
    assert span == pytest.approx((1, 2), abs=0.05)
    assert speech_spans(np.zeros(RATE, np.float32)) == []


def test_what_is_said_for_signs_and_unknown_words():
    assert spoken("4:30") == ("four", "thirty")
    assert spoken("1984") == ("nineteen", "eighty", "four")
    assert spoken("$9.99") == ("nine", "dollars", "ninety", "nine")
    assert spoken("1,250th") == ("one", "thousand", "two", "hundred", "and", "fiftieth")
    assert spoken("3.5%") == ("three", "point", "five", "percent")
    assert len(spoken("12345678901234567890")) == 20
    assert spoken("—") == ()
    assert spoken("“Don’t!”") == ("don't",)
    phones = pronounced("brontovian").split()
    assert phones[0] == "B" and "N" in phones and set(phones) <= set(module._PHONES)
