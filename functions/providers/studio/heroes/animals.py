"""Dog, cat, fox and rabbit, in side or three-quarter view looking right."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, oval, path, ribbon, smooth, stroke, trail


def eye(x: float, y: float, r: float) -> str:
    """Draw a round dark eye with its glint."""
    return circle(x, y, r, "#1d1718") + circle(x - r * 0.3, y - r * 0.35, r * 0.34, "#ffffff")


def _standing_dog(t: Tones, coat: str, low: str, pale: str) -> HeroArt:
    far = "".join(
        form(smooth(d), low, t.low(coat, 0.52), -6, 0)
        for d in (
            "96,190 136,180 136,290 128,356 148,362 152,380! 104,380! 102,300",
            "-146,200 -108,210 -114,280 -132,320 -122,358 -100,364 -96,380! -146,380! -152,330 -142,290",
        )
    )
    tail = form(ribbon("-158,170,13 -206,140,13 -228,90,11 -222,58,5"), coat, low, 4, -6)
    body = form(
        smooth("-166,170 -130,134 -40,134 60,126 130,120 150,170 140,226 110,254 30,236 -60,238 -120,262 -164,230"),
        coat,
        low,
        -6,
        -18,
    )
    legs = "".join(
        form(smooth(d), coat, low, -9, -2)
        for d in (
            "60,180 114,170 112,280 102,354 126,362 130,380! 76,380! 74,290",
            (
                "-172,190 -112,190 -104,240 -128,286 -150,318 -142,358 -118,364 -114,380! -168,380! -178,322 "
                "-164,280 -176,236"
            ),
        )
    )
    belly = path(smooth("116,160 148,176 140,226 112,252 96,220"), pale)
    neck = form(smooth("86,136 110,60 170,78 166,150 142,200 104,196"), coat, low, -10, -4)
    collar = form(ribbon("98,108,9 132,134,10 170,122,9"), t.accent, t.low(t.accent), -4, -4) + circle(
        146, 146, 9, t.glow
    )
    face = form(
        smooth("92,62 96,24 126,2 166,2 188,22 200,40 234,46 250,58 248,76 226,88 186,94 150,106 114,96"),
        coat,
        low,
        -8,
        -10,
        inner=path(smooth("196,42 234,46 250,58 248,76 226,88 186,94 180,70"), pale),
    )
    ear = form(smooth("122,8! 96,8 76,40 76,80 94,98 110,82 118,48"), low, t.low(coat, 0.52), -8, -4)
    nose = path(smooth("236,44 252,48 256,58 248,66 236,60"), t.dark)
    mouth = stroke(trail("242,66 236,78 220,82 206,79"), low, 3.5)
    return frame(
        far, tail, body, legs, belly, neck, face, eye(178, 40, 6.5), nose, mouth, ear, collar,
        box=(-242, 0, 257, 380), metres=0.68,
    )  # fmt: skip


def dog(t: Tones, v: int) -> HeroArt:
    """Draw a dog sitting (even variants) or standing, with a collar."""
    coat = t.natural(("#c98f56", "#5a4334", "#e6d3b3", "#8b8580")[v % 4], 0.08)
    low, pale = t.low(coat, 0.34), mix(coat, "#fff6e6", 0.62)
    if v % 2:
        return _standing_dog(t, coat, low, pale)
    tail = form(ribbon("-96,332,17 -146,326,16 -182,286,13 -188,244,6"), coat, low, 4, -6)
    far_leg = form(smooth("36,196 66,200 66,300 64,356 84,364 88,380! 40,380! 36,330"), low, t.low(coat, 0.5))
    body = form(
        smooth(
            "30,104 58,140 66,200 58,270 46,330 40,380! -40,380! -96,378! -128,340 -118,276 -84,214 -48,150 -22,110"
        ),
        coat,
        low,
        -16,
        -6,
    )
    chest = path(smooth("46,122 64,160 64,220 54,260 40,220 30,170"), pale)
    haunch = form(
        smooth("-60,250 -14,262 6,310 -4,356 16,362 22,380! -104,380! -128,340 -112,280"), coat, low, -14, -10
    )
    leg = form(smooth("8,210 40,220 44,290 40,356 64,362 70,380! 12,380! 10,340 2,280"), coat, low, -10, -4)
    toes = stroke("M40 371V379M54 371V379M-6 371V379M8 371V379", low, 3)
    neck = form(smooth("-22,110 -14,60 50,70 62,140 40,176 0,170"), coat, low, -12, -4)
    collar = (
        form(ribbon("-24,128,9 14,152,10 58,142,9"), t.accent, t.low(t.accent), -4, -4)
        + circle(30, 167, 10, t.glow)
        + circle(30, 167, 4, t.low(t.glow, 0.4))
    )
    head = smooth("-32,56 -28,16 4,-8 44,-6 66,12 76,32 112,40 132,50 134,68 116,84 76,92 44,104 4,100 -22,84")
    muzzle = path(smooth("70,36 112,40 132,50 134,68 116,84 76,92 62,74"), pale)
    face = form(head, coat, low, -10, -10, inner=muzzle)
    nose = form(smooth("118,38 134,40 139,52 130,60 118,54"), t.dark, "#000000", -4, -3)
    mouth = stroke(trail("126,60 122,74 104,80 88,78"), low, 3.5) + path(
        smooth("100,80! 116,79! 116,100 107,104 100,98"), "#dc7f7a"
    )
    ear = form(smooth("-4,0! -34,2 -54,38 -56,84 -36,104 -18,84 -8,44"), low, t.low(coat, 0.52), -8, -4)
    brow = stroke(trail("52,20 60,15 68,19"), low, 3.5)
    return frame(
        tail, far_leg, body, chest, haunch, leg, toes, neck, face, eye(60, 34, 6.5), brow, nose, mouth, ear, collar,
        box=(-202, -11, 139, 380), metres=0.75,
    )  # fmt: skip


def cat(t: Tones, v: int) -> HeroArt:
    """Draw a sitting cat looking out of the picture, tail round its feet."""
    coat = t.natural(("#d98a4a", "#3b3a44", "#efe6d6", "#8d8f98")[v % 4], 0.08)
    low, pale = t.low(coat, 0.34), mix(coat, "#fff6e6", 0.65)
    tail = form(ribbon("-70,330,16 -136,346,17 -176,316,16 -182,262,14 -160,226,12 -148,236,7"), coat, low, -3, -8)
    body = smooth("-54,130 -2,116 50,130 76,190 92,270 96,340 84,380! -92,380! -106,330 -96,250 -74,180")
    stripes = "".join(
        stroke(trail(d), low, 9)
        for d in (
            "-110,260 -80,266 -58,258",
            "-108,296 -76,302 -54,292",
            "-90,222 -68,226 -52,216",
            "100,268 76,272 62,262",
            "104,304 82,308 68,298",
        )
    )
    torso = form(body, coat, low, -20, -4, inner=stripes if v % 2 == 0 else "")
    bib = path(smooth("-32,130 0,150 32,130 36,180 22,240 0,262 -24,238 -36,180"), pale)
    legs = form(smooth("-40,230 -6,240 -4,330 -2,362 2,380! -52,380! -50,340"), coat, low, -8, 0) + form(
        smooth("6,240 40,230 50,330 52,380! -2,380! 2,350"), coat, low, -10, 0
    )
    paws = form(smooth("-56,380! -54,362 -30,354 -4,362 0,380!"), pale, t.low(pale, 0.2), -6, -4) + form(
        smooth("0,380! 4,362 28,354 52,362 56,380!"), pale, t.low(pale, 0.2), -6, -4
    )
    toes = stroke("M-36 370V379M-20 370V379M20 370V379M36 370V379", low, 3)
    ears = (
        form(smooth("-78,70! -82,-22! -18,20!"), coat, low, -6, 0)
        + form(smooth("78,70! 84,-22! 18,20!"), coat, low, -10, 0)
        + path(smooth("-66,40! -70,2! -36,22!"), "#dfa094")
        + path(smooth("66,40! 71,2! 36,22!"), t.low("#dfa094"))
    )
    head = smooth("0,10 44,18 78,48 88,88 66,120 30,138 0,142 -30,138 -66,120 -88,88 -78,48 -44,18")
    marks = (
        stroke("M-16 6V40M0 4V44M16 6V40M-92 84L-62 80M-90 102L-64 94M92 84L62 80M90 102L64 94", low, 8)
        if v % 2 == 0
        else ""
    )
    muzzle = oval(-17, 112, 26, 20, pale) + oval(17, 112, 26, 20, pale)
    face = form(head, coat, low, -14, -5, inner=marks + muzzle)
    eyes = "".join(
        path(smooth(f"{x - 19},78! {x - 4},64 {x + 18},76! {x + 4},88"), mix("#c9d46a", t.glow, 0.35))
        + oval(x + 1, 76, 5, 11, "#1d1718")
        + circle(x - 2, 71, 2.6, "#ffffff")
        for x in (-40, 40)
    )
    nose = path(smooth("-9,99! 9,99! 0,109"), "#c96f6a") + stroke(
        trail("0,108 -4,118 -16,120") + trail("0,108 4,118 16,120"), low, 3
    )
    whiskers = stroke("M-34 108L-98 100M-34 114L-96 120M34 108L98 100M34 114L96 120", t.high(t.shade, 0.4), 2.4)
    collar = form(ribbon("-48,136,8 0,150,9 48,136,8"), t.accent, t.low(t.accent), -5, -3) + circle(0, 166, 10, t.glow)
    return frame(
        tail, torso, bib, legs, paws, toes, collar, ears, face, eyes, nose, whiskers,
        box=(-198, -22, 104, 380), metres=0.5,
    )  # fmt: skip


def fox(t: Tones, v: int) -> HeroArt:
    """Draw a standing fox with a brush as long as itself."""
    coat = t.natural(("#d9692f", "#c25a33")[v % 2], 0.06)
    low, pale, sock = t.low(coat, 0.32), mix("#fff4e4", t.light, 0.3), mix(t.dark, "#3a241e", 0.6)
    brush = smooth(
        "-120,150 -170,150 -230,176 -290,236 -330,262 -366,262! -344,290 -290,306 -230,290 -180,246 -130,200"
    )
    tail = form(
        brush, coat, low, 4, -16, inner=path(smooth("-380,240! -316,250 -300,270 -312,290 -290,312! -380,310!"), pale)
    )
    far = "".join(
        form(smooth(d), low, t.low(coat, 0.5), -4, 0, inner=path("M-400 290H400V400H-400Z", mix(sock, "#000000", 0.2)))
        for d in (
            "74,190 106,186 102,270 92,350 112,356 114,370! 78,370! 78,280",
            "-128,190 -92,200 -98,270 -120,306 -110,350 -90,356 -88,370! -126,370! -136,316 -122,270",
        )
    )
    body = form(
        smooth("-146,170 -110,136 -30,140 50,132 106,112 126,150 118,206 86,232 20,222 -60,222 -104,242 -142,216"),
        coat,
        low,
        -6,
        -16,
    )
    legs = "".join(
        form(smooth(d), coat, low, -7, 0, inner=path("M-400 286H400V400H-400Z", sock))
        for d in (
            "40,176 86,170 82,270 76,350 98,356 100,370! 58,370! 54,280",
            (
                "-152,180 -98,184 -92,232 -112,274 -136,308 -128,350 -106,356 -104,370! -146,370! -158,312 "
                "-142,270 -154,226"
            ),
        )
    )
    chest = path(smooth("88,120 124,132 128,180 112,220 90,236 84,196 74,160"), pale)
    far_ear = form(smooth("132,34! 156,-34! 172,40!"), low, sock, -4, 6)
    head = smooth("74,92! 78,52 106,24 146,24 172,48 196,72 234,92 236,102 206,116 160,124 120,138 84,144! 94,120")
    cheek = path(smooth("76,144! 96,120 128,106 168,92 206,92 240,92! 236,104 206,118 160,126 120,142"), pale)
    face = form(head, coat, low, -6, -8, inner=cheek)
    ear = form(
        smooth("84,54! 90,-44! 142,30!"), coat, low, -8, 4, inner=path(smooth("80,-10! 92,-46! 108,-14!"), sock)
    ) + path(smooth("98,42! 98,-2! 124,30!"), low)
    nose = path(smooth("224,88 236,90 241,97 234,104 224,100"), "#221a1c")
    eye = path(smooth("152,70! 164,60 178,68! 166,75"), "#231a18") + circle(162, 66, 2.2, "#ffffff")
    return frame(tail, far, body, legs, chest, far_ear, face, ear, eye, nose, box=(-368, -44, 242, 370), metres=0.62)


def rabbit(t: Tones, v: int) -> HeroArt:
    """Draw a sitting rabbit with upright ears."""
    coat = t.natural(("#b79a7c", "#efe8dc", "#8b8790")[v % 3], 0.1)
    low, pale, pink = t.low(coat, 0.3), mix(coat, "#fffaf0", 0.7), "#dfa49a"
    puff = form(smooth("-146,250 -126,228 -104,240 -100,272 -120,290 -146,280"), pale, t.low(pale, 0.2), -6, -8)
    far_ear = form(smooth("62,86! 56,20 76,-52 96,-68 108,-40 102,30 88,92!"), low, t.low(coat, 0.48), -5, 0)
    body = form(smooth("-4,140 50,130 78,170 74,240 56,300! -96,300! -128,270 -124,210 -88,160"), coat, low, -14, -8)
    haunch = form(smooth("-60,190 -14,206 6,250 -6,282 26,286 32,300! -92,300! -126,272 -112,220"), coat, low, -12, -12)
    chest = path(smooth("56,150 80,176 78,224 64,250 48,214"), pale)
    leg = form(smooth("28,210 60,214 62,270 82,282 88,300! 30,300! 24,260"), coat, low, -9, -2)
    head = smooth("12,102 34,76 70,70 104,86 124,116 120,142 92,158 50,160 18,146 6,124")
    face = form(head, coat, low, -9, -9, inner=path(smooth("92,124 124,116 130,140 94,162 76,148"), pale))
    ear = form(smooth("26,92! 4,20 6,-50 26,-80 46,-52 56,20 58,84!"), coat, low, -8, 0) + path(
        smooth("34,76! 18,16 18,-36 28,-56 38,-36 46,20 46,74!"), pink
    )
    nose = path(smooth("116,114 127,116 124,126 116,123"), "#c46f6c") + stroke(trail("120,126 116,138 104,142"), low, 3)
    whiskers = stroke("M104 134L138 130M104 138L136 144", t.high(t.shade, 0.3), 2)
    return frame(
        puff, far_ear, body, chest, haunch, leg, face, ear, eye(84, 106, 7.5), nose, whiskers,
        box=(-148, -82, 138, 300), metres=0.42,
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"dog": dog, "cat": cat, "fox": fox, "rabbit": rabbit}
