# ruff: noqa: E501, PLR0917 - SVG paths stay on one line, and drawing verbs take place, size and colour in order.
"""Skies: graded air, sun or moon, stars, aurora and clouds."""

import math
from dataclasses import dataclass

import numpy as np

from functions.providers.studio.illustrator.colour import Inks, lighter, mix, rgb
from functions.providers.studio.illustrator.picture import Layer, Pixels
from functions.providers.studio.illustrator.plate import Field, Plate, grow
from schemas.shot import TimeOfDay

SHRINK = 4
"""Skies are soft, so they are painted this many times smaller."""

_SUN_HEIGHT: dict[TimeOfDay, float] = {"dawn": 0.84, "day": 0.30, "golden": 0.70, "dusk": 0.93, "night": 0.38}
"""Height of the sun or moon as a share of the way from the frame's top down to the horizon."""


@dataclass(frozen=True)
class Sun:
    """Where the light comes from, in units, and whether its disc is seen."""

    x: float
    y: float
    radius: float
    seen: bool


def place_sun(plate: Plate, inks: Inks, horizon: float, across: float) -> Sun:
    """Place the sun or moon; `across` is its share of the frame's width."""
    seen = inks.weather in ("clear", "wind", "cloudy", "snow")
    radius = {"dawn": 44.0, "day": 36.0, "golden": 54.0, "dusk": 66.0, "night": 40.0}[inks.time]
    return Sun(plate.w * across, horizon * _SUN_HEIGHT[inks.time], radius, seen)


def paint_sky(plate: Plate, inks: Inks, horizon: float, sun: Sun, *, aurora: bool = False) -> list[Layer]:
    """Paint the sky down to the horizon (units) and below it in the colour of haze; clouds are a layer of their own."""
    pixels = np.empty((plate.down, plate.across, 4), np.uint8)
    pixels[..., :3] = grow(_air(plate, inks, horizon, sun, aurora), plate.across, plate.down)
    pixels[..., 3] = 255
    if inks.time == "night" and inks.weather in ("clear", "wind", "cloudy", "snow"):
        _scatter_stars(plate, pixels, horizon, 1.0 if inks.weather == "clear" else 0.4)
    elif inks.time == "dusk" and inks.weather in ("clear", "wind"):
        _scatter_stars(plate, pixels, horizon * 0.55, 0.3)
    if sun.seen:
        _disc(plate, inks, pixels, sun)
    layers = [Layer("sky", pixels, 0.0)]
    clouds = paint_clouds(plate, inks, horizon, sun)
    if clouds is not None:
        speed = 0.02 if inks.weather in ("wind", "storm") else 0.006
        layers.append(Layer("clouds", clouds, 0.04, drift=(speed, 0.0)))
    return layers


def _grid(plate: Plate) -> tuple[Field, Field]:
    wide, tall = plate.across // SHRINK, plate.down // SHRINK
    x = (np.arange(wide, dtype=np.float32) + 0.5) * SHRINK / plate.scale + plate.left
    y = (np.arange(tall, dtype=np.float32) + 0.5) * SHRINK / plate.scale + plate.top
    return x[None, :], y[:, None]


def _air(plate: Plate, inks: Inks, horizon: float, sun: Sun, aurora: bool) -> Field:
    x, y = _grid(plate)
    top, middle, low = (np.array(rgb(colour), np.float32) for colour in inks.sky)
    share = np.clip((y - plate.top) / (horizon - plate.top), 0, 1)[..., None]
    upper, lower = np.clip(share / 0.6, 0, 1), np.clip((share - 0.6) / 0.4, 0, 1)
    air = top + (middle - top) * upper + (low - middle) * lower**1.2
    air = np.broadcast_to(air, (y.shape[0], x.shape[1], 3)).copy()
    away = np.hypot(x - sun.x, (y - sun.y) * 1.15)
    force = {"clear": 1.0, "wind": 0.9, "cloudy": 0.7, "snow": 0.6, "fog": 0.75, "rain": 0.35, "storm": 0.35}[
        inks.weather
    ] * (0.5 if inks.time == "night" else 0.8)
    glow = (np.exp(-away / 70) * 0.45 + np.exp(-away / 260) * 0.5)[..., None] * np.float32(force)
    air += (np.array(rgb(inks.sun), np.float32) - air) * np.clip(glow, 0, 0.9)
    if aurora:
        air += _aurora(plate, inks, x, y, horizon)
    return air


def _aurora(plate: Plate, inks: Inks, x: Field, y: Field, horizon: float) -> Field:
    colour = np.array(rgb(inks.pull("#4fe3a4", 0.25)), np.float32)
    violet = np.array(rgb("#8a5fd6"), np.float32)
    light = np.zeros((y.shape[0], x.shape[1], 3), np.float32)
    for index in range(3):
        hem = plate.wave(f"aurora{index}", 60, 620, 3)[::SHRINK][: x.shape[1]] + horizon * (0.36 + 0.17 * index)
        folds = plate.wave(f"folds{index}", 1, 46, 3)[::SHRINK][: x.shape[1]]
        rise = hem[None, :] - y
        curtain = np.where(rise > 0, np.exp(-np.maximum(rise, 0) / 150), np.exp(np.minimum(rise, 0) / 14))
        curtain *= np.clip(0.55 + 0.6 * folds, 0.08, 1.2)[None, :]
        blend = np.clip(rise / 240, 0, 1)[..., None]
        light += (colour * (1 - blend) + violet * blend) * curtain[..., None] * np.float32(0.42)
    return light


def _scatter_stars(plate: Plate, pixels: Pixels, lowest: float, amount: float) -> None:
    chance = plate.chance("stars")
    count = int(420 * amount * plate.w / 1000)
    dot = max(1, round(plate.scale * 1.1))
    for _ in range(count):
        x = int(chance.integers(0, plate.across - 2 * dot))
        y = int(chance.random() ** 1.25 * max(1.0, plate.py(lowest) - 2 * dot))
        size = dot * 2 if chance.random() < 0.07 else dot
        light = chance.uniform(0.25, 0.95) * (1 - 0.75 * y / plate.py(lowest))
        spot = pixels[y : y + size, x : x + size, :3]
        spot[:] = (spot + (255 - spot) * light).astype(np.uint8)


def _disc(plate: Plate, inks: Inks, pixels: Pixels, sun: Sun) -> None:
    reach = sun.radius + 6
    x0, x1 = (max(0, min(plate.across, int(plate.px(sun.x + side * reach)))) for side in (-1, 1))
    y0, y1 = (max(0, min(plate.down, int(plate.py(sun.y + side * reach)))) for side in (-1, 1))
    x, y = plate.columns[None, x0:x1], plate.rows[y0:y1, None]
    cover = np.clip((sun.radius - np.hypot(x - sun.x, y - sun.y)) * plate.scale * 0.7 + 0.5, 0, 1)
    colour = np.array(rgb(inks.sun), np.float32) * 255
    if inks.time == "night":
        seas = np.zeros_like(cover)
        for dx, dy, size in ((-0.3, -0.25, 0.34), (0.25, 0.1, 0.4), (-0.1, 0.5, 0.24), (0.42, -0.42, 0.18)):
            away = np.hypot(x - sun.x - dx * sun.radius, y - sun.y - dy * sun.radius) / (size * sun.radius)
            seas = np.maximum(seas, np.clip((1 - away) * 5, 0, 1) * 0.13)
        shade = (1 - seas)[..., None] * colour
    else:
        shade = np.broadcast_to(colour, (*cover.shape, 3))
    window = pixels[y0:y1, x0:x1, :3]
    strength = 0.55 if inks.weather in ("cloudy", "snow") else 1.0
    window[:] = (window + (shade - window) * (cover * strength)[..., None]).astype(np.uint8)


def paint_clouds(plate: Plate, inks: Inks, horizon: float, sun: Sun) -> Pixels | None:
    """Paint the clouds of this weather, seamless from right to left; None when the sky is left clean."""
    if inks.weather in ("clear", "wind"):
        if inks.time == "night":
            return None
        return _drawn_clouds(plate, inks, horizon)
    return _soft_clouds(plate, inks, horizon, sun)


def _soft_clouds(plate: Plate, inks: Inks, horizon: float, sun: Sun) -> Pixels:
    _, y = _grid(plate)
    field = plate.noise("clouds", 420, 120, 5, SHRINK)
    cover = {"cloudy": 0.02, "snow": 0.1, "rain": -0.3, "storm": -0.42, "fog": 0.15}[inks.weather]
    body = np.clip((field - cover) / 0.55, 0, 1)
    away = 10
    shifted = np.roll(field, (away // 2, away if sun.x < plate.w / 2 else -away), (0, 1))
    light = np.clip(0.5 + (field - shifted) * 0.9, 0, 1)[..., None]
    top, middle, low = inks.sky
    drama = 0.16 if inks.weather == "storm" else 0.1
    shade = np.array(rgb(lighter(mix(top, middle, 0.5), -drama)), np.float32)
    bright = np.array(rgb(lighter(mix(low, inks.sun, 0.45), 0.0 if inks.dark else 0.05)), np.float32)
    if inks.weather in ("storm", "rain"):
        bright = bright * 0.6 + shade * 0.4
    fade = np.clip((horizon - y) / (0.25 * horizon), 0, 1)
    small = np.empty((*field.shape, 4), np.float32)
    small[..., :3] = shade + (bright - shade) * light
    small[..., 3] = body * (0.12 + 0.88 * fade) * (0.5 if inks.weather == "fog" else 0.88)
    return grow(small, plate.across, plate.down).copy()


def _drawn_clouds(plate: Plate, inks: Inks, horizon: float) -> Pixels:
    chance = plate.chance("drawn clouds")
    _, middle, low = inks.sky
    period = plate.right - plate.left
    body: list[str] = []
    puffs = inks.time == "day"
    colour = lighter(mix(low, "#ffffff", 0.75 if puffs else 0.25), 0.03)
    shade = mix(colour, middle, 0.35)
    count = round((4.5 if puffs else 6) * max(1.0, plate.w / 1200))
    for index in range(count):
        y = horizon * (0.14 + 0.68 * (index + chance.random()) / count)
        near = 1.2 - 0.8 * y / horizon
        x = plate.left + period * ((index * 0.618 + chance.random() * 0.2) % 1)
        for shift in (-period, 0.0, period):
            if puffs and inks.weather == "clear":
                body.append(_puff(plate, f"puff{index}", x + shift, y, 210 * near, colour, shade))
            else:
                body.append(_streak(plate, f"streak{index}", x + shift, y, 420 * near, colour))
    return plate.vector("".join(body), bottom=horizon)


def _puff(plate: Plate, name: str, x: float, y: float, wide: float, colour: str, shade: str) -> str:
    chance = plate.chance(name)
    parts = []
    lobes = 6
    for index in range(lobes):
        along = index / (lobes - 1)
        size = wide * (0.13 + 0.15 * math.sin(math.pi * along) ** 1.3) * chance.uniform(0.8, 1.2)
        parts.append((x + (along - 0.5) * wide, y - size * 0.55, size))
    clip = f'<clipPath id="{name}{int(x)}"><rect x="{x - wide:.0f}" y="{y - wide:.0f}" width="{2 * wide:.0f}" height="{wide:.0f}"/></clipPath>'
    circles = "".join(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{r:.1f}" fill="{shade}"/>' for cx, cy, r in parts)
    lights = "".join(
        f'<circle cx="{cx - r * 0.12:.1f}" cy="{cy - r * 0.16:.1f}" r="{r * 0.86:.1f}" fill="{colour}"/>'
        for cx, cy, r in parts
    )
    return f'{clip}<g clip-path="url(#{name}{int(x)})" opacity="0.92">{circles}{lights}</g>'


def _streak(plate: Plate, name: str, x: float, y: float, wide: float, colour: str) -> str:
    chance = plate.chance(name)
    parts = []
    for row in range(4):
        long = wide * chance.uniform(0.6, 1.25) * (1 - 0.16 * row)
        thick = wide * 0.036 * chance.uniform(0.6, 1.3)
        cx, cy = x + wide * chance.uniform(-0.4, 0.4), y + row * wide * 0.034
        bow = long * chance.uniform(0.1, 0.3)
        parts.append(
            f'<path d="M{cx - long / 2:.1f} {cy:.1f}C{cx - bow:.1f} {cy - thick * 1.5:.1f} {cx + bow * 0.6:.1f} {cy - thick:.1f} '
            f"{cx + long / 2:.1f} {cy:.1f}C{cx + bow:.1f} {cy + thick * 0.5:.1f} {cx - bow:.1f} {cy + thick * 0.6:.1f} "
            f'{cx - long / 2:.1f} {cy:.1f}Z" fill="{colour}" fill-opacity="{0.6 - 0.11 * row:.2f}"/>'
        )
    return "".join(parts)
