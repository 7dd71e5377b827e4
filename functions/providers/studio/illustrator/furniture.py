# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Furniture and fittings as SVG, drawn in units; standing things stand on (x, y) with x their centre."""

import numpy as np

from functions.providers.studio.illustrator.buildings import box, halo
from functions.providers.studio.illustrator.colour import Inks, lighter, mix

BOOKS = ("#b5493c", "#2f6b7a", "#d9a441", "#5d7f4f", "#8a5a83", "#e3d3b4", "#34495e", "#c97f4a")


def rounded(x: float, y: float, wide: float, tall: float, corner: float, fill: str) -> str:
    """Give a rectangle with round corners, its top left at (x, y)."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="{corner:.1f}" fill="{fill}"/>'


def table(inks: Inks, x: float, y: float, wide: float, tall: float, colour: str = "#a9764c") -> str:
    """Draw a table seen from the front."""
    wood = inks.ink(colour)
    legs = "".join(box(x + side * wide * 0.44 - 8, y - tall, 16, tall, lighter(wood, -0.09)) for side in (-1, 1))
    return (
        f'<ellipse cx="{x + 14:.1f}" cy="{y:.1f}" rx="{wide * 0.56:.1f}" ry="13" fill="#0c0d18" fill-opacity="0.2"/>{legs}'
        + box(x - wide * 0.46, y - tall * 0.95, wide * 0.92, tall * 0.15, lighter(wood, -0.06))
        + rounded(x - wide / 2, y - tall - 12, wide, 22, 6, lighter(wood, 0.04))
    )


def chair(inks: Inks, x: float, y: float, tall: float, colour: str = "#7d5438") -> str:
    """Draw a plain chair from the front."""
    wood, wide = inks.ink(colour), tall * 0.46
    legs = "".join(
        box(x + side * wide * 0.42 - 5, y - tall * 0.45, 10, tall * 0.45, lighter(wood, -0.07)) for side in (-1, 1)
    )
    return (
        legs
        + rounded(x - wide / 2, y - tall, wide, tall * 0.34, 12, wood)
        + box(x - wide * 0.42, y - tall * 0.7, wide * 0.1, tall * 0.24, wood)
        + box(x + wide * 0.32, y - tall * 0.7, wide * 0.1, tall * 0.24, wood)
        + rounded(x - wide * 0.56, y - tall * 0.5, wide * 1.12, tall * 0.09, 6, lighter(wood, 0.05))
    )


def sofa(inks: Inks, x: float, y: float, wide: float, colour: str) -> str:
    """Draw a two-seat sofa with cushions."""
    cloth = inks.ink(colour)
    tall = wide * 0.4
    return (
        f'<ellipse cx="{x + 16:.1f}" cy="{y:.1f}" rx="{wide * 0.54:.1f}" ry="14" fill="#0c0d18" fill-opacity="0.22"/>'
        + rounded(x - wide * 0.44, y - tall, wide * 0.88, tall * 0.75, 26, lighter(cloth, -0.03))
        + "".join(rounded(x + dx * wide, y - tall * 0.93, wide * 0.38, tall * 0.52, 18, cloth) for dx in (-0.39, 0.01))
        + rounded(x - wide * 0.42, y - tall * 0.5, wide * 0.84, tall * 0.3, 14, lighter(cloth, 0.05))
        + rounded(x - wide / 2, y - tall * 0.62, wide * 0.13, tall * 0.56, 18, lighter(cloth, -0.05))
        + rounded(x + wide * 0.37, y - tall * 0.62, wide * 0.13, tall * 0.56, 18, lighter(cloth, -0.05))
        + box(x - wide * 0.48, y - tall * 0.2, wide * 0.96, tall * 0.14, lighter(cloth, -0.08))
        + f'<rect x="{x - wide * 0.33:.1f}" y="{y - tall * 0.82:.1f}" width="{wide * 0.17:.1f}" height="{wide * 0.15:.1f}" rx="10" '
        f'fill="{inks.ink(inks.accent)}" transform="rotate(-9 {x - wide * 0.25:.1f} {y - tall * 0.7:.1f})"/>'
    )


def bed(inks: Inks, x: float, y: float, wide: float, colour: str) -> str:
    """Draw a bed from its foot end's side: headboard at the left, pillow, blanket."""
    wood, cloth, sheet = inks.ink("#8a5f44"), inks.ink(colour), inks.ink("#f3ece0")
    tall = wide * 0.3
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide * 0.54:.1f}" ry="14" fill="#0c0d18" fill-opacity="0.22"/>'
        + rounded(x - wide / 2, y - tall * 1.5, 24, tall * 1.5, 10, wood)
        + rounded(x + wide / 2 - 20, y - tall * 0.9, 20, tall * 0.9, 8, wood)
        + box(x - wide / 2, y - tall * 0.36, wide, tall * 0.2, lighter(wood, -0.06))
        + rounded(x - wide * 0.47, y - tall * 0.82, wide * 0.93, tall * 0.5, 16, sheet)
        + rounded(x - wide * 0.45, y - tall * 1.1, wide * 0.24, tall * 0.38, 22, lighter(sheet, 0.03))
        + f'<path d="M{x - wide * 0.16:.1f} {y - tall * 0.92:.1f}Q{x + wide * 0.2:.1f} {y - tall * 1.04:.1f} {x + wide * 0.46:.1f} {y - tall * 0.86:.1f}'
        f'V{y - tall * 0.2:.1f}H{x - wide * 0.12:.1f}Z" fill="{cloth}"/>'
        + f'<path d="M{x - wide * 0.16:.1f} {y - tall * 0.92:.1f}l{wide * 0.1:.1f} {-tall * 0.03:.1f}L{x - wide * 0.02:.1f} {y - tall * 0.2:.1f}H{x - wide * 0.12:.1f}Z" fill="{lighter(cloth, 0.08)}"/>'
    )


def bookcase(
    inks: Inks, x: float, y: float, wide: float, tall: float, chance: np.random.Generator, far: float = 0.0
) -> str:
    """Draw a bookcase full of books; x is its left edge."""
    wood = inks.ink("#7a5239", far)
    parts = [box(x, y - tall, wide, tall, wood), box(x + 10, y - tall + 10, wide - 20, tall - 20, lighter(wood, -0.12))]
    shelves = max(2, round(tall / 105))
    pitch = (tall - 20) / shelves
    colours = [inks.ink(colour, far) for colour in BOOKS] + [inks.ink(inks.accent, far), inks.ink(inks.main, far)]
    for shelf in range(shelves):
        base = y - 10 - shelf * pitch
        parts.append(box(x + 6, base - 8, wide - 12, 8, lighter(wood, 0.04)))
        at = x + 16
        while at < x + wide - 34:
            thick, high = chance.uniform(11, 22), pitch * chance.uniform(0.55, 0.82)
            if chance.random() < 0.09:
                at += thick * 2
                continue
            tone = colours[int(chance.integers(len(colours)))]
            parts.append(box(at, base - 8 - high, thick, high, tone))
            parts.append(box(at, base - 8 - high * 0.82, thick, high * 0.07, lighter(tone, 0.1)))
            at += thick + 1
    return "".join(parts)


def pendant(inks: Inks, x: float, top: float, y: float, wide: float, colour: str) -> str:
    """Draw a hanging lamp with its cone of light."""
    on = inks.dark or inks.weather in ("rain", "storm", "fog", "snow")
    glow = halo(x, y + wide * 0.3, wide * 2.1, inks.lamp, 0.42) if on else ""
    return (
        box(x - 1.5, top, 3, y - top, inks.ink("#2c2a2e"))
        + glow
        + f'<circle cx="{x:.1f}" cy="{y + wide * 0.32:.1f}" r="{wide * 0.14:.1f}" fill="{inks.lamp if on else inks.ink("#f2e8d2")}"/>'
        + f'<path d="M{x - wide * 0.1:.1f} {y - wide * 0.05:.1f}h{wide * 0.2:.1f}Q{x + wide * 0.45:.1f} {y + wide * 0.05:.1f} {x + wide / 2:.1f} {y + wide * 0.34:.1f}'
        f'H{x - wide / 2:.1f}Q{x - wide * 0.45:.1f} {y + wide * 0.05:.1f} {x - wide * 0.1:.1f} {y - wide * 0.05:.1f}Z" fill="{inks.ink(colour)}"/>'
    )


def floor_lamp(inks: Inks, x: float, y: float, tall: float) -> str:
    """Draw a standing lamp with a fabric shade, on at dark hours."""
    on = inks.dark
    shade = mix(inks.lamp, "#ffffff", 0.15) if on else inks.ink("#eadfc8")
    glow = halo(x, y - tall * 0.86, tall * 0.75, inks.lamp, 0.42) if on else ""
    return (
        glow
        + box(x - 3, y - tall * 0.8, 6, tall * 0.8, inks.ink("#4a3b33"))
        + f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{tall * 0.1:.1f}" ry="8" fill="{inks.ink("#4a3b33")}"/>'
        + f'<path d="M{x - tall * 0.07:.1f} {y - tall:.1f}h{tall * 0.14:.1f}l{tall * 0.06:.1f} {tall * 0.22:.1f}h{-tall * 0.26:.1f}z" fill="{shade}"/>'
    )


def potted(inks: Inks, x: float, y: float, tall: float, chance: np.random.Generator, pot: str = "#b8694a") -> str:
    """Draw a leafy plant in a pot."""
    clay, leaf = inks.ink(pot), inks.ink("#4f8a56")
    leaves = ""
    for angle in np.linspace(-2.6, -0.55, 7):
        reach = tall * chance.uniform(0.5, 0.72)
        ex, ey = x + np.cos(angle) * reach * 0.75, y - tall * 0.32 + np.sin(angle) * reach
        wide = reach * 0.17
        nx, ny = -np.sin(angle) * wide, np.cos(angle) * wide
        mx, my = (x + ex) / 2, (y - tall * 0.32 + ey) / 2
        leaves += (
            f'<path d="M{x:.1f} {y - tall * 0.3:.1f}Q{mx + nx:.1f} {my + ny:.1f} {ex:.1f} {ey:.1f}Q{mx - nx:.1f} {my - ny:.1f} {x:.1f} '
            f'{y - tall * 0.3:.1f}Z" fill="{lighter(leaf, float(chance.uniform(-0.05, 0.07)))}"/>'
        )
    return (
        leaves
        + f'<path d="M{x - tall * 0.16:.1f} {y - tall * 0.32:.1f}h{tall * 0.32:.1f}l{-tall * 0.05:.1f} {tall * 0.32:.1f}h{-tall * 0.22:.1f}z" fill="{clay}"/>'
        + box(x - tall * 0.18, y - tall * 0.34, tall * 0.36, tall * 0.06, lighter(clay, 0.06))
    )


def framed(inks: Inks, x: float, y: float, wide: float, tall: float, chance: np.random.Generator) -> str:
    """Draw a framed picture of a small landscape on the wall; (x, y) is its top left."""
    tone = inks.ink(inks.accent)
    a, b = y + tall * chance.uniform(0.45, 0.6), y + tall * chance.uniform(0.5, 0.7)
    return (
        box(x - 8, y - 8, wide + 16, tall + 16, inks.ink("#6a4a35"))
        + box(x, y, wide, tall, inks.ink("#efe3cc"))
        + f'<circle cx="{x + wide * 0.68:.1f}" cy="{y + tall * 0.32:.1f}" r="{tall * 0.11:.1f}" fill="{inks.ink("#e8a04c")}"/>'
        + f'<path d="M{x:.1f} {a:.1f}Q{x + wide * 0.3:.1f} {a - tall * 0.25:.1f} {x + wide * 0.55:.1f} {b:.1f}T{x + wide:.1f} {a:.1f}V{y + tall:.1f}H{x:.1f}Z" fill="{tone}"/>'
    )
