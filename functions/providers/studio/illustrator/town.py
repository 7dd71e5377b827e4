# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Settings among houses: village, street, city, rooftop, park, road; and the open sky over them."""

from itertools import pairwise

import numpy as np

from functions.providers.studio.illustrator import plants
from functions.providers.studio.illustrator.buildings import (
    box,
    halo,
    house,
    skyline,
    street_lamp,
    window,
)
from functions.providers.studio.illustrator.colour import lighter, mix
from functions.providers.studio.illustrator.nature import treeline
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.water import blend, lens
from functions.providers.studio.illustrator.world import Scene, World


def paving(world: World, top: float, colour: str, vanish: float, *, rows: int = 13, wet: bool = False) -> np.ndarray:
    """Paint a paved ground from `top` (units) to the viewer, its joints running to a point at `vanish` (units)."""
    plate, inks = world.plate, world.inks
    level = np.full(plate.across, top, np.float32)
    tone = inks.ink(colour)
    pixels = plate.ridge(level, mix(tone, inks.haze, 0.3), lighter(tone, -0.07), depth=plate.bottom - top, grain=0.12)
    joint = lighter(tone, -0.09)
    lines, slabs = [], []
    chance = plate.chance("paving")
    ys = [top + (plate.bottom - top) * (index / rows) ** 1.9 for index in range(rows + 1)]
    spread = (plate.right - plate.left) / 9
    for row, y in enumerate(ys[:-1]):
        lines.append(f"M{plate.left:.1f} {y:.1f}H{plate.right:.1f}")
        below = ys[row + 1]
        for column in range(-14, 15):
            slope = column + (0.5 if row % 2 else 0)
            a, b = (vanish + slope * spread * (0.22 + 0.78 * (v - top) / (plate.bottom - top)) for v in (y, below))
            lines.append(f"M{a:.1f} {y:.1f}L{b:.1f} {below:.1f}")
            if chance.random() < 0.12:
                wide = spread * (0.22 + 0.78 * (y - top) / (plate.bottom - top))
                slabs.append(f"M{a:.1f} {y:.1f}h{wide:.1f}L{b + wide * 1.1:.1f} {below:.1f}H{b:.1f}Z")
    body = f'<path d="{"".join(slabs)}" fill="{lighter(tone, 0.05)}" fill-opacity="0.35"/><path d="{"".join(lines)}" fill="none" stroke="{joint}" stroke-width="2" stroke-opacity="0.42"/>'
    if wet:
        puddles = "".join(
            lens(chance.uniform(plate.left, plate.right), y, chance.uniform(160, 420), (y - top) * 0.07 + 6)
            for y in ys[3:]
        )
        body += (
            f'<path d="{puddles}" fill="{mix(inks.sky[2], inks.lamp, 0.25 if inks.dark else 0)}" fill-opacity="0.4"/>'
        )
    return blend(pixels, plate.vector(body, top=top))


def village(world: World) -> Scene:
    """Paint a village street: house fronts stepping down to a church tower, hills behind, cobbles in front."""
    plate, inks = world.plate, world.inks
    h, w = plate.h, plate.w
    horizon = h * 0.58
    layers = world.sky(horizon)
    layers.append(world.hills("hills", "#7d9a78", h * 0.50, 52, 560, 0.5, 0.1))
    chance = plate.chance("village")
    snowy = inks.weather == "snow"
    far, x = "", plate.left
    while x < plate.right:
        wide = chance.uniform(70, 110)
        far += house(inks, x, h * 0.675, wide, chance.uniform(100, 150), 0.34, chance, snowy)
        x += wide * 0.95
    steeple = w * (0.56 if world.clear_at[0] > 0.4 else 0.44)
    far += box(steeple - 27, h * 0.40, 54, h * 0.27, inks.ink("#d9cbb4", 0.32))
    far += f'<path d="M{steeple - 34:.1f} {h * 0.402:.1f}h68L{steeple:.1f} {h * 0.27:.1f}Z" fill="{inks.ink("#7c5a55", 0.3)}"/>'
    far += f'<circle cx="{steeple:.1f}" cy="{h * 0.45:.1f}" r="13" fill="{inks.lamp if inks.dark else inks.ink("#efe6d3", 0.2)}"/>'
    layers.append(Layer("far houses", plate.vector(far, top=h * 0.2, bottom=h * 0.69), 0.22))
    sides = ""
    rows = ((0.36, 0.715, 185, 280, 0.2), (0.235, 0.735, 230, 380, 0.12), (0.08, 0.76, 300, 520, 0.03))
    for away, y, wide, tall, dim in rows:
        for side in (-1, 1):
            centre = w / 2 + side * (w * (0.5 - away)) * (1 if w > 900 else 1.2)
            sides += house(
                inks,
                centre + side * 20,
                h * y,
                wide * min(1.0, w / 1300 + 0.15),
                tall * chance.uniform(0.9, 1.08),
                dim,
                chance,
                snowy,
            )
    for place in (0.22, 0.80):
        sides += street_lamp(inks, w * place, h * 0.775, 250)
    layers.append(Layer("houses", plate.vector(sides, bottom=h * 0.8), 0.42))
    ground = "#eef2f6" if snowy else "#b9a48a"
    layers.insert(
        len(layers) - 1,
        Layer("cobbles", paving(world, h * 0.665, ground, w / 2, rows=20, wet=inks.weather in ("rain", "storm")), 0.4),
    )
    pots = "".join(
        plants.bush(x, h * 0.80, 96, inks.ink("#5e8a4a"), chance)
        for x in (w * 0.0, w * 0.09, w * 0.93, w * 1.0)
        if world.free(x, 40)
    )
    pots += plants.flowers(
        plate.left, w * 0.13, h * 0.745, h * 0.79, [inks.ink("#d9506a"), inks.ink(inks.accent)], chance, 16
    )
    pots += plants.flowers(
        w * 0.9, plate.right, h * 0.745, h * 0.79, [inks.ink("#e7b84a"), inks.ink(inks.accent)], chance, 16
    )
    layers.append(Layer("pots", plate.vector(pots, top=h * 0.65), 0.7))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.74, h * 0.79, h * 0.83), (top - 1, top, top), world.sun(horizon))


def street(world: World) -> Scene:
    """Paint a town street: tall fronts with shops and awnings on both sides, the sky open at the end."""
    plate, inks = world.plate, world.inks
    h, w = plate.h, plate.w
    horizon = h * 0.60
    layers = world.sky(horizon)
    chance = plate.chance("street")
    layers.append(
        Layer(
            "far town",
            plate.vector(skyline(inks, plate.left, plate.right, h * 0.68, 260, 0.55, chance), bottom=h * 0.7),
            0.15,
        )
    )
    wet = inks.weather in ("rain", "storm")
    layers.append(Layer("pavement", paving(world, h * 0.672, "#9a9490", w / 2, wet=wet), 0.4))
    fronts = ""
    step = min(1.0, w / 1500 + 0.1)
    for away, y, tall, wide, dim in (
        (0.36, 0.70, 400, 190, 0.3),
        (0.245, 0.72, 540, 230, 0.17),
        (0.07, 0.75, 780, 380, 0.05),
    ):
        for side in (-1, 1):
            centre = w / 2 + side * w * (0.5 - away) * (1.0 if w > 900 else 1.12)
            fronts += _front(world, centre, h * y, wide * step, tall, dim, chance)
    for place in (0.17, 0.84):
        if world.free(w * place, 20):
            fronts += street_lamp(inks, w * place, h * 0.79, 330)
    layers.append(Layer("fronts", plate.vector(fronts, bottom=h * 0.8), 0.45))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.74, h * 0.79, h * 0.83), (top, top, top), world.sun(horizon))


def _front(world: World, x: float, y: float, wide: float, tall: float, far: float, chance: np.random.Generator) -> str:
    inks = world.inks
    tones = ("#c98f6e", "#d8c09a", "#a9b3b0", "#b5705a", "#8f9aa6", "#dcb985")
    wall = inks.ink(tones[int(chance.integers(len(tones)))], far)
    trim = inks.ink("#efe5d3", far)
    left = x - wide / 2
    parts = [
        box(left, y - tall, wide, tall, wall),
        box(left - wide * 0.03, y - tall - 10, wide * 1.06, 20, lighter(wall, -0.08)),
    ]
    parts.append(box(left + wide * 0.82, y - tall, wide * 0.18, tall, lighter(wall, -0.05)))
    columns = 3
    floor = max(86.0, tall / 5.2)
    for row in range(int((tall - floor * 1.15) / floor)):
        for column in range(columns):
            size = wide / columns * 0.42
            parts.append(
                window(
                    inks,
                    left + wide * (column + 0.5) / columns,
                    y - tall + 28 + row * floor,
                    size,
                    floor * 0.56,
                    far,
                    chance,
                    trim,
                )
            )
        parts.append(box(left, y - tall + 16 + (row + 1) * floor, wide, 5, lighter(wall, -0.06)))
    shop = floor * 0.72
    glow = inks.lamp if inks.dark else inks.ink("#7f9aa3", far)
    parts.append(box(left + wide * 0.08, y - shop, wide * 0.54, shop * 0.82, glow))
    parts.append(box(left + wide * 0.7, y - shop, wide * 0.2, shop, inks.ink("#5d4436", far)))
    colour = inks.ink(inks.accent if chance.random() < 0.5 else "#b5493c", far)
    stripes = "".join(
        box(left + wide * (0.04 + 0.155 * i), y - shop - 14, wide * 0.0775, 34, inks.ink("#f4ecdd", far))
        for i in range(4)
    )
    parts.append(box(left + wide * 0.04, y - shop - 14, wide * 0.62, 34, colour) + stripes)
    parts.append(box(left + wide * 0.04, y - shop + 20, wide * 0.62, 9, lighter(wall, -0.16), ' fill-opacity="0.5"'))
    return "".join(parts)


def city(world: World) -> Scene:
    """Paint a skyline in three depths behind a promenade with a railing."""
    plate, inks = world.plate, world.inks
    h = plate.h
    horizon = h * 0.60
    layers = world.sky(horizon)
    for index, (tall, y, far) in enumerate(((560, 0.70, 0.6), (440, 0.72, 0.36), (300, 0.735, 0.14))):
        chance = plate.chance(f"blocks{index}")
        body = skyline(inks, plate.left - 20, plate.right, h * y, tall, far, chance)
        layers.append(Layer(f"blocks{index}", plate.vector(body, bottom=h * y + 3), 0.08 + 0.1 * index))
    layers.append(
        Layer("promenade", paving(world, h * 0.735, "#8b8d92", plate.w / 2, wet=inks.weather in ("rain", "storm")), 0.5)
    )
    layers.append(Layer("railing", plate.vector(_railing(world, h * 0.757, 62), top=h * 0.6, bottom=h * 0.8), 0.48))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.765, h * 0.79, h * 0.83), (top, top, top), world.sun(horizon))


def _railing(world: World, y: float, tall: float) -> str:
    plate, inks = world.plate, world.inks
    iron = inks.ink("#3a3f47")
    posts = "".join(f"M{x:.1f} {y:.1f}v{-tall:.1f}h4v{tall:.1f}z" for x in np.arange(plate.left, plate.right, 26))
    return (
        f'<path d="{posts}" fill="{iron}"/>'
        + box(plate.left, y - tall - 5, plate.right - plate.left, 9, lighter(iron, 0.05))
        + box(plate.left, y - 8, plate.right - plate.left, 8, iron)
    )


def rooftop(world: World) -> Scene:
    """Paint a roof terrace above the city: parapet, water tank, lights on a string."""
    plate, inks = world.plate, world.inks
    h, w = plate.h, plate.w
    horizon = h * 0.62
    layers = world.sky(horizon)
    for index, (tall, y, far) in enumerate(((380, 0.72, 0.6), (260, 0.73, 0.34))):
        body = skyline(inks, plate.left - 20, plate.right, h * y, tall, far, plate.chance(f"roof{index}"))
        layers.append(Layer(f"blocks{index}", plate.vector(body, bottom=h * y + 3), 0.08 + 0.1 * index))
    brick = inks.ink("#9c6a58")
    layers.append(Layer("deck", paving(world, h * 0.74, "#a58f7c", w / 2, rows=9), 0.5))
    wall = box(plate.left, h * 0.67, plate.right - plate.left, h * 0.075, brick)
    wall += box(plate.left, h * 0.66, plate.right - plate.left, h * 0.018, lighter(brick, 0.1))
    for row in range(3):
        wall += box(plate.left, h * (0.695 + row * 0.017), plate.right - plate.left, 2, lighter(brick, -0.07))
    tank = w * (0.12 if world.clear_at[0] > 0.2 else 0.86)
    wood = inks.ink("#7a5b46", 0.05)
    wall += "".join(box(tank + dx, h * 0.5, 9, h * 0.18, inks.ink("#3d3a3c")) for dx in (-54, -8, 44))
    wall += box(tank - 70, h * 0.34, 140, h * 0.17, wood) + box(tank + 26, h * 0.34, 44, h * 0.17, lighter(wood, -0.05))
    wall += f'<path d="M{tank - 80:.1f} {h * 0.343:.1f}h160L{tank:.1f} {h * 0.27:.1f}Z" fill="{lighter(wood, -0.1)}"/>'
    layers.append(Layer("parapet", plate.vector(wall, bottom=h * 0.75), 0.52))
    bulbs, count = "", 17
    for index in range(count):
        along = index / (count - 1)
        x, y = (
            plate.left + along * (plate.right - plate.left),
            h * (0.16 + 0.30 * (along - 0.5) ** 2 + 0.03 * np.sin(along * 18.8)),
        )
        if inks.dark or inks.time == "golden":
            bulbs += halo(x, y, 34, inks.lamp, 0.45)
        bulbs += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{inks.lamp}"/>'
    layers.append(Layer("bulbs", plate.vector(bulbs, bottom=h * 0.4), 0.7))
    chance = plate.chance("pots")
    pots = ""
    for x in (w * 0.02, w * 0.95):
        pots += plants.bush(x, h * 0.775, 120, inks.ink("#5b8f55"), chance) + box(
            x - 48, h * 0.768, 96, 62, inks.ink("#a96a4c")
        )
    layers.append(Layer("pots", plate.vector(pots, top=h * 0.6), 0.7))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.765, h * 0.79, h * 0.83), (top - 2, top, top), world.sun(horizon))


def park(world: World) -> Scene:
    """Paint a park: lawn, trees, a path, lamps and a bench, the town in the haze."""
    plate, inks = world.plate, world.inks
    h, w = plate.h, plate.w
    horizon = h * 0.58
    layers = world.sky(horizon)
    layers.append(
        Layer(
            "town",
            plate.vector(
                skyline(inks, plate.left, plate.right, h * 0.62, 230, 0.66, plate.chance("town")), bottom=h * 0.63
            ),
            0.1,
        )
    )
    layers.append(
        world.hills(
            "grove", "#6d9a68", 0, 80, 0, 0.4, 0.18, crest=treeline(world, "grove", h * 0.645, 120, round_tops=True)
        )
    )
    chance = plate.chance("park")
    lawn = world.hills("lawn", "#8ab45c", h * 0.655, 12, 700, 0.02, 0.5, grain=0.15)
    path = (
        f'<path d="M{w * 0.5:.1f} {h * 0.655:.1f}C{w * 0.66:.1f} {h * 0.70:.1f} {w * 0.38:.1f} {h * 0.78:.1f} {w * 0.22:.1f} '
        f"{plate.bottom:.1f}L{w * 0.78:.1f} {plate.bottom:.1f}C{w * 0.62:.1f} {h * 0.80:.1f} {w * 0.70:.1f} {h * 0.70:.1f} "
        f'{w * 0.535:.1f} {h * 0.655:.1f}Z" fill="{inks.ink("#dcc8a2")}"/>'
    )
    layers.append(Layer("lawn", blend(lawn.pixels, plate.vector(path, top=h * 0.64)), 0.4))
    body = ""
    for place, y, tall in (
        (0.27, 0.70, 250),
        (0.72, 0.70, 260),
        (0.16, 0.73, 350),
        (0.85, 0.735, 360),
        (0.02, 0.77, 480),
        (0.98, 0.77, 500),
    ):
        if world.free(w * place, 70):
            body += plants.leafy(
                w * place, h * y, tall, inks.ink("#5f9a4e", 0.14 if y < 0.72 else 0.04), inks.ink("#5c4837"), chance
            )
    for place in (0.2, 0.8):
        if world.free(w * place, 10):
            body += street_lamp(inks, w * place, h * 0.765, 240)
    bench = w * (0.82 if world.clear_at[0] < 0.5 else 0.2)
    wood = inks.ink("#8a5f3f")
    body += "".join(box(bench - 85, h * 0.79 - dy, 170, 10, wood) for dy in (70, 54, 34))
    body += "".join(box(bench + dx, h * 0.79 - 40, 8, 40, inks.ink("#3a3d42")) for dx in (-72, 64))
    layers.append(Layer("trees", plate.vector(body, bottom=h * 0.82), 0.5))
    tufts = plants.grass(plate.left, w * 0.2, h * 0.85, plate.bottom, inks.ink("#6f9c4a"), chance, 60)
    tufts += plants.grass(w * 0.8, plate.right, h * 0.85, plate.bottom, inks.ink("#6f9c4a"), chance, 60)
    layers.append(Layer("tufts", plate.vector(tufts, top=h * 0.8), 0.9))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.73, h * 0.785, h * 0.83), (top - 1,) * 3, world.sun(horizon))


def road(world: World) -> Scene:
    """Paint a road running to the horizon through open land with poles beside it."""
    plate, inks = world.plate, world.inks
    h, w = plate.h, plate.w
    horizon = h * 0.57
    layers = world.sky(horizon)
    layers.append(world.hills("far hills", "#7f90a6", h * 0.54, 60, 460, 0.58, 0.1))
    layers.append(world.hills("hills", "#a19a6b", h * 0.575, 26, 500, 0.34, 0.2))
    ground = world.hills("plain", "#c2ab6a", h * 0.60, 3, 900, 0.04, 0.4, grain=0.2)
    vanish, top = w * 0.5, h * 0.602
    half = max(560.0, w * 0.42)
    asphalt = inks.ink("#5d5f68")
    body = f'<path d="M{vanish - 9:.1f} {top:.1f}H{vanish + 9:.1f}L{w / 2 + half * 1.25:.1f} {plate.bottom:.1f}H{w / 2 - half * 1.25:.1f}Z" fill="{asphalt}"/>'
    white = inks.ink("#f3ead2")
    for side in (-1, 1):
        body += f'<path d="M{vanish + side * 8:.1f} {top:.1f}L{w / 2 + side * half * 1.18:.1f} {plate.bottom:.1f}h{-side * 26:.1f}Z" fill="{white}" fill-opacity="0.8"/>'
    for index in range(9):
        a, b = ((index / 9) ** 2, ((index + 0.5) / 9) ** 2)
        ya, yb = (top + (plate.bottom - top) * v for v in (a, b))
        body += f'<path d="M{vanish - 0.6 - 12 * a:.1f} {ya:.1f}h{1.2 + 24 * a:.1f}L{vanish + 0.6 + 12 * b:.1f} {yb:.1f}h{-1.2 - 24 * b:.1f}Z" fill="{inks.ink("#f0c04e")}"/>'
    layers.append(Layer("road", blend(ground.pixels, plate.vector(body, top=top)), 0.45))
    poles = ""
    side = 1 if world.clear_at[0] + world.clear_at[1] < 1.05 else -1
    wires = []
    for index in range(6):
        near = 0.05 + 0.95 * (index / 5) ** 2.2
        x, y, tall = vanish + side * (18 + w * 0.52 * near), top + h * 0.16 * near, 40 + 420 * near
        poles += box(x - 5 * near - 1, y - tall, 10 * near + 2, tall, inks.ink("#5a4636", 0.3 * (1 - near)))
        poles += box(
            x - 42 * near - 4, y - tall * 0.94, 84 * near + 8, 7 * near + 1.5, inks.ink("#5a4636", 0.3 * (1 - near))
        )
        wires.append((x, y - tall * 0.94))
    for (x0, y0), (x1, y1) in pairwise(wires):
        poles += f'<path d="M{x0:.1f} {y0:.1f}Q{(x0 + x1) / 2:.1f} {(y0 + y1) / 2 + 16:.1f} {x1:.1f} {y1:.1f}" fill="none" stroke="{inks.ink("#4a4038", 0.1)}" stroke-width="1.6"/>'
    chance = plate.chance("scrub")
    poles += "".join(
        plants.bush(x, h * chance.uniform(0.66, 0.76), chance.uniform(30, 90), inks.ink("#8a8a4c", 0.05), chance)
        for x in chance.uniform(plate.left, plate.right, 14)
        if abs(x - w / 2) > w * 0.22
    )
    layers.append(Layer("poles", plate.vector(poles, bottom=h * 0.8), 0.5))
    top_ = len(layers)
    return Scene(layers, horizon, (h * 0.665, h * 0.765, h * 0.83), (top_,) * 3, world.sun(horizon))


def sky(world: World) -> Scene:
    """Paint the open sky above a sea of clouds."""
    plate, inks = world.plate, world.inks
    h = plate.h
    horizon = h * 0.72
    layers = world.sky(horizon)
    _, middle, low = inks.sky
    for index, (y, size) in enumerate(((0.72, 60), (0.81, 100), (0.93, 150))):
        white = lighter(mix(low, inks.lit("#ffffff"), 0.5), 0.0 if inks.dark else 0.02)
        tone = mix(white, middle, 0.42 - 0.2 * index)
        chance = plate.chance(f"banks{index}")
        x = plate.columns
        crest = np.full_like(x, h * y + size * 0.8)
        place = plate.left - size
        while place < plate.right + size:
            reach = size * chance.uniform(0.5, 1.15)
            bump = np.sqrt(np.clip(1 - ((x - np.float32(place)) / np.float32(reach)) ** 2, 0, 1)) * np.float32(reach)
            crest = np.minimum(crest, np.float32(h * y + size * 0.8) - bump)
            place += size * chance.uniform(0.5, 1.1)
        pixels = plate.ridge(crest.astype(np.float32), lighter(tone, 0.05), mix(tone, middle, 0.5), depth=size * 2.6)
        layers.append(Layer(f"bank{index}", pixels, 0.25 + 0.3 * index))
    top = len(layers)
    return Scene(
        layers, horizon, (h * 0.66, h * 0.74, h * 0.80), (top - 2, top - 1, top - 1), world.sun(horizon), floor="air"
    )
