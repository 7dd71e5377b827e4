"""Plants, food that grows, and the fire."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, moved, path, polygon, ribbon, smooth, stroke, trail


def _leafy(t: Tones, v: int) -> str:
    """Foliage colour: green, deep green, or an autumn tone of the palette."""
    return t.natural(("#5f8f56", "#4b7f5e", "#7d9950")[v % 3], 0.1) if v % 4 != 3 else mix(t.warm, "#d98b3a", 0.5)


def _poplar(t: Tones, leaf: str) -> HeroArt:
    low, pale, bark = t.low(leaf, 0.3), t.high(leaf, 0.24), t.natural("#74503a")
    crown = smooth("0,-120 60,-60 96,60 104,200 84,330 30,390 -34,390 -86,328 -104,200 -94,60 -56,-64")
    tufts = "".join(
        path(smooth(f"{x - 30},{y} {x},{y - 24} {x + 30},{y} {x},{y + 12}"), c)
        for x, y, c in (
            (-44, 60, pale),
            (30, 10, leaf),
            (-20, 170, pale),
            (40, 150, low),
            (-50, 270, leaf),
            (20, 300, low),
        )
    )
    trunk = form(polygon("-24,500 -13,360 13,360 24,500"), bark, t.low(bark, 0.4), -12, 0)
    return frame(trunk, form(crown, leaf, low, -40, -10, inner=tufts, rim=pale), box=(-107, -122, 107, 500), metres=9)


def tree(t: Tones, v: int) -> HeroArt:
    """Draw a broad-leaved tree: round, spreading or poplar-like."""
    leaf = _leafy(t, v)
    low, pale = t.low(leaf, 0.3), t.high(leaf, 0.24)
    bark = t.natural("#74503a")
    if v % 3 == 2:
        return _poplar(t, leaf)
    trunk = form(
        smooth(
            "-66,520! -34,490 -24,420 -26,330 -70,250! -50,240! -14,290 -6,200! 14,200! 16,296 62,236! "
            "80,250! 28,340 26,420 36,490 70,520!"
        ),
        bark,
        t.low(bark, 0.42),
        -16,
        0,
    )
    roots = stroke(trail("-10,500 -6,440 -8,380") + trail("10,470 12,420"), t.low(bark, 0.4), 4)
    crown = smooth(
        "-30,-90 40,-106 96,-70 150,-60 186,-4 222,50 214,120 226,180 176,236 120,246 70,284 10,264 "
        "-50,288 -104,250 -164,246 -212,196 -206,130 -226,80 -184,10 -160,-46 -96,-56"
    )
    clumps = "".join(
        path(smooth(d), c)
        for d, c in (
            ("-190,110 -150,60 -90,70 -60,120 -100,160 -160,160", t.high(leaf, 0.12)),
            ("-110,0 -70,-50 0,-46 20,10 -30,50 -90,50", pale),
            ("40,80 90,40 150,70 150,130 90,160 50,130", t.low(leaf, 0.14)),
            ("-40,190 10,150 70,176 70,226 10,250 -40,230", t.low(leaf, 0.18)),
            ("60,-40 110,-50 130,0 90,24 54,6", t.high(leaf, 0.12)),
        )
    )
    back = form(
        smooth("-150,180 -40,120 120,140 180,210 120,280 20,300 -100,290"), t.low(leaf, 0.5), t.low(leaf, 0.6), -10, 0
    )
    dots = (
        "".join(
            circle(x, y, 8, mix(t.warm, "#d2453f", 0.5))
            for x, y in ((-120, 110), (-50, 20), (60, -10), (100, 100), (10, 200), (-150, 190), (160, 180))
        )
        if v % 4 == 1
        else ""
    )
    return frame(
        back, trunk, roots, form(crown, leaf, low, -30, -22, inner=clumps, rim=pale), dots,
        box=(-225, -106, 227, 520), metres=9,
    )  # fmt: skip


def pine(t: Tones, v: int) -> HeroArt:
    """Draw a fir with layered boughs, snowy for every third variant."""
    leaf = t.natural(("#3f7460", "#2f6258", "#527a58")[v % 3], 0.12)
    low = t.low(leaf, 0.34)
    bark = t.natural("#6b4936")
    parts = [form(polygon("-20,600 -14,480 14,480 20,600"), bark, t.low(bark, 0.45), -12, 0)]
    for i, (y, half, rise) in enumerate(
        ((540, 178, 190), (440, 150, 180), (342, 122, 166), (250, 94, 150), (166, 64, 140))
    ):
        top = y - rise
        d = smooth(
            f"0,{top}! {half * 0.34:.0f},{y - rise * 0.45:.0f} {half},{y - 8}! {half * 0.72:.0f},{y + 4} "
            f"{half * 0.56:.0f},{y + 22}! {half * 0.36:.0f},{y + 6} {half * 0.14:.0f},{y + 26}! "
            f"{-half * 0.12:.0f},{y + 8} {-half * 0.4:.0f},{y + 24}! {-half * 0.6:.0f},{y + 4} "
            f"{-half},{y - 4}! {-half * 0.34:.0f},{y - rise * 0.45:.0f}"
        )
        inner = (
            path(
                smooth(
                    f"0,{top - 4}! {half * 0.26:.0f},{y - rise * 0.5:.0f} {half * 0.3:.0f},{y - 40}! 0,{y - 70} "
                    f"{-half * 0.5:.0f},{y - 26}! {-half * 0.36:.0f},{y - rise * 0.45:.0f}"
                ),
                mix("#ffffff", t.light, 0.3),
            )
            if v % 3 == 2
            else ""
        )
        parts.append(
            form(d, mix(leaf, low, 0.1 * (4 - i) / 4), low, -half * 0.42, -6, inner=inner, rim=t.high(leaf, 0.2))
        )
        parts.append(path(smooth(f"{-half * 0.55:.0f},{y - 2}! 0,{y + 6} {half * 0.6:.0f},{y}! 0,{y + 16}"), low, 0.5))
    return frame(*parts, box=(-178, 26, 178, 600), metres=12)


_FRONDS = (
    (
        "52,160! 90,60 190,20 300,60! 250,66! 262,96! 214,86! 218,122! 170,104! 168,140! 120,132",
        "56,158 110,84 190,50 292,60",
        -0.36,
    ),
    (
        "40,160! 0,60 -100,16 -214,50! -160,60! -178,90! -126,84! -134,120! -84,106! -84,142! -20,136",
        "40,158 -20,84 -100,48 -206,50",
        -0.36,
    ),
    (
        "46,160! 140,110 240,140 290,250! 250,222! 246,258! 206,206! 192,244! 156,190! 134,218! 104,172",
        "50,160 140,136 220,160 284,242",
        0,
    ),
    (
        "44,160! -50,110 -150,140 -204,250! -162,220! -158,258! -116,204! -104,242! -66,188! -46,216! -10,172",
        "44,160 -50,136 -130,160 -198,242",
        0,
    ),
    (
        "44,158! 30,60 76,-30 164,-70! 140,-34! 168,-22! 124,8! 146,30! 100,52! 112,78! 76,100",
        "48,158 58,70 92,0 158,-66",
        0.14,
    ),
    (
        "46,158! 40,70 -20,-20 -110,-60! -84,-26! -110,-12! -62,12! -84,36! -34,52! -46,78! 0,98",
        "44,158 20,70 -30,0 -104,-56",
        0.1,
    ),
    (
        "46,160! 84,180 110,240 100,330! 84,290! 66,310! 62,262! 42,276! 40,210",
        "48,162 80,210 96,260 100,322",
        0,
    ),
    (
        "44,160! 0,180 -40,236 -40,320! -20,286! -6,306! 4,256! 22,268! 30,206",
        "44,162 0,204 -26,256 -38,312",
        -0.16,
    ),
)
"""A palm's fronds from back to front: outline, rib, and how much lighter (darker if negative) than the leaf."""


def palm(t: Tones, v: int) -> HeroArt:
    """Draw a coconut palm on a curved trunk."""
    leaf = t.natural(("#4f8f62", "#3f8570", "#6a9650")[v % 3], 0.12)
    low = t.low(leaf, 0.36)
    bark = t.natural("#9a7250")
    spine = "20,600,26 4,500,19 0,390,16 14,280,14 46,170,13"
    rings = "".join(
        stroke(trail(f"{x - 26},{y + 4} {x},{y - 5} {x + 26},{y + 4}"), t.low(bark, 0.34), 5)
        for x, y in (
            (16, 560),
            (8, 525),
            (4, 490),
            (2, 455),
            (0, 420),
            (0, 385),
            (4, 350),
            (9, 315),
            (16, 282),
            (24, 250),
            (33, 216),
        )
    )
    trunk = form(ribbon(spine, flat=True), bark, t.low(bark, 0.45), -13, 0, inner=rings)
    base = form(smooth("-50,600! -30,582 0,574 34,570 62,580 84,600!"), leaf, low, -10, -6)

    fronds = []
    for outline, rib, lift in _FRONDS:
        colour = t.high(leaf, lift) if lift >= 0 else t.low(leaf, -lift)
        fronds.append(form(smooth(outline), colour, t.low(colour, 0.26), 2, -12))
        fronds.append(stroke(trail(rib), t.high(colour, 0.3), 4))
    nuts = "".join(
        form(smooth(f"{x - 17},{y} {x},{y - 18} {x + 17},{y} {x},{y + 18}"), bark, t.low(bark, 0.5), -6, -4)
        for x, y in ((28, 178), (66, 182), (46, 194))
    )
    return frame(trunk, base, *fronds, nuts, box=(-215, -71, 301, 600), metres=10)


def flower(t: Tones, v: int) -> HeroArt:
    """Draw a flower on its stalk: a daisy, a tulip or a poppy."""
    leaf = t.natural("#5a8c57")
    low = t.low(leaf, 0.36)
    petal = (t.warm, mix(t.warm, "#d64f5a", 0.5), t.light)[v % 3]
    stalk = form(ribbon("6,500,8 -8,400,7 4,290,6 0,180,6", flat=True), leaf, low, -5, 0)
    leaves = form(smooth("0,470! 30,380 90,330 150,310! 140,380 90,450"), leaf, low, -2, -14) + form(
        smooth("-2,490! -40,410 -100,380 -150,370! -130,430 -80,480"), t.high(leaf, 0.12), low, -2, -12
    )
    leaves += stroke(trail("4,466 60,390 144,314") + trail("-4,486 -60,424 -144,373"), t.high(leaf, 0.35), 3.5)
    if v % 3 == 1:
        back = form(
            smooth("-64,170! -92,80 -60,10! -30,60 0,0! 30,60 62,10! 94,80 64,170! 30,200 -30,200"),
            t.low(petal, 0.2),
            t.low(petal, 0.45),
            -8,
            0,
        )
        front = form(smooth("0,40! 44,90 48,160 24,204 -24,204 -48,160 -42,90"), petal, t.low(petal), -16, -2) + form(
            smooth("-64,40! -20,110 -16,206! -60,196 -84,140 -82,80"), t.high(petal, 0.2), petal, -12, 0
        )
        side = form(smooth("66,40! 22,110 18,206! 62,196 86,140 84,80"), t.low(petal, 0.14), t.low(petal, 0.4), -16, 0)
        return frame(stalk, leaves, back, front, side, box=(-150, 0, 152, 500), metres=0.45)
    shape = smooth("0,-24! 30,-60 34,-112 0,-138 -34,-112 -30,-60")
    outer = "".join(
        moved(form(shape, t.low(petal, 0.2), t.low(petal, 0.4), -8, 0), x=0, y=140, turn=a + 18)
        for a in range(0, 360, 36)
    )
    inner = "".join(
        moved(form(shape, petal, t.low(petal, 0.24), -10, 0), x=0, y=140, turn=a, scale=0.93) for a in range(0, 360, 36)
    )
    seeds = "".join(
        circle(14 * x, 140 + 14 * y, 3.6, mix("#7a4a20", t.dark, 0.2))
        for x, y in ((0, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 2), (2, 0), (0, -2), (-2, 0))
    )
    heart = (
        form(smooth("-44,140 0,96 44,140 0,184"), mix("#e6a93a", t.glow, 0.3), mix("#b9742a", t.dark, 0.1), -10, -8)
        + seeds
    )
    return frame(stalk, leaves, outer, inner, heart, box=(-150, 0, 152, 500), metres=0.5)


def plant(t: Tones, v: int) -> HeroArt:
    """Draw a house plant with big leaves in a pot."""
    leaf = t.natural(("#4f8a60", "#3f7d6a")[v % 2])
    low = t.low(leaf, 0.36)
    pot_colour = (t.accent, t.light, t.main)[v % 3]
    stems = stroke(
        trail("0,340 -30,240 -80,160")
        + trail("0,340 10,220 0,90")
        + trail("0,340 40,240 96,170")
        + trail("-4,340 -60,280 -120,260")
        + trail("6,340 60,290 130,280"),
        low,
        7,
    )
    blade = smooth("0,0! 44,-30 58,-90 40,-140 0,-176! -40,-140 -58,-90 -44,-30")
    veins = stroke("M0 0V-150M0 -40L34 -66M0 -40L-34 -66M0 -80L34 -108M0 -80L-34 -108", t.high(leaf, 0.3), 4)
    leaves = "".join(
        moved(form(blade, colour, t.low(colour, 0.3), -26, 0, inner=veins), x=x, y=y, turn=turn, scale=s)
        for x, y, turn, s, colour in (
            (0, 120, 4, 1.05, t.low(leaf, 0.2)),
            (-70, 180, -42, 1.0, t.low(leaf, 0.1)),
            (84, 186, 44, 1.0, t.low(leaf, 0.14)),
            (-100, 272, -76, 0.84, leaf),
            (108, 288, 76, 0.84, leaf),
            (-22, 270, -18, 0.86, t.high(leaf, 0.14)),
            (34, 280, 22, 0.8, t.high(leaf, 0.08)),
        )
    )
    pot = form(
        smooth("-92,330! 92,330! 70,480 66,500! -66,500! -70,480"),
        pot_colour,
        t.low(pot_colour, 0.34),
        -44,
        0,
        inner=stroke("M-110 420L-66 396L-22 420L22 396L66 420L110 396", t.low(pot_colour, 0.22), 8),
    )
    rim = form(smooth("-104,312! 104,312! 100,350! -100,350!"), t.high(pot_colour, 0.2), t.low(pot_colour, 0.3), -48, 0)
    return frame(stems, leaves, pot, rim, box=(-246, -66, 256, 500), metres=0.7)


def campfire(t: Tones, v: int) -> HeroArt:
    """Draw a campfire of crossed logs in a ring of stones."""
    bark = t.natural("#70492f")
    hot, warm, core = mix("#e2562c", t.warm, 0.15), mix("#f39a35", t.glow, 0.2), mix(t.glow, "#fff6d8", 0.6)
    outer = form(
        smooth(
            "0,330! -110,320 -150,240 -120,160 -84,110! -76,160 -40,120 -36,50 4,-30! 16,40 64,90 74,140! "
            "96,110 98,76! 140,150 154,240 110,320"
        ),
        hot,
        t.low(hot, 0.22),
        -12,
        -4,
    )
    middle = path(
        smooth(
            "0,330! -84,316 -104,250 -70,190 -50,170! -40,210 -4,150 6,80! 40,150 56,200! 74,190 76,160! "
            "104,220 96,296 60,330!"
        ),
        warm,
    )
    inner = path(smooth("0,330! -50,310 -56,266 -26,236! -14,250 12,190! 40,240 58,276 44,316"), core)
    sparks = "".join(
        circle(x, y, r, warm)
        for x, y, r in ((-96, 60, 6), (-60, 10, 4), (70, 30, 5), (112, 40, 4), (40, -14, 4), (-120, 110, 4))
    )
    log = (
        form(ribbon("-150,0,24 150,0,24", flat=True), bark, t.low(bark, 0.5), -4, -14)
        + form(smooth("150,-25 164,0 150,25 136,0"), "#d9ad78", "#a87a4a", -3, -6)
        + stroke("M-120 -8H-30M20 4H100M-60 10H0", t.low(bark, 0.4), 4)
    )
    logs = moved(log, x=-14, y=333, turn=16) + moved(log, x=14, y=333, turn=-16, flip=True)
    rock = t.natural("#85807e")
    stones = "".join(
        form(
            smooth(
                f"{x - r},400! {x - r * 0.9:.0f},{396 - r * 0.7:.0f} {x - r * 0.2:.0f},{398 - r * 1.1:.0f} "
                f"{x + r * 0.8:.0f},{396 - r * 0.8:.0f} {x + r},400!"
            ),
            rock,
            t.low(rock, 0.42),
            -8,
            -8,
        )
        for x, r in ((-176, 36), (176, 36), (-110, 40), (112, 40), (-36, 38), (40, 40))
    )
    return frame(
        outer, middle, inner, sparks, logs, stones, box=(-214, -36, 218, 400), metres=0.9, lights=((0, 220, 210),)
    )


def apple(t: Tones, v: int) -> HeroArt:
    """Draw an apple with its leaf."""
    skin = mix(t.warm, ("#cf3d38", "#86a83f")[v % 2], (0.6, 0.9)[v % 2])
    low = t.low(skin, 0.36)
    body = form(
        smooth(
            "0,92! 50,60 120,62 166,120 166,200 130,290 76,340 30,330 0,340 -30,330 -76,340 -130,290 "
            "-166,200 -166,120 -120,62 -50,60"
        ),
        skin,
        low,
        -40,
        -14,
        rim=t.high(skin, 0.3),
    )
    shine = path(smooth("-120,130 -96,100 -78,110 -92,150 -98,200 -118,190"), "#ffffff", 0.45)
    dip = path(smooth("-40,88! 0,104 44,86! 20,120 -16,120"), low)
    stalk = form(ribbon("0,106,6 6,60,6 26,14,8"), t.natural("#6b4630"), t.dark, -3, 0)
    leaf = t.natural("#5f9a55")
    blade = form(smooth("12,56! 40,0 110,-14 150,10! 130,50 70,74"), leaf, t.low(leaf, 0.36), -2, -16) + stroke(
        trail("16,54 70,36 142,12"), t.high(leaf, 0.4), 4
    )
    return frame(body, shine, dip, stalk, blade, box=(-172, -14, 172, 341), metres=0.09)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "tree": tree,
    "pine": pine,
    "palm": palm,
    "flower": flower,
    "plant": plant,
    "campfire": campfire,
    "apple": apple,
}
