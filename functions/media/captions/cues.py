"""From timed words to captions: which words stand together, on which line, and for how long."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from functions.media.captions.breaks import CLAUSE, SENTENCE, gap_costs
from functions.media.captions.scripts import display_width, graphemes
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
    lines: tuple[str, ...]
    cost: float


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
    gaps = gap_costs([word.text for word in told], language)
    return _timed([(told[first:last], layout.lines) for first, last, layout in _best_breaks(told, gaps, max_line)])


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


def _best_breaks(words: Sequence[Word], gaps: Sequence[float], max_line: int) -> list[tuple[int, int, _Layout]]:
    count = len(words)
    best = [0.0] + [math.inf] * count
    chosen: list[tuple[int, _Layout] | None] = [None] * (count + 1)
    for first in range(count):
        for last in range(first + 1, count + 1):
            alone = last == first + 1
            if not alone and words[last - 1].end - words[first].start > LONGEST:
                break
            layout = _lay_out([word.text for word in words[first:last]], gaps[first:last], max_line)
            if layout is None:
                break
            cost = best[first] + layout.cost + _cue_cost(words, gaps, first, last)
            if cost < best[last]:
                best[last], chosen[last] = cost, (first, layout)
    breaks = []
    at = count
    while at:
        choice = chosen[at]
        assert choice is not None, "a single word is always a caption"
        breaks.append((choice[0], at, choice[1]))
        at = choice[0]
    return breaks[::-1]


def _cue_cost(words: Sequence[Word], gaps: Sequence[float], first: int, last: int) -> float:
    """What a caption of words[first:last] costs besides its layout: its end, its pauses, its pace."""
    cost = _CUE_COST
    ended = last == len(words)
    room = _LINGER + words[-1].end - words[first].start if ended else words[last].start - words[first].start
    if not ended:
        silence = words[last].start - words[last - 1].end
        cost += 2.5 * (min(gaps[last - 1], CLAUSE) if silence > 0.3 else gaps[last - 1])
    for left in range(first, last - 1):
        silence = words[left + 1].start - words[left].end
        cost += 12.0 * max(0.0, silence - 0.5)
        cost += 7.0 if gaps[left] == SENTENCE else 0.0
    columns = display_width(join_words([word.text for word in words[first:last]]))
    cost += 15.0 * max(0.0, SHORTEST - room)
    cost += max(0.0, columns / max(room, _INSTANT) - READING_SPEED) * 0.5
    if columns < 10 and gaps[first - 1 if first else -1] > CLAUSE:
        cost += 5.0
    return cost


def _lay_out(texts: Sequence[str], gaps: Sequence[float], max_line: int) -> _Layout | None:
    """One line if it fits, else the best two; None when they do not fit. A single word always gets a layout."""
    whole = join_words(texts)
    if display_width(whole) <= max_line:
        return _Layout((whole,), 0.0)
    if len(texts) == 1:
        return _Layout(_halves(whole, max_line), 20.0)
    best: _Layout | None = None
    for at in range(1, len(texts)):
        upper, lower = join_words(texts[:at]), join_words(texts[at:])
        widths = display_width(upper), display_width(lower)
        if max(widths) > max_line:
            continue
        cost = 1.0 + 1.2 * gaps[at - 1] + 8.0 * abs(widths[0] - widths[1]) / max_line + 0.3 * (widths[0] > widths[1])
        if best is None or cost < best.cost:
            best = _Layout((upper, lower), cost)
    return best


def _halves(word: str, max_line: int) -> tuple[str, ...]:
    """Cut a word that is longer than a line in two, after a slash or hyphen near the middle where there is one."""
    signs = graphemes(word)
    middle = len(signs) // 2
    if middle == 0:
        return (word,)
    reach = range(max(1, middle - max_line // 2), min(len(signs), middle + max_line // 2))
    joints = [at for at in reach if signs[at - 1] in "-/_.?&="]
    at = min(joints, key=lambda place: abs(place - middle), default=middle)
    return "".join(signs[:at]).strip(), "".join(signs[at:]).strip()


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
