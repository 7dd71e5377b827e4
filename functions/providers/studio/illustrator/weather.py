# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""What falls, drifts or flashes in front of a scene."""

import math

import numpy as np

from functions.providers.studio.illustrator.colour import Inks, lighter, mix, rgb
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.plate import Plate, grow
from functions.providers.studio.illustrator.world import Scene


def in_front(plate: Plate, inks: Inks) -> list[Layer]:
    """Give the layers of rain, snow or flying leaves that lie before everything else; they tile both ways."""
    if inks.weather in ("rain", "storm"):
        return [_rain(plate, inks)]
    if inks.weather == "snow":
        return [_flakes(plate, inks, "snow", 150, 2.4, 0.10), _flakes(plate, inks, "near snow", 34, 5.5, 0.17)]
    if inks.weather == "wind":
        return [_leaves(plate, inks)]
    return []


def among(plate: Plate, inks: Inks, scene: Scene) -> list[tuple[int, Layer]]:
    """Give layers that lie between those of the scene, each with the number of scene layers behind it."""
    found: list[tuple[int, Layer]] = []
    if inks.weather == "storm":
        found.append((2, _lightning(plate, inks, scene)))
    if inks.weather == "fog":
        middle = max(2, len(scene.layers) // 2)
        found.append((middle, _fog(plate, inks, scene.horizon, "far fog", 0.62)))
        found.append((scene.slots[1], _fog(plate, inks, scene.horizon + plate.h * 0.16, "near fog", 0.5)))
    return found


def _wrapped(plate: Plate, x: float, y: float, reach: float) -> list[tuple[float, float]]:
    wide, tall = plate.right - plate.left, plate.bottom - plate.top
    spots = []
    for dx in (-wide, 0.0, wide):
        for dy in (-tall, 0.0, tall):
            a, b = x + dx, y + dy
            if plate.left - reach < a < plate.right + reach and plate.top - reach < b < plate.bottom + reach:
                spots.append((a, b))
    return spots


def _rain(plate: Plate, inks: Inks) -> Layer:
    chance = plate.chance("rain")
    heavy = inks.weather == "storm"
    slant = 0.34 if heavy else 0.14
    wide, tall = plate.right - plate.left, plate.bottom - plate.top
    groups: list[list[str]] = [[], []]
    for index in range(round((330 if heavy else 230) * wide / 1900)):
        long = chance.uniform(40, 120)
        for x, y in _wrapped(
            plate, chance.uniform(plate.left, plate.right), chance.uniform(plate.top, plate.bottom), long
        ):
            groups[index % 2].append(f"M{x:.1f} {y:.1f}l{-slant * long:.1f} {long:.1f}")
    colour = lighter(mix(inks.haze, "#ffffff", 0.55), 0.04)
    body = "".join(
        f'<path d="{"".join(paths)}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" fill="none" stroke-opacity="{dim}"/>'
        for paths, width, dim in zip(groups, (1.6, 2.6), (0.34, 0.26), strict=True)
    )
    fall = 1.6
    return Layer("rain", plate.vector(body), 1.0, drift=(-slant * fall * tall / wide, fall))


def _flakes(plate: Plate, inks: Inks, name: str, count: int, size: float, fall: float) -> Layer:
    chance = plate.chance(name)
    body = ""
    colour = mix("#ffffff", inks.sky[1], 0.25 if inks.dark else 0.04)
    for _ in range(round(count * plate.w / 1000)):
        radius = size * chance.uniform(0.5, 1.4)
        for x, y in _wrapped(
            plate, chance.uniform(plate.left, plate.right), chance.uniform(plate.top, plate.bottom), radius
        ):
            body += (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill-opacity="{chance.uniform(0.45, 0.95):.2f}"/>'
            )
    return Layer(name, plate.vector(f'<g fill="{colour}">{body}</g>'), 1.0, drift=(0.012, fall))


def _leaves(plate: Plate, inks: Inks) -> Layer:
    chance = plate.chance("leaves")
    colours = [inks.ink(c) for c in ("#c9763f", "#d9a441", "#8a9a4c")]
    body, streaks = "", ""
    for index in range(round(16 * plate.w / 1000)):
        x, y, turn = (
            chance.uniform(plate.left, plate.right),
            chance.uniform(plate.top, plate.h * 0.8),
            chance.uniform(0, 360),
        )
        size = chance.uniform(7, 15)
        for a, b in _wrapped(plate, x, y, size):
            body += f'<path d="M{-size:.1f} 0Q0 {-size * 0.8:.1f} {size:.1f} 0Q0 {size * 0.8:.1f} {-size:.1f} 0Z" fill="{colours[index % 3]}" transform="translate({a:.1f} {b:.1f}) rotate({turn:.0f})"/>'
    for _ in range(6):
        long = chance.uniform(160, 380)
        for a, b in _wrapped(
            plate, chance.uniform(plate.left, plate.right), chance.uniform(plate.top, plate.h * 0.7), long
        ):
            streaks += f"M{a:.1f} {b:.1f}q{long * 0.3:.1f} -22 {long * 0.6:.1f} 0t{long * 0.4:.1f} -8"
    body += f'<path d="{streaks}" fill="none" stroke="#ffffff" stroke-width="2.4" stroke-linecap="round" stroke-opacity="0.3"/>'
    return Layer("leaves", plate.vector(body), 1.0, drift=(0.16, 0.02))


def _fog(plate: Plate, inks: Inks, y: float, name: str, strength: float) -> Layer:
    field = plate.noise(name, 520, 90, 4)
    rows = plate.rows[::4, None][: field.shape[0]]
    band = np.exp(-(((rows - y) / (plate.h * 0.15)) ** 2))
    small = np.empty((*field.shape, 4), np.float32)
    small[..., :3] = rgb(lighter(inks.haze, 0.02))
    small[..., 3] = np.clip(band * (0.75 + 0.5 * field), 0, 1) * strength
    return Layer(name, grow(small, plate.across, plate.down), 0.35, drift=(0.012, 0.0))


def _lightning(plate: Plate, inks: Inks, scene: Scene) -> Layer:
    chance = plate.chance("lightning")
    x = plate.w * (0.22 if scene.sun.x < plate.w / 2 else 0.80)
    y, end = plate.top, scene.horizon - 2
    spine, forks = [(x, y)], ""
    while y < end:
        step = chance.uniform(30, 70)
        x, y = x + chance.uniform(-0.7, 0.7) * min(step, end - y), min(y + step, end)
        spine.append((x, y))
        if chance.random() < 0.3:
            fx, fy, fork = x, y, f"M{x:.1f} {y:.1f}"
            for _ in range(4):
                fx, fy = (
                    fx + chance.uniform(8, 46) * math.copysign(1, chance.random() - 0.5),
                    fy + chance.uniform(18, 42),
                )
                fork += f"L{fx:.1f} {min(fy, end):.1f}"
            forks += fork
    bolt = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in spine)
    glow = mix("#dfe6ff", inks.pull("#dfe6ff"), 0.4)
    body = "".join(
        f'<path d="{bolt}" fill="none" stroke="{glow}" stroke-width="{width}" stroke-linejoin="round" stroke-opacity="{dim}"/>'
        for width, dim in ((90, 0.05), (48, 0.08), (22, 0.14), (6, 0.95))
    )
    body += f'<path d="{forks}" fill="none" stroke="{glow}" stroke-width="2.6" stroke-linejoin="round" stroke-opacity="0.8"/>'
    return Layer("lightning", plate.vector(body, bottom=scene.horizon), 0.06, pulse=0.7)
