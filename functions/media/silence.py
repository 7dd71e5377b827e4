"""Silence that lasts as long as reading a text does, for narration that cannot be spoken."""

import wave
from pathlib import Path

from functions.media.captions.scripts import display_width, is_unspaced
from functions.media.captions.words import split_words
from schemas.words import Word

_RATE = 48_000
_LETTERS_PER_SECOND = 15.0
_UNSPACED_SIGNS_PER_SECOND = 5.0
_SHORTEST_SECONDS = 1.0


def write_silence(out: Path, *, seconds: float, channels: int = 1) -> None:
    """Write a 48 kHz 16-bit WAV of digital silence."""
    with wave.open(str(out), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(bytes(2 * channels * round(seconds * _RATE)))


def silent_reading(text: str, out: Path) -> tuple[Word, ...]:
    """Write silence as long as a text takes to read (at least 1 s), and give its words, timed by their length."""
    written = split_words(text)
    lengths = [_reading_seconds(word) for word in written]
    total = max(_SHORTEST_SECONDS, sum(lengths))
    write_silence(out, seconds=total)
    scale = total / sum(lengths) if lengths else 1.0
    words, at = [], 0.0
    for word, length in zip(written, lengths, strict=True):
        words.append(Word(text=word, start=round(at, 3), end=round(at + length * scale, 3)))
        at += length * scale
    return tuple(words)


def _reading_seconds(word: str) -> float:
    signs = sum(is_unspaced(char) for char in word)
    return signs / _UNSPACED_SIGNS_PER_SECOND + max(1, display_width(word) + 1 - 2 * signs) / _LETTERS_PER_SECOND
