"""Boats and the bridge: things that stand on the water line, cut off level where the water begins."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    path,
    polygon,
    rect,
    ribbon,
    ring,
    slab,
    smooth,
    stroke,
    trail,
)


def rowboat(t: Tones, v: int) -> HeroArt:
    """Draw a clinker-built rowing boat with oars shipped."""
    colour = (t.accent, t.light, t.main)[v % 3]
    wood = t.natural("#a9744a")
    inside = path(smooth("-268,36! -140,58 0,64 150,56 268,22! 200,84 0,96 -200,88"), t.low(wood, 0.45))
    benches = "".join(
        form(smooth(f"{x - 34},64! {x + 30},60! {x + 26},76! {x - 30},78!"), t.high(wood, 0.3), wood, -4, -6)
        for x in (-120, 10, 130)
    )
    oar = stroke("M-66 20L150 96", t.low(wood, 0.35), 8) + stroke("M60 12L-160 92", t.high(wood, 0.2), 8)
    blades = form(ribbon("-66,20,6 -96,8,13 -128,-4,12"), t.light, t.shade, -2, -5) + form(
        ribbon("60,12,6 92,2,13 124,-8,12"), t.light, t.shade, -2, -5
    )
    hull = smooth(
        "-284,24! -250,44 -140,66 0,74 150,64 254,34 286,4! 280,60 252,120 226,160! -222,160! -262,110 -282,60"
    )
    planks = "".join(
        stroke(trail(f"-290,{y - 30} -140,{y} 0,{y + 8} 150,{y - 2} 296,{y - 46}"), t.low(colour, 0.3), 4)
        for y in (98, 126, 152)
    )
    side = form(
        hull,
        colour,
        t.low(colour, 0.4),
        -26,
        -12,
        inner=planks + path(smooth("-300,132! 0,148 300,120! 300,200! -300,200!"), t.dark, 0.25),
    )
    gunwale = stroke(trail("-284,24! -250,42 -140,64 0,72 150,62 254,32 286,4!"), t.high(wood, 0.25), 11)
    lock = stroke("M-26 60V44M34 60V44", t.dark, 6)
    ring_ = stroke(ring(252, 62, 9), t.dark, 4)
    return frame(
        inside, benches, oar, blades, side, gunwale, lock, ring_, box=(-292, -22, 294, 160), metres=1.4, stands="water"
    )


def sailboat(t: Tones, v: int) -> HeroArt:
    """Draw a sloop under full sail, heeling a little."""
    colour = (t.main, t.accent, t.dark)[v % 3]
    main = smooth("6,-24! 84,100 156,260 204,420! 100,434 6,426!")
    jib = smooth("-8,30! -70,170 -128,300 -190,430! -110,424 -10,436! -22,240")
    seams = "".join(stroke(trail(f"-20,{y} 90,{y + 16} 240,{y + 4}"), t.shade, 4) for y in (110, 200, 290, 370))
    band = path(polygon("-20,300 240,300 240,350 -20,350"), t.accent if colour != t.accent else t.main)
    sails = form(main, t.light, t.shade, -26, 4, inner=band + seams) + form(
        jib, mix(t.light, "#ffffff", 0.3), t.shade, -16, 4
    )
    mast = (
        stroke("M0 480V-46", t.dark, 8)
        + stroke("M0 440L204 432", t.natural("#8a5f3f"), 9)
        + stroke("M0 -40L-206 468M0 -40L222 462", t.dark, 2.4)
    )
    pennant = path(smooth("2,-50! 30,-46 62,-36! 30,-30 2,-26!"), t.accent)
    hull = smooth("-236,462! -120,476 40,480 226,460! 214,510 186,560! -160,560! -204,520")
    body = form(
        hull,
        colour,
        t.low(colour, 0.45),
        -24,
        -10,
        inner=path(smooth("-250,480! 0,496 250,478! 250,488! 0,508 -250,492!"), t.light)
        + rect(-300, 540, 600, 30, t.low(t.accent, 0.35)),
    )
    cabin = form(smooth("-92,476! -78,446 -20,440 60,444 84,478!"), t.light, t.shade, -12, -6) + "".join(
        rect(x, 455, 22, 11, t.dark, 5) for x in (-62, -26, 10, 40)
    )
    sailor = (
        circle(142, 414, 11, t.skin)
        + path(smooth("130,414 132,400 146,400 153,408! 140,410"), t.hair)
        + form(smooth("128,470! 130,430 142,424 156,432 160,470!"), t.accent, t.low(t.accent), -6, 0)
    )
    return frame(
        mast, sails, sailor, cabin, body, pennant,
        box=(-238, -52, 228, 560), metres=11, stands="water", lights=((-51, 460, 10), (21, 460, 10)),
    )  # fmt: skip


def ship(t: Tones, v: int) -> HeroArt:
    """Draw an ocean liner: dark hull, white decks, raked funnels with smoke."""
    hull = smooth("-470,176! -300,206 0,214 300,206 420,196! 430,240 400,300! -390,300! -440,240")
    boot = rect(-500, 272, 1000, 40, t.low(t.accent, 0.2))
    line = stroke(trail("-470,190 -300,222 0,230 300,222 440,212"), t.light, 5)
    holes = "".join(circle(x, 244, 5.5, t.glow) for x in range(-340, 380, 40))
    body = form(
        hull, t.dark if v % 2 == 0 else t.main, mix(t.dark, "#000000", 0.35), -30, -12, inner=boot + line + holes
    )
    decks = []
    for left, right, y in ((-330, 360, 170), (-280, 300, 132), (-210, 230, 96)):
        decks.append(form(slab(left, y, right - left, 44, 6), t.light, t.shade, -24, -4))
        decks.append(
            "".join(
                rect(x, y + 13, 17, 12, t.glow if (x // 34) % 3 else mix(t.main, t.dark, 0.4), 2)
                for x in range(left + 22, right - 30, 34)
            )
        )
        decks.append(rect(left - 8, y - 4, right - left + 16, 7, t.low(t.shade, 0.2), 2))
    bridge = form(smooth("-236,98! -226,58! -150,58! -140,98!"), t.light, t.shade, -14, 0) + rect(
        -222, 66, 72, 12, mix(t.main, t.dark, 0.5), 2
    )
    funnels, smoke = [], []
    for x in (-84, 28, 140):
        d = polygon(f"{x - 30},98 {x - 16},-8 {x + 34},-8 {x + 26},98")
        funnels.append(form(d, t.accent, t.low(t.accent), -22, 0, inner=rect(x - 40, -10, 90, 24, t.dark)))
        smoke.append(
            path(
                smooth(
                    f"{x - 6},-10! {x + 2},-34 {x + 40},-52 {x + 78},-46 {x + 118},-62 {x + 150},-56 {x + 120},-38 "
                    f"{x + 80},-28 {x + 46},-24 {x + 28},-8!"
                ),
                t.light,
                0.75,
            )
        )
    boats = "".join(
        form(smooth(f"{x},152! {x + 44},152! {x + 36},166 {x + 8},166"), t.accent, t.low(t.accent), -4, -5)
        for x in (-150, -60, 30, 120, 210)
    )
    masts = stroke("M-300 170V20M-300 40L-452 176M-300 28L-236 62M330 170V60M330 70L418 190", t.dark, 5) + path(
        smooth("330,62! 352,66 372,62! 372,84! 352,88 330,84!"), t.accent
    )
    anchor = stroke("M-408 214V240M-418 234C-414 246 -402 246 -398 234", t.shade, 5)
    return frame(
        *smoke, masts, *funnels, *decks, bridge, boats, body, anchor,
        box=(-472, -66, 436, 300), metres=34, stands="water",
        lights=((-180, 192, 40), (0, 192, 40), (180, 192, 40), (0, 154, 40), (-186, 72, 24)),
    )  # fmt: skip


def bridge(t: Tones, v: int) -> HeroArt:
    """Draw a bridge over water: a suspension bridge, or an arched stone one for odd variants."""
    if v % 2:
        return _stone_bridge(t)
    steel = t.accent
    low = t.low(steel, 0.4)
    parts = [
        stroke(
            "M-600 252C-520 238 -420 150 -330 20C-220 190 -90 226 0 226C90 226 220 190 330 20C420 150 520 238 600 252",
            steel,
            9,
        )
    ]
    cable = [(x, 20 + 206 * (1 - ((abs(x)) / 330) ** 2.1)) for x in range(-294, 295, 42)]
    parts.extend(stroke(f"M{x} {y:.0f}V262", low, 3) for x, y in cable)
    for side in (-1, 1):
        parts.extend(
            stroke(f"M{side * x} {20 + (x - 330) * 0.98 - (x - 330) ** 2 * 0.0009:.0f}V262", low, 3)
            for x in (372, 414, 456, 498, 540)
        )
    for x in (-330, 330):
        legs = form(slab(x - 30, 0, 20, 420), steel, low, -8, 0) + form(slab(x + 12, 0, 20, 420), steel, low, -8, 0)
        braces = "".join(rect(x - 12, y, 26, 20, low) for y in (16, 84, 156, 226, 330))
        parts.append(legs + braces + rect(x - 36, -8, 74, 16, steel, 3))
        parts.append(form(slab(x - 56, 390, 116, 60, 6), t.natural("#8f8a86"), t.low(t.natural("#8f8a86")), -26, -6))
    deck = (
        form(slab(-600, 256, 1200, 26), steel, low, 0, -10)
        + "".join(stroke(f"M{x} 282L{x + 30} 306L{x + 60} 282", low, 4) for x in range(-600, 600, 60))
        + rect(-600, 304, 1200, 7, low)
    )
    lamps = "".join(stroke(f"M{x} 256V226", t.dark, 3) + circle(x, 224, 6, t.glow) for x in range(-560, 600, 140))
    return frame(
        *parts, deck, lamps,
        box=(-600, -10, 600, 450), metres=70, stands="water",
        lights=tuple((x, 224, 14) for x in range(-560, 600, 140)),
    )  # fmt: skip


def _stone_bridge(t: Tones) -> HeroArt:
    stone = mix(t.natural("#b7a791", 0.2), t.light, 0.2)
    low = t.low(stone)
    body = (
        "M-520 320V170C-300 130 -180 96 0 92C180 96 300 130 520 170V320H436A106 116 0 0 0 224 "
        "320H128A128 150 0 0 0 -128 320H-224A106 116 0 0 0 -436 320Z"
    )
    soffit = path(
        "M-436 320A106 116 0 0 1 -224 320H-236A106 116 0 0 0 -436 306ZM-128 320A128 150 0 0 1 128 "
        "320H114A132 150 0 0 0 -128 302Z"
        "M224 320A106 116 0 0 1 436 320H424A106 116 0 0 0 224 306Z",
        t.low(stone, 0.6),
    )
    arcs = "M-442 320A112 122 0 0 1 -218 320M-134 320A134 156 0 0 1 134 320M218 320A112 122 0 0 1 442 320"
    rims = stroke(arcs, t.high(stone, 0.35), 12, cap="butt")
    courses = clipped(
        body,
        *(
            rect(x, y, 34, 11, t.low(stone, 0.13), 2)
            for x, y in (
                (-490, 220),
                (-470, 260),
                (-180, 190),
                (-200, 240),
                (-176, 280),
                (-60, 130),
                (40, 136),
                (160, 200),
                (186, 246),
                (158, 286),
                (470, 230),
                (480, 280),
                (-330, 170),
                (330, 172),
            )
        ),
    )
    rail = stroke(
        trail("-520,166 -300,128 -180,98 0,88 180,98 300,128 520,166"), t.high(stone, 0.4), 16, cap="butt"
    ) + stroke(trail("-520,178 -300,140 -180,110 0,100 180,110 300,140 520,178"), low, 6, cap="butt")
    piers = "".join(
        form(polygon(f"{x - 34},320 {x - 22},236 {x + 22},236 {x + 34},320"), stone, low, -16, 0) for x in (-176, 176)
    )
    lamps = "".join(
        stroke(f"M{x} {y}V{y - 54}", t.dark, 6)
        + form(
            smooth(f"{x - 12},{y - 54}! {x - 14},{y - 80}! {x},{y - 94} {x + 14},{y - 80}! {x + 12},{y - 54}!"),
            t.glow,
            t.low(t.glow, 0.3),
            -6,
            0,
        )
        + stroke(f"M{x - 16} {y - 80}H{x + 16}", t.dark, 5)
        for x, y in ((-250, 118), (0, 88), (250, 118))
    )
    return frame(
        lamps, path(body, stone), courses, soffit, rims, piers, rail,
        box=(-520, -10, 520, 320), metres=11, stands="water", lights=((-250, 50, 18), (0, 20, 18), (250, 50, 18)),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "rowboat": rowboat,
    "sailboat": sailboat,
    "ship": ship,
    "bridge": bridge,
}
