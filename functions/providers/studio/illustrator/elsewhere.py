# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Settings without ground or horizon as we know them: space, under water, a cave, a stage, a studio."""

import math

import numpy as np

from functions.providers.studio.illustrator import plants
from functions.providers.studio.illustrator.buildings import box
from functions.providers.studio.illustrator.colour import Inks, hexed, lighter, mix, rgb
from functions.providers.studio.illustrator.picture import Layer, Pixels
from functions.providers.studio.illustrator.plate import Field, Plate, grow
from functions.providers.studio.illustrator.sky import Sun
from functions.providers.studio.illustrator.water import blend
from functions.providers.studio.illustrator.world import Scene, World


def _soft(plate: Plate, colours: Field) -> Pixels:
    pixels = np.empty((plate.down, plate.across, 4), np.uint8)
    pixels[..., :3] = grow(colours, plate.across, plate.down)
    pixels[..., 3] = 255
    return pixels


def _grid(plate: Plate) -> tuple[Field, Field]:
    return plate.columns[None, ::4][:, : plate.across // 4], plate.rows[::4, None][: plate.down // 4]


def _tone(colour: str) -> Field:
    return np.array(rgb(colour), np.float32)


def space(world: World) -> Scene:
    """Paint space: nebulae in the palette's hues, stars, a lit planet's limb and a small moon."""
    plate, inks = world.plate, world.inks
    x, y = _grid(plate)
    w, h = plate.w, plate.h
    deep, one, two = _tone("#090d20"), _tone(inks.pull("#5a3fa0", 0.5)), _tone(inks.pull("#2a7fa8", 0.5))
    cloud = np.clip(plate.noise("nebula", 520, 380, 5) * 0.6 + 0.28, 0, 1)[..., None]
    other = np.clip(plate.noise("nebula2", 620, 300, 5) * 0.6 + 0.2, 0, 1)[..., None]
    band = np.exp(-(((y - h * 0.42 + (x - w * 0.5) * 0.3) / (h * 0.34)) ** 2))[..., None]
    air = deep + (one - deep) * cloud * band * 0.95 + (two - deep) * other * band * 0.75 + cloud * other * band * 0.25
    pixels = _soft(plate, air.astype(np.float32))
    chance = plate.chance("stars")
    dot = max(1, round(plate.scale))
    for _ in range(int(900 * w / 1000)):
        size = dot * (2 if chance.random() < 0.1 else 1)
        at_x, at_y = int(chance.integers(0, plate.across - size)), int(chance.integers(0, plate.down - size))
        spot = pixels[at_y : at_y + size, at_x : at_x + size, :3]
        spot[:] = (spot + (255 - spot) * chance.uniform(0.2, 0.95)).astype(np.uint8)
    left = world.sun_across <= 0.5
    planet = _sphere(
        plate,
        w * (0.86 if left else 0.14),
        h * 0.98,
        h * 0.52,
        inks.pull("#3f7fb8", 0.4),
        inks.pull("#d9b48a", 0.4),
        left,
    )
    moon = _sphere(plate, w * (0.12 if left else 0.88), h * 0.22, h * 0.075, "#b9b6b0", "#8d8a88", left)
    sun = Sun(w * world.sun_across, h * 0.2, 40, False)
    layers = [Layer("stars", pixels, 0.0), Layer("moon", moon, 0.12), Layer("planet", planet, 0.3)]
    return Scene(layers, h * 0.7, (h * 0.62, h * 0.72, h * 0.80), (2, 3, 3), sun, floor="air")


def _sphere(plate: Plate, x: float, y: float, radius: float, colour: str, second: str, lit_left: bool) -> Pixels:
    pixels = plate.empty()
    reach = radius * 1.25
    x0, x1 = (min(max(int(plate.px(x + s * reach)), 0), plate.across) for s in (-1, 1))
    y0, y1 = (min(max(int(plate.py(y + s * reach)), 0), plate.down) for s in (-1, 1))
    dx, dy = (plate.columns[None, x0:x1] - x) / radius, (plate.rows[y0:y1, None] - y) / radius
    away = np.sqrt(dx**2 + dy**2)
    depth = np.sqrt(np.clip(1 - away**2, 0, 1))
    light = np.clip((-dx if lit_left else dx) * 0.62 - dy * 0.52 + depth * 0.5, 0, 1)
    bands = np.clip(
        0.5 + 0.5 * np.sin(dy * 9 + 1.2 * np.sin(dx * 3 + dy * 4) + np.sin(dx * 11 + dy * 17) * 0.35), 0, 1
    )[..., None]
    body = (_tone(colour) * (1 - bands * 0.55) + _tone(second) * bands * 0.55) * (0.05 + 1.05 * light[..., None])
    rim = np.exp(-np.abs(away - 1) * 26)[..., None] * light[..., None]
    body = body + rim * _tone("#cfe6ff") * 0.8
    cover = np.clip((1 - away) * radius * plate.scale + 0.5, 0, 1)
    glow = (
        np.exp(-np.clip(away - 1, 0, 1) * 16)
        * (away > 1)
        * np.clip((-dx if lit_left else dx) * 0.6 - dy * 0.6, 0, 1)
        * 0.5
    )
    pixels[y0:y1, x0:x1, :3] = np.where((cover > 0)[..., None], np.clip(body, 0, 1), _tone("#a8d0ff")) * 255
    pixels[y0:y1, x0:x1, 3] = np.maximum(cover, glow) * 255
    return pixels


def underwater(world: World) -> Scene:
    """Paint the sea from below: shafts of light, rocks, weeds, corals and rising bubbles."""
    plate, inks = world.plate, world.inks
    x, y = _grid(plate)
    w, h = plate.w, plate.h
    dim = {"day": 1.0, "golden": 0.92, "dawn": 0.9, "dusk": 0.72, "night": 0.55}[inks.time]
    top, low = (_tone(inks.pull(c, 0.3)) * dim for c in ("#5ec9d6", "#0c3d66"))
    share = np.clip((y - plate.top) / (plate.bottom - plate.top), 0, 1)[..., None]
    water = top + (low - top) * share**0.75
    source = w * world.sun_across
    angle = (x - source) / (y - plate.top + h * 0.45)
    shafts = np.zeros((y.shape[0], x.shape[1]), np.float32)
    chance = plate.chance("shafts")
    for _ in range(9):
        centre, wide = chance.uniform(-0.75, 0.75), chance.uniform(0.025, 0.08)
        shafts += np.exp(-(((angle - centre) / wide) ** 2)) * chance.uniform(0.3, 1.0)
    shafts *= np.clip(1 - (y - plate.top) / (h * 0.95), 0, 1) ** 1.1
    glow = np.exp(-np.hypot(x - source, (y - plate.top) * 1.3) / 330)
    water = water + (np.clip(shafts, 0, 1.4) * 0.2 + glow * 0.4)[..., None] * _tone("#d9fff5") * dim
    layers = [Layer("water", _soft(plate, water.astype(np.float32)), 0.0)]
    deep = hexed(list(low * 1.15 + top * 0.12))
    for index, (level, tone) in enumerate(((0.66, 0.34), (0.73, 0.2))):
        crest = plate.wave(f"reef{index}", 70 - 20 * index, 300, 4, 0.6) + np.float32(h * level)
        colour = mix(inks.ink("#2f6f86"), deep, 0.35 + tone)
        layers.append(
            Layer(f"reef{index}", plate.ridge(crest, lighter(colour, 0.05), deep, depth=200), 0.15 + 0.15 * index)
        )
    sand = plate.wave("sand", 14, 420) + np.float32(h * 0.79)
    layers.append(
        Layer(
            "sand",
            plate.ridge(
                sand, mix(inks.ink("#cdb98a"), deep, 0.42), mix(inks.ink("#7f8a7a"), deep, 0.6), depth=180, grain=0.2
            ),
            0.5,
        )
    )
    body = ""
    for place in chance.uniform(0, 1, 12):
        at = plate.left + place * (plate.right - plate.left)
        if world.free(at, 40):
            body += plants.fronds(at, h * 0.83, chance.uniform(110, 260), mix(inks.ink("#3f8f5f"), deep, 0.28), chance)
    for place in (0.03, 0.13, 0.87, 0.97):
        coral = mix(inks.ink(("#e0705a", "#e8a04c", "#c9608f")[int(chance.integers(3))]), deep, 0.2)
        body += _coral(w * place, h * 0.84, chance.uniform(90, 170), coral, chance) + plants.rock(
            w * place + 40, h * 0.85, 130, mix(inks.ink("#5f6f78"), deep, 0.35), chance
        )
    layers.append(Layer("weeds", plate.vector(body, top=h * 0.4), 0.75))
    bubbles = "".join(
        f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{r:.1f}" fill="none" stroke="#ffffff" stroke-width="2" stroke-opacity="0.5"/>'
        f'<circle cx="{a - r * 0.3:.1f}" cy="{b - r * 0.3:.1f}" r="{r * 0.25:.1f}" fill="#ffffff" fill-opacity="0.7"/>'
        for a, b, r in zip(
            chance.uniform(0, w, 26), chance.uniform(h * 0.05, h * 0.8, 26), chance.uniform(3, 12, 26), strict=True
        )
    )
    layers.append(Layer("bubbles", plate.vector(bubbles), 0.85, drift=(0.0, -0.05)))
    sun = Sun(source, plate.top, 50, False)
    return Scene(layers, h * 0.7, (h * 0.60, h * 0.69, h * 0.78), (2, 4, 4), sun, floor="air", bench="#8f8a72")


def _coral(x: float, y: float, tall: float, colour: str, chance: np.random.Generator) -> str:
    parts = []
    for turn in np.linspace(-0.75, 0.75, 6):
        reach = tall * chance.uniform(0.65, 1.0)
        ex, ey = x + math.sin(turn) * reach, y - math.cos(turn) * reach
        parts.append(f"M{x:.1f} {y:.1f}Q{x + turn * tall * 0.1:.1f} {y - reach * 0.6:.1f} {ex:.1f} {ey:.1f}")
        parts.append(f"M{(x + ex) / 2:.1f} {(y + ey) / 2:.1f}l{turn * 30 + 16:.1f} {-tall * 0.28:.1f}")
    return f'<path d="{"".join(parts)}" fill="none" stroke="{colour}" stroke-width="{tall * 0.09:.1f}" stroke-linecap="round"/>'


def cave(world: World) -> Scene:
    """Paint a cave: dark rock frames, a bright mouth, shafts of light, a pool of light on the floor."""
    plate, inks = world.plate, world.inks
    x, y = _grid(plate)
    w, h = plate.w, plate.h
    source = w * (0.5 * world.sun_across + 0.25)
    bright = _tone(mix(inks.sky[2], inks.sun, 0.4)) * (1.15 if inks.time == "night" else 1.0)
    rock = _tone(inks.pull("#5d4a52", 0.4))
    away = np.hypot((x - source) / (w * 0.46), (y - h * 0.36) / (h * 0.5))
    light = np.exp(-(away**2) * 1.7)[..., None]
    angle = (x - source) / (y - plate.top + h * 0.2)
    shafts = sum(np.exp(-(((angle - c) / 0.06) ** 2)) for c in (-0.42, -0.12, 0.2, 0.5))
    air = rock * 0.42 + (np.clip(bright, 0, 1) - rock * 0.42) * np.clip(
        light * 0.98 + np.asarray(shafts)[..., None] * 0.05, 0, 1
    )
    layers = [Layer("mouth", _soft(plate, air.astype(np.float32)), 0.0)]
    chance = plate.chance("cave")
    for index, (open_x, open_y, shade) in enumerate(((0.36, 0.40, 0.62), (0.47, 0.47, 0.40), (0.56, 0.55, 0.2))):
        tone = hexed(list(rock * (0.35 + 0.75 * shade) + bright * 0.14 * shade))
        layers.append(
            Layer(
                f"rock{index}",
                plate.vector(_opening(plate, source, open_x * max(w, 900), h * open_y, tone, chance)),
                0.2 + 0.25 * index,
            )
        )
    floor = plate.wave("floor", 10, 300) + np.float32(h * 0.735)
    stone = hexed(list(rock * 0.8 + bright * 0.2))
    layers.insert(
        3, Layer("floor", plate.ridge(floor, lighter(stone, 0.05), hexed(list(rock * 0.4)), depth=260, grain=0.14), 0.5)
    )
    return Scene(
        layers, h * 0.6, (h * 0.755, h * 0.79, h * 0.83), (3, 4, 4), Sun(source, h * 0.3, 50, False), bench="#7a6a66"
    )


def _opening(plate: Plate, x: float, half: float, high: float, colour: str, chance: np.random.Generator) -> str:
    points = []
    for angle in np.linspace(0, 2 * math.pi, 42, endpoint=False):
        rough = chance.uniform(0.9, 1.12)
        points.append(
            (
                x + math.cos(angle) * half * rough,
                plate.h * 0.42 + math.sin(angle) * high * rough * (1.25 if math.sin(angle) > 0 else 1),
            )
        )
    hole = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points) + "Z"
    edge = f"M{plate.left:.1f} {plate.top:.1f}H{plate.right:.1f}V{plate.bottom:.1f}H{plate.left:.1f}Z"
    spikes = ""
    for a in chance.uniform(x - half * 1.1, x + half * 1.1, 9):
        lift = plate.h * 0.42 - high * math.sqrt(max(0.0, 1 - ((a - x) / (half * 1.15)) ** 2))
        wide, long = chance.uniform(14, 40), chance.uniform(40, 130)
        spikes += f"M{a - wide:.1f} {lift - 24:.1f}L{a:.1f} {lift + long:.1f}L{a + wide:.1f} {lift - 24:.1f}Z"
    return f'<path d="{edge}{hole}" fill="{colour}" fill-rule="evenodd"/><path d="{spikes}" fill="{colour}"/>'


def stage(world: World) -> Scene:
    """Paint a theatre stage: a lit backcloth, curtains, cones of light, boards, heads of the audience."""
    plate, inks = world.plate, world.inks
    x, y = _grid(plate)
    w, h = plate.w, plate.h
    main, accent = _tone(inks.pull("#4a3f86", 0.7)), _tone(mix(inks.lamp, inks.accent, 0.35))
    centre = w * world.focus
    glow = np.exp(-((np.hypot((x - centre) / 520, (y - h * 0.45) / 480)) ** 2))[..., None]
    layers = [
        Layer(
            "backcloth",
            _soft(plate, (main * 0.42 + (accent * 0.85 - main * 0.42) * glow * 0.85).astype(np.float32)),
            0.0,
        )
    ]
    boards = plate.ridge(
        np.full(plate.across, h * 0.71, np.float32),
        mix(inks.pull("#a86f45"), "#2a1a20", 0.25),
        inks.pull("#6a4030"),
        depth=260,
        grain=0.2,
    )
    seams = "".join(
        f"M{w / 2 + i * 70:.1f} {h * 0.71:.1f}L{w / 2 + i * 165:.1f} {plate.bottom:.1f}" for i in range(-16, 17)
    )
    pool = f'<ellipse cx="{centre:.1f}" cy="{h * 0.79:.1f}" rx="300" ry="46" fill="{inks.lamp}" fill-opacity="0.34"/><ellipse cx="{centre:.1f}" cy="{h * 0.79:.1f}" rx="230" ry="32" fill="{inks.lamp}" fill-opacity="0.3"/>'
    layers.append(
        Layer(
            "boards",
            blend(
                boards,
                plate.vector(
                    f'<path d="{seams}" stroke="#1a1016" stroke-width="2.5" fill="none" stroke-opacity="0.4"/>{pool}',
                    top=h * 0.7,
                ),
            ),
            0.4,
        )
    )
    cones = ""
    for start, strength in ((centre - w * 0.3, 0.15), (centre + w * 0.3, 0.15), (centre, 0.13)):
        cones += f'<path d="M{start - 12:.1f} {plate.top:.1f}h24L{centre + 210:.1f} {h * 0.79:.1f}H{centre - 210:.1f}Z" fill="{inks.lamp}" fill-opacity="{strength}"/>'
    layers.append(Layer("cones", plate.vector(cones), 0.45, pulse=0.12))
    drapes = _drapes(plate, inks)
    layers.append(Layer("curtains", plate.vector(drapes, bottom=h * 0.82), 0.6))
    chance = plate.chance("audience")
    heads = "".join(
        f'<circle cx="{a:.1f}" cy="{h * 0.965 + b:.1f}" r="{r:.1f}" fill="#140d1c"/><ellipse cx="{a:.1f}" cy="{h * 1.05 + b:.1f}" rx="{r * 2:.1f}" ry="{r * 1.7:.1f}" fill="#140d1c"/>'
        for a, b, r in zip(
            np.arange(plate.left, plate.right, 92),
            chance.uniform(-14, 18, 60),
            chance.uniform(27, 35, 60),
            strict=False,
        )
    )
    layers.append(Layer("audience", plate.vector(heads, top=h * 0.85), 1.0))
    return Scene(layers, h * 0.7, (h * 0.745, h * 0.79, h * 0.82), (3, 3, 4), Sun(centre, h * 0.1, 40, False))


def _drapes(plate: Plate, inks: Inks) -> str:
    w, h = plate.w, plate.h
    cloth = inks.pull("#a5283a", 0.35)
    drapes = ""
    for side in (-1, 1):
        edge = w / 2 + side * max(w * 0.36, 300)
        outer = plate.right if side > 0 else plate.left
        folds = 7
        for index in range(folds):
            a, b = edge + (outer - edge) * index / folds, edge + (outer - edge) * (index + 1) / folds
            tone = lighter(cloth, 0.03 if index % 2 else -0.06)
            drapes += f'<path d="M{a:.1f} {plate.top:.1f}H{b + side:.1f}L{b + side * 10:.1f} {h * 0.80:.1f}H{a + side * 10:.1f}Z" fill="{tone}"/>'
    swag = lighter(cloth, -0.03)
    count = 6
    for index in range(count):
        a, b = (plate.left + (plate.right - plate.left) * v / count for v in (index, index + 1))
        drapes += f'<path d="M{a:.1f} {plate.top:.1f}V{h * 0.06:.1f}Q{(a + b) / 2:.1f} {h * 0.17:.1f} {b:.1f} {h * 0.06:.1f}V{plate.top:.1f}Z" fill="{swag if index % 2 else lighter(swag, 0.04)}"/>'
    drapes += box(plate.left, h * 0.055, plate.right - plate.left, 6, inks.lamp, ' fill-opacity="0.6"')
    return drapes


def backdrop(world: World) -> Scene:
    """Paint a studio sweep with a large disc of light, soft shapes and a round pedestal under the subject."""
    plate, inks = world.plate, world.inks
    x, y = _grid(plate)
    w, h = plate.w, plate.h
    centre = w * world.focus
    dim = {"day": 0.0, "dawn": 0.0, "golden": -0.03, "dusk": -0.16, "night": -0.34}[inks.time]
    base = mix(inks.main, max(inks.palette, key=lambda c: (sum(rgb(c)), c)), 0.62)
    wall, floor = _tone(lighter(base, dim)), _tone(lighter(base, dim + 0.05))
    glow = np.exp(-((np.hypot(x - centre, (y - h * 0.42) * 1.1) / 470) ** 2))[..., None]
    sweep = 1 / (1 + np.exp(-(y - h * 0.66) / 34))[..., None]
    tone = (wall * (1 - sweep) + floor * sweep) * (0.78 + 0.28 * glow) + glow * (0.13 if dim > -0.1 else 0.22)
    shade = np.exp(-(((y - h * 0.66) / 46) ** 2))[..., None] * 0.05
    layers = [Layer("sweep", _soft(plate, (tone - shade).astype(np.float32)), 0.0)]
    ring = lighter(mix(inks.accent, base, 0.25), dim * 0.5)
    arch = f'<circle cx="{centre:.1f}" cy="{h * 0.42:.1f}" r="{min(330.0, w * 0.36):.1f}" fill="{ring}" fill-opacity="0.85"/>'
    arch += f'<circle cx="{centre + 26:.1f}" cy="{h * 0.45:.1f}" r="{min(270.0, w * 0.3):.1f}" fill="{lighter(ring, 0.05)}" fill-opacity="0.7"/>'
    side = 1 if world.sun_across <= 0.5 else -1
    arch += f'<rect x="{centre + side * min(430.0, w * 0.4) - 60:.1f}" y="{h * 0.44:.1f}" width="120" height="{h * 0.24:.1f}" rx="60" fill="{lighter(mix(inks.main, base, 0.35), dim)}"/>'
    arch += f'<circle cx="{centre - side * min(440.0, w * 0.4):.1f}" cy="{h * 0.64:.1f}" r="46" fill="{lighter(mix(inks.accent, base, 0.1), dim)}"/>'
    arch += f'<ellipse cx="{centre - side * min(440.0, w * 0.4) + 12:.1f}" cy="{h * 0.688:.1f}" rx="60" ry="8" fill="#0c0d18" fill-opacity="0.18"/>'
    layers.append(Layer("shapes", plate.vector(arch, bottom=h * 0.75), 0.2))
    return Scene(
        layers,
        h * 0.66,
        (h * 0.72, h * 0.76, h * 0.79),
        (2, 2, 2),
        Sun(w * world.sun_across, h * 0.2, 40, False),
        bench=mix(inks.main, base, 0.3),
    )
