# ruff: noqa: E501 - SVG paths stay on one line.
"""Rooms: a wall with a window onto the hour and the weather, a floor, light, and the furniture of each setting."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from functions.providers.studio.illustrator import furniture, workplaces
from functions.providers.studio.illustrator.buildings import box, skyline
from functions.providers.studio.illustrator.colour import Inks, lighter, mix
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.plate import Plate, grow
from functions.providers.studio.illustrator.water import blend
from functions.providers.studio.illustrator.world import Scene, World


@dataclass(frozen=True)
class Room:
    """Measures of one room in units, and its colours."""

    world: World
    inks: Inks
    floor_y: float
    window: tuple[float, float, float, float]
    """Left, top, right, bottom of the window."""
    chance: np.random.Generator

    @property
    def plate(self) -> Plate:
        """The plate it is painted on."""
        return self.world.plate

    def sides(self, half: float) -> list[float]:
        """Give places (units) along the wall for things `half` wide to each side, clear of subject and window."""
        w = self.plate.w
        left, _, right, _ = self.window
        spots = [share * w for share in (0.10, 0.90, 0.28, 0.72, 0.5)]
        return [x for x in spots if self.world.free(x, half * 0.7) and not (left - half < x < right + half)]


@dataclass(frozen=True)
class _Style:
    wall: str
    floor: str
    boards: bool
    furnish: Callable[[Room], tuple[str, str]]
    """Gives what stands along the wall and what stands before it, as SVG."""
    wide: float = 0.26
    tall: float = 0.40
    panel: str | None = None


def _living(room: Room) -> tuple[str, str]:
    inks, w, y = room.inks, room.plate.w, room.floor_y
    back, front = "", ""
    spots = room.sides(150)
    if spots:
        back += furniture.bookcase(inks, spots[0] - 95, y + 6, 190, 430, room.chance, 0.08)
    for x in spots[1:2]:
        back += furniture.framed(inks, x - 90, y - 390, 180, 130, room.chance)
    seat = w * (0.80 if room.world.clear_at[0] < 0.45 else 0.2)
    front += furniture.sofa(inks, seat, y + 70, min(400.0, w * 0.42), inks.main)
    front += furniture.floor_lamp(inks, w * (0.965 if seat > w / 2 else 0.04), y + 62, 400)
    if w > 900:
        front += furniture.potted(inks, w * (0.06 if seat > w / 2 else 0.94), y + 74, 230, room.chance)
    return back, front


def _kitchen(room: Room) -> tuple[str, str]:
    inks, plate, y = room.inks, room.plate, room.floor_y
    unit = inks.ink(mix("#8fb0a4", inks.main, 0.3))
    top = y - 150
    back = box(plate.left, top + 8, plate.right - plate.left, 162, unit)
    back += box(plate.left, top - 12, plate.right - plate.left, 24, inks.ink("#d9b98c"))
    back += box(plate.left, y - 8, plate.right - plate.left, 14, lighter(unit, -0.16))
    for x in np.arange(plate.left + 6, plate.right, 118):
        back += furniture.rounded(x + 5, top + 22, 104, 128, 6, lighter(unit, 0.035))
        back += box(x + 40, top + 34, 34, 6, inks.ink("#c9a35c"))
    left, _, right, _ = room.window
    for start, end in ((plate.left, left - 60), (right + 60, plate.right)):
        if end - start > 120:
            back += box(start, y - 420, end - start, 14, inks.ink("#9c6f4a"))
            back += _crockery(room, start + 20, end - 20, y - 420)
            back += furniture.rounded(start, y - 590, end - start - 10, 120, 6, lighter(unit, 0.02))
    stove = plate.w * (0.84 if room.world.clear_at[0] < 0.5 else 0.16)
    back += box(stove - 72, top - 16, 144, 24, inks.ink("#33373d")) + furniture.rounded(
        stove - 62, top + 20, 124, 130, 8, inks.ink("#4a5058")
    )
    back += furniture.rounded(stove - 46, top + 48, 92, 58, 6, inks.ink("#20242a"))
    back += furniture.rounded(stove - 34, top - 62, 74, 48, 8, inks.ink("#b5493c")) + box(
        stove - 42, top - 62, 90, 9, inks.ink("#8f3a30")
    )
    front = furniture.pendant(inks, plate.w * 0.3, plate.top, 150, 120, "#c9643f") + furniture.pendant(
        inks, plate.w * 0.7, plate.top, 150, 120, "#c9643f"
    )
    return back, front


def _crockery(room: Room, left: float, right: float, y: float) -> str:
    inks, chance = room.inks, room.chance
    colours = ("#e8dcc6", "#c9643f", "#4f7f86", "#d9a441")
    parts, x = "", left
    while x < right - 40:
        tone = inks.ink(colours[int(chance.integers(4))])
        wide, tall = chance.uniform(26, 44), chance.uniform(30, 62)
        parts += furniture.rounded(x, y - tall, wide, tall, 8, tone) + box(
            x + 4, y - tall * 0.6, wide * 0.16, tall * 0.45, lighter(tone, 0.08)
        )
        x += wide + chance.uniform(8, 40)
    return parts


def _bedroom(room: Room) -> tuple[str, str]:
    inks, w, y = room.inks, room.plate.w, room.floor_y
    right_side = room.world.clear_at[0] + room.world.clear_at[1] < 1.1
    x = w * (0.80 if right_side else 0.2)
    back = furniture.framed(inks, x - 80, y - 360, 160, 120, room.chance)
    front = furniture.bed(inks, x, y + 84, min(560.0, w * 0.6), inks.main)
    front += (
        furniture.floor_lamp(inks, w * (0.5 if w < 900 else (0.98 if right_side else 0.03)), y + 40, 360)
        if w > 900
        else ""
    )
    front += f'<ellipse cx="{w * 0.45:.1f}" cy="{y + 130:.1f}" rx="{w * 0.3:.1f}" ry="44" fill="{inks.ink(inks.accent)}" fill-opacity="0.45"/>'
    return back, front


def _office(room: Room) -> tuple[str, str]:
    inks, w, y = room.inks, room.plate.w, room.floor_y
    back, front = "", ""
    for x in room.sides(120)[:2]:
        back += furniture.bookcase(inks, x - 80, y + 4, 160, 330, room.chance, 0.1)
    desk = w * (0.8 if room.world.clear_at[0] < 0.45 else 0.2)
    front += furniture.table(inks, desk, y + 76, min(420.0, w * 0.45), 150, "#b98a5c")
    front += furniture.rounded(desk - 92, y - 190, 184, 112, 8, inks.ink("#262b33")) + box(
        desk - 84, y - 182, 168, 94, inks.lit(mix("#9fd0e0", inks.main, 0.3))
    )
    front += "".join(
        box(desk - 70, y - 168 + i * 18, 60 + (i * 37) % 80, 7, "#ffffff", ' fill-opacity="0.65"') for i in range(4)
    )
    front += box(desk - 10, y - 80, 20, 10, inks.ink("#262b33")) + furniture.chair(
        inks, desk + 10, y + 120, 190, "#40566b"
    )
    front += furniture.potted(inks, w * (0.03 if desk > w / 2 else 0.96), y + 80, 250, room.chance, "#d8d2c4")
    return back, front


_STYLES: dict[str, _Style] = {
    "room": _Style("#d9c4a3", "#a9774f", True, _living),
    "kitchen": _Style("#ecdfc6", "#c2a487", False, _kitchen, wide=0.24, tall=0.30),
    "bedroom": _Style("#b9b7cf", "#a57f60", True, _bedroom),
    "office": _Style("#cfd6d8", "#9c8c7c", True, _office, wide=0.34, tall=0.46),
    "cafe": _Style("#c08f6a", "#8f6a4d", True, workplaces.cafe, wide=0.34, tall=0.44, panel="#5f4334"),
    "workshop": _Style("#b09a80", "#8a7a6a", True, workplaces.workshop, wide=0.24, tall=0.34),
    "classroom": _Style("#e2d8b8", "#b98d5f", True, workplaces.classroom, wide=0.2, tall=0.42, panel="#a9b8a0"),
    "library": _Style("#a97f58", "#7a5238", True, workplaces.library, wide=0.2, tall=0.52),
}


def interior(world: World, name: str) -> Scene:
    """Paint the room of one indoor setting."""
    style = _STYLES[name]
    plate = world.plate
    inks = Inks(world.inks.palette, world.inks.time, world.inks.weather, indoors=True)
    floor_y = plate.h * 0.70
    centre, half = plate.w * world.sun_across, plate.w * style.wide / 2 * (1.0 if plate.w > 900 else 1.35)
    high = plate.h * 0.16
    window = (centre - half, high, centre + half, high + plate.h * style.tall)
    room = Room(world, inks, floor_y, window, plate.chance("room"))
    layers = [_outside(world, window)]
    layers.append(Layer("wall", _wall(room, style), 0.25))
    back, front = style.furnish(room)
    layers.append(Layer("fittings", blend(plate.vector(_frame(room)), plate.vector(back)), 0.3))
    layers.append(Layer("floor", _floor(room, style), 0.42))
    layers.append(Layer("light", _light(room), 0.44))
    layers.append(Layer("furniture", plate.vector(front), 0.5))
    return Scene(
        layers,
        floor_y,
        (floor_y + 22, plate.h * 0.785, plate.h * 0.83),
        (5, 6, 6),
        world.sun(plate.h * 0.6),
        bench="#a9764c",
    )


def _outside(world: World, window: tuple[float, float, float, float]) -> Layer:
    plate = world.plate
    horizon = window[3] - (window[3] - window[1]) * 0.2
    view = world.sky(horizon)
    pixels = view[0].pixels
    for layer in view[1:]:
        pixels = blend(pixels, layer.pixels)
    city = skyline(
        world.inks,
        window[0] - 60,
        window[2] + 60,
        window[3] + 20,
        (window[3] - window[1]) * 0.42,
        0.45,
        plate.chance("view"),
    )
    return Layer("outside", blend(pixels, plate.vector(city, top=window[1], bottom=window[3] + 20)), 0.0)


def _wall(room: Room, style: _Style) -> np.ndarray:
    plate, inks = room.plate, room.inks
    level = np.full(plate.across, plate.top - 4, np.float32)
    tone = inks.ink(style.wall)
    pixels = plate.ridge(level, lighter(tone, -0.09), lighter(tone, 0.01), depth=(room.floor_y - plate.top) * 0.85)
    left, top, right, bottom = room.window
    x, y = plate.columns[None, ::4], plate.rows[::4, None]
    reach = np.hypot((x - (left + right) / 2) / (plate.w * 0.6), (y - (top + bottom) / 2) / (plate.h * 0.75))
    gain = np.clip(1.10 - 0.28 * reach, 0.7, 1.12)[..., None] * np.ones(3)
    if inks.dark:
        # After dark the lamps light the middle of the room, and its corners sink into blue shade.
        lamp = np.exp(-(((x - plate.w * room.world.focus) / (plate.w * 0.42)) ** 2 + ((y - plate.h * 0.42) / 420) ** 2))
        near, far = np.array((1.16, 1.02, 0.84)), np.array((0.60, 0.62, 0.76))
        gain = far + (near - far) * lamp[..., None]
    wide = grow((gain / 1.3).astype(np.float32), plate.across, plate.down)
    pixels[..., :3] = np.minimum(pixels[..., :3].astype(np.uint16) * wide // 196, 255).astype(np.uint8)
    if style.panel:
        rail = plate.vector(_panelling(room, style.panel), top=room.floor_y - 190, bottom=room.floor_y + 4)
        pixels = blend(pixels, rail).copy()
    rows = slice(max(0, int(plate.py(top))), int(plate.py(bottom)))
    pixels[rows, max(0, int(plate.px(left))) : int(plate.px(right)), 3] = 0
    return pixels


def _panelling(room: Room, colour: str) -> str:
    plate, tone = room.plate, room.inks.ink(colour)
    body = box(plate.left, room.floor_y - 180, plate.right - plate.left, 184, tone)
    body += box(plate.left, room.floor_y - 188, plate.right - plate.left, 12, lighter(tone, 0.07))
    return body + "".join(
        box(x, room.floor_y - 160, 4, 150, lighter(tone, -0.05)) for x in np.arange(plate.left, plate.right, 64)
    )


def _frame(room: Room) -> str:
    inks = room.inks
    left, top, right, bottom = room.window
    wide, tall = right - left, bottom - top
    trim = inks.ink("#f1e7d4")
    body = f'<path d="M{left:.1f} {bottom:.1f}L{left + wide * 0.5:.1f} {top:.1f}h{wide * 0.2:.1f}L{left + wide * 0.2:.1f} {bottom:.1f}Z" fill="#ffffff" fill-opacity="0.08"/>'
    for x in (left, left + wide / 2, right):
        body += box(x - 7, top, 14, tall, trim)
    for y in (top, top + tall * 0.4, bottom):
        body += box(left - 7, y - 7, wide + 14, 14, trim)
    body += box(left - 26, bottom + 4, wide + 52, 16, lighter(trim, -0.03))
    cloth = inks.ink(mix(inks.accent, "#e9d9c0", 0.45))
    for side, edge in ((-1, left), (1, right)):
        outer = edge + side * 62
        body += (
            f'<path d="M{outer:.1f} {top - 34:.1f}H{edge - side * 34:.1f}Q{edge - side * 30:.1f} {top + tall * 0.6:.1f} {edge + side * 14:.1f} '
            f'{bottom + 60:.1f}H{outer:.1f}Z" fill="{cloth}"/>'
        )
        for fold in (18, 40):
            body += f'<path d="M{edge + side * fold:.1f} {top - 30:.1f}V{bottom + 58:.1f}" stroke="{lighter(cloth, -0.06)}" stroke-width="7" fill="none" stroke-opacity="0.7"/>'
    return body + box(left - 84, top - 42, wide + 168, 10, inks.ink("#5f4535"))


def _floor(room: Room, style: _Style) -> np.ndarray:
    plate, inks, y = room.plate, room.inks, room.floor_y
    tone = inks.ink(style.floor)
    level = np.full(plate.across, y, np.float32)
    pixels = plate.ridge(level, lighter(tone, -0.05), lighter(tone, 0.01), depth=plate.bottom - y, grain=0.15)
    seam = lighter(tone, -0.07)
    lines = [
        f"M{plate.w / 2 + i * 74:.1f} {y:.1f}L{plate.w / 2 + i * 150:.1f} {plate.bottom:.1f}" for i in range(-18, 19)
    ]
    if not style.boards:
        lines += [
            f"M{plate.left:.1f} {y + (plate.bottom - y) * (r / 6) ** 1.5:.1f}H{plate.right:.1f}" for r in range(1, 6)
        ]
    else:
        for i in range(-18, 18):
            at = float(room.chance.uniform(0.05, 0.95))
            a, b = (plate.w / 2 + k * (74 + 76 * at) for k in (i, i + 1))
            lines.append(f"M{a:.1f} {y + (plate.bottom - y) * at:.1f}H{b:.1f}")
    body = f'<path d="{"".join(lines)}" fill="none" stroke="{seam}" stroke-width="2.4" stroke-opacity="0.7"/>'
    body += box(
        plate.left, y - 16, plate.right - plate.left, 18, inks.ink("#efe6d6" if style.panel is None else style.panel)
    )
    body += box(plate.left, y + 2, plate.right - plate.left, 5, "#0c0d18", ' fill-opacity="0.18"')
    return blend(pixels, plate.vector(body, top=y - 20))


def _light(room: Room) -> np.ndarray:
    plate, inks = room.plate, room.inks
    if inks.weather in ("rain", "storm", "fog") or inks.time == "dusk":
        strength = 0.06
    else:
        strength = 0.08 if inks.time == "night" else {"day": 0.2, "golden": 0.3, "dawn": 0.24}.get(inks.time, 0.15)
    left, _, right, bottom = room.window
    turn = 1 if room.world.sun_across <= 0.5 else -1
    shift = turn * plate.w * 0.13
    y0, y1 = room.floor_y + 14, plate.bottom - 40
    pool = (
        f"M{left + shift:.1f} {y0:.1f}H{right + shift:.1f}L{right + shift * 2.6:.1f} {y1:.1f}H{left + shift * 2.6:.1f}Z"
    )
    beam = f"M{left:.1f} {bottom:.1f}V{room.window[1]:.1f}H{right:.1f}L{right + shift * 2.6:.1f} {y1:.1f}H{left + shift * 2.6:.1f}Z"
    colour = inks.sun
    return plate.vector(
        f'<path d="{beam}" fill="{colour}" fill-opacity="{strength * 0.3:.3f}"/><path d="{pool}" fill="{colour}" fill-opacity="{strength:.3f}"/>'
    )
