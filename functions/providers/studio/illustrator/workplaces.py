# ruff: noqa: E501 - SVG paths stay on one line.
"""Furnishing of rooms where people work, learn or meet: each gives what stands along the wall, and before it (SVG)."""

from typing import TYPE_CHECKING

import numpy as np

from functions.providers.studio.illustrator import furniture
from functions.providers.studio.illustrator.buildings import box, halo
from functions.providers.studio.illustrator.colour import lighter, mix

if TYPE_CHECKING:
    from functions.providers.studio.illustrator.indoors import Room


def cafe(room: "Room") -> tuple[str, str]:
    """Furnish a café: shelves of cups, a board, hanging lamps, a counter, a small table."""
    inks, plate, y = room.inks, room.plate, room.floor_y
    w = plate.w
    back = ""
    for x in room.sides(130)[:2]:
        back += box(x - 110, y - 330, 220, 12, inks.ink("#6a4630")) + box(
            x - 110, y - 430, 220, 12, inks.ink("#6a4630")
        )
        for shelf in (330, 430):
            for index in range(5):
                tone = inks.ink(("#efe6d4", "#c9643f", "#4f7f86", "#e0b35c")[int(room.chance.integers(4))])
                back += furniture.rounded(x - 96 + index * 42, y - shelf - 36, 30, 36, 7, tone)
    board = (
        w * 0.5
        if not (room.window[0] - 150 < w * 0.5 < room.window[2] + 150)
        else w * (0.86 if room.world.sun_across < 0.5 else 0.14)
    )
    back += furniture.rounded(board - 105, y - 610, 210, 150, 8, inks.ink("#2d3330"))
    back += "".join(
        box(board - 80, y - 585 + i * 27, 70 + (i * 53) % 80, 7, inks.ink("#e8e2d0"), ' fill-opacity="0.8"')
        for i in range(4)
    )
    side = 0.83 if room.world.clear_at[0] < 0.45 else 0.17
    counter = inks.ink("#7a4f38")
    front = box(w * side - 230, y - 130, 460, 210, counter) + box(w * side - 246, y - 148, 492, 24, inks.ink("#d9b88c"))
    front += "".join(box(w * side - 214 + i * 74, y - 110, 58, 172, lighter(counter, -0.045)) for i in range(6))
    front += furniture.rounded(w * side - 150, y - 258, 150, 112, 10, inks.ink("#b9bcc0")) + box(
        w * side - 130, y - 206, 110, 34, inks.ink("#2f3236")
    )
    front += furniture.rounded(w * side + 60, y - 208, 110, 62, 12, inks.ink("#e9e2d2")) + furniture.rounded(
        w * side + 76, y - 184, 78, 30, 10, inks.ink("#d59a55")
    )
    for place in (0.2, 0.5, 0.8):
        front += furniture.pendant(inks, w * place, plate.top, 120 + 30 * (place == 0.5), 110, "#2f3a3a")
    return back, front


def workshop(room: "Room") -> tuple[str, str]:
    """Furnish a workshop: a board of tools, shelves with tins, a bench with a vice, a lamp."""
    inks, plate, y = room.inks, room.plate, room.floor_y
    w = plate.w
    left, _, right, _ = room.window
    back = ""
    start, end = (right + 70, plate.right - 40) if room.world.sun_across < 0.5 else (plate.left + 40, left - 70)
    back += box(start, y - 500, end - start, 250, inks.ink("#8d6a48"))
    back += "".join(
        f'<circle cx="{x:.1f}" cy="{v:.1f}" r="2.4" fill="{inks.ink("#6a4d33")}"/>'
        for x in np.arange(start + 20, end, 44)
        for v in np.arange(y - 480, y - 250, 44)
    )
    for index, x in enumerate(np.arange(start + 44, end - 30, 74)):
        back += _tool(room, index % 5, float(x), y - 470)
    for start2, end2 in ((plate.left, left - 60), (right + 70, plate.right)):
        if end2 - start2 > 140 and start2 != start:
            for level in (300, 410, 520):
                back += box(start2, y - level, end2 - start2, 12, inks.ink("#6f5138"))
                for x in np.arange(start2 + 10, end2 - 40, 58):
                    tone = inks.ink(
                        ("#a8503e", "#4f7f86", "#c9a34f", "#7d8288", "#5d7550")[int(room.chance.integers(5))]
                    )
                    back += furniture.rounded(float(x), y - level - 46, 42, 46, 5, tone) + box(
                        float(x), y - level - 34, 42, 12, lighter(tone, 0.1)
                    )
    wood = inks.ink("#8f6540")
    back += box(plate.left, y - 132, plate.right - plate.left, 30, lighter(wood, 0.05)) + box(
        plate.left, y - 102, plate.right - plate.left, 16, lighter(wood, -0.07)
    )
    back += "".join(box(x, y - 90, 26, 94, lighter(wood, -0.1)) for x in np.arange(plate.left + 30, plate.right, 250))
    back += "".join(
        furniture.rounded(x, y - 62, 150, 62, 6, inks.ink("#6e7a80")) for x in (plate.left + 90, w * 0.62, w * 0.86)
    )
    vice = w * (0.84 if room.world.clear_at[0] < 0.45 else 0.16)
    back += furniture.rounded(vice - 44, y - 190, 88, 40, 8, inks.ink("#46606f")) + box(
        vice - 14, y - 156, 28, 26, inks.ink("#3a4f5c")
    )
    front = furniture.pendant(inks, w * 0.5, plate.top, 90, 170, "#3f5a52")
    front += furniture.potted(inks, w * 0.97, y + 90, 190, room.chance)
    crate = inks.ink("#a47c50")
    front += box(w * 0.0 - 30, y - 40, 150, 130, crate) + "".join(
        box(w * 0.0 - 30, y - 40 + i * 44, 150, 5, lighter(crate, -0.1)) for i in range(3)
    )
    return back, front


def _tool(room: "Room", kind: int, x: float, y: float) -> str:
    inks = room.inks
    steel, grip = inks.ink("#9aa3a8"), inks.ink("#b5493c" if kind % 2 else "#d9a441")
    if kind == 0:
        return box(x - 6, y + 40, 12, 120, inks.ink("#6a4a30")) + furniture.rounded(x - 32, y + 14, 64, 32, 6, steel)
    if kind == 1:
        return box(x - 5, y + 10, 10, 96, steel) + furniture.rounded(x - 11, y + 100, 22, 70, 8, grip)
    if kind == 2:
        return f'<path d="M{x - 10:.1f} {y + 10:.1f}h44l-14 130h-24z" fill="{steel}"/>' + furniture.rounded(
            x - 22, y + 136, 46, 40, 12, inks.ink("#6a4a30")
        )
    if kind == 3:
        return (
            f'<circle cx="{x:.1f}" cy="{y + 34:.1f}" r="24" fill="none" stroke="{steel}" stroke-width="13" stroke-dasharray="110 42"/>'
            + box(x - 8, y + 54, 16, 118, steel)
        )
    return (
        box(x - 8, y + 16, 6, 70, steel)
        + box(x + 4, y + 16, 6, 70, steel)
        + furniture.rounded(x - 18, y + 84, 14, 80, 7, grip)
        + furniture.rounded(x + 6, y + 84, 14, 80, 7, grip)
    )


def classroom(room: "Room") -> tuple[str, str]:
    """Furnish a classroom: blackboard with chalk drawings, a globe, desks at the sides."""
    inks, plate, y = room.inks, room.plate, room.floor_y
    w = plate.w
    left, _, right, _ = room.window
    start, end = (right + 90, plate.right - 60) if room.world.sun_across < 0.5 else (plate.left + 60, left - 90)
    top, tall = y - 500, 280
    chalk = inks.ink("#eef0e4")
    wide = end - start
    back = box(start - 12, top - 12, wide + 24, tall + 24, inks.ink("#8a5f3c")) + box(
        start, top, wide, tall, inks.ink("#2f5548")
    )
    back += f'<path d="M{start:.1f} {top + tall:.1f}L{start + wide * 0.4:.1f} {top:.1f}h{wide * 0.2:.1f}L{start + wide * 0.2:.1f} {top + tall:.1f}Z" fill="#ffffff" fill-opacity="0.05"/>'
    cx, cy = start + wide * 0.26, top + tall * 0.5
    back += f'<g fill="none" stroke="{chalk}" stroke-width="4" opacity="0.85"><circle cx="{cx:.1f}" cy="{cy:.1f}" r="56"/><path d="M{cx:.1f} {cy:.1f}v-56M{cx:.1f} {cy:.1f}l48 28"/>'
    for row in range(4):
        back += (
            f'<path d="M{start + wide * 0.52:.1f} {top + 60 + row * 52:.1f}h{wide * (0.36 - 0.07 * (row % 3)):.1f}"/>'
        )
    back += f"</g>{box(start, top + tall, wide, 14, inks.ink('#a9774f'))}"
    front = ""
    for place in (0.1, 0.9):
        if room.world.free(w * place, 80):
            front += furniture.chair(inks, w * place, y + 50, 170, "#c9763f") + furniture.table(
                inks, w * place, y + 96, 240, 108, "#d2a467"
            )
    return back, front


def library(room: "Room") -> tuple[str, str]:
    """Furnish a library: walls of books around the window, a ladder, green lamps on a table."""
    inks, plate, y = room.inks, room.plate, room.floor_y
    w = plate.w
    left, _, right, _ = room.window
    back, pitch = "", 235.0
    x = left - 84 - pitch
    while x > plate.left - pitch:
        back += furniture.bookcase(inks, x, y + 4, pitch, 640, room.chance, 0.06)
        x -= pitch
    x = right + 84
    while x < plate.right:
        back += furniture.bookcase(inks, x, y + 4, pitch, 640, room.chance, 0.06)
        x += pitch
    ladder = w * (0.88 if room.world.clear_at[0] < 0.45 else 0.12)
    wood = inks.ink("#b98a55")
    back += f'<g stroke="{wood}" stroke-width="9"><path d="M{ladder - 60:.1f} {y + 20:.1f}L{ladder - 20:.1f} {y - 600:.1f}M{ladder + 30:.1f} {y + 20:.1f}L{ladder + 46:.1f} {y - 600:.1f}"/>'
    back += (
        "".join(
            f'<path d="M{ladder - 58 + i * 4.4:.1f} {y - i * 66:.1f}H{ladder + 31 + i * 1.8:.1f}"/>' for i in range(9)
        )
        + "</g>"
    )
    front = ""
    side = 0.17 if ladder > w / 2 else 0.83
    front += furniture.table(inks, w * side, y + 80, min(340.0, w * 0.4), 126, "#7d4f33")
    glow = mix(inks.lamp, "#ffffff", 0.1)
    lamp_x, lamp_y = w * side + 60, y - 58
    if inks.dark or inks.time == "golden":
        front += halo(lamp_x, lamp_y - 40, 210, glow, 0.45)
    front += (
        box(lamp_x - 4, lamp_y - 60, 8, 60, inks.ink("#c9a34f"))
        + f'<path d="M{lamp_x - 56:.1f} {lamp_y - 50:.1f}q56 -58 112 0z" fill="{inks.ink("#2f7a58")}"/>'
    )
    front += box(lamp_x - 48, lamp_y - 50, 96, 7, glow)
    for index, tone in enumerate(("#b5493c", "#2f6b7a", "#d9a441")):
        front += furniture.rounded(w * side - 110 + index * 6, y - 80 - index * 20, 96, 19, 4, inks.ink(tone))
    return back, front
