# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Settings under the open sky, away from houses."""

import numpy as np

from functions.providers.studio.illustrator import plants
from functions.providers.studio.illustrator.colour import lighter, mix
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.plate import Field
from functions.providers.studio.illustrator.water import blend
from functions.providers.studio.illustrator.world import Scene, World


def peaks(world: World, name: str, y: float, height: float, length: float) -> Field:
    """Give a jagged crest line (units, one value a pixel column) around `y`."""
    chance = world.plate.chance(name)
    x = world.plate.columns
    crest = np.zeros_like(x)
    place = world.plate.left - length / 2
    while place < world.plate.right + length:
        high = height * chance.uniform(0.5, 1.0)
        half = length * chance.uniform(0.65, 1.05)
        skew = chance.uniform(0.75, 1.3)
        away = np.where(x < place, (place - x) * np.float32(skew), x - place) / np.float32(half)
        crest = np.maximum(crest, np.float32(high) * np.clip(1 - away, 0, 1) ** np.float32(1.08))
        place += length * chance.uniform(0.55, 0.95)
    return np.float32(y) - crest + world.plate.wave(name + "rough", height * 0.055, length * 0.16, 4, 0.6)


def snowy(world: World, name: str, crest: Field, far: float, colour: str, line: float) -> np.ndarray:
    """Paint a mountain range with snow above a ragged line and one flank in shade."""
    inks, plate = world.inks, world.plate
    rock = inks.ink(colour, far)
    pixels = plate.ridge(crest, rock, mix(rock, inks.haze, 0.6), depth=line * 2.6)
    white = np.array([int(inks.ink("#f4f7fb", far * 0.7, share=0.2)[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    slope = np.gradient(crest) * np.float32(plate.scale)
    step = max(3, int(plate.scale * 34))
    slope = np.convolve(slope, np.ones(step, np.float32) / step, "same")
    shaded = np.clip(slope * 1.6 + 0.5, 0, 1).astype(np.float32)
    if world.sun_across > 0.5:
        shaded = 1 - shaded
    first = max(0, int(plate.py(float(crest.min()))) - 1)
    last = min(plate.down, int(plate.py(float(crest.max()) + line * 2)))
    under = plate.rows[first:last, None] - crest[None, :]
    teeth = plate.wave(name + "teeth", 0.55, 60, 4, 0.7)
    reach = np.clip((world.plate.h * 0.6 - crest) / 240, 0.0, 1.4) * np.float32(line)
    snow = np.clip((reach * (1 + teeth) - under) / 4, 0, 1)[..., None]
    # A flank's shade runs down aslant, away from the light, instead of straight under its part of the crest.
    lean = -0.32 if world.sun_across <= 0.5 else 0.32
    columns = np.arange(plate.across, dtype=np.int32)[None, :] + (under * np.float32(lean * plate.scale)).astype(
        np.int32
    )
    dark = shaded[np.clip(columns, 0, plate.across - 1)][..., None]
    window = pixels[first:last, :, :3]
    window[:] = (window * (1 - snow) * (1 - 0.24 * dark) + white * snow * (1 - 0.3 * dark)).astype(np.uint8)
    return pixels


def treeline(world: World, name: str, y: float, tall: float, *, round_tops: bool = False) -> Field:
    """Give the crest line of a distant wood whose trees are about `tall` units high."""
    chance = world.plate.chance(name)
    x = world.plate.columns
    crest = np.zeros_like(x)
    place = world.plate.left - tall
    while place < world.plate.right + tall:
        high = tall * chance.uniform(0.55, 1.0)
        half = high * (0.42 if round_tops else 0.26)
        away = np.abs(x - np.float32(place)) / np.float32(half)
        shape = np.sqrt(np.clip(1 - away**2, 0, 1)) if round_tops else np.clip(1 - away, 0, 1)
        crest = np.maximum(crest, np.float32(high) * shape)
        place += tall * chance.uniform(0.16, 0.34)
    return np.float32(y) - crest + world.plate.wave(name + "lie", tall * 0.25, 700, 2)


def forest(world: World) -> Scene:
    """Paint a wood: misty rows of firs, tall trunks at the sides, ferns in front."""
    plate, inks = world.plate, world.inks
    horizon, w, h = plate.h * 0.56, plate.w, plate.h
    layers = world.sky(horizon)
    for index, (y, tall, far) in enumerate(((0.60, 300, 0.74), (0.64, 250, 0.54), (0.69, 210, 0.34))):
        line = treeline(world, f"wood{index}", h * y, tall)
        layers.append(world.hills(f"wood{index}", "#2f5a45", 0, 150, 0, far, 0.08 + 0.1 * index, crest=line))
    ground = world.hills("floor", "#5d7a46", h * 0.70, 14, 500, 0.06, 0.5, grain=0.25)
    layers.append(ground)
    chance = plate.chance("trees")
    back, front = [], []
    for _ in range(9):
        x = chance.uniform(plate.left, plate.right)
        if world.free(x, 90):
            size = chance.uniform(230, 380)
            back.append((h * chance.uniform(0.71, 0.75), x, size))
    for y, x, size in sorted(back):
        front.append(plants.pine(x, y, size, inks.ink("#2c5a41", 0.14), chance))
    layers.append(Layer("firs", plate.vector("".join(front)), 0.52))
    trunks = []
    for x, wide in ((w * 0.03, 74), (w * 0.13, 44), (w * 0.90, 52), (w * 0.99, 84)):
        if plate.w > 900 or not 0.1 < x / w < 0.92:
            trunks.append(
                plants.trunk(x, h * 0.86, wide * min(1, w / 1200 + 0.2), plate.top, inks.ink("#4a3a30"), chance)
            )
    tufts = plants.grass(plate.left, plate.right, h * 0.84, plate.bottom + 10, inks.ink("#3f6a3c"), chance, 210)
    layers.append(Layer("trunks", plate.vector("".join(trunks) + tufts), 0.95))
    return Scene(layers, horizon, (h * 0.725, h * 0.78, h * 0.83), (6, 7, 7), world.sun(horizon))


def mountain(world: World) -> Scene:
    """Paint snowy ranges behind green foothills and a meadow."""
    plate, inks = world.plate, world.inks
    horizon, h = plate.h * 0.6, plate.h
    layers = world.sky(horizon)
    for index, (y, height, length, far) in enumerate(((0.60, 400, 420, 0.5), (0.64, 270, 330, 0.3))):
        crest = peaks(world, f"range{index}", h * y, height, length)
        layers.append(
            Layer(f"range{index}", snowy(world, f"range{index}", crest, far, "#66748c", 95), 0.1 + 0.08 * index)
        )
    line = treeline(world, "wood", h * 0.675, 62)
    layers.append(world.hills("wood", "#3f6a52", 0, 60, 0, 0.24, 0.3, crest=line))
    layers.append(world.hills("meadow", "#7c9a54", h * 0.70, 26, 620, 0.05, 0.5, grain=0.2))
    chance = plate.chance("pines")
    firs = sorted((h * chance.uniform(0.70, 0.76), chance.uniform(plate.left, plate.right)) for _ in range(12))
    body = "".join(
        plants.pine(x, y, chance.uniform(90, 170), inks.ink("#2f5c48", 0.08), chance)
        for y, x in firs
        if world.free(x, 50)
    )
    body += plants.grass(plate.left, plate.right, h * 0.8, plate.bottom, inks.ink("#6d8c46"), chance, 170)
    layers.append(Layer("firs", plate.vector(body), 0.6))
    return Scene(
        layers, horizon, (h * 0.715, h * 0.77, h * 0.82), (len(layers) - 1,) + (len(layers),) * 2, world.sun(horizon)
    )


def snow(world: World) -> Scene:
    """Paint a winter land: pale peaks, firs under snow, blue-shadowed drifts."""
    plate, inks = world.plate, world.inks
    horizon, h = plate.h * 0.6, plate.h
    layers = world.sky(horizon)
    crest = peaks(world, "range", h * 0.62, 330, 380)
    layers.append(Layer("range", snowy(world, "range", crest, 0.38, "#7888a4", 210), 0.12))
    line = treeline(world, "wood", h * 0.665, 92)
    layers.append(world.hills("wood", "#5b7a80", 0, 70, 0, 0.36, 0.26, crest=line))
    layers.append(world.hills("drift0", "#dfe8f2", h * 0.675, 20, 560, 0.12, 0.42))
    chance = plate.chance("pines")
    white = inks.ink("#f3f7fb", share=0.15)
    firs = sorted((h * chance.uniform(0.68, 0.75), chance.uniform(plate.left, plate.right)) for _ in range(13))
    body = "".join(
        plants.pine(x, y, chance.uniform(120, 240), inks.ink("#3b6460", 0.06), chance, white)
        for y, x in firs
        if world.free(x, 70)
    )
    layers.append(Layer("firs", plate.vector(body), 0.55))
    layers.append(world.hills("drift1", "#eef3f8", h * 0.755, 22, 700, 0.0, 0.66))
    layers.append(world.hills("drift2", "#f6f9fc", h * 0.90, 26, 520, 0.0, 0.95))
    return Scene(layers, horizon, (h * 0.705, h * 0.775, h * 0.83), (5, 7, 7), world.sun(horizon))


def desert(world: World) -> Scene:
    """Paint dunes with a lit and a shaded flank under mesas."""
    plate, inks = world.plate, world.inks
    horizon, h = plate.h * 0.58, plate.h
    layers = world.sky(horizon)
    layers.append(world.hills("mesas", "#b8755a", 0, 90, 0, 0.5, 0.1, crest=_mesas(world, h * 0.585)))
    for index, (y, height, length, far) in enumerate(
        ((0.60, 44, 620, 0.32), (0.655, 56, 760, 0.16), (0.74, 60, 900, 0.05), (0.86, 56, 800, 0.0))
    ):
        layers.append(
            Layer(f"dune{index}", _dune(world, f"dune{index}", h * y, height, length, far), 0.2 + 0.24 * index)
        )
    chance = plate.chance("cacti")
    body = "".join(
        plants.rock(x, h * chance.uniform(0.72, 0.76), chance.uniform(30, 80), inks.ink("#a4684a", 0.05), chance)
        for x in (plate.w * 0.08, plate.w * 0.2, plate.w * 0.88)
        if world.free(x, 40)
    )
    layers.insert(len(layers) - 1, Layer("stones", plate.vector(body), 0.6))
    return Scene(layers, horizon, (h * 0.70, h * 0.775, h * 0.82), (5, 6, 6), world.sun(horizon), bench="#b98a62")


def _mesas(world: World, y: float) -> Field:
    chance = world.plate.chance("mesas")
    x = world.plate.columns
    crest = np.zeros_like(x)
    for _ in range(4):
        place, half, high = (
            chance.uniform(world.plate.left, world.plate.right),
            chance.uniform(60, 170),
            chance.uniform(60, 150),
        )
        crest = np.maximum(crest, np.clip((half - np.abs(x - place)) / 22, 0, 1) * high)
    return (np.float32(y) - crest + world.plate.wave("mesarough", 7, 60, 3)).astype(np.float32)


def _dune(world: World, name: str, y: float, height: float, length: float, far: float) -> np.ndarray:
    plate, inks = world.plate, world.inks
    crest = plate.wave(name, height, length, 3, 0.35) + np.float32(y)
    sand = inks.ink("#e3b578", far)
    pixels = plate.ridge(crest, lighter(sand, 0.03), mix(sand, inks.ink("#b57a4c", far), 0.6), depth=height * 4)
    divide = plate.wave(name + "divide", 120, length * 0.8, 2)
    step = max(1, plate.across // 60)
    xs, shade = plate.columns, lighter(mix(sand, inks.ink("#8d5646", far), 0.55), -0.02)
    peak = [
        i for i in range(step, plate.across - step, step) if crest[i] < crest[i - step] and crest[i] <= crest[i + step]
    ]
    paths = []
    turn = 1 if world.sun_across <= 0.5 else -1
    for column in peak:
        x, top = float(xs[column]), float(crest[column])
        end = min(max(column + turn * int(length * 0.5 * plate.scale), 0), plate.across - 1)
        rim = [(float(xs[i]), float(crest[i]) + 0.5) for i in range(column, end, turn * max(1, step // 3))]
        if len(rim) < 3:
            continue
        low = float(rim[-1][1])
        back = f"Q{x + turn * length * 0.2:.1f} {low + height * 0.5:.1f} {x + float(divide[column]) * 0.5:.1f} {low + height * 2.6:.1f}"
        bend = f"Q{x + turn * 22 + float(divide[column]) * 0.3:.1f} {top + height * 0.9:.1f} {x:.1f} {top:.1f}"
        paths.append("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in rim) + back + bend + "Z")
    marks = plate.vector(f'<path d="{"".join(paths)}" fill="{shade}" fill-opacity="0.55"/>', top=float(crest.min()) - 2)
    marks[..., 3] = np.minimum(marks[..., 3], pixels[..., 3])
    return blend(pixels, marks)


def field(world: World) -> Scene:
    """Paint rolling farmland with crop rows, hedges and a few trees."""
    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.58, plate.h, plate.w
    layers = world.sky(horizon)
    layers.append(world.hills("far hills", "#7894a0", h * 0.57, 30, 640, 0.6, 0.1))
    layers.append(world.hills("hills", "#87a06a", h * 0.60, 32, 560, 0.36, 0.2))
    hedge = treeline(world, "hedge", h * 0.645, 40, round_tops=True)
    layers.append(world.hills("hedge", "#4f7549", 0, 40, 0, 0.22, 0.3, crest=hedge))
    ground = world.hills("crop", "#d2b45c", h * 0.66, 8, 900, 0.03, 0.5, grain=0.15)
    rows, vanish = [], w * 0.5
    tone = inks.ink("#b08f42")
    for index in range(-16, 17):
        x = vanish + index * 150
        rows.append(
            f"M{vanish + index * 22:.1f} {h * 0.665:.1f}L{x - 14:.1f} {plate.bottom:.1f}L{x + 20:.1f} {plate.bottom:.1f}Z"
        )
    marks = plate.vector(f'<path d="{"".join(rows)}" fill="{tone}" fill-opacity="0.5"/>', top=h * 0.66)
    marks[..., 3] = np.minimum(marks[..., 3], ground.pixels[..., 3])
    layers.append(Layer("crop", blend(ground.pixels, marks), 0.5))
    chance = plate.chance("trees")
    body = "".join(
        plants.leafy(x, h * 0.68, chance.uniform(150, 230), inks.ink("#54803f", 0.1), inks.ink("#5d4636", 0.1), chance)
        for x in (w * 0.06, w * 0.2, w * 0.84, w * 0.96)
        if world.free(x, 60)
    )
    layers.append(Layer("trees", plate.vector(body), 0.48))
    front = plants.grass(plate.left, plate.right, h * 0.86, plate.bottom + 20, inks.ink("#c29a48"), chance, 240)
    front += plants.flowers(
        plate.left, plate.right, h * 0.86, plate.bottom, [inks.ink("#d8503f"), inks.ink(inks.accent)], chance, 40
    )
    layers.append(Layer("stalks", plate.vector(front, top=h * 0.8), 0.95))
    return Scene(layers, horizon, (h * 0.695, h * 0.775, h * 0.83), (len(layers) - 1,) * 3, world.sun(horizon))


def garden(world: World) -> Scene:
    """Paint a garden: hedges and trees behind a lawn, a curved path, beds of flowers at the sides."""
    from functions.providers.studio.illustrator.buildings import fence

    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.58, plate.h, plate.w
    layers = world.sky(horizon)
    layers.append(
        world.hills(
            "far trees", "#6f9472", 0, 80, 0, 0.45, 0.15, crest=treeline(world, "far", h * 0.60, 110, round_tops=True)
        )
    )
    chance = plate.chance("garden")
    trees = "".join(
        plants.leafy(x, h * 0.69, tall, inks.ink("#5a8f4e", 0.12), inks.ink("#66503c", 0.1), chance)
        for x, tall in ((w * 0.05, 330), (w * 0.2, 260), (w * 0.82, 280), (w * 0.97, 360))
        if world.free(x, 80)
    )
    trees += fence(plate.left, plate.right, h * 0.70, 56, inks.ink("#f2ead9", 0.06))
    layers.append(Layer("trees", plate.vector(trees), 0.35))
    lawn = world.hills("lawn", "#86ad57", h * 0.695, 6, 800, 0.02, 0.5, grain=0.15)
    path = (
        f'<path d="M{w * 0.47:.1f} {h * 0.69:.1f}C{w * 0.62:.1f} {h * 0.76:.1f} {w * 0.3:.1f} {h * 0.85:.1f} {w * 0.28:.1f} '
        f"{plate.bottom:.1f}L{w * 0.72:.1f} {plate.bottom:.1f}C{w * 0.62:.1f} {h * 0.86:.1f} {w * 0.66:.1f} {h * 0.76:.1f} "
        f'{w * 0.51:.1f} {h * 0.69:.1f}Z" fill="{inks.ink("#d9c39a")}"/>'
    )
    layers.append(Layer("lawn", blend(lawn.pixels, plate.vector(path, top=h * 0.68)), 0.5))
    colours = [inks.ink(c) for c in ("#e0567a", "#f2c14e", "#f5efe6", "#b06bc4")] + [inks.ink(inks.accent)]
    beds = ""
    for left, right in ((plate.left, w * 0.22), (w * 0.79, plate.right)):
        beds += "".join(
            plants.bush(x, h * 0.84, 110, inks.ink("#4f8a4a"), chance) for x in np.linspace(left + 30, right - 30, 4)
        )
        beds += plants.flowers(left, right, h * 0.77, h * 0.86, colours, chance, 46)
        beds += plants.grass(left, right, h * 0.84, plate.bottom + 10, inks.ink("#5c9448"), chance, 60)
        beds += plants.flowers(left, right, h * 0.86, plate.bottom, colours, chance, 34)
    layers.append(Layer("beds", plate.vector(beds, top=h * 0.7), 0.8))
    return Scene(layers, horizon, (h * 0.725, h * 0.78, h * 0.83), (len(layers) - 1,) * 3, world.sun(horizon))
