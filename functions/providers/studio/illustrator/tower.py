# ruff: noqa: E501 - SVG paths stay on one line.
"""Inside a round tower: a spiral stair that winds up past a window."""

import numpy as np

from functions.providers.studio.illustrator.buildings import box
from functions.providers.studio.illustrator.colour import Inks, lighter
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.sky import Sun
from functions.providers.studio.illustrator.water import blend
from functions.providers.studio.illustrator.world import Scene, World


def spiral_stair(world: World) -> Scene:
    """Paint the inside of a round tower: stone wall, a slit window with the hour's light, steps winding up."""
    plate = world.plate
    inks = Inks(world.inks.palette, world.inks.time, world.inks.weather, indoors=True)
    w, h = plate.w, plate.h
    layers = [world.sky(h * 0.5)[0]]
    stone = inks.ink("#a8927c")
    wall = plate.ridge(
        np.full(plate.across, plate.top - 4, np.float32), lighter(stone, -0.10), lighter(stone, -0.02), depth=plate.h
    )
    x = plate.columns
    curve = (1.04 - 0.5 * np.abs((x - w * world.sun_across) / w) ** 1.3).astype(np.float32)
    wall[..., :3] = np.clip(wall[..., :3] * curve[None, :, None], 0, 255).astype(np.uint8)
    chance = plate.chance("stones")
    lines = ""
    for row in range(int((plate.bottom - plate.top) / 62) + 1):
        y = plate.top + row * 62
        lines += f"M{plate.left:.1f} {y:.1f}H{plate.right:.1f}"
        lines += "".join(
            f"M{at:.1f} {y:.1f}v62"
            for at in np.arange(plate.left + (row % 2) * 60 + chance.uniform(0, 20), plate.right, 122)
        )
    wall = blend(
        wall,
        plate.vector(
            f'<path d="{lines}" fill="none" stroke="{lighter(stone, -0.2)}" stroke-width="3" stroke-opacity="0.4"/>'
        ),
    ).copy()
    at = w * world.sun_across
    slit = plate.vector(
        f'<path d="M{at - 62:.1f} {h * 0.42:.1f}V{h * 0.2:.1f}Q{at:.1f} {h * 0.08:.1f} {at + 62:.1f} {h * 0.2:.1f}V{h * 0.42:.1f}Z" fill="#fff"/>'
    )
    wall[..., 3] = 255 - slit[..., 3]
    layers.append(Layer("tower wall", wall, 0.2))
    trim = f'<path d="M{at - 70:.1f} {h * 0.425:.1f}V{h * 0.2:.1f}Q{at:.1f} {h * 0.07:.1f} {at + 70:.1f} {h * 0.2:.1f}V{h * 0.425:.1f}Z" fill="none" stroke="{lighter(stone, 0.08)}" stroke-width="18"/>'
    trim += box(at - 86, h * 0.42, 172, 16, lighter(stone, 0.1)) + box(
        at - 3, h * 0.12, 6, h * 0.3, inks.ink("#3d3a3c")
    )
    side = 1 if world.sun_across <= 0.5 else -1
    back, front = _steps(world, stone, side)
    post_x, post = w * 0.5 + side * w * 0.2, min(120.0, w * 0.12)
    post_svg = box(post_x - post / 2, plate.top, post, plate.bottom - plate.top, lighter(stone, -0.04))
    post_svg += box(post_x - post / 2, plate.top, post * 0.28, plate.bottom - plate.top, lighter(stone, 0.06)) + box(
        post_x + post * 0.2, plate.top, post * 0.3, plate.bottom - plate.top, lighter(stone, -0.12)
    )
    layers.append(Layer("upper flight", plate.vector(trim + back + post_svg), 0.35))
    beam = f'<path d="M{at - 60:.1f} {h * 0.2:.1f}H{at + 60:.1f}L{at + side * w * 0.42 + 140:.1f} {plate.bottom:.1f}H{at + side * w * 0.42 - 200:.1f}Z" fill="{inks.sun}" fill-opacity="0.10"/>'
    layers.append(Layer("flight", plate.vector(front + beam), 0.6))
    return Scene(layers, h * 0.7, (h * 0.79,) * 3, (4, 4, 4), Sun(at, h * 0.25, 40, False))


def _steps(world: World, stone: str, side: int) -> tuple[str, str]:
    plate = world.plate
    w, h = plate.w, plate.h
    foot = w * world.focus
    run, rise = 92.0, 34.0
    back = ""
    for index in range(-12, 14):
        x = w / 2 + side * w * 0.2 - side * index * run * 0.62
        y = h * 0.36 - (index + 3) * rise * 0.8
        back += box(x - 32, y, 64, rise * 1.9, lighter(stone, -0.17)) + box(
            x - 36, y - 8, 72, 12, lighter(stone, -0.07)
        )
    front = ""
    for index in range(-14, 15):
        x, y = foot + side * index * run, h * 0.79 - index * rise
        left = x - run / 2
        front += box(left, y + 10, run + 1, plate.bottom - y, lighter(stone, -0.13 - 0.004 * (index % 2)))
        front += box(left, y + 12, run + 1, rise - 2, lighter(stone, -0.05)) + box(
            left - 7, y, run + 14, 13, lighter(stone, 0.08)
        )
    return back, front
