"""Things with a current in them: phone, laptop, lamps, clocks, and the signs of business and machines."""

import math
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


def _screen_scene(t: Tones, x: float, y: float, width: float, height: float, r: float) -> str:
    """A small landscape on a screen: sky, sun, two ranges of hills, a status line and a card."""
    pane = slab(x, y, width, height, r)
    sky, u = mix(t.light, t.glow, 0.35), min(width, height)
    return clipped(
        pane,
        rect(x, y, width, height, sky),
        circle(x + width * 0.66, y + height * 0.36, u * 0.17, t.warm),
        path(
            smooth(
                f"{x - 40},{y + height * 0.66}! {x + width * 0.26},{y + height * 0.42} {x + width * 0.6},{y + height * 0.62} {x + width + 40},{y + height * 0.44}! {x + width + 40},{y + height + 20}! {x - 40},{y + height + 20}!"
            ),
            t.main,
        ),
        path(
            smooth(
                f"{x - 40},{y + height * 0.78}! {x + width * 0.34},{y + height * 0.68} {x + width * 0.72},{y + height * 0.76} {x + width + 40},{y + height * 0.62}! {x + width + 40},{y + height + 20}! {x - 40},{y + height + 20}!"
            ),
            t.low(t.main, 0.5),
        ),
        path(
            polygon(
                f"{x + width * 0.3},{y + height} {x + width * 0.78},{y} {x + width},{y} {x + width * 0.6},{y + height}"
            ),
            "#ffffff",
            0.13,
        ),
    )


def phone(t: Tones, v: int) -> HeroArt:
    """Draw a smartphone, tilted, with a picture and controls on its screen."""
    case = (t.dark, t.accent, t.light)[v % 3]
    body = form(slab(-128, 0, 256, 520, 38), case, t.low(case, 0.5), -12, -4, rim=t.high(case, 0.4))
    screen = _screen_scene(t, -112, 18, 224, 484, 26) + rect(-38, 30, 76, 15, "#0c0d14", 8)
    card = (
        rect(-92, 354, 184, 116, t.light, 18, 0.95)
        + circle(-58, 396, 21, t.accent)
        + path(polygon("-64,386 -64,406 -48,396"), t.light)
        + rect(-26, 384, 98, 10, t.shade, 5)
        + rect(-26, 402, 66, 9, t.shade, 5)
        + rect(-74, 440, 150, 8, t.shade, 4)
        + rect(-74, 440, 84, 8, t.accent, 4)
        + circle(10, 444, 9, t.accent)
    )
    keys = rect(127, 120, 6, 64, t.low(case, 0.4), 3)
    return frame(
        keys,
        body,
        screen,
        card,
        rect(-44, 486, 88, 6, t.dark, 3),
        box=(-128, 0, 133, 520),
        metres=0.15,
        lights=((0, 260, 150),),
    )


def laptop(t: Tones, v: int) -> HeroArt:
    """Draw an open laptop showing a film cut on its screen."""
    metal = (t.shade, t.dark)[v % 2]
    lid = form(slab(-230, 0, 460, 300, 18), mix(t.dark, "#101119", 0.4), "#08080d", -8, -4)
    screen = (
        _screen_scene(t, -212, 18, 424, 186, 6)
        + rect(-212, 204, 424, 78, t.dark)
        + circle(0, 112, 33, t.light, 0.9)
        + path(polygon("-10,94 -10,130 20,112"), t.dark)
    )
    tracks = "".join(
        rect(x, y, w, 16, c, 4)
        for x, y, w, c in (
            (-200, 216, 120, t.accent),
            (-76, 216, 90, t.main),
            (18, 216, 150, t.accent),
            (-200, 238, 210, t.shade),
            (14, 238, 120, t.glow),
            (-160, 260, 300, t.main),
        )
    ) + rect(-22, 206, 4, 74, "#ffffff")
    deck = (
        form(polygon("-236,300 236,300 290,366 -290,366"), t.high(metal, 0.3), metal, -20, 0)
        + path(polygon("-212,308 212,308 238,340 -238,340"), t.low(metal, 0.45))
        + stroke("M-214 318H214M-222 329H222", t.high(metal, 0.1), 3)
        + path(polygon("-56,346 56,346 62,362 -62,362"), t.low(metal, 0.15))
    )
    edge = form(slab(-292, 364, 584, 20, 9), metal, t.low(metal, 0.4), -20, -9) + rect(
        -46, 364, 92, 7, t.low(metal, 0.4), 3
    )
    return frame(lid, screen, tracks, deck, edge, box=(-292, 0, 292, 384), metres=0.25, lights=((0, 150, 190),))


def camera(t: Tones, v: int) -> HeroArt:
    """Draw a rangefinder camera with leather, lens and flash shoe."""
    leather = (mix(t.dark, "#17171c", 0.3), t.accent, t.main)[v % 3]
    metal = t.shade
    body = form(slab(-210, 60, 420, 260, 28), metal, t.low(metal, 0.35), -16, -8, rim=t.light)
    skin = form(slab(-210, 122, 420, 150, 0), leather, t.low(leather, 0.4), -16, 0)
    top = (
        form(smooth("-84,64! -66,18! 66,18! 84,64!"), metal, t.low(metal, 0.3), -26, 0)
        + rect(-46, 28, 92, 26, t.dark, 5)
        + rect(-40, 32, 40, 16, t.glow, 3)
    )
    dials = (
        form(slab(-186, 34, 66, 30, 6), t.low(metal, 0.2), t.low(metal, 0.5), -18, 0)
        + form(slab(116, 40, 44, 24, 5), t.low(metal, 0.2), t.low(metal, 0.5), -12, 0)
        + form(slab(170, 44, 26, 18, 5), t.accent if leather != t.accent else t.main, t.dark, -8, 0)
    )
    lens = (
        form(ring(0, 196, 108), t.low(metal, 0.1), t.low(metal, 0.5), -16, -12)
        + circle(0, 196, 92, mix(t.dark, "#0b0b10", 0.5))
        + stroke(ring(0, 196, 78), t.shade, 4)
        + form(ring(0, 196, 64), mix(t.main, t.dark, 0.4), mix(t.dark, "#06060c", 0.4), -18, -16)
        + circle(0, 196, 33, mix(t.dark, "#06060c", 0.6))
        + circle(10, 206, 14, mix(t.accent, t.dark, 0.3), 0.8)
    )
    glints = path(smooth("-46,180 -34,154 -12,144 -18,164 -32,186"), "#ffffff", 0.7) + circle(
        28, 224, 7, "#ffffff", 0.6
    )
    marks = "".join(moved(rect(-1.5, -90, 3, 8, t.light), x=0, y=196, turn=a) for a in range(0, 360, 30))
    return frame(
        body,
        skin,
        top,
        dials,
        lens,
        marks,
        glints,
        circle(-162, 92, 9, "#d8473f"),
        rect(124, 80, 62, 26, t.dark, 6),
        box=(-210, 18, 210, 320),
        metres=0.1,
    )


def headphones(t: Tones, v: int) -> HeroArt:
    """Draw over-ear headphones standing on their pads."""
    colour = (t.accent, t.main, t.light)[v % 3]
    low = t.low(colour, 0.36)
    band = (
        stroke("M-166 250C-180 -30 180 -30 166 250", mix(t.dark, "#15151c", 0.3), 30)
        + stroke("M-160 200C-162 -10 130 -16 156 190", colour, 14)
        + stroke("M-96 70C-60 34 60 34 96 70", t.low(t.shade, 0.2), 17)
    )
    arms = "".join(form(slab(x - 16, 190, 32, 84, 10), t.shade, t.low(t.shade, 0.45), -10, 0) for x in (-166, 166))
    left = form(
        smooth("-186,226 -150,240 -132,310 -144,386 -178,404! -212,392 -224,320 -214,250"),
        colour,
        low,
        -24,
        -6,
        rim=t.high(colour, 0.4),
    ) + form(
        smooth("-150,236 -116,244 -96,316 -110,390 -146,404! -128,320"), mix(t.dark, "#15151c", 0.3), "#0b0b10", -10, 0
    )
    right = form(
        smooth("186,226 150,240 132,310 144,386 178,404! 212,392 224,320 214,250"), colour, low, -24, -6
    ) + form(smooth("150,236 116,244 96,316 110,390 146,404! 128,320"), mix(t.dark, "#15151c", 0.3), "#0b0b10", -10, 0)
    return frame(
        band,
        arms,
        left,
        right,
        circle(-182, 318, 17, t.light),
        circle(-182, 318, 8, t.low(colour)),
        box=(-223, 25, 223, 404),
        metres=0.2,
    )


def lamp(t: Tones, v: int) -> HeroArt:
    """Draw a desk lamp on its jointed arm, or a shaded table lamp for odd variants."""
    colour = (t.accent, t.main)[v // 2 % 2]
    low = t.low(colour, 0.36)
    metal = t.low(t.shade, 0.4)
    if v % 2:
        foot = form(smooth("-90,520! -84,500 -40,486 40,486 84,500 90,520!"), metal, t.low(metal, 0.4), -30, -2)
        stem = form(
            smooth("-12,230! 12,230! 14,280 50,340 56,400 24,460 20,490! -20,490! -24,460 -56,400 -50,340 -14,280"),
            colour,
            low,
            -30,
            0,
            rim=t.high(colour, 0.5),
        )
        shade_ = form(
            smooth("-96,20! 96,20! 176,240! 0,254 -176,240!"),
            mix(t.glow, t.light, 0.45),
            mix(t.glow, t.dark, 0.14),
            -60,
            0,
            inner=path(smooth("-200,216! 0,232 200,216! 200,250! 0,256 -200,250!"), colour)
            + path(smooth("-110,26! 0,34 110,26! 110,10! -110,10!"), colour),
        )
        return frame(
            foot,
            stem,
            shade_,
            stroke(trail("60,246 62,290"), t.dark, 3),
            circle(62, 296, 7, t.accent),
            box=(-178, 18, 178, 520),
            metres=0.5,
            lights=((0, 150, 170),),
        )
    base = form(smooth("-150,520! -146,496 -110,480 30,480 66,496 70,520!"), colour, low, -40, -6) + rect(
        -152, 508, 224, 12, low, 4
    )
    arm = (
        stroke("M-40 486L-120 280L60 120", low, 21)
        + stroke("M-43 482L-123 280L57 116", metal, 12)
        + "".join(
            form(ring(x, y, 19), t.shade, t.low(t.shade, 0.5), -6, -5) for x, y in ((-120, 280), (-40, 482), (58, 118))
        )
    )
    beam = path(polygon("70,190 236,92 330,470 -70,520"), t.glow, 0.22)
    hood = (
        form(
            smooth("40,90 70,50 116,46 140,62! 240,84 262,130! 100,230! 66,180 44,130"),
            colour,
            low,
            -12,
            -24,
            rim=t.high(colour, 0.4),
        )
        + form(smooth("262,130! 226,116 130,172 100,230! 140,232 240,176"), mix(t.glow, "#fff6da", 0.4), t.glow, -6, -6)
        + circle(190, 182, 25, "#fffbe6")
    )
    return frame(beam, base, arm, hood, box=(-153, 44, 330, 520), metres=0.5, lights=((190, 182, 120),))


def lantern(t: Tones, v: int) -> HeroArt:
    """Draw a storm lantern with handle and flame."""
    colour = (t.accent, t.main, t.dark)[v % 3]
    low = t.low(colour, 0.42)
    handle = stroke("M-112 150C-150 -40 150 -40 112 150", t.dark, 9) + stroke(
        "M-24 8C-10 2 10 2 24 8", t.natural("#8a5a3a"), 19
    )
    glow = path(
        smooth("0,130 70,160 96,240 84,320 50,360! -50,360! -84,320 -96,240 -70,160"), mix(t.glow, "#ffffff", 0.3), 0.92
    )
    flame = form(
        smooth("0,346! -34,320 -38,286 -10,240 2,200! 14,240 40,286 34,322"),
        mix("#ee8a35", t.warm, 0.2),
        mix("#c95a26", t.warm, 0.2),
        -8,
        0,
    ) + path(smooth("0,342! -18,322 -16,300 0,270! 16,300 18,324"), "#fff6d4")
    wires = stroke("M-106 130V400M106 130V400", low, 11) + stroke(
        "M-96 240C-40 258 40 258 96 240M-60 150L-60 350M60 150L60 350", t.dark, 4, 0.7
    )
    shine = path(smooth("-74,200 -58,180 -62,240 -58,310 -76,290"), "#ffffff", 0.6)
    cap = (
        form(
            smooth("-66,140! -56,96 -34,84 -30,56! 30,56! 34,84 56,96 66,140!"),
            colour,
            low,
            -26,
            0,
            rim=t.high(colour, 0.4),
        )
        + form(slab(-112, 124, 224, 24, 8), low, t.low(low, 0.4), -40, -4)
        + form(slab(-40, 44, 80, 18, 6), low, t.low(low, 0.4), -20, 0)
    )
    base = (
        form(
            smooth("-90,352! 90,352! 104,380 122,440 118,460! -118,460! -122,440 -104,380"),
            colour,
            low,
            -46,
            -2,
            rim=t.high(colour, 0.4),
        )
        + rect(-116, 450, 232, 12, t.dark, 4)
        + rect(-94, 346, 188, 15, low, 5)
        + circle(62, 404, 12, t.shade)
        + stroke("M62 404H104", t.shade, 7)
    )
    return frame(
        handle, glow, flame, wires, shine, cap, base, box=(-123, -2, 123, 462), metres=0.35, lights=((0, 270, 170),)
    )


def clock(t: Tones, v: int) -> HeroArt:
    """Draw a twin-bell alarm clock."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.38)
    feet = form(ribbon("-96,366,15 -130,424,12"), t.dark, "#08080d", -6, 0) + form(
        ribbon("96,366,15 130,424,12"), t.dark, "#08080d", -6, 0
    )
    bells = moved(
        form(smooth("-62,0! -54,-44 0,-66 54,-44 62,0!"), t.glow, t.low(t.glow, 0.4), -18, -6),
        rect(-8, 0, 16, 26, t.dark),
        x=-104,
        y=78,
        turn=-34,
    ) + moved(
        form(smooth("-62,0! -54,-44 0,-66 54,-44 62,0!"), t.glow, t.low(t.glow, 0.4), -18, -6),
        rect(-8, 0, 16, 26, t.dark),
        x=104,
        y=78,
        turn=34,
    )
    top = stroke("M0 70V28", t.dark, 9) + circle(0, 22, 14, t.dark) + stroke("M-46 52C-30 -4 30 -4 46 52", t.shade, 9)
    body = form(ring(0, 238, 176), colour, low, -26, -16, rim=t.high(colour, 0.4)) + form(
        ring(0, 238, 142), t.shade, t.light, -12, -10
    )
    ticks = "".join(
        moved(
            rect(-4 if a % 90 == 0 else -2, -128, 8 if a % 90 == 0 else 4, 24 if a % 90 == 0 else 14, t.dark, 2),
            x=0,
            y=238,
            turn=a,
        )
        for a in range(0, 360, 30)
    )
    hour, minute = ((-58, 60), (50, 20), (120, 0))[v % 3]
    hands = (
        moved(path(polygon("-7,12 7,12 4,-66 -4,-66"), t.dark), x=0, y=238, turn=hour)
        + moved(path(polygon("-6,16 6,16 3,-104 -3,-104"), t.dark), x=0, y=238, turn=minute)
        + moved(rect(-1.5, -96, 3, 116, t.accent if colour != t.accent else t.main), x=0, y=238, turn=hour + 170)
        + circle(0, 238, 11, t.accent if colour != t.accent else t.main)
    )
    return frame(feet, top, bells, body, ticks, hands, box=(-178, 6, 178, 437), metres=0.2)


def watch(t: Tones, v: int) -> HeroArt:
    """Draw a wristwatch on its strap, standing."""
    strap = mix((t.accent, t.main)[v % 2], "#6b4330", 0.35)
    low = t.low(strap, 0.42)
    upper = (
        form(smooth("-62,150! -58,40 -46,0! 46,0! 58,40 62,150!"), strap, low, -26, 0)
        + stroke("M-42 140L-34 14M42 140L34 14", t.high(strap, 0.4), 4)
        + rect(-40, 20, 80, 20, t.shade, 5)
        + rect(-28, 25, 56, 10, low, 3)
    )
    lower = (
        form(smooth("-62,370! -58,470 -44,520! 44,520! 58,470 62,370!"), strap, low, -26, 0)
        + stroke("M-42 380L-34 508M42 380L34 508", t.high(strap, 0.4), 4)
        + "".join(oval(0, y, 8, 6, t.low(strap, 0.7)) for y in (440, 466, 492))
    )
    lugs = "".join(rect(x, y, 24, 44, t.low(t.shade, 0.3), 6) for x in (-70, 46) for y in (126, 350))
    crown_ = form(slab(128, 240, 26, 40, 7), t.glow, t.low(t.glow, 0.5), -6, -6)
    case = form(ring(0, 260, 134), t.shade, t.low(t.shade, 0.45), -18, -12, rim=t.light) + form(
        ring(0, 260, 108), mix(t.dark, t.main, 0.2), mix(t.dark, "#06060c", 0.4), -14, -12
    )
    ticks = "".join(
        moved(rect(-3, -98, 6, 18, t.glow if a % 90 == 0 else t.light, 2), x=0, y=260, turn=a)
        for a in range(0, 360, 30)
    )
    dial = circle(0, 310, 25, t.low(t.shade, 0.5)) + stroke("M0 310V292", t.light, 3)
    hands = (
        moved(path(polygon("-6,10 6,10 3,-56 -3,-56"), t.light), x=0, y=260, turn=-54)
        + moved(path(polygon("-5,12 5,12 2,-86 -2,-86"), t.light), x=0, y=260, turn=52)
        + moved(rect(-1.2, -90, 2.4, 112, t.warm), x=0, y=260, turn=150)
        + circle(0, 260, 8, t.glow)
    )
    shine = path(smooth("-84,240 -66,190 -30,166! -50,210 -62,256"), "#ffffff", 0.25)
    return frame(upper, lower, lugs, crown_, case, ticks, dial, hands, shine, box=(-135, 0, 154, 520), metres=0.22)


def lightbulb(t: Tones, v: int) -> HeroArt:
    """Draw a glowing light bulb with filament and rays."""
    rays = "".join(
        moved(rect(-6, -252, 12, 44, t.glow, 6), x=0, y=190, turn=a) for a in (-120, -90, -60, -30, 0, 30, 60, 90, 120)
    )
    pane = mix(t.glow, "#ffffff", 0.35)
    glass = form(
        smooth(
            "0,10 100,40 164,120 158,220 110,296 72,350 66,396! -66,396! -72,350 -110,296 -158,220 -164,120 -100,40"
        ),
        pane,
        mix(t.glow, t.warm, 0.3),
        -34,
        -14,
    )
    shine = path(smooth("-120,150 -96,90 -50,58! -74,110 -94,180"), "#ffffff", 0.8)
    wire = stroke("M-28 396L-36 250M28 396L36 250", t.low(t.shade, 0.5), 6) + stroke(
        trail("-36,252 -50,210! -24,250 -12,206 0,250 12,206 24,250 50,210! 36,252"), mix("#e2762c", t.warm, 0.3), 7
    )
    base = "".join(
        form(slab(-70 + i * 3, 396 + i * 26, 140 - i * 6, 24, 10), t.shade, t.low(t.shade, 0.5), -50, -3)
        for i in range(4)
    ) + form(smooth("-46,500! 46,500! 24,530 0,536! -24,530"), t.dark, "#08080d", -20, 0)
    return frame(
        rays,
        glass,
        wire,
        shine,
        base,
        box=(-252, -62, 252, 536),
        metres=0.12,
        stands="air" if v % 2 else "ground",
        lights=((0, 200, 220),),
    )


def gear(t: Tones, v: int) -> HeroArt:
    """Draw a large cog meshing with a small one."""

    def cog(x: float, y: float, r: float, teeth: int, colour: str, start: float) -> str:
        points = []
        for i in range(teeth):
            for offset, reach in ((-0.3, 0.84), (-0.19, 1.0), (0.19, 1.0), (0.3, 0.84)):
                angle = start + (i + offset) / teeth * math.tau
                points.append(f"{x + math.cos(angle) * r * reach:.1f},{y + math.sin(angle) * r * reach:.1f}")
        low = t.low(colour, 0.4)
        holes = "".join(
            circle(
                x + math.cos(start + a) * r * 0.49, y + math.sin(start + a) * r * 0.49, r * 0.12, t.low(colour, 0.55)
            )
            for a in (0.5, 1.76, 3.01, 4.27, 5.53)
        )
        return (
            form(polygon(" ".join(points)), colour, low, -16, -10, rim=t.high(colour, 0.4))
            + stroke(ring(x, y, r * 0.68), low, 6)
            + holes
            + circle(x, y, r * 0.25, t.low(colour, 0.3))
            + form(ring(x, y, r * 0.19), t.shade, t.low(t.shade, 0.4), -6, -5)
            + circle(x, y, r * 0.07, t.dark)
        )

    return frame(
        cog(190, 300, 100, 10, (t.accent, t.main)[v % 2], 0.62),
        cog(-30, 190, 190, 16, (t.main, t.accent)[v % 2], 0),
        box=(-220, 0, 288, 399),
        metres=0.5,
    )


def chart(t: Tones, v: int) -> HeroArt:
    """Draw rising bars with a line and arrow on a board."""
    board = form(slab(-260, 0, 520, 380, 18), t.light, t.shade, -12, -10) + stroke(
        "M-220 84H220M-220 154H220M-220 224H220M-220 294H220", t.shade, 3
    )
    legs = stroke("M-150 380L-186 470M150 380L186 470M0 380V450", t.natural("#8a5a3a"), 17, cap="butt")
    bars = "".join(
        form(
            slab(x, 334 - h, 66, h, 5),
            (t.main, t.accent)[i % 2],
            t.low((t.main, t.accent)[i % 2], 0.34),
            -18,
            0,
            rim=t.high((t.main, t.accent)[i % 2], 0.4),
        )
        for i, (x, h) in enumerate(((-212, 70), (-116, 112), (-20, 96 + v % 3 * 30), (76, 176), (164, 230)))
    )
    line = (
        stroke(trail("-190,216! -84,170! 10,186! 108,100! 196,56!"), t.dark, 10)
        + "".join(
            circle(x, y, 12, t.light) + stroke(ring(x, y, 12), t.dark, 6)
            for x, y in ((-190, 216), (-84, 170), (10, 186), (108, 100))
        )
        + path(polygon("174,36 226,36 214,88"), t.dark)
    )
    return frame(
        legs,
        board,
        bars,
        rect(-226, 332, 464, 7, t.dark, 3),
        line,
        rect(-272, -14, 544, 24, t.natural("#8a5a3a"), 8),
        box=(-272, -14, 272, 470),
        metres=1.6,
    )


def cloud_server(t: Tones, v: int) -> HeroArt:
    """Draw a cloud over a rack of servers, joined by lines."""
    colour = (t.main, t.accent)[v % 2]
    puff = form(
        smooth(
            "-190,190! -240,160 -236,100 -180,84 -160,30 -90,10 -40,40 10,-10 90,-6 126,50 190,50 226,100 220,164 176,190!"
        ),
        t.light,
        t.shade,
        -20,
        -18,
        rim="#ffffff",
    )
    arrows = form(
        polygon("-60,150 -60,104 -84,104 -44,62 -4,104 -28,104 -28,150"), colour, t.low(colour), -8, 0
    ) + form(
        polygon("28,66 28,112 4,112 44,154 84,112 60,112 60,66"),
        t.accent if colour != t.accent else t.main,
        t.dark,
        -8,
        0,
    )
    links = stroke("M-110 190V250M0 190V250M110 190V250", t.low(t.shade, 0.4), 9) + "".join(
        circle(x, 222, 10, t.glow) for x in (-110, 0, 110)
    )
    racks = []
    for i in range(3):
        y = 250 + i * 74
        racks.append(
            form(slab(-170, y, 340, 66, 12), mix(colour, t.dark, 0.25 + i * 0.12), mix(colour, t.dark, 0.65), -22, -8)
            + circle(-134, y + 33, 10, t.glow)
            + circle(-104, y + 33, 10, (t.accent, t.light, t.glow)[i])
            + "".join(rect(x, y + 20, 10, 26, t.shade, 5, 0.8) for x in range(20, 140, 22))
            + rect(-78, y + 28, 68, 10, t.shade, 5, 0.7)
        )
    return frame(
        links,
        *racks,
        puff,
        arrows,
        rect(-150, 462, 50, 14, t.dark, 4),
        rect(100, 462, 50, 14, t.dark, 4),
        box=(-241, -17, 235, 476),
        metres=2,
        lights=((-134, 283, 14), (-134, 357, 14), (-134, 431, 14)),
    )


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "phone": phone,
    "laptop": laptop,
    "camera": camera,
    "headphones": headphones,
    "lamp": lamp,
    "lantern": lantern,
    "clock": clock,
    "watch": watch,
    "lightbulb": lightbulb,
    "gear": gear,
    "chart": chart,
    "cloud_server": cloud_server,
}
