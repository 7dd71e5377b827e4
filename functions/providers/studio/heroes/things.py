"""Things one carries, gives, keeps or finds."""

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


def book(t: Tones, v: int) -> HeroArt:
    """Draw a stack of two closed books, or an open book for odd variants."""
    cover = (t.accent, t.main)[v // 2 % 2]
    low = t.low(cover, 0.4)
    if v % 2:
        boards = form(
            smooth("-280,70! -140,44 0,84 140,44 280,70! 292,330! 150,306 0,340! -150,306 -292,330!"),
            cover,
            low,
            -6,
            -14,
        )
        left = form(smooth("-262,54! -190,24 -70,26 0,70! 0,318! -80,280 -190,282 -270,306!"), t.light, t.shade, 14, 4)
        right = form(
            smooth("262,54! 190,24 70,26 0,70! 0,318! 80,280 190,282 270,306!"),
            mix(t.light, t.shade, 0.2),
            t.shade,
            -8,
            -8,
        )
        lines = "".join(
            stroke(trail(f"-236,{y} -150,{y - 20} -40,{y + 12}"), t.low(t.shade, 0.3), 5, 0.7)
            for y in (96, 132, 168, 204, 240)
        )
        picture = (
            path(smooth("50,86! 140,56 232,78! 236,180! 140,162 52,190!"), t.main)
            + path(smooth("52,190! 100,130 150,140 190,110 236,150! 236,180! 140,162"), t.low(t.main, 0.4))
            + circle(190, 98, 14, t.glow)
        )
        more = "".join(
            stroke(trail(f"52,{y + 12} 140,{y - 20} 236,{y}"), t.low(t.shade, 0.3), 5, 0.7) for y in (212, 244)
        )
        marker = path(polygon("-10,70 8,74 12,362 0,350 -12,362"), t.glow)
        return frame(boards, left, right, lines, picture, more, marker, box=(-292, 24, 292, 362), metres=0.24)
    other = t.main if cover != t.main else t.accent

    def volume(x: float, y: float, width: float, height: float, colour: str) -> str:
        deep = t.low(colour, 0.36)
        pages = (
            rect(x + 20, y + 11, width - 26, height - 22, t.light)
            + "".join(
                stroke(f"M{x + 30} {y + 11 + k}H{x + width - 6}", t.shade, 3) for k in range(9, int(height) - 24, 10)
            )
            + rect(x + width - 40, y + 11, 34, height - 22, t.dark, opacity=0.12)
        )
        shell = path(
            f"M{x + width} {y}H{x + 30}A{height / 2} {height / 2} 0 0 0 {x + 30} {y + height}H{x + width}V{y + height - 12}H{x + 36}A{height / 2 - 12} {height / 2 - 12} 0 0 1 {x + 36} {y + 12}H{x + width}Z",
            colour,
        ) + path(
            f"M{x + width} {y + height}H{x + 30}A{height / 2} {height / 2} 0 0 1 {x + 2} {y + height * 0.66}L{x + 16} {y + height * 0.7}A{height / 2 - 12} {height / 2 - 12} 0 0 0 {x + 36} {y + height - 12}H{x + width}Z",
            deep,
        )
        return (
            pages
            + shell
            + rect(x + 70, y, 9, 12, t.glow)
            + rect(x + 70, y + height - 12, 9, 12, t.low(t.glow))
            + rect(x + width - 60, y, 9, 12, t.glow)
        )

    upright = moved(
        form(slab(-150, -236, 230, 300, 8), cover, low, -14, -8, rim=t.high(cover, 0.4)),
        form(slab(-150, -236, 40, 300, 8), low, t.low(cover, 0.6), -8, 0),
        stroke(slab(-84, -204, 138, 236, 4), t.glow, 5),
        circle(-15, -112, 40, t.glow),
        circle(-15, -112, 30, cover),
        path(polygon("-15,-138 -4,-116 -15,-88 -26,-116"), t.glow),
        path(polygon("80,-228 90,-222 90,60 80,64"), t.light),
        turn=-7,
        x=10,
        y=64,
    )
    return frame(
        upright,
        volume(-216, 128, 420, 80, other),
        volume(-236, 208, 462, 86, t.low(cover, 0.2) if cover != t.light else t.main),
        box=(-262, -184, 226, 294),
        metres=0.32,
    )


def pen(t: Tones, v: int) -> HeroArt:
    """Draw a fountain pen writing a line."""
    colour = (t.main, t.accent)[v % 2]
    low = t.low(colour, 0.4)
    line = stroke(trail("-330,398 -290,372 -262,400 -226,366 -196,398 -164,388 -130,398"), t.dark, 7)
    nib = (
        form(smooth("-34,0! 34,0! 26,60 4,120! -4,120! -26,60"), t.glow, t.low(t.glow, 0.45), -14, 0)
        + stroke("M0 40V116", t.dark, 3.5)
        + circle(0, 40, 7, t.dark)
    )
    grip = form(polygon("-40,-70 40,-70 34,2 -34,2"), t.dark, "#07070c", -26, 0)
    barrel = (
        form(
            smooth("-46,-70! 46,-70! 54,-200 50,-420 34,-470! -34,-470! -50,-420 -54,-200"),
            colour,
            low,
            -40,
            0,
            rim=t.high(colour, 0.5),
        )
        + rect(-50, -84, 100, 18, t.glow, 4)
        + rect(8, -84, 42, 18, t.low(t.glow, 0.4), 4)
        + rect(-53, -276, 106, 14, t.glow)
    )
    clip_ = form(ribbon("36,-440,8 62,-430,9 62,-300,8"), t.glow, t.low(t.glow, 0.4), -5, 0)
    return frame(line, moved(nib, grip, barrel, clip_, x=-126, y=286, turn=38), box=(-334, -118, 216, 404), metres=0.16)


def box(t: Tones, v: int) -> HeroArt:
    """Draw a cardboard box, closed with tape or opening."""
    card = t.natural("#c39462", 0.08)
    low, pale = t.low(card, 0.3), t.high(card, 0.3)
    left, right = polygon("-240,110 0,170 0,440 -240,360"), polygon("0,170 240,110 240,360 0,440")
    sides = path(left, card) + path(right, low)
    sign = (
        path(polygon("70,300 70,256 52,262 88,222 122,240 104,246 104,290"), t.low(card, 0.6))
        + path(polygon("130,284 130,240 112,246 148,206 182,224 164,230 164,274"), t.low(card, 0.6))
        + path(polygon("52,338 190,302 190,312 52,350"), t.low(card, 0.6))
    )
    label = (
        path(polygon("-200,240 -96,268 -96,348 -200,318"), t.light)
        + stroke("M-184 264L-112 284M-184 282L-130 297M-184 300L-146 311", t.low(t.shade, 0.4), 5)
        + path(polygon("-128,318 -106,324 -106,338 -128,332"), t.accent)
    )
    if v % 2:
        inside = path(polygon("-240,110 0,50 240,110 0,170"), t.low(card, 0.62))
        flaps = (
            path(polygon("-240,110 0,50 -60,-12 -300,52"), low)
            + path(polygon("240,110 0,50 70,-14 300,50"), card)
            + path(polygon("-240,110 0,170 -70,232 -320,166"), pale)
            + path(polygon("240,110 0,170 76,234 322,164"), card)
        )
        gleam = (
            form(smooth("0,70! -46,20 -40,-40 0,-90! 40,-40 46,20"), t.glow, mix(t.glow, t.warm, 0.3), -10, 0)
            + circle(-70, -20, 8, t.glow)
            + circle(66, -50, 6, t.glow)
            + circle(90, 10, 8, t.glow)
        )
        return frame(
            inside,
            gleam,
            flaps,
            sides,
            flaps[flaps.rindex('<path d="M-240') :],
            label,
            box=(-320, -90, 322, 440),
            metres=0.4,
            lights=((0, 0, 90),),
        )
    top = (
        path(polygon("-240,110 0,50 240,110 0,170"), pale)
        + path(polygon("-150,88 -84,71 156,131 90,148"), t.accent)
        + path(polygon("90,148 156,131 156,196 90,214"), t.low(t.accent))
        + stroke("M-120 80L120 140", t.low(t.accent, 0.3), 3)
    )
    return frame(sides, top, sign, label, box=(-240, 50, 240, 440), metres=0.4)


def gift(t: Tones, v: int) -> HeroArt:
    """Draw a wrapped present with a bow."""
    paper, band = ((t.accent, t.light), (t.main, t.accent), (t.light, t.accent))[v % 3]
    low = t.low(paper, 0.34)
    dots = "".join(
        circle(x, y, 9, t.high(paper, 0.4) if paper != t.light else t.shade)
        for y in (210, 264, 318, 372)
        for x in range(-150 + (y // 54 % 2) * 30, 170, 60)
    )
    body = form(slab(-170, 170, 340, 240, 6), paper, low, -80, 0, inner=dots + rect(-34, 160, 68, 260, band))
    lid = form(
        slab(-192, 110, 384, 70, 8), t.high(paper, 0.15), low, -90, -6, inner=rect(-36, 100, 72, 90, t.high(band, 0.2))
    )
    loop = form(smooth("0,108! -50,94 -120,90 -150,50 -136,8 -90,2 -40,50"), band, t.low(band, 0.34), -6, -12) + path(
        smooth("-20,90! -60,80 -104,72 -118,46 -104,28 -76,36 -44,68"), t.low(band, 0.5)
    )
    tails = form(
        smooth("-6,100! -60,116 -110,160! -84,160 -82,186! -30,150 10,112"), band, t.low(band, 0.3), -4, -8
    ) + form(
        smooth("6,100! 60,116 110,160! 84,160 82,186! 30,150 -10,112"), t.low(band, 0.2), t.low(band, 0.45), -4, -8
    )
    knot = form(smooth("-30,72 0,64 30,72 34,104 0,114 -34,104"), t.high(band, 0.2), t.low(band, 0.3), -10, -6)
    return frame(body, lid, tails, moved(loop, flip=True), loop, knot, box=(-193, 0, 193, 410), metres=0.35)


def bag(t: Tones, v: int) -> HeroArt:
    """Draw a leather satchel, or a shopping bag for odd variants."""
    if v % 2:
        colour = (t.main, t.accent)[v // 2 % 2]
        low = t.low(colour, 0.32)
        side = path(polygon("120,130 190,110 190,420 120,440"), low) + path(
            polygon("120,130 190,110 160,280 190,420 120,440"), t.low(colour, 0.5)
        )
        front = (
            form(
                polygon("-180,130 120,130 120,440 -180,440"),
                colour,
                t.low(colour, 0.16),
                -20,
                0,
                rim=t.high(colour, 0.4),
            )
            + circle(-30, 290, 62, t.light)
            + path(
                smooth("-30,336! -74,300 -66,262 -42,262 -30,278! -18,262 8,262 14,300"),
                t.accent if colour != t.accent else t.dark,
            )
        )
        return frame(
            stroke("M-30 116C-40 0 110 0 110 112", t.low(t.shade, 0.3), 11),
            path(polygon("-180,130 -110,110 190,110 120,130"), t.low(colour, 0.62)),
            side,
            front,
            stroke("M-110 150C-120 10 60 10 50 150", t.light, 12),
            circle(-110, 150, 9, t.dark),
            circle(50, 150, 9, t.dark),
            box=(-180, 24, 190, 440),
            metres=0.45,
        )
    leather = mix(t.warm, t.natural("#8a5634"), 0.6)
    low = t.low(leather, 0.36)
    strap = stroke("M-200 170C-210 -60 210 -60 200 170", t.low(leather, 0.3), 19) + stroke(
        "M-74 120C-70 64 70 64 74 120", low, 20
    )
    body = form(
        smooth("-226,140! -210,112 210,112 226,140! 236,300 224,420! -224,420! -236,300"),
        low,
        t.low(leather, 0.6),
        -20,
        -4,
    )
    pocket = form(slab(-176, 270, 352, 130, 16), leather, low, -20, -10) + stroke(
        slab(-164, 282, 328, 106, 10), t.high(leather, 0.3), 3, 0.8
    )
    flap = form(
        smooth("-232,128! -190,102 190,102 232,128! 238,210 220,276 160,292! -160,292! -220,276 -238,210"),
        t.high(leather, 0.12),
        low,
        -24,
        -14,
    ) + stroke(
        trail("-218,140! -222,210 -206,262 -156,278! 156,278! 206,262 222,210 218,140!"), t.high(leather, 0.4), 3.5, 0.9
    )
    belts = "".join(
        form(slab(x - 19, 180, 38, 168, 10), low, t.low(leather, 0.6), -10, 0)
        + form(slab(x - 28, 284, 56, 42, 6), t.glow, t.low(t.glow, 0.45), -12, -6)
        + rect(x - 15, 295, 30, 20, low)
        + rect(x - 3, 292, 6, 30, t.glow, 2)
        for x in (-116, 116)
    )
    return frame(strap, body, pocket, flap, belts, box=(-238, -12, 238, 420), metres=0.38)


def shoe(t: Tones, v: int) -> HeroArt:
    """Draw a running shoe in profile."""
    colour, other = ((t.accent, t.main), (t.main, t.accent), (t.light, t.accent))[v % 3]
    low = t.low(colour, 0.36)
    tongue = form(smooth("-96,60! -90,0 -64,-22 -30,-6 10,60!"), other, t.low(other), -12, 0)
    upper = smooth(
        "-262,210! -272,130 -268,60 -256,10! -220,24 -160,34 -112,18! -60,60 0,104 70,136 150,150 230,166 270,196 274,226! -262,230!"
    )
    toe = path(smooth("160,140! 230,160 280,196 284,236! 150,236! 170,186"), t.high(colour, 0.3)) + path(
        smooth("-280,90! -230,110 -190,160 -190,240! -290,240!"), other
    )
    swoosh = path(
        smooth("-150,196! -90,150 -30,110 30,124! 0,146 10,190 60,214! -20,214 -80,196 -110,220!"),
        t.light if colour != t.light else other,
    )
    body = form(upper, colour, low, -12, -20, inner=toe + swoosh)
    lining = path(smooth("-256,10! -220,24 -160,34 -112,18! -130,44 -190,52 -244,36!"), t.dark)
    laces = "".join(
        stroke(f"M{x} {y}L{x + 46} {y - 34}", t.light if colour != t.light else t.dark, 10)
        for x, y in ((-104, 70), (-70, 94), (-34, 116), (4, 134))
    )
    sole = (
        form(smooth("-276,220! 0,236 276,214! 292,240 280,274! 60,284! -262,284! -284,256"), t.light, t.shade, -10, -20)
        + path(smooth("-280,262! 0,276 286,258! 276,286! -262,286!"), other)
        + stroke(
            "M-220 284V274M-170 284V274M-120 284V274M-70 284V274M-20 284V274M30 284V274M80 284V274M130 284V274M180 284V274M230 284V274",
            t.low(other, 0.5),
            7,
        )
    )
    return frame(
        tongue,
        body,
        lining,
        laces,
        sole,
        stroke(trail("-262,40 -284,10 -270,-6"), other, 10),
        box=(-289, -19, 291, 286),
        metres=0.14,
    )


def ball(t: Tones, v: int) -> HeroArt:
    """Draw a football, or a striped beach ball for odd variants."""
    disc = ring(0, 200, 200)
    night = (
        f'<path d="M-600 -600H800V800H-600Z{ring(-44, 164, 206)}" fill-rule="evenodd" fill="{t.dark}" opacity="0.3"/>'
    )
    if v % 2:
        wedges = "".join(
            path(d, c)
            for d, c in (
                ("M-40 120C-120 40 -130 -20 -60 -40H80C40 20 0 70 -40 120Z", t.accent),
                ("M-40 120C40 70 120 60 260 120V-40H80C40 20 0 70 -40 120Z", t.light),
                ("M-40 120C60 90 160 120 260 250V120C120 60 40 70 -40 120Z", t.main),
                ("M-40 120C40 200 70 300 40 440H260V250C160 120 60 90 -40 120Z", t.light),
                ("M-40 120C-50 220 -30 330 -60 440H40C70 300 40 200 -40 120Z", t.glow),
                ("M-40 120C-120 180 -180 260 -190 400V440H-60C-30 330 -50 220 -40 120Z", t.light),
                ("M-40 120C-110 100 -170 120 -240 170V420H-190C-180 260 -120 180 -40 120Z", t.main),
            )
        )
        return frame(
            path(disc, t.light),
            clipped(disc, wedges, night),
            circle(-40, 120, 24, t.light),
            path(smooth("-150,120 -116,66 -80,40! -104,90 -126,140"), "#ffffff", 0.5),
            box=(-201, -1, 201, 400),
            metres=0.4,
        )
    patch = mix(t.dark, "#15151c", 0.3)
    pentagons = "".join(
        path(polygon(p), patch)
        for p in (
            "-16,128 50,166 34,240 -44,248 -78,176",
            "-50,-10 40,-10 60,34 -4,58 -62,30",
            "150,90 210,60 210,190 172,210 128,150",
            "102,322 150,290 180,330 120,400 70,390",
            "-110,332 -50,338 -30,390 -80,420 -140,380",
            "-210,120 -160,110 -134,170 -166,236 -210,220",
        )
    )
    seams = stroke(
        "M-16 128L-4 58M50 166L128 150M34 240L102 322M-44 248L-50 338M-78 176L-134 170M60 34L150 90M-62 30L-160 110M172 210L150 290M-166 236L-110 332M-30 390L70 390",
        t.low(t.shade, 0.5),
        6,
    )
    return frame(
        path(disc, t.light),
        clipped(disc, seams, pentagons, night),
        path(smooth("-150,110 -116,62 -84,40! -104,90 -130,130"), "#ffffff", 0.7),
        box=(-201, -1, 201, 400),
        metres=0.22,
    )


def umbrella(t: Tones, v: int) -> HeroArt:
    """Draw an open umbrella with its crook."""
    colour, other = ((t.accent, t.light), (t.main, t.accent), (t.accent, t.main))[v % 3]
    wood = t.natural("#7b4a2d")
    stick = (
        stroke("M0 120V470", t.low(t.shade, 0.5), 11, cap="butt")
        + stroke("M0 440V490A36 36 0 0 0 72 490V478", wood, 21)
        + stroke("M-4 440V488", t.high(wood, 0.3), 5)
    )
    under = path(
        smooth("-270,232! -180,206 -92,240! 0,206 92,240! 180,206 270,232! 200,250 0,270 -200,250"), t.low(colour, 0.55)
    )
    dome = smooth(
        "0,-10! 120,16 232,100 280,236! 228,214 184,214 140,240! 98,212 46,212 0,240! -46,212 -98,212 -140,240! -184,214 -228,214 -280,236! -232,100 -120,16"
    )
    gores = path("M0 -12C-60 60 -130 140 -140 242L0 242C0 150 0 70 0 -12Z", other) + path(
        "M0 -12C70 60 130 140 140 242L290 242C260 120 140 10 0 -12Z", other
    )
    ribs = stroke("M0 -10C-60 60 -130 140 -140 240M0 -10V240M0 -10C70 60 130 140 140 240", t.low(colour, 0.35), 4)
    tip = stroke("M0 -6V-36", t.dark, 9) + "".join(
        circle(x, y, 6, t.dark) for x, y in ((-280, 236), (-140, 240), (0, 240), (140, 240), (280, 236))
    )
    return frame(
        under,
        stick,
        form(dome, colour, t.low(colour), -44, -8, inner=gores + ribs),
        tip,
        box=(-286, -40, 286, 536),
        metres=0.95,
    )


def key(t: Tones, v: int) -> HeroArt:
    """Draw an old ornate key with a ribbon, upright."""
    metal = mix("#d8a548", (t.glow, t.shade)[v % 2], 0.35)
    low = t.low(metal, 0.42)
    bow = f"{ring(0, 110, 108, 104)}{ring(0, 106, 66, 62)}"
    shape = (
        f'<path d="{bow}" fill-rule="evenodd" fill="{metal}"/><path d="M76 36A108 104 0 0 1 60 196A120 116 0 0 0 76 36Z" fill="{low}"/>'
        + stroke(ring(0, 108, 88, 84), low, 5)
    )
    curls = "".join(
        stroke(trail(d), metal, 15) for d in ("-42,130 -46,92 -14,84 0,112", "42,130 46,92 14,84 0,112", "0,112 0,166")
    )
    collar = form(slab(-40, 206, 80, 22, 8), metal, low, -24, 0) + form(slab(-32, 232, 64, 14, 6), metal, low, -20, 0)
    shaft = form(slab(-20, 226, 40, 290, 8), metal, low, -18, 0, rim=t.high(metal, 0.6))
    bit = form(
        polygon("16,400 116,400 116,438 84,438 84,456 116,456 116,500 66,500 66,480 44,480 44,500 16,500"),
        metal,
        low,
        -10,
        -8,
    )
    ribbon_ = form(ribbon("-70,40,13 -130,90,14 -150,180,13 -120,250,12"), t.accent, t.low(t.accent), -8, -4) + form(
        ribbon("-70,40,13 -170,70,14 -196,130,13 -186,190,12"), t.low(t.accent, 0.15), t.low(t.accent, 0.45), -8, -4
    )
    return frame(
        ribbon_, shaft, bit, collar, shape, curls, circle(0, 84, 11, t.accent), box=(-213, 5, 116, 516), metres=0.09
    )


def heart(t: Tones, v: int) -> HeroArt:
    """Draw a heart with a small one beside it."""
    colour = mix(t.warm, "#d43d4f", 0.5) if v % 2 == 0 else t.accent
    low = t.low(colour, 0.34)
    d = smooth(
        "0,96! 40,20 110,-14 186,10 230,80 214,170 150,260 60,340 0,390! -60,340 -150,260 -214,170 -230,80 -186,10 -110,-14 -40,20"
    )
    body = form(d, colour, low, -40, -22, rim=t.high(colour, 0.35))
    shine = path(smooth("-178,110 -166,60 -126,34! -138,74 -150,130"), "#ffffff", 0.55) + circle(
        -158, 152, 10, "#ffffff", 0.5
    )
    small = moved(form(d, t.high(colour, 0.4), colour, -40, -20), x=196, y=-70, scale=0.3, turn=16)
    return frame(body, small, shine, box=(-230, -78, 267, 390), metres=1, stands="air")


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "book": book,
    "pen": pen,
    "box": box,
    "gift": gift,
    "bag": bag,
    "shoe": shoe,
    "ball": ball,
    "umbrella": umbrella,
    "key": key,
    "heart": heart,
}
