"""Pictures of ideas: a chart, a cloud of servers, a heart."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    form,
    moved,
    path,
    polygon,
    rect,
    ring,
    slab,
    smooth,
    stroke,
    trail,
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
        legs, board, bars, rect(-226, 332, 464, 7, t.dark, 3), line,
        rect(-272, -14, 544, 24, t.natural("#8a5a3a"), 8),
        box=(-272, -14, 272, 470), metres=1.6,
    )  # fmt: skip


def cloud_server(t: Tones, v: int) -> HeroArt:
    """Draw a cloud over a rack of servers, joined by lines."""
    colour = (t.main, t.accent)[v % 2]
    puff = form(
        smooth(
            "-190,190! -240,160 -236,100 -180,84 -160,30 -90,10 -40,40 10,-10 90,-6 126,50 190,50 226,100 "
            "220,164 176,190!"
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
        links, *racks, puff, arrows, rect(-150, 462, 50, 14, t.dark, 4), rect(100, 462, 50, 14, t.dark, 4),
        box=(-241, -17, 235, 476), metres=2, lights=((-134, 283, 14), (-134, 357, 14), (-134, 431, 14)),
    )  # fmt: skip


def heart(t: Tones, v: int) -> HeroArt:
    """Draw a heart with a small one beside it."""
    colour = mix(t.warm, "#d43d4f", 0.5) if v % 2 == 0 else t.accent
    low = t.low(colour, 0.34)
    d = smooth(
        "0,96! 40,20 110,-14 186,10 230,80 214,170 150,260 60,340 0,390! -60,340 -150,260 -214,170 "
        "-230,80 -186,10 -110,-14 -40,20"
    )
    body = form(d, colour, low, -40, -22, rim=t.high(colour, 0.35))
    shine = path(smooth("-178,110 -166,60 -126,34! -138,74 -150,130"), "#ffffff", 0.55) + circle(
        -158, 152, 10, "#ffffff", 0.5
    )
    small = moved(form(d, t.high(colour, 0.4), colour, -40, -20), x=196, y=-70, scale=0.3, turn=16)
    return frame(body, small, shine, box=(-230, -78, 267, 390), metres=1, stands="air")


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"chart": chart, "cloud_server": cloud_server, "heart": heart}
