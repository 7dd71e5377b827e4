"""Times for written words: from the spans of what was said, or evenly for what was not."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from functions.media.captions.scripts import display_width, is_unspaced
from schemas.words import Word

_BIAS: Final = 0.045
"""Seconds by which the model's durations are late, measured against an independent aligner."""
_READING_RATE: Final = 15.0
"""Characters a second for text that is only read; scripts without spaces carry more in each sign."""
_UNSPACED_READING_RATE: Final = 5.0
_LEAST: Final = 0.02
"""Seconds that a word lasts at least."""


class Span(NamedTuple):
    """When a part of a written word sounds: its index, start and end in seconds of the file."""

    written: int
    start: float
    end: float


def timed_words(written: Sequence[str], spans: Sequence[Span], seconds: float) -> tuple[Word, ...]:
    """Every written word in order with its time; one without a span (an emoji, a dash) shares its neighbour's.

    `seconds` is the length of the file and the latest time given.
    """
    heard: dict[int, tuple[float, float]] = {}
    for span in spans:
        start, end = span.start - _BIAS, span.end - _BIAS
        known = heard.get(span.written, (start, end))
        heard[span.written] = (min(known[0], start), max(known[1], end))
    words: list[Word] = []
    latest = 0.0
    for index, text in enumerate(written):
        start, end = heard.get(index) or _neighbour(heard, index)
        start = min(max(start, latest), seconds)
        end = min(max(end, start + _LEAST), seconds)
        words.append(Word(text=text[:400], start=round(start, 3), end=round(max(end, start), 3)))
        latest = start
    return tuple(words)


def _neighbour(heard: dict[int, tuple[float, float]], index: int) -> tuple[float, float]:
    """The time of the nearest word before, else after; there is always one because something was said."""
    before = [known for known in heard if known < index]
    return heard[max(before) if before else min(heard)]


def even_words(written: Sequence[str]) -> tuple[Word, ...]:
    """Words one after another, each as long as reading it takes."""
    words: list[Word] = []
    at = 0.0
    for text in written:
        end = at + _reading_seconds(text)
        words.append(Word(text=text[:400], start=round(at, 3), end=round(end, 3)))
        at = end
    return tuple(words)


def _reading_seconds(text: str) -> float:
    dense = sum(is_unspaced(char) for char in text)
    sparse = max(1, display_width(text) + 1 - 2 * dense) if dense < len(text) else 0
    return max(0.1, dense / _UNSPACED_READING_RATE + sparse / _READING_RATE)
