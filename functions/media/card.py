"""The placeholder a film shows where a picture could not be made, and a clip of a picture that does not move."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from functions.media.frames import FPS, segment_frames
from functions.media.probe import MediaInfo, verify
from functions.media.runner import input_args, run_ffmpeg
from functions.media.segment import encoder_args, expect_frames, fit_filters

if TYPE_CHECKING:
    import numpy as np
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]

PLAIN_PALETTE = ("#22304a", "#e8e4d9")
"""Colours of a placeholder where the film has none of its own."""

_PAPER: Colour = (247, 244, 238)
_INK: Colour = (28, 30, 36)
_MARGIN = 0.09
"""Empty border as a share of the shorter side."""


def placeholder_card(
    text_lines: Sequence[str],
    *,
    width: int,
    height: int,
    palette: Sequence[str],
    out_png: Path,
    font_file: Path,
) -> None:
    """Draw a labelled card as PNG: a quiet ground in the film's colours, and in plain words what is missing.

    Args:
        text_lines: the first is the heading, the rest explain; long ones are wrapped and shrunk until all fits.
        palette: colours as `#rrggbb`; the darkest becomes the ground and the most saturated the accent.
        font_file: a TrueType or OpenType font that has the text's letters.

    Raises `ValueError` without text or palette.
    """
    from PIL import Image, ImageDraw

    if not text_lines or not palette:
        raise ValueError("a placeholder needs at least one line of text and one colour")
    ground, accent = card_colours(palette)
    image = Image.fromarray(_ground(width, height, ground, accent))
    draw = ImageDraw.Draw(image, "RGBA")
    short = min(width, height)
    margin = round(short * _MARGIN)
    box = (margin, margin, width - margin, height - margin)
    radius, line = round(short * 0.035), max(2, round(short * 0.004))
    draw.rounded_rectangle(box, radius=radius, outline=(*_PAPER, 90), width=line)
    room = width - 2 * margin - round(short * 0.16)
    blocks = _fit(text_lines, font_file, room=room, tall=height - 4 * margin, short=short)
    top = (height - sum(step for *_, step in blocks)) // 2
    left = margin + round(short * 0.08)
    bar = round(short * 0.012)
    draw.rounded_rectangle((left, top - bar * 4, left + short * 0.12, top - bar * 3), radius=bar // 2, fill=accent)
    for text, font, step in blocks:
        heading = font.size == blocks[0][1].size
        draw.text((left, top), text, font=font, fill=(*_PAPER, 255 if heading else 205))
        top += step
    image.save(out_png, "PNG", compress_level=6)


def card_colours(palette: Sequence[str]) -> tuple[Colour, Colour]:
    """Ground and accent: the darkest colour, dark enough to carry white text, and the most saturated one, light enough
    to be seen on it."""
    colours = [rgb(colour) for colour in palette]
    ground = mix(min(colours, key=luma), _INK, 0.55)
    while luma(ground) > 60:
        ground = mix(ground, _INK, 0.3)
    accent = max(colours, key=lambda colour: max(colour) - min(colour))
    while luma(accent) < 130:
        accent = mix(accent, _PAPER, 0.25)
    return ground, accent


def rgb(colour: str) -> Colour:
    """Read `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luma(colour: Colour) -> float:
    """How bright a colour looks on a screen, 0 to 255 (BT.709)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Give the colour that lies this share of the way from `a` to `b`."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def _ground(
    width: int, height: int, ground: Colour, accent: Colour
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """A ground with a soft light from the upper right, dithered so that it does not band in 8-bit video."""
    import numpy as np

    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot((x - width * 0.85) / width, (y - height * 0.1) / height)
    light = np.clip(1 - distance / 1.1, 0, 1)[..., None] ** 2 * 0.32
    base, glow = np.array(ground, np.float32), np.array(accent, np.float32)
    dither = np.random.default_rng(0).uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    lit = np.clip(base + (glow - base) * light + dither, 0, 255).round()
    return np.asarray(lit, dtype=np.uint8)


def _fit(
    lines: Sequence[str], font_file: Path, *, room: int, tall: int, short: int
) -> "list[tuple[str, FreeTypeFont, int]]":
    """Wrapped lines with their fonts and heights, at the largest scale at which all of them fit."""
    from PIL import ImageFont

    scale = 1.0
    while True:
        blocks: list[tuple[str, FreeTypeFont, int]] = []
        for number, text in enumerate(lines):
            size = max(8, round(short * (0.075 if number == 0 else 0.04) * scale))
            font = ImageFont.truetype(str(font_file), size)
            wrapped = wrap(text, font.getlength, room)
            blocks += [(part, font, round(size * 1.32)) for part in wrapped]
            text_end, font_end, step = blocks[-1]
            blocks[-1] = (text_end, font_end, step + round(size * (0.55 if number == 0 else 0.2)))
        if sum(step for *_, step in blocks) <= tall or scale < 0.3:
            return blocks
        scale *= 0.9


def wrap(text: str, measure: Callable[[str], float], room: float) -> list[str]:
    """Break a text into lines no wider than `room`: at spaces, and inside a word that alone is too wide."""
    lines: list[str] = []
    current = ""
    for word in text.split() or [""]:
        trial = f"{current} {word}" if current else word
        if measure(trial) <= room:
            current = trial
            continue
        if current:
            lines.append(current)
        current = word
        while len(current) > 1 and measure(current) > room:
            cut = max(1, sum(1 for n in range(1, len(current)) if measure(current[:n]) <= room))
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current]


def still_args(picture: Path, info: MediaInfo, *, body_frames: int, width: int, height: int, out: Path) -> list[str]:
    """The ffmpeg arguments that `still_clip` runs."""
    total = segment_frames(body_frames)
    filters = fit_filters(info, width=width, height=height, total=total)
    return [
        *(*input_args(picture, info.container), "-map", "0:v:0", "-vf", ",".join(filters)),
        *("-frames:v", str(total), "-r", str(FPS), *encoder_args(), str(out)),
    ]


def still_clip(
    picture: Path, *, body_frames: int, width: int, height: int, out: Path, timeout: float = 300.0
) -> MediaInfo:
    """Write a clip of a picture without camera motion: `body_frames` and a handle on both sides, cropped to cover.

    Raises `MediaError` when the file is no picture.
    """
    info = verify(picture, "image")
    args = still_args(picture.resolve(), info, body_frames=body_frames, width=width, height=height, out=out.resolve())
    run_ffmpeg(args, timeout=timeout, task="Making a clip of the picture")
    return expect_frames(out, segment_frames(body_frames))
