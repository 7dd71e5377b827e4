# ruff: noqa: E501 - SVG paths stay on one line.
"""Settings at the water."""

import numpy as np

from functions.providers.studio.illustrator import plants
from functions.providers.studio.illustrator.buildings import box, house, moored_boat
from functions.providers.studio.illustrator.colour import lighter, mix
from functions.providers.studio.illustrator.nature import peaks, snowy, treeline
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.water import blend, flat_water, foam_edge, swell
from functions.providers.studio.illustrator.world import Scene, World


def sea(world: World) -> Scene:
    """Paint the open sea: calm with a path of light, or swell with foam in a storm."""
    plate, inks = world.plate, world.inks
    horizon, h = plate.h * 0.56, plate.h
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    rough = inks.weather in ("storm", "wind", "rain")
    layers += flat_water(plate, inks, horizon, plate.bottom, sun, calm=0.1 if rough else 0.5)
    height = {"storm": 60.0, "rain": 26.0, "wind": 34.0}.get(inks.weather, 10.0)
    for index, (y, near) in enumerate(((0.66, 0.15), (0.735, 0.35), (0.81, 0.6), (0.925, 1.0))):
        if rough or index > 1:
            layers.append(swell(plate, inks, h * y, height * (0.5 + near), f"swell{index}", near))
    last = len(layers)
    slots = (last - 3, last - 2, last - 1) if rough else (last - 2, last - 2, last - 1)
    return Scene(layers, horizon, (h * 0.66, h * 0.755, h * 0.82), slots, sun, floor="water", water=(h * 0.6, h * 0.84))


def coast(world: World) -> Scene:
    """Paint a rocky coast: headlands in the haze, surf, a grassy cliff to stand on."""
    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.55, plate.h, plate.w
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    flip = world.clear_at[0] + world.clear_at[1] < 0.9
    for index, (reach, height, far) in enumerate(((0.62, 120, 0.58), (0.38, 190, 0.36))):
        side = np.clip((plate.columns / w if flip else 1 - plate.columns / w), -0.1, 1.1)
        land = np.clip((side - (1 - reach)) / (reach * 0.55), 0, 1) ** 0.7 * np.float32(height)
        crest = np.float32(horizon + 6 + index * 8) - land + plate.wave(f"head{index}", 12, 150, 4, 0.6) * (land > 0)
        layers.append(
            world.hills(
                f"headland{index}", "#6f7f63", 0, height, 0, far, 0.12 + 0.06 * index, crest=crest.astype(np.float32)
            )
        )
    calm = 0.1 if inks.weather in ("storm", "wind") else 0.4
    layers += flat_water(plate, inks, horizon + 8, plate.bottom, sun, calm=calm)
    if inks.weather in ("storm", "wind", "rain"):
        layers.append(swell(plate, inks, h * 0.68, 34, "surf", 0.3))
    else:
        line = plate.wave("surf", 8, 260) + np.float32(h * 0.70)
        layers.append(
            Layer("surf", plate.vector(foam_edge(plate, inks, line, "surf"), top=h * 0.64, bottom=h * 0.74), 0.4)
        )
    chance = plate.chance("rocks")
    stones = "".join(
        plants.rock(x, h * 0.745 + 14, chance.uniform(70, 160), inks.ink("#5b5a5c", 0.06), chance)
        for x in np.linspace(plate.left, plate.right, 12) + chance.uniform(-30, 30, 12)
    )
    layers.append(Layer("rocks", plate.vector(stones, top=h * 0.6, bottom=h * 0.8), 0.5))
    cliff = plate.wave("cliff", 14, 520) + np.float32(h * 0.745)
    layers.append(world.hills("cliff", "#7d9356", 0, 40, 0, 0.02, 0.6, crest=cliff, grain=0.25))
    tufts = plants.grass(plate.left, plate.right, h * 0.78, plate.bottom + 10, inks.ink("#6f8a48"), chance, 230)
    layers.append(Layer("tufts", plate.vector(tufts, top=h * 0.72), 0.9))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.755, h * 0.785, h * 0.825), (top - 1,) * 3, sun, water=(h * 0.6, h * 0.69))


def harbour(world: World) -> Scene:
    """Paint a harbour town across the water, moored boats, and a quay to stand on."""
    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.53, plate.h, plate.w
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    layers.append(world.hills("hill", "#7b8f83", h * 0.47, 42, 520, 0.5, 0.1))
    chance = plate.chance("town")
    town, x = "", plate.left
    while x < plate.right + 40:
        wide = chance.uniform(58, 96)
        town += house(inks, x, h * 0.555, wide, chance.uniform(90, 165), 0.24, chance)
        x += wide * 0.97
    town += box(plate.left, h * 0.553, plate.right - plate.left, 18, inks.ink("#7d7268", 0.2))
    layers.append(Layer("town", plate.vector(town, top=h * 0.3, bottom=h * 0.58), 0.2))
    layers += flat_water(plate, inks, h * 0.57, plate.bottom, sun, calm=0.75, colour="#3b7f8f")
    boats = ""
    for index, place in enumerate((0.1, 0.24, 0.78, 0.93)):
        if world.free(w * place, 90):
            boats += moored_boat(
                inks, w * place, h * (0.635 + 0.03 * (index % 2)), chance.uniform(110, 170), 0.08, chance
            )
    layers.append(Layer("boats", plate.vector(boats, top=h * 0.3, bottom=h * 0.72), 0.4))
    level = np.full(plate.across, h * 0.745, np.float32)
    quay = plate.ridge(level, inks.ink("#b3a18a"), inks.ink("#84745f"), depth=h * 0.25, grain=0.2)
    edge = box(plate.left, h * 0.745, plate.right - plate.left, 12, inks.ink("#cdbda4"))
    edge += box(plate.left, h * 0.745 - 14, plate.right - plate.left, 14, inks.ink("#6e6255"))
    for index in range(-14, 15):
        x0, x1 = w / 2 + index * 120, w / 2 + index * 210
        edge += f'<path d="M{x0:.1f} {h * 0.757:.1f}L{x1:.1f} {plate.bottom:.1f}" stroke="{inks.ink("#6f6152")}" stroke-width="2.5" fill="none" stroke-opacity="0.5"/>'
    for row in (0.79, 0.84, 0.91, 1.0):
        edge += box(plate.left, h * row, plate.right - plate.left, 2.5, inks.ink("#6f6152"), ' fill-opacity="0.45"')
    for place in (0.06, 0.36, 0.66, 0.95):
        if world.free(w * place, 20):
            edge += box(w * place - 13, h * 0.715, 26, 40, inks.ink("#3c3b3f")) + box(
                w * place - 19, h * 0.707, 38, 13, inks.ink("#4c4b50")
            )
    layers.append(Layer("quay", blend(quay, plate.vector(edge, top=h * 0.69)), 0.7))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.765, h * 0.79, h * 0.825), (top,) * 3, sun, water=(h * 0.6, h * 0.70))


def beach(world: World) -> Scene:
    """Paint a beach: sea, surf, wet and dry sand, palms at the side."""
    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.52, plate.h, plate.w
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    layers.append(world.hills("island", "#6b8f86", 0, 60, 0, 0.55, 0.1, crest=_island(world, horizon)))
    layers += flat_water(plate, inks, horizon, plate.bottom, sun, calm=0.45, colour="#2f9fae")
    shore = plate.wave("shore", 12, 420, 3) + np.float32(h * 0.685)
    wet = plate.ridge(shore, mix(inks.ink("#cda878"), inks.sky[2], 0.25), inks.ink("#d2ad7c"), depth=60)
    edge = plate.vector(foam_edge(plate, inks, shore, "shore"), top=h * 0.62, bottom=h * 0.75)
    layers.append(Layer("surf", blend(wet, edge), 0.42))
    dry = plate.wave("dry", 10, 600, 3) + np.float32(h * 0.745)
    layers.append(world.hills("sand", "#ecd0a0", 0, 60, 0, 0.0, 0.55, crest=dry, grain=0.3))
    chance = plate.chance("palms")
    body = ""
    for place, tall in ((0.04, 520), (0.14, 400), (0.95, 470)):
        if world.free(w * place, 60) and (place != 0.14 or w > 900):
            body += plants.palm(w * place, h * 0.83, tall, inks.ink("#3f8a58"), inks.ink("#8a6a4a"), chance)
    body += "".join(
        plants.bush(x, h * 0.85, 120, inks.ink("#5a9455"), chance)
        for x in (w * 0.0, w * 0.1, w * 0.99)
        if world.free(x, 50)
    )
    layers.append(Layer("palms", plate.vector(body), 0.75))
    top = len(layers)
    return Scene(
        layers,
        horizon,
        (h * 0.755, h * 0.79, h * 0.83),
        (top - 1,) * 3,
        sun,
        water=(h * 0.56, h * 0.66),
        bench="#c9a274",
    )


def _island(world: World, y: float) -> np.ndarray:
    x = world.plate.columns / world.plate.w
    place = 0.8 if world.sun_across < 0.5 else 0.2
    lump = np.clip(1 - np.abs(x - place) / 0.2, 0, 1)
    rough = world.plate.wave("island", 12, 90)
    return np.asarray(y + 2 - lump**0.7 * 60 - lump * rough, np.float32)


def lake(world: World) -> Scene:
    """Paint a mountain lake with the ranges mirrored in it and a near shore."""
    plate, inks = world.plate, world.inks
    horizon, h = plate.h * 0.55, plate.h
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    crest = peaks(world, "range", horizon + 4, 310, 400)
    layers.append(Layer("range", snowy(world, "range", crest, 0.42, "#66748c", 80), 0.1))
    wood = treeline(world, "wood", horizon + 4, 70)
    layers.append(world.hills("wood", "#3d6650", 0, 40, 0, 0.26, 0.2, crest=wood))
    mirror = _mirror(world, layers, horizon + 6)
    water = flat_water(plate, inks, horizon + 4, plate.bottom, sun, calm=0.9, colour="#3f8296")
    layers += [water[0], Layer("mirror", mirror, 0.23), water[1]]
    chance = plate.chance("shore")
    bank = plate.wave("bank", 16, 480) + np.float32(h * 0.775)
    layers.append(world.hills("bank", "#7b9457", 0, 40, 0, 0.0, 0.6, crest=bank, grain=0.25))
    body = "".join(
        plants.fronds(x, h * 0.80, chance.uniform(70, 130), inks.ink("#6c8a45"), chance)
        for x in chance.uniform(plate.left, plate.right, 9)
        if world.free(x, 20)
    )
    body += "".join(
        plants.rock(x, h * 0.80, chance.uniform(40, 100), inks.ink("#74777a"), chance)
        for x in chance.uniform(plate.left, plate.right, 5)
        if world.free(x, 50)
    )
    body += plants.grass(plate.left, plate.right, h * 0.81, plate.bottom, inks.ink("#6d8c46"), chance, 160)
    layers.append(Layer("reeds", plate.vector(body, top=h * 0.6), 0.8))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.79, h * 0.80, h * 0.83), (top,) * 3, sun, water=(h * 0.6, h * 0.75))


def _mirror(world: World, layers: list[Layer], y: float) -> np.ndarray:
    plate = world.plate
    line = int(plate.py(y))
    pixels = plate.empty()
    span = min(plate.down - line, line)
    shift = (plate.wave("shimmer", 3.0, 30, 2) * plate.scale).astype(int)
    for layer in layers[-2:]:
        flipped = layer.pixels[line - span : line][::-1]
        rows = [
            np.roll(row, int(shift[(index * 7) % len(shift)] * min(1.0, index / 40)), 0)
            for index, row in enumerate(flipped)
        ]
        part = np.stack(rows)
        some = plate.empty()
        some[line : line + span] = part
        fade = np.linspace(0.62, 0.1, span, dtype=np.float32)[:, None]
        some[line : line + span, :, 3] = (part[..., 3] * fade).astype(np.uint8)
        pixels = blend(pixels, some)
    return pixels


def river(world: World) -> Scene:
    """Paint a river winding through meadows under hills."""
    plate, inks = world.plate, world.inks
    horizon, h, w = plate.h * 0.55, plate.h, plate.w
    sun = world.sun(horizon)
    layers = world.sky(horizon)
    layers.append(world.hills("far hills", "#7894a0", h * 0.52, 46, 480, 0.6, 0.1))
    layers.append(world.hills("hills", "#6f9068", h * 0.555, 34, 420, 0.36, 0.18))
    layers.append(
        world.hills(
            "wood", "#4c7a54", 0, 60, 0, 0.22, 0.26, crest=treeline(world, "wood", h * 0.60, 62, round_tops=True)
        )
    )
    layers += flat_water(plate, inks, h * 0.60, plate.bottom, sun, calm=0.7, colour="#3f87a0")
    side = 1 if world.clear_at[0] + world.clear_at[1] < 1.1 else -1
    banks = ""
    green, shade = inks.ink("#86a55a"), inks.ink("#5f7f45")
    far = f"M{w / 2 - side * w:.1f} {h * 0.595:.1f}L{w / 2 + side * w * 0.26:.1f} {h * 0.595:.1f}C{w / 2 + side * w * 0.1:.1f} {h * 0.64:.1f} {w / 2 + side * w * 0.02:.1f} {h * 0.64:.1f} {w / 2 - side * w * 0.7:.1f} {h * 0.70:.1f}Z"
    other = f"M{w / 2 + side * w:.1f} {h * 0.60:.1f}L{w / 2 + side * w * 0.34:.1f} {h * 0.60:.1f}C{w / 2 + side * w * 0.2:.1f} {h * 0.66:.1f} {w / 2 + side * w * 0.62:.1f} {h * 0.72:.1f} {w / 2 + side * w:.1f} {h * 0.80:.1f}Z"
    for path in (far, other):
        banks += f'<path d="{path}" fill="{shade}" transform="translate(0 7)"/><path d="{path}" fill="{green}"/>'
    layers.append(Layer("banks", plate.vector(banks, top=h * 0.55), 0.35))
    chance = plate.chance("banks")
    near = plate.wave("near bank", 10, 500) + np.float32(h * 0.765)
    layers.append(world.hills("near bank", "#8cab5b", 0, 40, 0, 0.0, 0.6, crest=near, grain=0.25))
    body = "".join(
        plants.fronds(x, h * 0.785, chance.uniform(60, 110), inks.ink("#6c8a45"), chance)
        for x in chance.uniform(plate.left, plate.right, 10)
        if world.free(x, 20)
    )
    for place in (0.05, 0.94):
        if world.free(w * place, 80):
            body += plants.leafy(w * place, h * 0.81, 400, inks.ink("#5c8a47"), inks.ink("#5f4a38"), chance)
    body += plants.grass(plate.left, plate.right, h * 0.80, plate.bottom, lighter(green, -0.05), chance, 170)
    layers.append(Layer("reeds", plate.vector(body), 0.8))
    top = len(layers)
    return Scene(layers, horizon, (h * 0.785, h * 0.80, h * 0.83), (top,) * 3, sun, water=(h * 0.62, h * 0.74))
