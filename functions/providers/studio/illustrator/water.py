# ruff: noqa: PLR0917 - drawing verbs take place, size and colour in order.
"""Water: graded surfaces with ripples, a path of light, swell and foam."""

import math

import numpy as np

from functions.providers.studio.illustrator.colour import Inks, lighter, mix
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.plate import Field, Plate
from functions.providers.studio.illustrator.sky import Sun


def lens(x: float, y: float, wide: float, thick: float) -> str:
    """Path data of a thin lens centred at (x, y)."""
    half, bow = wide / 2, thick / 2
    return (
        f"M{x - half:.1f} {y:.1f}Q{x:.1f} {y - bow * 2:.1f} {x + half:.1f} {y:.1f}"
        f"Q{x:.1f} {y + bow * 2:.1f} {x - half:.1f} {y:.1f}Z"
    )


def flat_water(
    plate: Plate, inks: Inks, top: float, bottom: float, sun: Sun, *, calm: float = 0.5, colour: str = "#2f7f9c"
) -> list[Layer]:
    """Paint water from its far edge `top` down to `bottom` (units); `calm` is 0 (choppy) to 1 (a mirror)."""
    far, near = water_tones(inks, colour)
    level = np.full(plate.across, top, np.float32)
    surface = plate.ridge(level, far, near, depth=(bottom - top) * 0.9)
    surface[max(0, int(plate.py(bottom))) :] = 0
    ripples = _ripples(plate, inks, top, bottom, sun, calm, (far, near))
    marks = plate.vector(ripples, top=top - 2, bottom=bottom + 2)
    return [Layer("water", surface, 0.22), Layer("ripples", marks, 0.26)]


def water_tones(inks: Inks, colour: str = "#2f7f9c") -> tuple[str, str]:
    """Give the colours of water far away and close by."""
    base = inks.ink(colour)
    _, middle, low = inks.sky
    return mix(base, mix(low, middle, 0.4), 0.6), lighter(mix(base, inks.sky[0], 0.35), -0.05)


def _ripples(plate: Plate, inks: Inks, top: float, bottom: float, sun: Sun, calm: float, tones: tuple[str, str]) -> str:
    chance = plate.chance("ripples")
    light: list[str] = []
    dark: list[str] = []
    path: list[str] = []
    glints: list[str] = []
    rows = 46
    for row in range(rows):
        near = ((row + 0.5) / rows) ** 1.9
        y = top + (bottom - top) * near
        size = 10 + 120 * near
        for _ in range(max(2, int(plate.w / (size * 2.6) * (1.15 - 0.6 * calm)))):
            x = chance.uniform(plate.left - 40, plate.right + 40)
            mark = lens(x, y + chance.uniform(-2, 2), size * chance.uniform(0.5, 1.3), 0.8 + 4.5 * near)
            (light if chance.random() < 0.5 else dark).append(mark)
        if sun.seen:
            spread = sun.radius * (0.75 + 1.9 * near)
            for _ in range(3):
                x = sun.x + chance.normal(0, 0.55) * spread
                fade = math.exp(-(((x - sun.x) / spread) ** 2))
                (path if fade > 0.4 else glints).append(
                    lens(x, y, size * chance.uniform(0.5, 1.2) * (0.55 + 0.6 * fade), 1.3 + 5.0 * near)
                )
    far, near_tone = tones
    shine = mix(inks.sun, inks.sky[2], 0.25)
    return (
        f'<path d="{"".join(light)}" fill="{lighter(far, 0.06)}" fill-opacity="0.42"/>'
        f'<path d="{"".join(dark)}" fill="{lighter(near_tone, -0.05)}" fill-opacity="0.38"/>'
        f'<path d="{"".join(glints)}" fill="{shine}" fill-opacity="0.35"/>'
        f'<path d="{"".join(path)}" fill="{shine}" fill-opacity="0.72"/>'
    )


def swell(plate: Plate, inks: Inks, y: float, height: float, name: str, near: float) -> Layer:
    """Paint one wave of a rough sea with foam on its crest; `near` is 0 (far) to 1."""
    chance = plate.chance(name)
    x = plate.columns
    length = 240 + 420 * near
    phase = chance.uniform(0, 6.28)
    crest: Field = np.zeros_like(x)
    for factor, weight in ((1.0, 1.0), (1.73, 0.45), (2.9, 0.22)):
        turn = np.sin(x / np.float32(length / factor) * np.float32(2 * math.pi) + np.float32(phase * factor))
        crest = crest - (1 - np.abs(turn)) ** 1.6 * np.float32(height * weight)
    crest = crest + np.float32(y + height * 0.5)
    far, close = water_tones(inks, "#2b6f86")
    tone = mix(far, close, 0.25 + 0.75 * near)
    pixels = plate.ridge(
        np.full_like(crest, crest.min()), lighter(tone, 0.12), lighter(tone, -0.08), depth=max(height * 2.2 + 30, 150.0)
    )
    pixels[..., 3] = plate.ridge(crest, tone, tone, depth=1)[..., 3]
    foam = lighter(mix(inks.lit("#f2f6f4"), tone, 0.2), 0.12 if inks.dark else 0.0)
    marks = plate.vector(
        _crest_foam(plate, crest, (y + height * 0.5, height), foam, chance, near),
        top=float(crest.min()) - 20,
        bottom=float(crest.max()) + height + 24,
    )
    return Layer(name, blend(pixels, marks), 0.3 + 0.6 * near)


def _crest_foam(
    plate: Plate, crest: Field, rest: tuple[float, float], foam: str, chance: np.random.Generator, near: float
) -> str:
    """SVG of the white caps along a crest and of streaks on the wave's face; `rest` is its level and its height."""
    level, height = rest
    step = max(1, int(plate.scale * 6))
    xs, ys = plate.columns[::step], crest[::step]
    rise = np.clip(((level - ys) / (height * 1.3) - 0.25) / 0.75, 0, 1)
    thick = (1.2 + (4 + 13 * near) * rise**1.4 * chance.uniform(0.6, 1.3, len(xs))) * min(1.0, height / 30)
    upper = "L".join(f"{x:.1f} {v - 1.5:.1f}" for x, v in zip(xs, ys, strict=True))
    lower = "L".join(f"{x:.1f} {v + t:.1f}" for x, v, t in zip(xs[::-1], ys[::-1], thick[::-1], strict=True))
    streaks = "".join(
        lens(float(x), float(v) + chance.uniform(8, height + 14), 18 + 80 * near * chance.random(), 1.6 + 3.5 * near)
        for x, v in zip(xs, ys, strict=True)
        if chance.random() < 0.16
    )
    return (
        f'<path d="{streaks}" fill="{foam}" fill-opacity="0.26"/>'
        f'<path d="M{upper}L{lower}Z" fill="{foam}" fill-opacity="0.8"/>'
    )


def blend(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Lay one layer's pixels over another's (straight alpha); the result keeps the union of both."""
    from PIL import Image

    joined = Image.fromarray(below)
    piece = Image.fromarray(above)
    box = piece.getchannel("A").getbbox()
    if box is not None:
        joined.alpha_composite(piece.crop(box), box[:2])
    return np.asarray(joined)


def foam_edge(plate: Plate, inks: Inks, line: Field, name: str) -> str:
    """SVG of a wet edge along a line (units, one value a pixel column): a band of foam and a thinner one before it."""
    step = max(1, plate.across // 90)
    xs = plate.columns[::step]
    points = [(float(x), float(y)) for x, y in zip(xs, line[::step], strict=True)]
    chance = plate.chance(name)
    upper = " ".join(f"{x:.1f},{y - 5 - 5 * chance.random():.1f}" for x, y in points)
    lower = " ".join(f"{x:.1f},{y + 4 + 3 * chance.random():.1f}" for x, y in reversed(points))
    thin = " ".join(f"{x:.1f},{y - 24 - 6 * chance.random():.1f}" for x, y in points)
    white = inks.lit("#f6f8f4")
    return (
        f'<polygon points="{upper} {lower}" fill="{white}" fill-opacity="0.85"/>'
        f'<polyline points="{thin}" fill="none" stroke="{white}" stroke-width="4" stroke-opacity="0.45"/>'
    )
