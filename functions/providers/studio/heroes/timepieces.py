"""Clocks and watches, and the cogs that drive them."""

import math
from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
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
        ring(0, 238, 142), t.light, t.shade, 12, 10
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


def gear(t: Tones, v: int) -> HeroArt:
    """Draw a large cog meshing with a small one."""

    def cog(x: float, y: float, r: float, teeth: int, colour: str, start: float) -> str:  # noqa: PLR0917
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


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"clock": clock, "watch": watch, "gear": gear}
