"""Furniture, instruments, the door, and the props of journeys and old tales."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    moved,
    oval,
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


def guitar(t: Tones, v: int) -> HeroArt:
    """Draw an acoustic guitar, upright."""
    wood = t.natural(("#c98a47", "#9d5b34")[v % 2], 0.06)
    low = t.low(wood, 0.4)
    neckwood = mix("#4a2c1f", t.dark, 0.25)
    body_d = smooth(
        "0,330 70,326 116,352 122,400 100,440 104,476 146,520 160,590 130,660 60,690 0,694! -60,690 -130,660 -160,590 -146,520 -104,476 -100,440 -122,400 -116,352 -70,326"
    )
    body = form(body_d, wood, low, -22, -8, rim=t.high(wood, 0.3)) + stroke(body_d, t.low(wood, 0.55), 6)
    guard = path(smooth("40,470! 96,500 110,560 70,600 34,540!"), neckwood)
    hole = circle(0, 492, 50, t.high(wood, 0.4)) + circle(0, 492, 42, mix(t.dark, "#120c0a", 0.5))
    neck = (
        form(slab(-19, 60, 38, 420, 3), neckwood, t.low(neckwood, 0.5), -10, 0)
        + "".join(stroke(f"M-19 {y}H19", t.shade, 2.6) for y in (92, 126, 160, 194, 228, 262, 296, 330, 364, 398))
        + "".join(circle(0, y, 4, t.light) for y in (177, 245, 313))
    )
    head = form(smooth("-20,64! -34,10 -30,-40 0,-50 30,-40 34,10 20,64!"), wood, low, -14, 0) + "".join(
        form(slab(x, y, 22, 14, 6), t.shade, t.low(t.shade, 0.5), -5, -4) for y in (-30, -6, 20) for x in (-54, 32)
    )
    bridge = form(slab(-56, 590, 112, 24, 6), neckwood, t.low(neckwood, 0.5), -20, -4)
    strings = stroke("M-13 0V600M-8 0V600M-3 0V600M3 0V600M8 0V600M13 0V600", t.light, 1.6)
    strap = stroke(trail("-6,692 -100,692! -176,630 -180,520 -150,420 -80,300 -24,100"), t.accent, 13)
    return frame(strap, body, guard, hole, neck, head, bridge, strings, box=(-194, -50, 165, 694), metres=1.0)


def piano(t: Tones, v: int) -> HeroArt:
    """Draw a grand piano with its lid raised."""
    case = mix(t.dark, "#14141c", 0.3) if v % 2 == 0 else mix(t.accent, t.dark, 0.35)
    low, sheen = mix(case, "#000000", 0.4), mix(case, t.light, 0.3)
    lid = form(smooth("-180,170! -100,20 40,-60 200,-70 300,-20! 330,60 316,160!"), case, low, -8, -20, rim=sheen)
    inside = path(smooth("-170,182! 320,166! 316,196! -150,214!"), mix("#c8923e", t.glow, 0.3)) + stroke(
        "M-130 204L290 176M-100 208L300 186", t.low(t.glow, 0.5), 3
    )
    prop = stroke("M190 172L236 -20", sheen, 8)
    body = form(
        smooth("-300,196! 320,176! 340,200 338,256 320,276! -300,276!"),
        case,
        low,
        -16,
        -20,
        inner=stroke("M-280 214L320 194", sheen, 5),
    )
    ledge = form(slab(-340, 232, 226, 22, 5), low, "#000000", -10, -8)
    keys = (
        rect(-330, 214, 196, 22, "#f7f2e8", 3)
        + "".join(rect(x, 214, 9, 13, "#16161c") for x in range(-316, -140, 24) if (x + 316) // 24 not in (2, 6))
        + stroke(
            "M-306 236V228M-282 236V228M-258 236V228M-234 236V228M-210 236V228M-186 236V228M-162 236V228", t.shade, 2
        )
    )
    stand = (
        form(smooth("-220,196! -200,110! -96,104! -104,190!"), case, low, -8, -4)
        + path(polygon("-194,180 -180,120 -146,118 -154,178"), t.light)
        + path(polygon("-148,178 -140,118 -108,116 -114,176"), t.shade)
        + stroke("M-176 136L-158 135M-178 150L-160 149M-132 134L-118 133", t.dark, 3)
    )
    legs = "".join(
        form(
            smooth(f"{x - 17},274! {x + 17},274! {x + 10},330 {x + 7},420! {x - 7},420! {x - 10},330"), case, low, -8, 0
        )
        + circle(x, 430, 10, t.glow)
        for x in (-270, 60, 290)
    ) + stroke("M-110 276L-100 410M-70 276L-80 410M-118 412H-62", sheen, 7)
    return frame(lid, prop, inside, stand, body, ledge, keys, legs, box=(-340, -76, 341, 440), metres=1.6)


def door(t: Tones, v: int) -> HeroArt:
    """Draw a panelled front door in its frame, with steps, lamp and plants."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.34)
    surround = (
        form(slab(-150, 0, 300, 520, 4), t.light, t.shade, -12, -6)
        + rect(-172, -18, 344, 26, t.light, 4)
        + rect(-172, 2, 344, 8, t.shade)
    )
    fan = (
        path("M-112 120A112 104 0 0 1 112 120Z", t.glow)
        + stroke("M0 120V18M0 120L-76 46M0 120L76 46M-112 120A112 104 0 0 1 112 120", t.dark, 5)
        + path("M-36 120A36 34 0 0 1 36 120Z", t.dark)
    )
    leaf = form(slab(-116, 128, 232, 392, 3), colour, low, -12, -6)
    panels = "".join(
        form(slab(x, y, 84, h, 4), t.low(colour, 0.16), low, 8, 6) + stroke(slab(x, y, 84, h, 4), low, 4)
        for x in (-98, 14)
        for y, h in ((148, 130), (322, 168))
    )
    fittings = (
        form(slab(-36, 290, 72, 19, 5), t.glow, t.low(t.glow, 0.45), -4, -7)
        + form(ring(92, 310, 13), t.glow, t.low(t.glow, 0.45), -5, -4)
        + stroke(ring(0, 236, 17), t.glow, 7)
        + circle(0, 219, 9, t.glow)
    )
    steps = form(slab(-190, 516, 380, 24, 3), t.shade, t.low(t.shade), 0, -12) + form(
        slab(-226, 540, 452, 26, 3), t.high(t.shade), t.low(t.shade, 0.2), 0, -13
    )
    leafc = t.natural("#55804f")
    pots = "".join(
        form(ring(x, 386, 46), leafc, t.low(leafc), -12, -10)
        + stroke(f"M{x} 430V470", t.natural("#6b4630"), 9)
        + form(
            polygon(f"{x - 34},466 {x + 34},466 {x + 24},540 {x - 24},540"),
            t.main if colour != t.main else t.accent,
            t.dark,
            -14,
            0,
        )
        for x in (-200, 200)
    )
    lamp = (
        stroke("M176 170V196", t.dark, 7)
        + form(smooth("158,196! 194,196! 188,246! 164,246!"), t.glow, t.low(t.glow, 0.2), -8, 0)
        + stroke("M154 196H198M162 248H190", t.dark, 7)
    )
    return frame(
        surround,
        fan,
        leaf,
        panels,
        fittings,
        steps,
        pots,
        lamp,
        box=(-247, -18, 247, 566),
        metres=2.9,
        lights=((0, 70, 80), (176, 220, 44)),
    )


def tent(t: Tones, v: int) -> HeroArt:
    """Draw a ridge tent, open and lit from within."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.36)
    ropes = stroke("M-70 0L-330 336M150 -10L356 330", t.shade, 4) + stroke(
        "M-330 318V340M356 312V338", t.natural("#7b4f33"), 11
    )
    side = form(smooth("-70,0! 40,10 150,-10! 210,130 310,330! 120,336!"), low, t.low(colour, 0.55), -6, -8)
    front = form(
        smooth("-70,0! -130,150 -260,340! 130,340! 20,160"), colour, t.low(colour, 0.2), -12, 0, rim=t.high(colour, 0.4)
    )
    inside = path(smooth("-70,60! -110,190 -170,340! 50,340! -20,190"), mix(t.glow, t.warm, 0.15)) + path(
        smooth("-70,60! -60,190 -70,340! 50,340! -20,190"), mix(t.glow, t.warm, 0.4)
    )
    flap = form(smooth("-70,60! -110,190 -170,340! -214,340! -140,200"), t.high(colour, 0.25), colour, -6, 0) + form(
        smooth("-70,60! -20,190 50,340! 96,340! 0,190"), t.high(colour, 0.1), low, -10, 0
    )
    gear_ = form(
        smooth("-130,340! -126,318 -100,308 -30,312 -10,340!"),
        t.main if colour != t.main else t.accent,
        t.dark,
        -10,
        -8,
    ) + circle(-116, 322, 13, t.light)
    poles = stroke("M-70 4V-22M150 -8V-30", t.dark, 9) + path(
        smooth("-66,-22! -40,-20 -16,-10! -40,-4 -66,0!"), t.light
    )
    grass = "".join(
        path(polygon(f"{x - 10},340 {x - 4},318 {x},336 {x + 6},312 {x + 10},340"), t.natural("#5d8a55"))
        for x in (-286, -226, 130, 214, 300)
    )
    return frame(
        ropes,
        side,
        front,
        inside,
        gear_,
        flap,
        poles,
        grass,
        box=(-336, -34, 362, 340),
        metres=1.7,
        lights=((-60, 250, 130),),
    )


def letter(t: Tones, v: int) -> HeroArt:
    """Draw an opened envelope with its letter and a wax seal."""
    paper = mix(t.light, t.accent, (0.1, 0.4, 0.25)[v % 3])
    low = t.low(paper, 0.24)
    flap = path(polygon("-240,160 0,-30 240,160"), low)
    inner = path(polygon("-216,160 0,-12 216,160"), mix(t.accent, t.dark, 0.15)) + "".join(
        stroke(f"M{x} 160L{x + 100} 60", t.high(t.accent, 0.3), 7, 0.6) for x in range(-200, 160, 44)
    )
    sheet = (
        form(slab(-190, 10, 380, 300, 4), "#fffdf6", t.shade, -16, -4)
        + stroke("M-150 56H40M-150 92H150M-150 124H150M-150 156H150M-150 188H120", t.low(t.shade, 0.25), 6)
        + stroke(trail("60,52 80,40 96,58 114,38 140,52"), t.main, 5)
    )
    pocket = (
        path(polygon("-240,160 0,300 240,160 240,400 -240,400"), paper)
        + path(polygon("-240,160 -240,400 -20,270"), t.low(paper, 0.1))
        + path(polygon("240,160 240,400 20,270"), low)
        + path(polygon("-240,400 0,236 240,400"), paper)
        + stroke("M-240 400L0 238L240 400", low, 5)
    )
    seal = form(
        smooth("0,226 28,222 42,246 58,262 50,288 42,312 16,318 -8,326 -30,310 -52,296 -48,270 -48,244 -24,234"),
        mix("#b93236", t.warm, 0.3),
        mix("#74202a", t.dark, 0.2),
        -8,
        -6,
    ) + path(smooth("2,296! -22,276 -18,258 -6,258 2,266! 10,258 22,258 26,276"), mix("#e2706a", t.warm, 0.2))
    clean = clipped(
        slab(-240, -60, 480, 460, 0),
        flap,
        clipped(polygon("-240,160 0,-30 240,160 240,400 -240,400"), inner),
        sheet,
        pocket,
    )
    return frame(clean, seal, box=(-240, -30, 240, 400), metres=0.14)


def globe(t: Tones, v: int) -> HeroArt:
    """Draw a globe on its stand."""
    sea = mix(t.cool, "#3a7fa3", 0.3)
    land = t.natural("#86a05a")
    disc = ring(0, 170, 158)
    lands = "".join(
        path(smooth(d), c)
        for d, c in (
            ("-150,90 -110,50 -40,30 -10,60 -50,90 -40,120 -80,150 -70,180 -120,170 -160,130", land),
            ("-60,200 -20,196 10,230 -6,280 -40,320 -64,270", land),
            ("30,40 80,30 130,70 160,130 120,150 90,130 70,160 40,130 50,90", t.high(land, 0.2)),
            ("60,180 110,176 130,220 100,280 70,250", t.high(land, 0.2)),
            ("-20,110 0,100 8,120 -10,128", land),
        )
    )
    lines = stroke(
        "M-158 170H158M-140 96H140M-140 244H140M0 12V328M0 12C-110 80 -110 260 0 328M0 12C110 80 110 260 0 328",
        "#ffffff",
        2.6,
        0.35,
    )
    night = (
        f'<path d="M-600 -600H800V800H-600Z{ring(-36, 140, 164)}" fill-rule="evenodd" fill="{t.dark}" opacity="0.34"/>'
    )
    ball = moved(path(disc, sea), clipped(disc, lands, lines), x=40, y=-15, turn=14) + clipped(
        ring(0, 152, 158), f'<g transform="translate(0 -18)">{night}</g>'
    )
    brass = mix("#d2a04a", t.glow, 0.3)
    arc = (
        stroke("M-74 -24A186 186 0 1 0 120 296", t.low(brass, 0.3), 17)
        + stroke("M-78 -24A190 190 0 1 0 116 298", brass, 8)
        + circle(-62, -14, 14, brass)
        + circle(76, 312, 14, brass)
    )
    wood = t.natural("#7b4c30")
    stand = form(smooth("-16,340! 16,340! 20,400 70,430! -70,430! -20,400"), wood, t.low(wood, 0.45), -16, 0) + form(
        slab(-120, 424, 240, 26, 10), wood, t.low(wood, 0.45), -40, -4
    )
    return frame(
        stand,
        arc,
        moved(ball),
        path(smooth("-110,110 -84,56 -44,32! -66,80 -86,130"), "#ffffff", 0.4),
        box=(-199, -33, 165, 450),
        metres=0.45,
    )


def magnifier(t: Tones, v: int) -> HeroArt:
    """Draw a magnifying glass."""
    rim = (mix("#d2a04a", t.glow, 0.3), t.accent)[v % 2]
    wood = mix(t.natural("#7b4a2d"), t.dark, 0.1)
    pane = ring(0, 0, 132)
    glass = path(pane, mix("#ffffff", t.cool, 0.25), 0.72) + clipped(
        pane,
        path(polygon("-150,60 40,-150 90,-150 -150,120"), "#ffffff", 0.7),
        path(polygon("-60,150 150,-80 150,-50 -30,150"), "#ffffff", 0.45),
        f'<path d="M-400 -400H400V400H-400Z{ring(-14, -12, 134)}" fill-rule="evenodd" fill="{t.dark}" opacity="0.18"/>',
    )
    band = (
        f'<path d="{ring(0, 0, 160)}{ring(0, 0, 130)}" fill-rule="evenodd" fill="{rim}"/><path d="{ring(0, 0, 160)}{ring(-8, -6, 154)}" fill-rule="evenodd" fill="{t.low(rim, 0.45)}"/>'
        + stroke(ring(0, 0, 133), t.low(rim, 0.4), 5)
    )
    handle = (
        form(slab(-17, 150, 34, 46, 4), rim, t.low(rim, 0.45), -12, 0)
        + form(
            smooth("-26,190! 26,190! 36,260 34,350 24,392! -24,392! -34,350 -36,260"),
            wood,
            t.low(wood, 0.45),
            -24,
            0,
            rim=t.high(wood, 0.3),
        )
        + rect(-30, 196, 60, 13, rim, 4)
        + rect(-28, 372, 56, 13, rim, 4)
    )
    return frame(moved(glass, band, handle, turn=-38), box=(-160, -160, 262, 326), metres=0.25)


def crown(t: Tones, v: int) -> HeroArt:
    """Draw a jewelled crown with velvet."""
    gold = mix("#e0ab45", t.glow, 0.3)
    low = t.low(gold, 0.42)
    velvet = (mix(t.accent, "#7d2038", 0.4), mix(t.main, t.dark, 0.2))[v % 2]
    cap = form(smooth("-170,260! -150,120 -80,70 0,60 80,70 150,120 170,260!"), velvet, t.low(velvet, 0.45), -30, -10)
    back = path(smooth("-196,256! -130,236 0,228 130,236 196,256! 130,270 0,276 -130,270"), t.low(gold, 0.6))
    points = form(
        polygon("-200,290 -244,70 -140,190 -110,36 -46,180 0,0 46,180 110,36 140,190 244,70 200,290"),
        gold,
        low,
        -22,
        -2,
        rim=t.high(gold, 0.6),
    )
    tips = "".join(
        form(ring(x, y, 19), c, t.low(c, 0.4), -6, -5)
        for x, y, c in (
            (-246, 58, t.light),
            (-112, 24, t.accent),
            (0, -14, t.light),
            (112, 24, t.accent),
            (246, 58, t.light),
        )
    )
    band = form(
        smooth("-206,268! -100,294 0,300 100,294 206,268! 200,346! 100,370 0,376! -100,370 -200,346!"),
        gold,
        low,
        -44,
        -8,
        rim=t.high(gold, 0.6),
    ) + stroke(
        trail("-200,286 -100,310 0,316 100,310 200,286") + trail("-196,334 -100,356 0,362 100,356 196,334"), low, 5
    )
    gems = "".join(
        form(polygon(f"{x - 21},{y} {x},{y - 21} {x + 21},{y} {x},{y + 21}"), c, t.low(c, 0.45), -8, -4)
        for x, y, c in (
            (0, 338, t.accent),
            (-86, 332, t.main),
            (86, 332, t.main),
            (-158, 316, t.light),
            (158, 316, t.light),
        )
    ) + "".join(form(ring(x, 220, 12), t.main, t.low(t.main, 0.5), -4, -3) for x in (-122, 0, 122))
    return frame(cap, back, points, tips, band, gems, box=(-266, -34, 266, 376), metres=0.25)


def sword(t: Tones, v: int) -> HeroArt:
    """Draw a sword stuck in a stone (even variants) or point down before a shield."""
    steel = mix("#dfe5ea", t.light, 0.3)
    dull = mix(t.shade, t.dark, 0.25)
    gold = mix("#dba642", t.glow, 0.3)
    low = t.low(gold, 0.42)
    blade = (
        path(polygon("-26,150 26,150 24,520 0,560 -24,520"), steel)
        + path(polygon("0,150 26,150 24,520 0,560"), dull)
        + rect(-5, 160, 10, 300, t.low(t.shade, 0.4), 5)
    )
    guard = form(
        smooth("-120,110 -134,140 -110,160 -60,150 0,166 60,150 110,160 134,140 120,110! 60,128 0,122 -60,128"),
        gold,
        low,
        -12,
        -9,
        rim=t.high(gold, 0.6),
    )
    grip = form(slab(-17, 14, 34, 114, 8), mix(t.accent, t.dark, 0.35), mix(t.accent, t.dark, 0.65), -12, 0) + stroke(
        "M-17 36L17 24M-17 60L17 48M-17 84L17 72M-17 108L17 96", gold, 5
    )
    pommel = form(ring(0, -10, 32), gold, low, -10, -7, rim=t.high(gold, 0.6)) + form(
        ring(0, -10, 14), t.accent, t.low(t.accent, 0.5), -5, -4
    )
    gem = form(polygon("-15,138 0,122 15,138 0,154"), t.accent, t.low(t.accent, 0.5), -6, -3)
    if v % 2:
        shield = form(
            smooth("-190,210! -90,220 0,190! 90,220 190,210! 196,340 140,480 0,580! -140,480 -196,340"),
            t.main,
            t.low(t.main),
            -30,
            -10,
            inner=path("M0 180H220V600H0Z", t.accent),
        ) + stroke(
            smooth("-190,210! -90,220 0,190! 90,220 190,210! 196,340 140,480 0,580! -140,480 -196,340"), gold, 15
        )
        return frame(shield, blade, guard, grip, pommel, gem, box=(-204, -44, 204, 588), metres=1.1)
    rock = t.natural("#7d7a7c")
    dark = t.low(rock, 0.42)
    stone = (
        form(polygon("-220,600 -206,520 -140,470 -70,440 30,430 120,452 190,506 224,600"), rock, dark, -30, -12)
        + path(polygon("-206,520 -140,470 -70,440 -30,480 -110,520"), t.high(rock, 0.3))
        + path(polygon("30,430 120,452 190,506 120,520 60,480"), t.low(rock, 0.16))
        + stroke("M-110 520L-140 598M60 480L80 540L60 598M120 520L160 560", dark, 5)
        + path(polygon("-40,446 44,442 30,458 -28,460"), t.dark)
        + path(smooth("-220,600! -200,570 -150,584 -110,572 -90,600!"), t.natural("#5f8a55"))
    )
    glint = path(polygon("-14,200 -8,236 4,250 -8,264 -14,300 -20,264 -32,250 -20,236"), "#ffffff", 0.85)
    return frame(
        stone,
        clipped("M-200 0H200V452H-200Z", blade),
        guard,
        grip,
        pommel,
        gem,
        glint,
        box=(-220, -43, 224, 600),
        metres=1.2,
    )


def map_(t: Tones, v: int) -> HeroArt:
    """Draw a folded map with land, river, route and pin."""
    paper = mix(t.light, "#f1dfb6", 0.4)
    sea, land = mix(t.cool, paper, 0.45), mix(t.natural("#94aa6a"), paper, 0.3)
    folds = ("-260,60 -90,20 -90,380 -260,420", "-90,20 80,64 80,424 -90,380", "80,64 250,24 250,384 80,424")
    outline = polygon("-260,60 -90,20 80,64 250,24 250,384 80,424 -90,380 -260,420")
    parts = [path(outline, paper)]
    scene = (
        path(smooth("-300,0! -140,0! -120,120 -180,200 -150,300 -240,460! -300,460!"), sea)
        + path(smooth("-60,60 20,60 60,130 20,190 -60,170 -100,110"), land)
        + path(smooth("110,250 200,230 260,300 220,380 130,360"), land)
        + stroke(trail("60,0 90,110 40,220 90,320 60,440"), sea, 17)
        + path(polygon("130,150 160,96 190,150"), t.low(land, 0.3))
        + path(polygon("168,160 196,110 226,160"), t.low(land, 0.4))
        + path(polygon("130,150 145,123 160,150"), t.low(land, 0.5), 0)
    )
    route = '<path d="M-200 350C-120 300 -60 340 -20 270C20 200 90 230 150 190" fill="none" stroke="{}" stroke-width="9" stroke-dasharray="20 14" stroke-linecap="round"/>'.format(
        mix("#c8423f", t.warm, 0.3)
    )
    parts.append(clipped(outline, scene, route))
    parts.append(path(polygon(folds[1]), t.dark, 0.14))
    parts.append(stroke("M-90 20V380M80 64V424", t.low(paper, 0.3), 3))
    pin = form(
        smooth("152,190! 112,130 104,86 122,50 152,38 182,50 200,86 192,130"),
        mix("#d0413f", t.warm, 0.4),
        mix("#8a2630", t.dark, 0.2),
        -16,
        -4,
    ) + circle(152, 92, 19, t.light)
    compass = moved(
        circle(0, 0, 37, paper),
        stroke(ring(0, 0, 37), t.dark, 4),
        path(polygon("0,-32 9,0 0,32 -9,0"), t.dark),
        path(polygon("0,-32 9,0 -9,0"), t.accent),
        x=-206,
        y=130,
    )
    cross = stroke("M-218 338L-186 366M-186 338L-218 366", t.dark, 9)
    return frame(*parts, compass, cross, oval(152, 192, 15, 5, t.dark, 0.35), pin, box=(-260, 20, 250, 424), metres=0.5)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "chair": chair,
    "table": table,
    "bed": bed,
    "guitar": guitar,
    "piano": piano,
    "door": door,
    "tent": tent,
    "letter": letter,
    "globe": globe,
    "magnifier": magnifier,
    "crown": crown,
    "sword": sword,
    "map": map_,
}
