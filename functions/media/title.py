"""Title and end cards: a few words on a ground in the film's colours, with light that drifts and type that eases in.

Text is drawn by libass with the packaged fonts, like captions. A card is encoded like a segment, with a handle on both
sides, so `join` copies its packets and transitions lead in and out of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.captions.ass import escape
from functions.media.captions.frame import Box, safe_area
from functions.media.card import Colour, luma, mix, rgb
from functions.media.fonts import FACES
from functions.media.frames import FPS, HANDLE, handles, keyframes, segment_frames
from functions.media.probe import MediaInfo
from functions.media.runner import run_ffmpeg
from functions.media.segment import BT709, caption_name, encoder_args, expect_frames
from functions.media.typeset import Line, lines_of, set_text, shorten
from schemas.project import Platform

if TYPE_CHECKING:
    import numpy as np

_SCALE = 4
"""The ground is painted at this fraction of the size: it has no detail."""
_TRAVEL = 0.05
"""How far the light drifts, as a share of the frame's width."""
_EASE = 20
"""Frames that type takes to come to rest."""
_STAGGER = 4
"""Frames between one line and the next."""
_START = HANDLE + 5
"""File frame at which the first line appears."""
_HEAVY, _MEDIUM = 800, 500


@dataclass(frozen=True)
class Scheme:
    """A card's colours: ground, the light on it, type, and the accent."""

    ground: Colour
    light: Colour
    ink: Colour
    accent: Colour


def scheme_of(palette: Sequence[str]) -> Scheme:
    """Choose a card's colours from a palette (`#rrggbb`): dark type on the lightest colour of a light palette, light
    type on the darkest of any other. Type has a contrast of at least 7:1 with all of the ground (WCAG 2.2, 1.4.6)."""
    colours = sorted((rgb(colour) for colour in palette), key=luma)
    bright = sum(luma(colour) > 150 for colour in colours) * 2 > len(colours)
    ground, ink = (colours[-1], colours[0]) if bright else (colours[0], colours[-1])
    paper, black = (252, 250, 245), (16, 18, 24)
    ground = mix(ground, paper, 0.45) if bright else mix(ground, black, 0.25)
    lively = [colour for colour in colours if colour not in {colours[0], colours[-1]}] or colours
    accent = max(lively, key=lambda colour: max(colour) - min(colour))
    # The light is the palette's next colour: that of a lamp on a dark ground would mix with it to grey.
    light = mix(ground, lively[-1], 0.3) if bright else mix(ground, lively[0], 0.7)
    for _ in range(20):
        if min(contrast(ink, ground), contrast(ink, light)) >= 7:
            break
        ink = mix(ink, black if bright else paper, 0.25)
        light = mix(light, ground, 0.15)
        ground = mix(ground, paper if bright else black, 0.1)
    for _ in range(12):
        if contrast(accent, ground) >= 2.2:
            break
        accent = mix(accent, ink, 0.15)
    return Scheme(ground, light, ink, accent)


def contrast(a: Colour, b: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, contrast ratio and relative luminance)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def card_script(title: str, line: str, *, width: int, height: int, scheme: Scheme, platform: Platform = "any") -> str:
    """The card's type as an ASS script in file time: a title, an accent, and a quiet second line, which may be empty.

    Raises `ValueError` without a title.
    """
    title, line = shorten(title), shorten(line)
    if not title:
        raise ValueError("a card needs a title")
    safe, short, centred = safe_area(width, height, platform), min(width, height), width / height < 0.83
    inset = 0 if centred else round(short * 0.05)
    box = Box(safe.x + inset, safe.y, safe.width - 2 * inset, safe.height)
    room = box.width * (0.98 if centred else 0.86)
    head = set_text(title, weight=_HEAVY, largest=short * 0.122, room=room, tall=box.height * 0.62)
    sub = (
        set_text(line, weight=_MEDIUM, largest=short * (0.05 if centred else 0.042), room=room, tall=box.height * 0.2)
        if line
        else None
    )
    gap, bar = short * 0.05, max(3.0, short * 0.0075)
    after = gap * 0.85 + sub.height if sub else 0.0
    top = box.y + (box.height - head.height - gap - bar - after) / 2
    under = top + head.height + gap
    titles = lines_of(head, box, top, centred=centred)
    quiet = lines_of(sub, box, under + bar + gap * 0.85, centred=centred) if sub else []
    events = [
        *_type(titles, _HEAVY, scheme.ink, _START),
        *_accent(titles[0], under, (short * 0.12, bar), scheme.accent, _START + 6),
        *_type(quiet, _MEDIUM, mix(scheme.ink, scheme.ground, 0.2), _START + 9),
    ]
    return "\n".join([_head(width, height), *events, ""])


def _head(width: int, height: int) -> str:
    return "\n".join(
        [
            "[Script Info]", "ScriptType: v4.00+", f"PlayResX: {width}", f"PlayResY: {height}", "WrapStyle: 2",
            "ScaledBorderAndShadow: yes", "YCbCr Matrix: None", "", "[V4+ Styles]",
            "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
            "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
            "MarginL, MarginR, MarginV, Encoding",
            # The encoding -1 makes libass order a line as a whole (Unicode bidi).
            "Style: Card,Inter,40,&H00FFFFFF,&H00FFFFFF,&HFF000000,&HFF000000,0,0,0,0,100,100,0,0,1,0,0,4,0,0,0,-1",
            "", "[Events]", "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
        ]
    )  # fmt: skip


def _type(lines: Sequence[Line], weight: int, colour: Colour, start: int) -> Iterator[str]:
    """Lines rise a little into their places while they appear, one after the other."""
    for number, line in enumerate(lines):
        mark = "\u200f" if line.right_to_left else "\u200e"
        look = f"\\fn{line.family}\\fs{line.size * FACES[line.family].line_ratio:.2f}\\b{weight}\\1c{_ass(colour)}"
        for first, last, share in _frames(start + number * _STAGGER):
            place = f"\\an{line.anchor}\\pos({line.x:.2f},{line.y + 0.3 * line.size * (1 - share):.2f})"
            yield _event(first, last, f"{{{place}{look}{_shown(share)}}}{mark}{escape(line.text)}")


def _accent(beside: Line, top: float, size: tuple[float, float], colour: Colour, start: int) -> Iterator[str]:
    """A short bar under the title that grows from where the title is anchored."""
    for first, last, share in _frames(start):
        wide = size[0] * share
        left = beside.x - {4: 0.0, 5: 0.5, 6: 1.0}[beside.anchor] * wide
        shape = f"m 0 0 l {wide:.2f} 0 l {wide:.2f} {size[1]:.2f} l 0 {size[1]:.2f}"
        tags = f"\\an7\\pos({left:.2f},{top:.2f})\\1c{_ass(colour)}{_shown(share)}\\p1"
        yield _event(first, last, f"{{{tags}}}{shape}")


def _frames(start: int) -> Iterator[tuple[int, int, float]]:
    """Spans of file frames, from and to and not including, with how far something has come in; it eases out to rest.

    One event a frame: the motion is then exact, where ASS itself knows only constant speed.
    """
    for frame in range(1, _EASE):
        yield start + frame - 1, start + frame, 1 - (1 - frame / _EASE) ** 3
    yield start + _EASE - 1, 100_000, 1.0


def _shown(share: float) -> str:
    return f"\\alpha&H{round(255 * max(0.0, 1 - 1.2 * share)):02X}&"


def _ass(colour: Colour) -> str:
    return f"&H{colour[2]:02X}{colour[1]:02X}{colour[0]:02X}&"


def _event(first: int, last: int, text: str) -> str:
    # Half a frame early, so that rounding to centiseconds never moves it to another frame.
    return f"Dialogue: 0,{_clock((first - 0.5) / FPS)},{_clock((last - 0.5) / FPS)},Card,,0,0,0,,{text}"


def _clock(seconds: float) -> str:
    minutes, centiseconds = divmod(round(seconds * 100), 6000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{centiseconds // 100:02}.{centiseconds % 100:02}"


def paint_ground(width: int, height: int, scheme: Scheme) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint16]]":
    """A ground with soft light from above and a little shade below, in 16 bits so that it does not band."""
    import numpy as np

    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = (x + 0.5) / width, (y + 0.5) / height
    ratio = width / height
    ground, light, ink = (np.array(colour, np.float64) for colour in (scheme.ground, scheme.light, scheme.ink))
    above = np.exp(-(((x - 0.78) * max(1.0, ratio)) ** 2 + ((y - 0.1) * max(1.0, 1 / ratio)) ** 2) / 0.42)[..., None]
    below = np.exp(-(((x - 0.1) * max(1.0, ratio)) ** 2 + ((y - 1.05) * max(1.0, 1 / ratio)) ** 2) / 0.5)[..., None]
    lit = ground + (light - ground) * above + (light - ground) * 0.35 * below + (ground - ink) * 0.02 * (0.5 - above)
    return np.asarray(np.clip(lit * 257, 0, 65535).round(), dtype=np.uint16)


def card_args(
    size: tuple[int, int], *, body_frames: int, plate: tuple[int, int], ass_name: str, out: Path
) -> list[str]:
    """The ffmpeg arguments that `render_card` runs; the ground comes as raw 16-bit RGB of the `plate`'s size."""
    width, height = size
    total = segment_frames(body_frames)
    wide, tall = round(width * (1 + _TRAVEL) / 2) * 2, round(height * (1 + _TRAVEL) / 2) * 2
    drift = f"crop={width}:{height}:x='(iw-ow)*(1-n/{total})':y='(ih-oh)*n/{total}'"
    filters = [
        f"scale={wide}:{tall}:flags=bicubic:out_color_matrix=bt709:out_range=tv", "format=yuv420p",
        f"loop=loop={total - 1}:size=1:start=0", f"settb=1/{FPS}", "setpts=N", f"fps={FPS}", drift, BT709,
        f"ass=filename={ass_name}",
    ]  # fmt: skip
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb48le", "-s", f"{plate[0]}x{plate[1]}", "-r", str(FPS), "-i", "pipe:0"]
    encode = encoder_args(forced=keyframes(body_frames), spare=handles(body_frames))
    return [*raw, "-vf", ",".join(filters), "-frames:v", str(total), "-r", str(FPS), *encode, str(out)]


def render_card(
    title: str,
    line: str,
    *,
    palette: Sequence[str],
    body_frames: int,
    width: int,
    height: int,
    out: Path,
    font_env: Mapping[str, str],
    platform: Platform = "any",
    timeout: float = 300.0,
) -> MediaInfo:
    """Encode a card: `body_frames` plus a handle of `HANDLE` frames on both sides.

    Args:
        title: in large type; too long a text is cut after a sentence, or somewhere with an ellipsis.
        line: the quiet second line; may be empty.
        palette: the film's colours as `#rrggbb`.
        body_frames: frames that the card is shown.
        width, height: the film's size in pixels, even.
        out: beside it, the ASS script is written.
        font_env: environment in which libass finds its fonts.
        platform: type keeps clear of what this app draws over a film.

    Returns what was written. Raises `MediaError` when the encode fails and `ValueError` without a title.
    """
    scheme = scheme_of(palette)
    script = out.resolve().with_suffix(".ass")
    script.write_text(
        card_script(title, line, width=width, height=height, scheme=scheme, platform=platform), encoding="utf-8"
    )
    plate = round(width / _SCALE), round(height / _SCALE)
    args = card_args(
        (width, height), body_frames=body_frames, plate=plate, ass_name=caption_name(script), out=out.resolve()
    )
    ground = paint_ground(*plate, scheme).astype("<u2").tobytes()
    run_ffmpeg(args, timeout=timeout, cwd=script.parent, env=font_env, feed=[ground], task="Rendering the card")
    return expect_frames(out, segment_frames(body_frames))
