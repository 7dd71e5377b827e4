# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Houses, towers and street furniture as SVG, drawn in units; every thing stands on (x, y)."""

import numpy as np

from functions.providers.studio.illustrator.colour import Inks, lighter, mix

_WALLS = ("#e8d3b4", "#d9a986", "#c97f63", "#e6c98f", "#b9c4b0", "#9fb4bf", "#e7e0d2", "#cf9a7a")
_ROOFS = ("#9c4a38", "#7f4a42", "#a65f3f", "#5f5a66", "#86503a")


def box(x: float, y: float, wide: float, tall: float, fill: str, extra: str = "") -> str:
    """Give a rectangle with its top left corner at (x, y)."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{fill}"{extra}/>'


def halo(x: float, y: float, radius: float, colour: str, strength: float) -> str:
    """Draw light spreading around a lamp: `strength` (0..1) in its middle, nothing at `radius` units."""
    name = f"h{x:.0f}_{y:.0f}"
    stops = "".join(
        f'<stop offset="{away}" stop-color="{colour}" stop-opacity="{strength * share:.3f}"/>'
        for away, share in ((0, 1), (0.25, 0.55), (0.55, 0.2), (1, 0))
    )
    return (
        f'<radialGradient id="{name}">{stops}</radialGradient>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="url(#{name})"/>'
    )


def lit_share(inks: Inks) -> float:
    """Give the share of windows that are lit at this hour."""
    return {"dawn": 0.2, "day": 0.0, "golden": 0.1, "dusk": 0.55, "night": 0.62}[inks.time]


def house(
    inks: Inks, x: float, y: float, wide: float, tall: float, far: float, chance: np.random.Generator,
    snow: bool = False,
) -> str:  # fmt: skip
    """Draw a house front with a gabled or a hipped roof, windows, a door and a chimney; x is its centre."""
    wall = inks.ink(_WALLS[int(chance.integers(len(_WALLS)))], far)
    roof = inks.ink("#eef2f6" if snow else _ROOFS[int(chance.integers(len(_ROOFS)))], far)
    trim = inks.ink("#f5ecdc", far)
    left, eaves = x - wide / 2, y - tall * 0.62
    parts = [
        box(x + wide * 0.2, y - tall * 0.98, wide * 0.1, tall * 0.3, lighter(wall, -0.1)),
        box(left, eaves, wide, tall * 0.62, wall),
        box(x + wide * 0.22, eaves, wide * 0.28, tall * 0.62, lighter(wall, -0.05), ' fill-opacity="0.6"'),
    ]
    over = wide * 0.06
    if chance.random() < 0.55:
        parts.append(
            f'<path d="M{left:.1f} {eaves:.1f}L{x:.1f} {y - tall:.1f}L{x + wide / 2:.1f} {eaves:.1f}Z" fill="{wall}"/>'
            f'<path d="M{left - over:.1f} {eaves + over * 0.6:.1f}L{x:.1f} {y - tall:.1f}L{x + wide / 2 + over:.1f} '
            f'{eaves + over * 0.6:.1f}" fill="none" stroke="{roof}" stroke-width="{tall * 0.07:.1f}" stroke-linejoin="round"/>'
        )
    else:
        parts.append(
            f'<path d="M{left - over:.1f} {eaves:.1f}L{left + wide * 0.14:.1f} {y - tall * 0.95:.1f}L{x + wide * 0.36:.1f} '
            f'{y - tall * 0.95:.1f}L{x + wide / 2 + over:.1f} {eaves:.1f}Z" fill="{roof}"/>'
            + box(left - over, eaves - tall * 0.012, wide + 2 * over, tall * 0.03, lighter(roof, -0.08))
        )
    columns = 2 if wide < tall * 0.8 else 3
    door = int(chance.integers(columns))
    for row in range(2):
        for column in range(columns):
            cx = left + wide * (column + 0.5) / columns
            size = wide / columns * 0.36
            if row == 1 and column == door:
                parts.append(box(cx - size * 0.55, y - tall * 0.27, size * 1.1, tall * 0.27, inks.ink("#6d4a38", far)))
                continue
            cy = y - tall * (0.54 if row == 0 else 0.26)
            parts.append(window(inks, cx, cy, size, size * 1.25, far, chance, trim))
    return "".join(parts)


def window(
    inks: Inks, x: float, y: float, wide: float, tall: float, far: float, chance: np.random.Generator, trim: str
) -> str:
    """Draw a framed, crossed window centred on x with its top at y; lit by chance at dark hours."""
    lit = chance.random() < lit_share(inks)
    pane = mix(inks.lamp, inks.haze, far * 0.5) if lit else inks.ink("#54707f", far)
    return (
        box(x - wide * 0.6, y - wide * 0.1, wide * 1.2, tall + wide * 0.2, trim)
        + box(x - wide / 2, y, wide, tall, pane)
        + (
            ""
            if lit
            else f'<path d="M{x - wide / 2:.1f} {y + tall:.1f}L{x - wide / 2:.1f} {y:.1f}L{x + wide * 0.3:.1f} {y:.1f}Z" fill="{lighter(pane, 0.1)}" fill-opacity="0.7"/>'
        )
        + box(x - wide * 0.04, y, wide * 0.08, tall, trim)
        + box(x - wide / 2, y + tall * 0.45, wide, wide * 0.08, trim)
    )


def tower_block(
    inks: Inks, x: float, y: float, wide: float, tall: float, far: float, chance: np.random.Generator, tone: str
) -> str:
    """Draw a city building with a window grid, a shaded side and something on its roof; x is its left edge."""
    wall = inks.ink(tone, far)
    top = y - tall
    side = wide * 0.26
    parts = [
        box(x, top, wide, tall, wall),
        box(x + wide - side, top, side, tall, lighter(wall, -0.05)),
        box(x, top, wide, max(2.0, tall * 0.012), lighter(wall, 0.06)),
    ]
    roof = chance.random()
    if roof < 0.3:
        parts.append(box(x + wide * 0.46, top - tall * 0.16, max(2.0, wide * 0.03), tall * 0.16, wall))
    elif roof < 0.6:
        parts.append(box(x + wide * 0.18, top - wide * 0.16, wide * 0.5, wide * 0.17, lighter(wall, -0.03)))
    elif roof < 0.75:
        parts.append(
            f'<path d="M{x:.1f} {top + 1:.1f}L{x + wide:.1f} {top + 1:.1f}L{x + wide * 0.5:.1f} {top - wide * 0.45:.1f}Z" fill="{wall}"/>'
        )
    pitch = max(11.0, wide / 7)
    lit_path: list[str] = []
    dim_path: list[str] = []
    share = lit_share(inks)
    vertical = chance.random() < 0.5
    size = (pitch * 0.46, pitch * (0.72 if vertical else 0.42))
    cy = top + pitch * 0.8
    while cy < y - pitch:
        cx = x + pitch * 0.5
        while cx < x + wide - pitch * 0.6:
            place = f"M{cx:.1f} {cy:.1f}h{size[0]:.1f}v{size[1]:.1f}h-{size[0]:.1f}z"
            (lit_path if chance.random() < share else dim_path).append(place)
            cx += pitch
        cy += pitch * (1.35 if vertical else 1.0)
    glass = lighter(wall, 0.09) if inks.time in ("day", "golden", "dawn") else lighter(wall, -0.05)
    parts.append(f'<path d="{"".join(dim_path)}" fill="{glass}"/>')
    parts.append(f'<path d="{"".join(lit_path)}" fill="{mix(inks.lamp, inks.haze, far * 0.55)}"/>')
    return "".join(parts)


def skyline(
    inks: Inks, left: float, right: float, y: float, tall: float, far: float, chance: np.random.Generator
) -> str:
    """Draw a row of city buildings between two edges."""
    tones = ("#6f7f93", "#7d7a8c", "#8c8796", "#66788a", "#a08f86")
    parts, x = [], left
    while x < right:
        wide = tall * chance.uniform(0.16, 0.34)
        high = tall * chance.choice([0.45, 0.62, 0.8, 1.0]) * chance.uniform(0.85, 1.1)
        parts.append(tower_block(inks, x, y, wide, high, far, chance, tones[int(chance.integers(len(tones)))]))
        x += wide * chance.uniform(0.86, 1.12)
    return "".join(parts)


def street_lamp(inks: Inks, x: float, y: float, tall: float) -> str:
    """Draw a street lamp, lit at dark hours."""
    iron = inks.ink("#2e3338")
    head = inks.lamp if inks.dark else inks.ink("#e9e2cf")
    glow = halo(x, y - tall * 0.94, tall * 0.36, inks.lamp, 0.5) if inks.dark else ""
    return (
        box(x - tall * 0.011, y - tall * 0.9, tall * 0.022, tall * 0.9, iron)
        + box(x - tall * 0.03, y - tall * 0.06, tall * 0.06, tall * 0.06, iron)
        + glow
        + f'<path d="M{x - tall * 0.045:.1f} {y - tall * 0.98:.1f}h{tall * 0.09:.1f}l{-tall * 0.02:.1f} {tall * 0.09:.1f}'
        f'h{-tall * 0.05:.1f}z" fill="{head}"/>'
        + f'<path d="M{x - tall * 0.055:.1f} {y - tall * 0.97:.1f}h{tall * 0.11:.1f}l{-tall * 0.055:.1f} {-tall * 0.045:.1f}z" fill="{iron}"/>'
    )


def fence(left: float, right: float, y: float, tall: float, colour: str) -> str:
    """Draw a picket fence between two edges."""
    count = max(2, int((right - left) / (tall * 0.42)))
    step = (right - left) / count
    pickets = "".join(
        f"M{left + index * step:.1f} {y:.1f}v{-tall * 0.86:.1f}l{step * 0.25:.1f} {-tall * 0.14:.1f}l{step * 0.25:.1f} "
        f"{tall * 0.14:.1f}v{tall * 0.86:.1f}z"
        for index in range(count)
    )
    return (
        box(left, y - tall * 0.7, right - left, tall * 0.09, lighter(colour, -0.06))
        + box(left, y - tall * 0.3, right - left, tall * 0.09, lighter(colour, -0.06))
        + f'<path d="{pickets}" fill="{colour}"/>'
    )


def moored_boat(inks: Inks, x: float, y: float, wide: float, far: float, chance: np.random.Generator) -> str:
    """Draw a small sailing boat at rest with its mast bare."""
    hull = inks.ink(("#a8483e", "#2f5f7d", "#e6dcc8", "#3d6b5a")[int(chance.integers(4))], far)
    mast = inks.ink("#6b4f3a", far)
    return (
        box(x - wide * 0.012, y - wide * 1.15, wide * 0.024, wide * 1.05, mast)
        + f'<path d="M{x:.1f} {y - wide * 1.1:.1f}L{x + wide * 0.34:.1f} {y - wide * 0.24:.1f}" stroke="{mast}" stroke-width="{max(1.0, wide * 0.008):.1f}"/>'
        + box(x - wide * 0.15, y - wide * 0.28, wide * 0.3, wide * 0.12, inks.ink("#efe6d4", far))
        + f'<path d="M{x - wide / 2:.1f} {y - wide * 0.19:.1f}H{x + wide / 2:.1f}Q{x + wide * 0.42:.1f} {y:.1f} {x + wide * 0.3:.1f} {y:.1f}'
        f'H{x - wide * 0.36:.1f}Q{x - wide * 0.46:.1f} {y:.1f} {x - wide / 2:.1f} {y - wide * 0.19:.1f}Z" fill="{hull}"/>'
        + box(x - wide * 0.48, y - wide * 0.19, wide * 0.96, wide * 0.035, lighter(hull, 0.12))
        + f'<ellipse cx="{x:.1f}" cy="{y + wide * 0.03:.1f}" rx="{wide * 0.42:.1f}" ry="{wide * 0.035:.1f}" fill="{lighter(hull, -0.12)}" fill-opacity="0.4"/>'
    )
