# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Plants and stones as SVG, drawn in units; every thing stands on (x, y) and is `tall` units high."""

import math

import numpy as np

from functions.providers.studio.illustrator.colour import lighter


def pine(x: float, y: float, tall: float, colour: str, chance: np.random.Generator, snow: str | None = None) -> str:
    """Draw a fir of stacked skirts, lit from the left; with snow on its boughs when a colour is given."""
    skirts = 4
    parts = [
        f'<rect x="{x - tall * 0.025:.1f}" y="{y - tall * 0.15:.1f}" width="{tall * 0.05:.1f}" height="{tall * 0.15:.1f}" fill="{lighter(colour, -0.1)}"/>'
    ]
    dark = lighter(colour, -0.045)
    for index in range(skirts):
        low = y - tall * (0.1 + 0.2 * index)
        half = tall * (0.24 - 0.05 * index) * chance.uniform(0.92, 1.08)
        high = low - tall * (0.36 - 0.02 * index)
        parts.append(
            f'<path d="M{x:.1f} {high:.1f}L{x + half:.1f} {low:.1f}Q{x:.1f} {low + tall * 0.05:.1f} {x - half:.1f} '
            f'{low:.1f}Z" fill="{dark}"/><path d="M{x:.1f} {high:.1f}L{x + half * 0.1:.1f} {low + tall * 0.02:.1f}'
            f'L{x - half:.1f} {low:.1f}Z" fill="{colour}"/>'
        )
        if snow:
            parts.append(
                f'<path d="M{x:.1f} {high:.1f}L{x + half * 0.5:.1f} {high + (low - high) * 0.5:.1f}Q{x + half * 0.1:.1f} '
                f'{high + (low - high) * 0.42:.1f} {x - half * 0.62:.1f} {high + (low - high) * 0.62:.1f}Z" fill="{snow}"/>'
            )
    return "".join(parts)


def leafy(x: float, y: float, tall: float, colour: str, trunk: str, chance: np.random.Generator) -> str:
    """Draw a broad-leaved tree: trunk, boughs, and a crown of shaded, plain and lit lobes."""
    wide = tall * 0.33
    centre = y - tall * 0.66
    lobes = [
        (x + math.cos(a) * wide * 0.62, centre + math.sin(a) * tall * 0.19, wide * chance.uniform(0.48, 0.66))
        for a in np.linspace(0, 6.28, 8)[:-1]
    ]
    lobes.append((x, centre - tall * 0.05, wide * 0.8))
    shade = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{r:.1f}"/>' for a, b, r in lobes)
    body = "".join(f'<circle cx="{a - r * 0.13:.1f}" cy="{b - r * 0.16:.1f}" r="{r * 0.86:.1f}"/>' for a, b, r in lobes)
    lit = "".join(
        f'<circle cx="{a - r * 0.3:.1f}" cy="{b - r * 0.36:.1f}" r="{r * 0.45:.1f}"/>' for a, b, r in lobes[::2]
    )
    stem = (
        f'<path d="M{x - tall * 0.035:.1f} {y:.1f}L{x - tall * 0.02:.1f} {centre:.1f}L{x + tall * 0.02:.1f} {centre:.1f}'
        f'L{x + tall * 0.035:.1f} {y:.1f}Z" fill="{trunk}"/>'
        f'<path d="M{x:.1f} {y - tall * 0.34:.1f}L{x + tall * 0.12:.1f} {y - tall * 0.56:.1f}" stroke="{trunk}" '
        f'stroke-width="{tall * 0.022:.1f}"/>'
    )
    return (
        f'{stem}<g fill="{lighter(colour, -0.06)}">{shade}</g><g fill="{colour}">{body}</g>'
        f'<g fill="{lighter(colour, 0.05)}">{lit}</g>'
    )


def trunk(x: float, y: float, wide: float, top: float, colour: str, chance: np.random.Generator) -> str:
    """Draw a tall tree trunk that leaves the picture at `top`, with a lit left side and flaring roots."""
    lean = chance.uniform(-0.25, 0.25) * wide
    half = wide / 2
    outline = (
        f"M{x - half * 1.9:.1f} {y:.1f}Q{x - half:.1f} {y - wide * 0.4:.1f} {x - half * 0.9:.1f} {y - wide * 1.6:.1f}"
        f"L{x - half * 0.62 + lean:.1f} {top:.1f}L{x + half * 0.62 + lean:.1f} {top:.1f}L{x + half * 0.9:.1f} "
        f"{y - wide * 1.6:.1f}Q{x + half:.1f} {y - wide * 0.4:.1f} {x + half * 1.9:.1f} {y:.1f}Z"
    )
    light = (
        f"M{x - half * 0.9:.1f} {y - wide * 0.5:.1f}L{x - half * 0.62 + lean:.1f} {top:.1f}L{x - half * 0.2 + lean:.1f} "
        f"{top:.1f}L{x - half * 0.4:.1f} {y - wide * 0.4:.1f}Z"
    )
    return f'<path d="{outline}" fill="{colour}"/><path d="{light}" fill="{lighter(colour, 0.07)}" fill-opacity="0.8"/>'


def palm(x: float, y: float, tall: float, colour: str, stem: str, chance: np.random.Generator) -> str:
    """Draw a palm with a bent stem and a crown of drooping fronds."""
    lean = tall * chance.uniform(0.1, 0.22) * (1 if chance.random() < 0.5 else -1)
    tx, ty = x + lean, y - tall
    parts = [
        f'<path d="M{x - tall * 0.03:.1f} {y:.1f}Q{x + lean * 0.2:.1f} {y - tall * 0.6:.1f} {tx - tall * 0.012:.1f} '
        f"{ty:.1f}L{tx + tall * 0.012:.1f} {ty:.1f}Q{x + lean * 0.3 + tall * 0.03:.1f} {y - tall * 0.55:.1f} "
        f'{x + tall * 0.03:.1f} {y:.1f}Z" fill="{stem}"/>'
    ]
    for index, angle in enumerate(np.linspace(-3.5, 0.4, 9)):
        reach = tall * chance.uniform(0.36, 0.46)
        ex, ey = tx + math.cos(angle) * reach, ty + math.sin(angle) * reach * 0.55 + reach * 0.34
        cx, cy = tx + math.cos(angle) * reach * 0.6, ty + math.sin(angle) * reach * 0.8 - reach * 0.1
        tone = lighter(colour, 0.05 if index < 4 else -0.03)
        parts.append(
            f'<path d="M{tx:.1f} {ty:.1f}Q{cx:.1f} {cy - tall * 0.05:.1f} {ex:.1f} {ey:.1f}Q{cx:.1f} {cy + tall * 0.06:.1f} '
            f'{tx:.1f} {ty:.1f}Z" fill="{tone}"/>'
        )
    return "".join(parts)


def bush(x: float, y: float, wide: float, colour: str, chance: np.random.Generator) -> str:
    """Draw a low rounded shrub."""
    parts = []
    for index in range(5):
        cx = x + (index - 2) * wide * 0.2
        size = wide * (0.24 - abs(index - 2) * 0.035) * chance.uniform(0.85, 1.15)
        parts.append((cx, y - size * 0.55, size))
    shade = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{r:.1f}"/>' for a, b, r in parts)
    lit = "".join(f'<circle cx="{a - r * 0.2:.1f}" cy="{b - r * 0.22:.1f}" r="{r * 0.72:.1f}"/>' for a, b, r in parts)
    return f'<g fill="{lighter(colour, -0.05)}">{shade}</g><g fill="{colour}">{lit}</g>'


def grass(
    left: float, right: float, top: float, bottom: float, colour: str, chance: np.random.Generator, count: int = 160
) -> str:
    """Scatter tufts of grass over a patch, larger towards the viewer."""
    light: list[str] = []
    dark: list[str] = []
    for _ in range(count):
        near = chance.random()
        x, y = chance.uniform(left, right), top + (bottom - top) * near
        size = 7 + 24 * near
        for turn in (-0.35, 0.05, 0.42):
            blade = f"M{x - size * 0.08:.1f} {y:.1f}Q{x + turn * size * 0.3:.1f} {y - size * 0.6:.1f} {x + turn * size:.1f} {y - size:.1f}Q{x + turn * size * 0.4 + size * 0.1:.1f} {y - size * 0.5:.1f} {x + size * 0.08:.1f} {y:.1f}Z"
            (light if turn < 0 else dark).append(blade)
    return f'<path d="{"".join(dark)}" fill="{lighter(colour, -0.06)}"/><path d="{"".join(light)}" fill="{lighter(colour, 0.04)}"/>'


def flowers(
    left: float, right: float, top: float, bottom: float, colours: list[str], chance: np.random.Generator, count: int
) -> str:
    """Scatter small blossoms over a patch, larger towards the viewer."""
    parts = []
    for _ in range(count):
        near = chance.random()
        x, y = chance.uniform(left, right), top + (bottom - top) * near
        size = 2.5 + 8 * near
        colour = colours[int(chance.integers(len(colours)))]
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}"/>'
            f'<circle cx="{x - size * 0.25:.1f}" cy="{y - size * 0.25:.1f}" r="{size * 0.45:.1f}" fill="{lighter(colour, 0.1)}"/>'
        )
    return "".join(parts)


def rock(x: float, y: float, wide: float, colour: str, chance: np.random.Generator, tall: float = 0.6) -> str:
    """Draw an angular boulder with a lit top-left facet."""
    high = wide * tall * chance.uniform(0.85, 1.15)
    peak = x + wide * chance.uniform(-0.15, 0.1)
    shoulder = y - high * chance.uniform(0.55, 0.7)
    outline = (
        f"M{x - wide / 2:.1f} {y:.1f}L{x - wide * 0.38:.1f} {shoulder:.1f}L{peak:.1f} {y - high:.1f}"
        f"L{x + wide * 0.34:.1f} {shoulder + high * 0.1:.1f}L{x + wide / 2:.1f} {y:.1f}Z"
    )
    facet = (
        f"M{x - wide * 0.38:.1f} {shoulder:.1f}L{peak:.1f} {y - high:.1f}L{peak + wide * 0.06:.1f} {y - high * 0.5:.1f}"
        f"L{x - wide * 0.14:.1f} {y - high * 0.3:.1f}Z"
    )
    return f'<path d="{outline}" fill="{lighter(colour, -0.04)}"/><path d="{facet}" fill="{lighter(colour, 0.07)}"/>'


def fronds(x: float, y: float, tall: float, colour: str, chance: np.random.Generator, count: int = 6) -> str:
    """Draw waving blades from one root, as seaweed or reeds."""
    parts = []
    for index in range(count):
        sway = (index - count / 2) * tall * 0.09 + chance.uniform(-0.05, 0.05) * tall
        high = tall * chance.uniform(0.6, 1.0)
        wide = tall * 0.045
        parts.append(
            f'<path d="M{x - wide:.1f} {y:.1f}C{x + sway * 0.2 - high * 0.12:.1f} {y - high * 0.4:.1f} '
            f"{x + sway + high * 0.1:.1f} {y - high * 0.6:.1f} {x + sway:.1f} {y - high:.1f}C{x + sway + high * 0.14:.1f} "
            f'{y - high * 0.55:.1f} {x + sway * 0.3 - high * 0.03:.1f} {y - high * 0.4:.1f} {x + wide:.1f} {y:.1f}Z" '
            f'fill="{lighter(colour, 0.05 if index % 2 else -0.03)}"/>'
        )
    return "".join(parts)
