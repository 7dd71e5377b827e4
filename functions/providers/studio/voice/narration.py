"""The embedded narrator: text to a WAV file with the time of every written word."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from functions.media.captions import split_words
from functions.providers.studio.voice.language import NAMES, detect_language
from functions.providers.studio.voice.model import SAMPLE_RATE as MODEL_RATE
from functions.providers.studio.voice.model import Phonemes, Utterance, breaths, voice_model
from functions.providers.studio.voice.reading import paragraph_ends, sentences
from functions.providers.studio.voice.sound import (
    SAMPLE_RATE,
    audible_span,
    fade,
    levelled,
    resample,
    write_wav,
)
from functions.providers.studio.voice.timing import Span, even_words, timed_words
from schemas.words import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

LOUDNESS: Final = -20.0
"""LUFS of a narration; the mix sets the final level."""
_LEAD, _TAIL = 0.015, 0.06
"""Seconds of quiet before the first and after the last sound."""
_PAUSES: Final = {"clause": 0.15, "sentence": 0.36, "paragraph": 0.65}
"""Seconds between the sounds on either side."""
_PADDING: Final = 0.02
"""Seconds kept around what is audible, so that soft consonants survive the trimming."""


@dataclass(frozen=True)
class Voice:
    """A way of speaking. All are made from one model.

    Attributes:
        id: what a request names.
        name: for people.
        description: one line for people who choose.
        pitch: how much higher the voice and its timbre are than the model's (1.0).
        pace: how much faster it speaks than the model (1.0).
    """

    id: str
    name: str
    description: str
    pitch: float = 1.0
    pace: float = 1.0


VOICES: Final[dict[str, Voice]] = {
    voice.id: voice
    for voice in (
        Voice("clear", "Clear", "A woman's voice, neutral and easy to follow."),
        Voice("warm", "Warm", "A lower, unhurried voice for stories.", pitch=0.93, pace=0.94),
        Voice("deep", "Deep", "A low, calm voice for trailers and documentaries.", pitch=0.85, pace=0.96),
        Voice("bright", "Bright", "A higher, brisk voice for news and adverts.", pitch=1.07, pace=1.05),
    )
}
"""The voices that need no key and no network, by id."""


@dataclass(frozen=True)
class Speech:
    """A narration that has been written to disk.

    Attributes:
        seconds: length of the file.
        words: every written word once and in order, with its time in the file.
        language: BCP 47, as detected ("und" for a text without letters).
        spoken: False when the file is silent because the voice cannot say the text.
        note: a sentence for the reader of the project that says why it is silent, else None.
        timing: where the times come from: `voice_model` (the model's own durations) or `estimated` (by length).
    """

    seconds: float
    words: tuple[Word, ...]
    language: str
    spoken: bool
    note: str | None
    timing: Literal["voice_model", "estimated"]


def speak(text: str, voice: str, out: Path) -> Speech:
    """Say a text and write it to `out`: WAV, 48 kHz, mono, 16 bit, about -20 LUFS, the same bytes every time.

    Sentences follow each other with natural pauses; the file begins within 50 ms and ends within 100 ms of the sound.
    A text that the voice cannot speak (another language, or nothing but signs) becomes silence as long as reading it
    takes, with evenly timed words. Raises ValueError for an unknown voice.
    """
    if voice not in VOICES:
        raise ValueError(f"There is no voice {voice!r}; there are {', '.join(VOICES)}.")
    written = split_words(text)
    language = detect_language(text)
    if language is not None and language != "en":
        reason = f"The embedded voice speaks English only; this narration is in {NAMES[language]} ({language})."
        return _silence(written, language, reason, out)
    parts = _parts(text, written)
    if not parts:
        return _silence(written, language or "und", "This narration has no words that can be spoken.", out)
    return _narrate(parts, written, VOICES[voice], out)


def _parts(text: str, written: Sequence[str]) -> list[tuple[list[Phonemes], float]]:
    """What is said in one breath each, with the pause that follows in seconds."""
    model = voice_model()
    parts: list[tuple[list[Phonemes], float]] = []
    for sentence in sentences(written, paragraph_ends(text)):
        runs = breaths(model.phonemes(sentence))
        after = _PAUSES["paragraph" if sentence.ends_paragraph else "sentence"]
        parts += [(run, _PAUSES["clause"] if run is not runs[-1] else after) for run in runs]
    return parts


def _narrate(parts: Sequence[tuple[list[Phonemes], float]], written: Sequence[str], voice: Voice, out: Path) -> Speech:
    import numpy as np

    model = voice_model()
    pieces: list[Samples] = [np.zeros(round(_LEAD * SAMPLE_RATE))]
    spans: list[Span] = []
    at = len(pieces[0])
    for index, (phonemes, pause) in enumerate(parts):
        utterance = model.say(phonemes, voice.pace / voice.pitch)
        sound, heard = _voiced(utterance, voice, at)
        rest = np.zeros(round((_TAIL if index + 1 == len(parts) else pause) * SAMPLE_RATE))
        pieces += [sound, rest]
        spans += heard
        at += len(sound) + len(rest)
    samples = levelled(np.concatenate(pieces), SAMPLE_RATE, LOUDNESS)
    write_wav(out, samples)
    seconds = len(samples) / SAMPLE_RATE
    return Speech(seconds, timed_words(written, spans, seconds), "en", True, None, "voice_model")


def _voiced(utterance: Utterance, voice: Voice, at: int) -> tuple["Samples", list[Span]]:
    """One breath in a voice: trimmed, at the file's rate, and its words' spans in the file, which it enters at `at`."""
    import numpy as np

    raw = utterance.samples.astype(np.float64)
    first, last = audible_span(raw, MODEL_RATE)
    padding = round(_PADDING * MODEL_RATE)
    first, last = max(0, first - padding), min(len(raw), last + padding)
    trimmed = fade(raw[first:last], MODEL_RATE, 0.01)
    length = round(len(trimmed) * SAMPLE_RATE / MODEL_RATE / voice.pitch)
    begin, scale = at / SAMPLE_RATE, 1 / voice.pitch
    spans = [
        Span(
            written,
            begin + max(0.0, start - first / MODEL_RATE) * scale,
            begin + max(0.0, min(end, last / MODEL_RATE) - first / MODEL_RATE) * scale,
        )
        for written, start, end in utterance.times
    ]
    return resample(trimmed, length), spans


def _silence(written: Sequence[str], language: str, reason: str, out: Path) -> Speech:
    import numpy as np

    words = even_words(written)
    seconds = round(words[-1].end + _TAIL if words else 0.5, 3)
    write_wav(out, np.zeros(round(seconds * SAMPLE_RATE)))
    note = f"{reason} Captions are kept; the sound is silent."
    return Speech(seconds, words, language, False, note, "estimated")
