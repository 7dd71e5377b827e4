"""From timed words to captions: which words stand together, on which line, and for how long."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from functions.media.captions.breaks import CLAUSE, SENTENCE, gap_costs
from functions.media.captions.scripts import display_width, graphemes, script_of
from functions.media.captions.words import clean, join_words
from schemas.words import Cue, Word

LONGEST: Final = 6.0
"""Seconds that one caption stays at most."""
SHORTEST: Final = 0.9
"""Seconds that one caption stays at least, where the next one leaves room."""
READING_SPEED: Final = 17.0
"""Columns a second that a viewer reads comfortably; a wide (CJK) character counts as two."""
CLOSED_GAP: Final = 0.2
"""A shorter gap between two captions looks like a flicker and is closed."""
_LINGER: Final = 0.6
"""Seconds that the last caption may stay after the last word so that it can be read."""
_INSTANT: Final = 0.1
"""The least length of a caption whose words have no length at all."""
_CUE_COST: Final = 6.0


@dataclass(frozen=True)
class _Layout:
    """How words first to last fill a caption: the second line begins at word `second_line`, if there is one."""

    second_line: int | None
    cost: float


class _Passage:
    """Timed words with what the search asks about them again and again, kept as running sums."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self.words = words
        self.texts = [word.text for word in words]
        self.gaps = gap_costs(self.texts, language)
        widths = [display_width(text.rstrip()) for text in self.texts]
        self._spaces = [
            display_width(join_words([left, right])) - display_width(left.rstrip()) - display_width(right.rstrip())
            for left, right in itertools.pairwise(self.texts)
        ]
        self._reach = list(itertools.accumulate(map(sum, zip(widths, [*self._spaces, 0], strict=True)), initial=0))
        self._sentences = list(itertools.accumulate(range(len(words)), self._sentence_at))
        held = [self._holding(index) for index in range(len(words) - 1)]
        self._held = list(itertools.accumulate(held, initial=0.0))

    def _holding(self, index: int) -> float:
        """What it costs to keep a gap inside a caption: a pause that is bridged, a sentence that ends within."""
        silence = self.words[index + 1].start - self.words[index].end
        return 12.0 * max(0.0, silence - 0.5) + (7.0 if self.gaps[index] == SENTENCE else 0.0)

    def _sentence_at(self, known: int, index: int) -> int:
        return index if self.gaps[index - 1] == SENTENCE else known

    def begun(self, first: int, last: int) -> int | None:
        """Columns of the sentence that begins inside words[first:last] and goes on after them; None without one."""
        start = self._sentences[last - 1]
        return self.width(start, last) if start > first and self.gaps[last - 1] > SENTENCE else None

    def width(self, first: int, last: int) -> int:
        """Columns of words[first:last] on one line."""
        trailing = self._spaces[last - 1] if last < len(self.words) else 0
        return self._reach[last] - self._reach[first] - trailing

    def held(self, first: int, last: int) -> float:
        """The cost of all gaps inside words[first:last]."""
        return self._held[last - 1] - self._held[first]

    def line(self, first: int, last: int) -> str:
        """The text of words[first:last]."""
        return join_words(self.texts[first:last])


def cues(words: Sequence[Word], *, max_line: int, language: str) -> tuple[Cue, ...]:
    """Set timed words as captions.

    Args:
        words: in spoken order; times that run backwards are pulled straight.
        max_line: columns of a line (see `line_length`); only a single word that is longer may exceed it.
        language: BCP 47, decides which words belong together.

    Returns:
        Captions of one or two lines that hold every word once and in order, never overlap, last at most `LONGEST`,
        and at least `SHORTEST` where the next one leaves room. Lines are in logical order, also for Arabic or Hebrew.
        A dynamic programme chooses the breaks of least cost over the whole text.
    """
    if max_line < 1:
        raise ValueError("max_line must be at least 1")
    told = _straightened(words)
    if not told:
        return ()
    passage = _Passage(told, language)
    groups = []
    for first, last, layout in _best_breaks(passage, max_line):
        groups.append((told[first:last], _lines(passage, first, last, layout, max_line)))
    return _timed(groups)


def _straightened(words: Sequence[Word]) -> list[Word]:
    told: list[Word] = []
    latest = 0.0
    for word in words:
        text = clean(word.text).lstrip()
        if not text:
            continue
        start = max(word.start, latest)
        told.append(Word(text=text, start=start, end=max(word.end, start)))
        latest = start
    return told


def _best_breaks(passage: _Passage, max_line: int) -> list[tuple[int, int, _Layout]]:
    words = passage.words
    count = len(words)
    best = [0.0] + [math.inf] * count
    chosen: list[tuple[int, _Layout]] = [(0, _Layout(None, 0.0))] * (count + 1)
    for first in range(count):
        for last in range(first + 1, count + 1):
            if last > first + 1 and words[last - 1].end - words[first].start > LONGEST:
                break
            layout = _lay_out(passage, first, last, max_line)
            if layout is None:
                break
            cost = best[first] + layout.cost + _cue_cost(passage, first, last)
            if cost < best[last]:
                best[last], chosen[last] = cost, (first, layout)
    breaks = []
    at = count
    while at:
        first, layout = chosen[at]
        breaks.append((first, at, layout))
        at = first
    return breaks[::-1]


def _cue_cost(passage: _Passage, first: int, last: int) -> float:
    """What a caption of words[first:last] costs besides its layout: its end, its pauses, its pace."""
    words, gaps = passage.words, passage.gaps
    cost = _CUE_COST + passage.held(first, last)
    if last == len(words):
        room = _LINGER + words[-1].end - words[first].start
    else:
        room = words[last].start - words[first].start
        silence = words[last].start - words[last - 1].end
        cost += 2.5 * (min(gaps[last - 1], CLAUSE) if silence > 0.3 else gaps[last - 1])
    columns = passage.width(first, last)
    cost += 15.0 * max(0.0, SHORTEST - room)
    cost += max(0.0, columns / max(room, _INSTANT) - READING_SPEED) * 0.5
    if columns < 10 and first and gaps[first - 1] > CLAUSE:
        cost += 5.0
    begun = passage.begun(first, last)
    if begun is not None and begun < 14:
        cost += 8.0
    return cost


def _lay_out(passage: _Passage, first: int, last: int, max_line: int) -> _Layout | None:
    """One line if it fits, else the best two; None when they do not fit. A single word always gets a layout."""
    columns = passage.width(first, last)
    if columns <= max_line:
        return _Layout(None, 0.0)
    if last == first + 1:
        return _Layout(None, 20.0)
    best: _Layout | None = None
    if columns > 2 * max_line + 1:
        return None
    for at in range(first + 1, last):
        upper, lower = passage.width(first, at), passage.width(at, last)
        if upper > max_line:
            break
        if lower > max_line:
            continue
        cost = 1.0 + 1.6 * passage.gaps[at - 1] + 8.0 * abs(upper - lower) / max_line + 0.3 * (upper > lower)
        if best is None or cost < best.cost:
            best = _Layout(at, cost)
    return best


def _lines(passage: _Passage, first: int, last: int, layout: _Layout, max_line: int) -> tuple[str, ...]:
    if layout.second_line is not None:
        return passage.line(first, layout.second_line), passage.line(layout.second_line, last)
    line = passage.line(first, last)
    return (line,) if display_width(line) <= max_line else _halves(line, max_line)


def _halves(word: str, max_line: int) -> tuple[str, ...]:
    """Cut a word that is longer than a line in two, near the middle: after a slash or hyphen where there is one, else
    with a hyphen before a consonant and its vowel, else anywhere."""
    signs = graphemes(word)
    middle = len(signs) // 2
    if middle == 0:
        return (word,)
    reach = range(max(1, middle - max_line // 2), min(len(signs), middle + max_line // 2))
    joints = [at for at in reach if signs[at - 1] in "-/_.?&="]
    syllables = [at for at in reach if _is_syllable(signs[at - 2 : at + 2])]
    at = min(joints or syllables, key=lambda place: abs(place - middle), default=middle)
    hyphen = "-" if at not in joints and at in syllables else ""
    return "".join(signs[:at]).strip() + hyphen, "".join(signs[at:]).strip()


_VOWELS: Final = frozenset("aeiouyäöüàâæèéêëîïôœùûáíóúãõåøаеёиоуыэюяієїαεηιουωάέήίόύώ")


def _is_syllable(around: Sequence[str]) -> bool:
    """Whether a syllable may begin in the middle of four letters: with a consonant and a vowel."""
    letters = [sign.lower() for sign in around]
    hyphenated = all(script_of(letter[0]) in {"Latn", "Cyrl", "Grek"} for letter in letters)
    return len(letters) == 4 and hyphenated and letters[2] not in _VOWELS and letters[3] in _VOWELS


def _timed(groups: Sequence[tuple[Sequence[Word], tuple[str, ...]]]) -> tuple[Cue, ...]:
    made: list[Cue] = []
    free_from = 0.0
    for index, (words, lines) in enumerate(groups):
        start = max(words[0].start, free_from)
        following = groups[index + 1][0][0].start if index + 1 < len(groups) else math.inf
        spoken_end = max(word.end for word in words)
        end = max(spoken_end, start + SHORTEST, min(start + _reading_time(lines), spoken_end + _LINGER))
        # Past the limit a caption leaves the picture although its word may still sound.
        end = min(end, start + LONGEST)
        if following - end < CLOSED_GAP:
            end = following
        end = max(end, start + _INSTANT)
        made.append(Cue(start=start, end=end, lines=lines, words=tuple(words)))
        free_from = end
    return tuple(made)


def _reading_time(lines: Sequence[str]) -> float:
    return sum(display_width(line) for line in lines) / READING_SPEED
