"""Buildings seen from afar: lighthouse, castle, tower and windmill."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    moved,
    path,
    polygon,
    rect,
    slab,
    smooth,
    stroke,
    trail,
)
from functions.providers.studio.heroes.houses import window


def lighthouse(t: Tones, v: int) -> HeroArt:
    """Draw a striped lighthouse on its rock, with gallery, lamp room and keeper's door."""
    stripe = (t.accent, t.main, mix(t.accent, "#c23b2e", 0.6))[v % 3]
    tower = polygon("-62,640 -40,170 40,170 62,640")
    if v % 2:
        bands = "".join(
            path(polygon(f"-90,{y + 90} 90,{y - 10} 90,{y + 50} -90,{y + 150}"), stripe) for y in (130, 250, 370, 490)
        )
    else:
        bands = "".join(rect(-90, y, 180, 74, stripe) for y in (232, 384, 536))
    shade = path(polygon("14,160 44,160 70,650 20,650"), t.dark, 0.2) + path(
        polygon("30,160 46,160 72,650 44,650"), t.dark, 0.14
    )
    body = path(tower, t.light) + clipped(
        tower, bands, shade, path(polygon("-62,640 -40,170 -28,170 -46,640"), "#ffffff", 0.35)
    )
    slits = "".join(window(t, x, y, 20, 34, arched=True) for x, y in ((-14, 256), (-6, 404)))
    door = form("M-24 640V580A24 24 0 0 1 24 580V640Z", t.dark, mix(t.dark, "#000000", 0.4), -6, -3) + circle(
        13, 606, 3.4, t.glow
    )
    arch = stroke("M-28 640V580A28 28 0 0 1 28 580V640", t.shade, 7, cap="butt")
    gallery = (
        form(polygon("-46,170 -64,142 64,142 46,170"), t.shade, t.low(t.shade), -20, -3)
        + rect(-70, 132, 140, 12, t.dark, 3)
        + stroke("M-68 104H68M-68 118H68", t.dark, 3.5)
        + stroke("M-66 102V134M-44 102V134M-22 102V134M0 102V134M22 102V134M44 102V134M66 102V134", t.dark, 3)
    )
    room = slab(-32, 68, 64, 66, 2)
    lamp = (
        path(room, mix(t.glow, "#ffffff", 0.35))
        + clipped(room, path(polygon("4,60 40,60 40,140 4,140"), t.glow))
        + form(smooth("-11,132! -14,104 0,86 14,104 11,132!"), "#fffdf2", t.glow, -6, -2)
        + stroke("M-31 68V134M-11 68V134M11 68V134M31 68V134M-31 100H31", t.dark, 3.6)
    )
    roof = form(smooth("-42,70! -34,44 -8,24 0,20 8,24 34,44 42,70!"), stripe, t.low(stripe, 0.4), -14, -2)
    top = circle(0, 17, 7, t.dark) + stroke("M0 16V-14", t.dark, 3.5)
    rock = form(
        smooth(
            "-176,720! -160,690 -128,684 -112,656 -84,652 -66,632 -10,640 60,632 84,648 108,656 128,684 "
            "158,690 180,720!"
        ),
        t.natural("#6d6a6c"),
        t.low(t.natural("#6d6a6c"), 0.4),
        -26,
        -10,
        rim=t.high(t.natural("#6d6a6c"), 0.25),
    )
    cracks = stroke(
        trail("-84,660 -66,690 -80,716") + trail("40,650 52,684 36,716") + trail("-20,672 -2,700"),
        t.low(t.natural("#6d6a6c"), 0.5),
        4,
    )
    steps = "".join(rect(-26 - i * 5, 640 + i * 13, 52 + i * 10, 13, (t.light, t.shade)[i % 2]) for i in range(4))
    return frame(
        rock, cracks, body, slits, arch, door, steps, gallery, lamp, roof, top,
        box=(-178, -16, 182, 720), metres=30, lights=((0, 100, 60), (-4, 273, 16), (4, 421, 16)),
    )  # fmt: skip


def _turret(t: Tones, x: float, top: float, width: float, roof: str, wall: str) -> str:  # noqa: PLR0917
    half = width / 2
    body = form(slab(x - half, top, width, 560 - top), wall, t.low(wall, 0.3), -width * 0.34, 0, rim=t.high(wall, 0.5))
    crown = rect(x - half - 8, top - 6, width + 16, 22, t.low(wall, 0.12)) + "".join(
        rect(x - half - 8 + i * (width + 16) / 4.4, top - 22, (width + 16) / 7.5, 18, t.low(wall, 0.12))
        for i in range(5)
    )
    cone = form(
        polygon(f"{x - half - 2},{top - 20} {x},{top - 20 - width * 1.5} {x + half + 2},{top - 20}"),
        roof,
        t.low(roof, 0.4),
        -width * 0.36,
        0,
    )
    peak = top - 20 - width * 1.5
    flag = stroke(f"M{x} {peak + 2}V{peak - 40}", t.dark, 4) + path(
        smooth(
            f"{x + 2},{peak - 40}! {x + 24},{peak - 36} {x + 46},{peak - 27}! {x + 22},{peak - 22} {x + 2},{peak - 14}!"
        ),
        t.accent,
    )
    return cone + body + crown + flag


def castle(t: Tones, v: int) -> HeroArt:
    """Draw a castle with curtain wall, gate, keep and round towers."""
    wall = mix(t.natural("#b9b0a2", 0.2), t.light, 0.2)
    far = t.low(wall, 0.14)
    roof = (t.main, t.accent)[v % 2]
    keep = (
        form(slab(-84, 190, 168, 380), far, t.low(far, 0.26), -50, 0)
        + "".join(rect(-92 + i * 40, 166, 24, 28, far) for i in range(5))
        + rect(-92, 186, 184, 22, t.low(far, 0.2))
    )
    curtain = (
        form(slab(-250, 380, 500, 190), wall, t.low(wall, 0.2), -10, 0)
        + "".join(rect(-250 + i * 42, 356, 26, 28, wall) for i in range(12))
        + rect(-250, 398, 500, 8, t.low(wall, 0.25))
    )
    gate = path("M-56 560V470A56 56 0 0 1 56 470V560Z", t.low(wall, 0.4)) + path(
        "M-42 560V472A42 42 0 0 1 42 472V560Z", t.dark
    )
    bars = clipped(
        "M-42 560V472A42 42 0 0 1 42 472V560Z",
        stroke(
            "M-28 420V560M-9 420V560M10 420V560M29 420V560M-50 460H50M-50 486H50M-50 512H50",
            mix("#8a6a45", t.dark, 0.2),
            5,
        ),
    )
    stones = "".join(
        rect(x, y, 26, 9, t.low(wall, 0.16), 2)
        for x, y in (
            (-160, 430),
            (-110, 462),
            (-176, 500),
            (90, 440),
            (130, 486),
            (100, 524),
            (-100, 530),
            (-30, 250),
            (10, 300),
            (-50, 330),
        )
    )
    panes = (
        window(t, -14, 224, 28, 50, arched=True)
        + window(t, -232, 300, 20, 40, arched=True)
        + window(t, 212, 300, 20, 40, arched=True)
    )
    panes += window(t, -120, 210, 16, 32, arched=True) + window(t, 106, 250, 16, 32, arched=True)
    hill = t.natural("#5f7f58")
    ground = form(smooth("-330,590! -290,560 -180,552 0,560 180,552 292,560 330,590!"), hill, t.low(hill), -20, -8)
    road = path(smooth("-40,560! 40,560! 64,574 90,591! -66,591! -52,574"), mix(wall, "#c9a676", 0.4))
    return frame(
        keep, _turret(t, -112, 176, 62, roof, far), _turret(t, 114, 216, 62, roof, far), curtain,
        _turret(t, -222, 280, 84, roof, wall), _turret(t, 222, 280, 84, roof, wall), stones, gate, bars, panes,
        ground, road,
        box=(-330, 24, 330, 590), metres=34,
        lights=((0, 249, 24), (-222, 320, 20), (222, 320, 20), (-112, 226, 16), (114, 266, 16)),
    )  # fmt: skip


def tower(t: Tones, v: int) -> HeroArt:
    """Draw a slender stone clock tower with a belfry and a pointed roof."""
    wall = mix(t.light, t.natural("#c9a27a", 0.2), 0.45)
    roof = (t.main, t.accent)[v % 2]
    shaft = form(slab(-60, 190, 120, 520), wall, t.low(wall, 0.3), -42, 0, rim=t.high(wall, 0.6))
    base = form(polygon("-84,740 -72,640 72,640 84,740"), t.low(wall, 0.1), t.low(wall, 0.36), -50, 0)
    ledges = "".join(
        form(slab(-74, y, 148, 16, 2), t.high(wall, 0.4), t.low(wall, 0.36), -48, -4) for y in (182, 330, 630)
    )
    belfry = path("M-42 320V250A18 18 0 0 1 -6 250V320ZM6 320V250A18 18 0 0 1 42 250V320Z", t.dark)
    bell = form(smooth("-34,304! -30,276 -24,268 -18,276 -14,304!"), t.glow, t.low(t.glow, 0.4), -4, 0) + form(
        smooth("14,304! 18,276 24,268 30,276 34,304!"), t.glow, t.low(t.glow, 0.4), -4, 0
    )
    face = circle(0, 404, 48, t.dark) + circle(0, 404, 42, mix(t.glow, "#ffffff", 0.5))
    marks = "".join(moved(rect(-2, -38, 4, 9, t.dark), x=0, y=404, turn=i * 30) for i in range(12))
    hands = stroke("M0 404L-15 386M0 404L6 372", t.dark, 5) + circle(0, 404, 5, t.accent)
    slits = "".join(rect(-9, y, 18, 46, t.dark, 9) + rect(-5, y + 5, 10, 36, t.glow, 5) for y in (486, 562))
    spire = form(polygon("-80,184 0,-40 80,184"), roof, t.low(roof, 0.4), -52, 0) + clipped(
        polygon("-80,184 0,-40 80,184"), stroke("M-90 130H90M-90 76H90M-90 22H90", t.low(roof, 0.3), 4)
    )
    tip = stroke("M0 -38V-86", t.dark, 5) + circle(0, -90, 8, t.glow)
    door = path("M-30 740V690A30 30 0 0 1 30 690V740Z", t.low(wall, 0.5)) + form(
        "M-22 740V692A22 22 0 0 1 22 692V740Z", t.accent, t.low(t.accent), -8, 0
    )
    return frame(
        shaft, base, belfry, bell, ledges, spire, tip, face, marks, hands, slits, door,
        box=(-84, -98, 84, 740), metres=40, lights=((0, 404, 50), (0, 509, 16), (0, 585, 16)),
    )  # fmt: skip


def windmill(t: Tones, v: int) -> HeroArt:
    """Draw a smock windmill with lattice sails and a stage."""
    wall = (t.light, mix(t.light, t.main, 0.4))[v % 2]
    body = form(polygon("-104,640 -52,260 52,260 104,640"), wall, t.low(wall, 0.3), -56, 0)
    boards = clipped(
        polygon("-104,640 -52,260 52,260 104,640"),
        *(stroke(f"M-120 {y}H120", t.low(wall, 0.16), 3) for y in range(290, 480, 30)),
    )
    cap = form(smooth("-70,266! -66,214 -30,182 16,182 60,214 68,266!"), t.accent, t.low(t.accent), -24, -4)
    stage = (
        rect(-124, 480, 248, 14, t.dark, 2)
        + stroke(
            "M-122 450H122M-118 450V482M-78 450V482M-40 450V482M0 450V482M40 450V482M78 450V482M118 450V482", t.dark, 4
        )
        + stroke("M-112 494L-84 540M112 494L84 540", t.dark, 6)
    )
    base = form(
        polygon("-112,640 -92,500 92,500 112,640"), mix(t.accent, t.dark, 0.3), mix(t.accent, t.dark, 0.5), -56, 0
    )
    door = form(slab(-30, 556, 60, 84, 4), t.dark, mix(t.dark, "#000000", 0.4), -10, 0) + circle(16, 600, 4, t.glow)
    blade = path(polygon("-5,0 5,0 4,-228 -4,-228"), t.dark) + path(
        polygon("6,-40 44,-48 40,-226 5,-226"), t.light, 0.92
    )
    lattice = stroke("M24 -46V-226M8 -70H43M8 -105H42M8 -140H42M7 -175H41M6 -208H41", t.low(t.shade, 0.3), 3)
    sails = "".join(moved(blade, lattice, x=4, y=228, turn=a) for a in (32, 122, 212, 302))
    hub = circle(4, 228, 16, t.dark) + circle(2, 225, 7, t.accent)
    panes = window(t, -18, 310, 30, 44) + window(t, -22, 400, 34, 46) + window(t, 46, 560, 26, 36)
    return frame(
        body, boards, base, cap, door, panes, stage, sails, hub,
        box=(-194, 32, 202, 640), metres=22, lights=((-3, 332, 22), (-5, 423, 22), (59, 578, 18)),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "lighthouse": lighthouse,
    "castle": castle,
    "tower": tower,
    "windmill": windmill,
}
