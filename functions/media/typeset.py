"""Setting a few words large: where lines break, how large they are, and where they stand."""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from functions.media.captions.breaks import NEVER, gap_costs
from functions.media.captions.frame import Box
from functions.media.captions.scripts import count_scripts, dominant_script, graphemes, is_right_to_left
from functions.media.captions.words import clean, join_words, split_words
from functions.media.fonts import DISPLAY, font_for, pillow_font

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_LEADING = {"Latn": 1.16, "Cyrl": 1.16, "Grek": 1.18, "Hani": 1.28, "Kana": 1.28, "Hang": 1.28}
_TALL = 1.5
"""Line distance in em of scripts with marks above and below."""
_LINES = 5
_WORDS = 60
"""Longer texts are cut: nobody reads more from a card."""
_SIGHT = 0.92
"""How much smaller type may be to spare a line: three lines at full size look better than two at half of it."""


@dataclass(frozen=True)
class Line:
    """One line of text; `size` (em), `x` and `y` (its middle) are in pixels.

    `anchor` says what stands at `x`, in the numbers of a keypad as ASS has them: 4 the left edge, 5 the middle, 6 the
    right edge.
    """

    text: str
    family: str
    size: float
    x: float
    y: float
    anchor: Literal[4, 5, 6]
    right_to_left: bool


def family_of(text: str) -> str:
    """The family for large type: the display face where it has the script."""
    return DISPLAY if dominant_script(text) in {"Latn", "Cyrl", "Zyyy"} and not _greek(text) else font_for(text)


def _greek(text: str) -> bool:
    return count_scripts(text)["Grek"] > 0


def leading(text: str) -> float:
    """Distance of lines in em."""
    script = dominant_script(text)
    return _LEADING.get("Latn" if script == "Zyyy" else script, _TALL)


def width_of(text: str, family: str, weight: int) -> float:
    """How wide a line is, in em. What the family lacks, such as emoji, counts as a square."""
    font = _measure(family, weight)
    plain = "".join(sign for sign in graphemes(text) if not _is_emoji(sign))
    strange = sum(1 for sign in graphemes(text) if _is_emoji(sign))
    return font.getlength(plain) / 100 + 1.25 * strange


@functools.lru_cache(maxsize=8)
def _measure(family: str, weight: int) -> "FreeTypeFont":
    return pillow_font(family, 100, weight)


def _is_emoji(sign: str) -> bool:
    return ord(sign[0]) >= 0x1F000 or 0x2600 <= ord(sign[0]) <= 0x27BF


def shorten(text: str) -> str:
    """One clean line, cut after the first sentence, or else somewhere with an ellipsis, where it is too long."""
    words = split_words(clean(text))
    if len(words) <= _WORDS // 3 and len(join_words(words)) <= 110:
        return join_words(words)
    costs = gap_costs(words, "en")
    for at in range(3, min(len(words), _WORDS // 3)):
        if costs[at - 1] == 0.0 and len(join_words(words[:at])) <= 110:
            return join_words(words[:at])
    kept = list(words[: _WORDS // 3])
    while len(kept) > 1 and (len(join_words(kept)) > 105 or costs[len(kept) - 1] >= NEVER):
        kept.pop()
    return join_words(kept)[:110].rstrip(" ,;:.–—-") + "…"


@dataclass(frozen=True)
class Setting:
    """A text broken into lines, with its em in pixels."""

    lines: tuple[str, ...]
    size: float
    family: str

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return self.size * leading(" ".join(self.lines)) * len(self.lines)


def set_text(text: str, *, weight: int, largest: float, room: float, tall: float, lines: int = _LINES) -> Setting:
    """Break a text by sense into the few lines that let it stand largest, no larger than `largest` (em, pixels), no
    wider than `room` and no higher than `tall`."""
    family, words = family_of(text), split_words(text)
    costs = gap_costs(words, "en")
    best: tuple[float, Setting] | None = None
    for number in range(1, min(lines, len(words)) + 1):
        broken, cost = _broken(words, costs, number, family, weight)
        widest = max(width_of(line, family, weight) for line in broken)
        size = min(largest, room / widest, tall / (leading(text) * number))
        score = size * _SIGHT**number * (1 - 0.04 * cost / max(1, number - 1)) * (1 - 0.015 * cost)
        if best is None or score > best[0]:
            best = score, Setting(tuple(broken), size, family)
    assert best is not None, "a text has at least one word"
    return best[1]


def _broken(
    words: Sequence[str], costs: Sequence[float], number: int, family: str, weight: int
) -> tuple[list[str], float]:
    """Break words into so many lines: even ones, where the sense allows it. With the cost of all breaks."""
    widths = [width_of(word, family, weight) + 0.25 for word in words]
    starts = [0.0, *itertools.accumulate(widths)]
    even = starts[-1] / number
    # reached[n][at]: the least cost of n lines that end before word `at`, and where the last of them begins
    reached: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(number):
        row: dict[int, tuple[float, int]] = {}
        for at in range(1, len(words) + 1):
            ends = [
                (cost + ((starts[at] - starts[start]) / even - 1) ** 2 * 20 + costs[at - 1], start)
                for start, (cost, _) in reached[-1].items()
                if start < at
            ]
            if ends:
                row[at] = min(ends)
        reached.append(row)
    cuts, at = [len(words)], len(words)
    for row in reversed(reached[1:]):
        at = row[at][1]
        cuts.append(at)
    cuts.reverse()
    lines = [join_words(words[first:last]) for first, last in itertools.pairwise(cuts)]
    return lines, sum(costs[cut - 1] for cut in cuts[1:-1])


def lines_of(setting: Setting, box: Box, top: float, *, centred: bool) -> list[Line]:
    """Place the lines of a setting one under another in a box, the first from `top` on."""
    whole = " ".join(setting.lines)
    turned, step = is_right_to_left(whole), setting.size * leading(whole)
    anchor: Literal[4, 5, 6] = 5 if centred else 6 if turned else 4
    x = box.x + box.width * {4: 0.0, 5: 0.5, 6: 1.0}[anchor]
    return [
        Line(line, setting.family, setting.size, x, top + step * (number + 0.5), anchor, turned)
        for number, line in enumerate(setting.lines)
    ]
