"""Side-car caption tracks: WebVTT and SubRip, and moving cues in time."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from schemas.words import Cue

_WORD_JOINER: Final = "\u2060"
_SRT_MARKUP: Final = re.compile(r"<(?=[A-Za-z/])|--(?=>)|\{(?=\\)")


def to_vtt(cues: Sequence[Cue]) -> str:
    """Write cues as WebVTT. `&`, `<` and `>` become entities, so text can be neither a tag nor an arrow."""
    blocks = ["WEBVTT\n"]
    for number, cue in enumerate(cues, start=1):
        text = "\n".join(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in cue.lines)
        blocks.append(f"{number}\n{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{text}\n")
    return "\n".join(blocks)


def to_srt(cues: Sequence[Cue]) -> str:
    """Write cues as SubRip.

    SubRip has no escapes and players read `<i>` and `{\\an8}` as markup, so an invisible word joiner (U+2060) is put
    inside what would be markup or an arrow: it looks the same and means nothing.
    """
    blocks = []
    for number, cue in enumerate(cues, start=1):
        text = "\n".join(_SRT_MARKUP.sub(lambda found: found.group() + _WORD_JOINER, line) for line in cue.lines)
        blocks.append(f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{text}\n")
    return "\n".join(blocks)


def shift(cues: Iterable[Cue], seconds: float) -> tuple[Cue, ...]:
    """Move cues later (or earlier, when negative); what would end at or before zero is left out."""
    moved = []
    for cue in cues:
        if cue.end + seconds <= 0:
            continue
        words = tuple(
            word.model_copy(update={"start": max(0.0, word.start + seconds), "end": max(0.0, word.end + seconds)})
            for word in cue.words
        )
        times = {"start": max(0.0, cue.start + seconds), "end": cue.end + seconds, "words": words}
        moved.append(cue.model_copy(update=times))
    return tuple(moved)


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
