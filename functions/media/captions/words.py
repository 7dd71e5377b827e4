"""Written words: cutting a text into them and putting them back together, in scripts with and without spaces."""

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from functions.media.captions.scripts import CLOSING, OPENING, dominant_script, graphemes, is_unspaced

if TYPE_CHECKING:
    from budoux import Parser

_PIECE_GRAPHEMES: Final = 6
"""Signs in one piece of a script without spaces for which there is no phrase model."""
_MARGIN: Final = {"Kana": 500, "Hani": 2000, "Thai": 1000}
"""Score under which a joint is doubtful, in the units of each BudouX model; tried out on the texts of our tests."""


def split_words(text: str) -> tuple[str, ...]:
    """Cut a text into written words with their punctuation.

    Words are what stands between spaces; Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut into phrases. A space
    that `join_words` would not put back by itself stays at the end of its word, so joining gives the text again with
    runs of white space made one space.
    """
    words: list[str] = []
    for chunk in text.split():
        pieces = phrases(chunk) if any(is_unspaced(char) for char in chunk) else [chunk]
        if words and not _spaced(words[-1], pieces[0]):
            words[-1] += " "
        words += pieces
    return tuple(words)


def join_words(words: Sequence[str]) -> str:
    """Put words together as they are written: with spaces, or without between scripts that have none."""
    text = ""
    for word in words:
        text += f" {word}" if text and _spaced(text, word) else word
    return text.strip()


def _spaced(left: str, right: str) -> bool:
    return not (left[-1:].isspace() or right[:1].isspace() or is_unspaced(left[-1]) or is_unspaced(right[0]))


def phrases(text: str, *, sure: bool = False) -> list[str]:
    """Cut a run without spaces where a reader would: BudouX for Japanese, Chinese and Thai, else every few signs.

    With `sure`, only where BudouX has little doubt: its weaker joints may lie inside a word. No piece begins with a
    closing mark or ends with an opening one, no sign is torn apart, and what `join_words` would part by a space stays
    whole.
    """
    script = dominant_script(text)
    if script in {"Kana", "Hani", "Thai"}:
        pieces = _grapheme_safe(_phrase_parser(script, _MARGIN[script] if sure else 0).parse(text), text)
    else:
        signs = graphemes(text)
        pieces = ["".join(signs[at : at + _PIECE_GRAPHEMES]) for at in range(0, len(signs), _PIECE_GRAPHEMES)]
    merged: list[str] = []
    for piece in pieces:
        if merged and (piece[0] in CLOSING or merged[-1][-1] in OPENING or _spaced(merged[-1], piece)):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def _grapheme_safe(pieces: Sequence[str], text: str) -> list[str]:
    allowed, at = {0}, 0
    for sign in graphemes(text):
        at += len(sign)
        allowed.add(at)
    safe: list[str] = []
    position = 0
    for piece in pieces:
        if safe and position not in allowed:
            safe[-1] += piece
        else:
            safe.append(piece)
        position += len(piece)
    return safe


@functools.cache
def _phrase_parser(script: str, margin: int) -> "Parser":
    """The parser of a script, with joints only where its score is higher than `margin` (it takes all above zero)."""
    import budoux

    loaders = {
        "Kana": budoux.load_default_japanese_parser,
        "Hani": budoux.load_default_simplified_chinese_parser,
        "Thai": budoux.load_default_thai_parser,
    }
    model = loaders[script]().model
    # A joint's score begins at minus half the sum of all weights; one more weight, of a feature that nothing has,
    # lowers it.
    return budoux.Parser({**model, "margin": {"": 2 * margin}})


_SPACE_RUN: Final = re.compile(r"\s+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """One line of text: white space runs become one space; control and direction-override characters go."""
    return _SPACE_RUN.sub(" ", _CONTROL.sub("", text))
