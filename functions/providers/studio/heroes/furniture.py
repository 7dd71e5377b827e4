"""Chair, table and bed."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, path, polygon, rect, ring, slab, smooth, stroke, trail


def chair(t: Tones, v: int) -> HeroArt:
    """Draw an upholstered armchair on wooden legs."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.34)
    wood = t.natural("#8a5a3a")
    legs = "".join(
        form(polygon(p), wood, t.low(wood, 0.45), -8, 0)
        for p in ("-170,400 -130,400 -150,480 -166,480", "130,400 170,400 166,480 150,480")
    )
    back = (
        form(
            smooth("-150,330! -164,180 -152,70 -110,14 0,-4 110,14 152,70 164,180 150,330!"),
            colour,
            low,
            -20,
            -6,
            rim=t.high(colour, 0.3),
        )
        + stroke("M-60 30C-70 120 -66 200 -60 260M0 16V260M60 30C70 120 66 200 60 260", t.low(colour, 0.2), 5)
        + "".join(circle(x, y, 7, low) for x, y in ((-65, 110), (0, 104), (65, 110), (-65, 190), (0, 186), (65, 190)))
    )
    seat = form(slab(-140, 262, 280, 84, 28), t.high(colour, 0.18), low, -20, -26)
    cushion = form(
        smooth("-70,160! 0,174 72,160! 60,216 76,274! 0,262 -76,274! -60,216"),
        t.light,
        t.shade,
        -18,
        -10,
        inner=stroke("M-80 200L80 190M-80 236L80 226", t.glow, 8),
    )
    arms = form(
        smooth("-150,410! -204,410! -216,300 -212,220 -186,196 -154,206 -140,240 -138,330"), colour, low, -22, -4
    ) + form(
        smooth("150,410! 204,410! 216,300 212,220 186,196 154,206 140,240 138,330"),
        t.low(colour, 0.12),
        t.low(colour, 0.45),
        -22,
        -4,
    )
    front = form(slab(-150, 340, 300, 72, 12), colour, low, -24, -4)
    return frame(legs, back, seat, cushion, front, arms, box=(-215, -4, 215, 480), metres=1.0)


def table(t: Tones, v: int) -> HeroArt:
    """Draw a wooden table with a vase and a bowl of fruit."""
    wood = t.natural(("#a8703f", "#7d5138")[v % 2])
    low = t.low(wood, 0.4)
    legs = "".join(
        form(polygon(p), wood, low, -10, 0)
        for p in ("-250,212 -212,212 -228,420 -248,420", "212,212 250,212 248,420 228,420")
    ) + "".join(
        path(polygon(p), t.low(wood, 0.55))
        for p in ("-180,212 -154,212 -164,400 -178,400", "154,212 180,212 178,400 164,400")
    )
    apron = form(slab(-250, 196, 500, 46, 4), low, t.low(wood, 0.6), -20, -4) + circle(0, 220, 8, t.glow)
    top = form(slab(-290, 166, 580, 34, 10), t.high(wood, 0.2), wood, -14, -14) + stroke(
        "M-240 180H-60M20 178H200", wood, 4, 0.7
    )
    leaf = t.natural("#5d8d56")
    stems = stroke(
        trail("-130,70 -150,20 -180,-20") + trail("-126,70 -126,10 -120,-44") + trail("-122,70 -100,20 -70,-10"),
        leaf,
        6,
    )
    blooms = (
        "".join(
            form(ring(x, y, r), c, t.low(c), -7, -6) + circle(x, y, r * 0.35, t.glow)
            for x, y, r, c in ((-182, -26, 30, t.accent), (-118, -56, 34, t.light), (-64, -14, 28, t.accent))
        )
        + path(smooth("-140,40! -190,30 -196,10! -160,14"), leaf)
        + path(smooth("-112,40! -70,40 -50,22! -90,20"), leaf)
    )
    vase = form(
        smooth("-150,62! -104,62! -108,84 -84,120 -92,160 -100,168! -154,168! -162,160 -170,120 -146,84"),
        t.main,
        t.low(t.main),
        -26,
        0,
        rim=t.high(t.main, 0.4),
    )
    fruit = (
        form(ring(96, 112, 30), mix(t.warm, "#d0453d", 0.4), mix(t.warm, "#7a2530", 0.5), -8, -6)
        + form(ring(150, 108, 32), "#e0a23c", "#b0752c", -8, -6)
        + form(ring(124, 88, 28), "#9bb04c", "#6b8238", -8, -6)
    )
    dish = form(smooth("40,122! 204,122! 190,150 160,168! 84,168! 54,150"), t.light, t.shade, -30, -4)
    return frame(legs, apron, top, stems, blooms, vase, fruit, dish, box=(-290, -90, 290, 420), metres=1.25)


def bed(t: Tones, v: int) -> HeroArt:
    """Draw a bed with headboard, pillows and a folded quilt."""
    quilt = (t.main, t.accent)[v % 2]
    low = t.low(quilt, 0.34)
    wood = t.natural("#8f5f3e")
    board = form(
        smooth("-330,330! -330,60 -310,30 -286,20 -262,32 -250,60! -250,330!"), wood, t.low(wood, 0.45), -26, -4
    )
    foot = form(smooth("300,330! 300,160 318,138 340,142 350,166 350,330!"), wood, t.low(wood, 0.45), -22, -4)
    rail = (
        rect(-300, 250, 620, 36, t.low(wood, 0.3), 4)
        + rect(-330, 286, 40, 44, t.low(wood, 0.4))
        + rect(312, 286, 36, 44, t.low(wood, 0.5))
    )
    mattress = form(slab(-268, 180, 584, 78, 20), t.light, t.shade, -8, -30)
    pillows = form(smooth("-262,184! -258,120 -230,96 -160,100 -130,130 -128,184!"), t.light, t.shade, -16, -10) + form(
        smooth("-210,186! -212,140 -186,116 -110,120 -78,148 -76,186!"),
        mix(t.light, t.accent, 0.3),
        mix(t.shade, t.accent, 0.35),
        -16,
        -10,
    )
    patches = "".join(
        rect(x, y, 46, 46, c)
        for x, y, c in (
            (-20, 180, t.high(quilt, 0.3)),
            (72, 180, t.high(quilt, 0.3)),
            (164, 180, t.high(quilt, 0.3)),
            (256, 180, t.high(quilt, 0.3)),
            (26, 226, t.high(quilt, 0.3)),
            (118, 226, t.high(quilt, 0.3)),
            (210, 226, t.high(quilt, 0.3)),
        )
    )
    cover = form(
        smooth("-60,176! 40,160 180,166 300,160 316,176! 320,290! 240,282 140,294 40,284 -64,292!"),
        quilt,
        low,
        -10,
        -24,
        inner=patches,
    ) + form(smooth("-104,176! -50,168 0,172! -14,230 -10,290! -60,284 -108,292!"), t.light, t.shade, -16, -4)
    return frame(board, rail, mattress, pillows, cover, foot, box=(-332, 16, 352, 330), metres=1.0)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"chair": chair, "table": table, "bed": bed}
