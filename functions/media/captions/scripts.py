"""Writing systems: which script a character belongs to, what may not be torn apart, how wide it is, which way it runs.

Script names are ISO 15924. The ranges are the Unicode blocks of each script.
"""

import functools
import unicodedata
from collections import Counter
from typing import Final

_BLOCKS: Final[tuple[tuple[int, int, str], ...]] = (
    (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"), (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"), (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"), (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"), (0x0C00, 0x0C7F, "Telu"), (0x0C80, 0x0CFF, "Knda"), (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Laoo"), (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Hang"), (0x1200, 0x139F, "Ethi"), (0x1780, 0x17FF, "Khmr"),
    (0x1F00, 0x1FFF, "Grek"), (0x3005, 0x3007, "Hani"), (0x3040, 0x30FF, "Kana"), (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"), (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"),
    (0xFF66, 0xFF9F, "Kana"), (0x20000, 0x3FFFF, "Hani"),
)  # fmt: skip

UNSPACED: Final = frozenset({"Hani", "Kana", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts that put no space between words."""

RIGHT_TO_LEFT: Final = frozenset({"Hebr", "Arab"})

CLOSING: Final = frozenset(
    "、。，．・：；？！」』）】》〉〕｝］”’…‥ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%ๆฯ"
)
"""May not begin a line (the usual kinsoku set)."""
OPENING: Final = frozenset("「『（【《〈〔｛［“‘([{$¥￥£€")
"""May not end a line."""

_JOINERS: Final = frozenset({0x200D, 0xFE0E, 0xFE0F, 0x20E3})
_THAI_LEADING_VOWELS: Final = frozenset("เแโใไເແໂໃໄ")
_SPACING_MARKS: Final = frozenset("ะาำๅະາຳ")
_UNSPACED_PUNCTUATION: Final = frozenset("、。，．・：；？！「」『』（）【】《》〈〉〔〕｛｝［］ー〜～")


@functools.lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """The script of one character; "Zyyy" (common) for digits, punctuation and symbols."""
    code = ord(char)
    if code < 0x0370:
        return "Latn" if char.isalpha() else "Zyyy"
    for first, last, script in _BLOCKS:
        if first <= code <= last:
            return script if unicodedata.category(char)[0] in "LM" or script in UNSPACED else "Zyyy"
    return "Latn" if char.isalpha() else "Zyyy"


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has; common characters are left out."""
    counts = Counter(script_of(char) for char in text if unicodedata.category(char)[0] in "LM")
    del counts["Zyyy"]
    return counts


def dominant_script(text: str) -> str:
    """The script that most letters belong to, "Zyyy" without letters; Han beside kana counts as "Kana" (Japanese)."""
    counts = count_scripts(text)
    if not counts:
        return "Zyyy"
    script = max(counts, key=lambda name: (counts[name], name))
    return "Kana" if script == "Hani" and counts["Kana"] else script


def is_unspaced(char: str) -> bool:
    """Whether words on either side of this character stand without a space."""
    return char in _UNSPACED_PUNCTUATION or script_of(char) in UNSPACED


def is_right_to_left(text: str, language: str = "") -> bool:
    """Direction of a text: that of its dominant script, else of its language (BCP 47)."""
    script = dominant_script(text)
    if script != "Zyyy":
        return script in RIGHT_TO_LEFT
    return language.split("-", maxsplit=1)[0].lower() in {"ar", "fa", "he", "iw", "ur", "ps", "yi"}


def graphemes(text: str) -> list[str]:
    """Cut into what a reader takes for one sign: marks, emoji sequences, flags and Thai vowels stay with their base.

    A subset of Unicode Annex 29, plus the rule that a Thai or Lao leading vowel goes with the consonant after it.
    """
    clusters: list[str] = []
    for char in text:
        if clusters and _extends(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _extends(cluster: str, char: str) -> bool:
    code, last = ord(char), cluster[-1]
    if last.isspace() or char.isspace():
        return False
    if code in _JOINERS or ord(last) == 0x200D or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    if 0x1F1E6 <= code <= 0x1F1FF:
        return len(cluster) == 1 and 0x1F1E6 <= ord(last) <= 0x1F1FF
    if char in _SPACING_MARKS or unicodedata.category(char) in {"Mn", "Mc", "Me"}:
        return True
    # A virama joins the next consonant in Indic scripts; a Thai leading vowel is written before its consonant.
    return unicodedata.combining(last) == 9 or last in _THAI_LEADING_VOWELS


def display_width(text: str) -> int:
    """Columns a text takes: wide (CJK, emoji) characters count double, marks and invisible characters nothing.

    An emoji of several characters (a family, a skin tone) counts once.
    """
    width, joined = 0, False
    for char in text:
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            joined = char == "\u200d"
            continue
        wide = unicodedata.east_asian_width(char) in "WF"
        if not (wide and (joined or 0x1F3FB <= ord(char) <= 0x1F3FF)):
            width += 2 if wide else 1
        joined = False
    return width
