"""Captions as an ASS script, for libass to burn into the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from functions.media.captions.frame import Box, em_size, safe_area
from functions.media.captions.scripts import display_width, is_right_to_left
from functions.media.captions.words import clean, join_words
from functions.media.fonts import FACES, font_for
from schemas.project import Platform
from schemas.words import Cue

Style = Literal["plain", "boxed", "karaoke", "word"]
STYLES: Final[tuple[Style, ...]] = get_args(Style)

_WHITE, _ACCENT, _BLACK, _NONE = "&H00FFFFFF", "&H0000D2FF", "&H00000000", "&HFF000000"
"""ASS colours are alpha, blue, green, red; the accent is a warm yellow."""
_BOX, _SHADOW = "&H50101010", "&H90000000"
_RIGHT_TO_LEFT_MARK, _LEFT_TO_RIGHT_MARK = "\u200f", "\u200e"
"""Invisible; the first strong character of a line decides its base direction in libass."""
_WORD_SCALE: Final = 1.7
"""How much larger the style that shows one word at a time is."""


@dataclass(frozen=True)
class _Look:
    """Sizes of one style in one frame, in pixels."""

    family: str
    font_size: float
    em: float
    outline: float
    shadow: float
    border_style: int
    back: str


def to_ass(
    cues: Sequence[Cue],
    *,
    width: int,
    height: int,
    style: Style = "boxed",
    language: str = "en",
    offset: float = 0.0,
    platform: Platform = "any",
) -> str:
    """Write cues as an ASS script for a frame of width x height pixels.

    Args:
        cues: from `cues`; their lines are kept as they are.
        width: of the frame.
        height: of the frame.
        style: `plain` (outline and soft shadow), `boxed` (a translucent plate), `karaoke` (the word being spoken is
            coloured), `word` (one large word at a time).
        language: BCP 47; chooses the font family and the base direction.
        offset: seconds added to all times.
        platform: captions keep clear of what this app draws over a film.

    Text can never become an override tag or a line break. Raises ValueError for an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"There is no caption style {style!r}; there are {', '.join(STYLES)}.")
    everything = " ".join(line for cue in cues for line in cue.lines)
    look = _look(style, font_for(everything, language or "und"), em_size(width, height))
    mark = _RIGHT_TO_LEFT_MARK if is_right_to_left(everything, language) else _LEFT_TO_RIGHT_MARK
    safe = safe_area(width, height, platform)
    lines = [
        _event(start + offset, end + offset, r"\N".join(mark + line for line in texts), _shrink(bare, look, safe.width))
        for cue in cues
        for start, end, texts, bare in _events(cue, style)
        if _centiseconds(end + offset) > max(0, _centiseconds(start + offset))
    ]
    return "\n".join([_head(look, width, height, safe), *lines, ""])


def _look(style: Style, family: str, em: float) -> _Look:
    em *= _WORD_SCALE if style == "word" else 1.0
    size = em * FACES[family].line_ratio
    if style == "boxed":
        return _Look(family, size, em, round(0.32 * em, 1), 0.0, 4, _BOX)
    heavy = 0.09 if style == "word" else 0.075
    return _Look(family, size, em, round(heavy * em, 1), round(0.05 * em, 1), 1, _SHADOW)


def _head(look: _Look, width: int, height: int, safe: Box) -> str:
    # A plate, or outline and shadow, is drawn around the text, so the text keeps further in.
    around = look.outline + look.shadow
    left, right = round(safe.x + around), round(width - safe.x - safe.width + around)
    bottom = round(height - safe.y - safe.height + around)
    # -1 makes libass order a line as a whole (Unicode bidi); otherwise a colour change inside it reorders the words.
    encoding = -1
    fields = [
        "Caption", look.family, f"{look.font_size:.1f}", _WHITE, _WHITE, _BLACK if look.border_style == 1 else _NONE,
        look.back, -1, 0, 0, 0, 100, 100, 0, 0, look.border_style, f"{look.outline:g}", f"{look.shadow:g}", 2, left,
        right, bottom, encoding,
    ]  # fmt: skip
    return "\n".join(
        [
            "[Script Info]", "ScriptType: v4.00+", f"PlayResX: {width}", f"PlayResY: {height}", "WrapStyle: 1",
            "ScaledBorderAndShadow: yes", "YCbCr Matrix: None", "", "[V4+ Styles]",
            "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
            "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
            "MarginL, MarginR, MarginV, Encoding",
            "Style: " + ",".join(str(field) for field in fields), "", "[Events]",
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
        ]
    )  # fmt: skip


def _events(cue: Cue, style: Style) -> Iterator[tuple[float, float, list[str], Sequence[str]]]:
    """Start, end, the lines as ASS text and the lines bare, of everything that a cue puts on screen."""
    lines = _lines_of_words(cue)
    if style == "word" and cue.words:
        for turn, start, end in _turns(cue):
            text = join_words([cue.words[index].text for index in turn])
            yield start, end, [escape(text)], [text]
    elif style == "karaoke" and lines is not None:
        for turn, start, end in _turns(cue):
            yield start, end, _highlighted(lines, turn), cue.lines
    else:
        yield cue.start, cue.end, [escape(line) for line in cue.lines], cue.lines


def _turns(cue: Cue) -> Iterator[tuple[range, float, float]]:
    """Which words hold the stage together, from when to when; the turns follow each other and fill the cue.

    Words that begin at the same time, such as an emoji after a word, share a turn.
    """
    starts = [min(max(word.start, cue.start), cue.end) for word in cue.words]
    first, at = 0, cue.start
    for index in range(1, len(starts) + 1):
        if index < len(starts) and starts[index] <= max(at, starts[first]):
            continue
        end = starts[index] if index < len(starts) else cue.end
        yield range(first, index), at, end
        first, at = index, end


def _lines_of_words(cue: Cue) -> list[list[str]] | None:
    """The texts of a cue's words by line; None when its lines are not made of whole words."""
    texts = [word.text for word in cue.words]
    if not texts:
        return None
    if len(cue.lines) == 1:
        return [texts] if join_words(texts) == cue.lines[0] else None
    for at in range(1, len(texts)):
        if join_words(texts[:at]) == cue.lines[0] and join_words(texts[at:]) == cue.lines[1]:
            return [texts[:at], texts[at:]]
    return None


def _highlighted(lines: Sequence[Sequence[str]], spoken: range) -> list[str]:
    drawn = []
    index = 0
    for words in lines:
        line = ""
        for position in range(len(words)):
            whole = join_words(words[: position + 1])
            before = join_words(words[:position])
            gap = " " if before and whole.startswith(before + " ") else ""
            text = escape(words[position].strip())
            line += gap + (f"{{\\1c{_ACCENT}&}}{text}{{\\1c{_WHITE}&}}" if index in spoken else text)
            index += 1
        drawn.append(line)
    return drawn


def _shrink(lines: Sequence[str], look: _Look, room: int) -> str:
    """An override that narrows what is surely too wide, such as a long address; what fits gets none."""
    widest = max((display_width(line) for line in lines), default=0) * 0.62 * look.em
    if widest <= room * 1.12 or any(" " in line for line in lines):
        return ""
    percent = max(20, round(100 * room / widest))
    return f"{{\\fscx{percent}\\fscy{percent}}}"


def escape(text: str) -> str:
    """Make text inert in an ASS event.

    Braces get libass's own escape. A backslash has none, so an invisible word joiner (U+2060) parts it from the letter
    that would make it a command.
    """
    safe = clean(text).replace("\\", "\\\u2060")
    return safe.replace("{", "\\{").replace("}", "\\}")


def _event(start: float, end: float, text: str, override: str) -> str:
    return f"Dialogue: 0,{_clock(start)},{_clock(end)},Caption,,0,0,0,,{override}{text}"


def _centiseconds(seconds: float) -> int:
    return round(seconds * 100)


def _clock(seconds: float) -> str:
    minutes, centiseconds = divmod(max(0, _centiseconds(seconds)), 6000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{centiseconds // 100:02}.{centiseconds % 100:02}"
