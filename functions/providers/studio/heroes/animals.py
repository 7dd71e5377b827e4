"""Four-legged animals, in side or three-quarter view looking right."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, oval, path, ribbon, smooth, stroke, trail


def _eye(x: float, y: float, r: float) -> str:
    return circle(x, y, r, "#1d1718") + circle(x - r * 0.3, y - r * 0.35, r * 0.34, "#ffffff")


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
        tail, far_leg, body, chest, haunch, leg, toes, neck, face, _eye(60, 34, 6.5), brow, nose, mouth, ear, collar,
        box=(-202, -11, 139, 380), metres=0.75,
    )  # fmt: skip


def _standing_dog(t: Tones, coat: str, low: str, pale: str) -> HeroArt:
    far = "".join(form(smooth(d), low, t.low(coat, 0.52), -6, 0) for d in (
        "96,190 136,180 136,290 128,356 148,362 152,380! 104,380! 102,300", "-146,200 -108,210 -114,280 -132,320 -122,358 -100,364 -96,380! -146,380! -152,330 -142,290",
    ))  # fmt: skip
    tail = form(ribbon("-158,170,13 -206,140,13 -228,90,11 -222,58,5"), coat, low, 4, -6)
    body = form(
        smooth("-166,170 -130,134 -40,134 60,126 130,120 150,170 140,226 110,254 30,236 -60,238 -120,262 -164,230"),
        coat,
        low,
        -6,
        -18,
    )
    legs = "".join(form(smooth(d), coat, low, -9, -2) for d in (
        "60,180 114,170 112,280 102,354 126,362 130,380! 76,380! 74,290", "-172,190 -112,190 -104,240 -128,286 -150,318 -142,358 -118,364 -114,380! -168,380! -178,322 -164,280 -176,236",
    ))  # fmt: skip
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
        far,
        tail,
        body,
        legs,
        belly,
        neck,
        face,
        _eye(178, 40, 6.5),
        nose,
        mouth,
        ear,
        collar,
        box=(-242, 0, 257, 380),
        metres=0.68,
    )


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
        tail,
        torso,
        bib,
        legs,
        paws,
        toes,
        collar,
        ears,
        face,
        eyes,
        nose,
        whiskers,
        box=(-198, -22, 104, 380),
        metres=0.5,
    )


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
    far = "".join(form(smooth(d), low, t.low(coat, 0.5), -4, 0, inner=path("M-400 290H400V400H-400Z", mix(sock, "#000000", 0.2))) for d in (
        "74,190 106,186 102,270 92,350 112,356 114,370! 78,370! 78,280", "-128,190 -92,200 -98,270 -120,306 -110,350 -90,356 -88,370! -126,370! -136,316 -122,270",
    ))  # fmt: skip
    body = form(
        smooth("-146,170 -110,136 -30,140 50,132 106,112 126,150 118,206 86,232 20,222 -60,222 -104,242 -142,216"),
        coat,
        low,
        -6,
        -16,
    )
    legs = "".join(form(smooth(d), coat, low, -7, 0, inner=path("M-400 286H400V400H-400Z", sock)) for d in (
        "40,176 86,170 82,270 76,350 98,356 100,370! 58,370! 54,280", "-152,180 -98,184 -92,232 -112,274 -136,308 -128,350 -106,356 -104,370! -146,370! -158,312 -142,270 -154,226",
    ))  # fmt: skip
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
        puff,
        far_ear,
        body,
        chest,
        haunch,
        leg,
        face,
        ear,
        _eye(84, 106, 7.5),
        nose,
        whiskers,
        box=(-148, -82, 138, 300),
        metres=0.42,
    )


def bear(t: Tones, v: int) -> HeroArt:
    """Draw a brown bear walking."""
    coat = t.natural(("#6e4a35", "#4a3a34", "#e9e4da")[v % 3], 0.08)
    low, pale = t.low(coat, 0.36), mix(coat, "#e9cfa8", 0.42)
    far = "".join(form(smooth(d), low, t.low(coat, 0.55), -6, 0) for d in (
        "80,230 150,220 164,320 156,386 178,394 182,410! 104,410! 96,320", "-190,240 -120,250 -110,320 -120,388 -98,394 -94,410! -172,410! -186,330",
    ))  # fmt: skip
    body = form(
        smooth(
            "-262,200 -226,120 -140,84 -50,96 20,78 92,52 150,80 180,160 168,250 110,292 10,290 -90,300 -190,310 -254,270"
        ),
        coat,
        low,
        -14,
        -26,
    )
    legs = "".join(form(smooth(d), coat, low, -14, -2) for d in (
        "10,210 100,200 108,310 96,384 122,394 128,410! 34,410! 28,320", "-272,220 -170,220 -162,300 -190,340 -196,384 -168,394 -162,410! -260,410! -272,330 -266,280",
    ))  # fmt: skip
    claws = stroke("M96 402V409M110 402V409M-194 402V409M-180 402V409", pale, 4)
    far_ear = circle(186, 66, 20, low)
    head = smooth("108,140 112,92 146,62 190,62 218,86 236,118 276,132 292,148 288,172 256,186 206,198 160,214 120,190")
    muzzle = path(smooth("232,118 276,130 294,146 290,174 254,188 224,184 220,146"), pale)
    face = form(head, coat, low, -8, -14, inner=muzzle)
    ear = form(smooth("124,92 114,62 134,44 158,52 160,80"), coat, low, -6, -4) + circle(138, 68, 11, low)
    nose = form(smooth("272,126 292,130 298,144 284,152 270,142"), "#1f1719", "#000000", -4, -3)
    mouth = stroke(trail("284,152 278,168 256,174"), low, 4)
    return frame(
        far,
        body,
        legs,
        claws,
        far_ear,
        face,
        ear,
        _eye(214, 112, 7),
        nose,
        mouth,
        box=(-276, 40, 300, 410),
        metres=1.35,
    )


def horse(t: Tones, v: int) -> HeroArt:
    """Draw a standing horse with mane and long tail."""
    coat = t.natural(("#8a5230", "#e6dccb", "#4a352c")[v % 3], 0.08)
    low = t.low(coat, 0.34)
    mane = mix(t.dark, "#2a1a14", 0.5) if v % 3 != 1 else "#bfb4a4"
    hoof = mix(t.dark, "#2d2522", 0.5)
    hooves = path("M-400 442H400V500H-400Z", hoof)
    tail = form(
        smooth("-198,170! -236,186 -262,250 -258,330 -272,390! -238,372 -218,320 -206,250 -186,200!"),
        mane,
        t.low(mane, 0.4),
        -8,
        -4,
    )
    far = "".join(form(smooth(d), low, t.low(coat, 0.52), -5, 0, inner=hooves) for d in (
        "86,250 122,240 116,330 108,350 112,430 122,460! 88,460! 92,360", "-160,250 -112,250 -120,310 -142,346 -130,430 -120,460! -154,460! -164,350",
    ))  # fmt: skip
    body = form(
        smooth(
            "-206,190 -176,156 -110,154 -30,168 40,156 110,150 142,190 136,240 108,276 20,288 -70,282 -130,290 -186,270 -210,232"
        ),
        coat,
        low,
        -8,
        -22,
    )
    legs = "".join(form(smooth(d), coat, low, -9, 0, inner=hooves) for d in (
        "42,230 104,226 92,320 82,350 84,430 96,460! 58,460! 62,350 50,300", "-210,220 -128,226 -124,280 -158,320 -182,350 -178,430 -166,460! -204,460! -206,350 -194,310 -212,270",
    ))  # fmt: skip
    neck = form(smooth("66,170 96,90 138,16 186,10 196,60 176,110 156,180 132,230 90,226"), coat, low, -12, -8)
    head = form(
        smooth("138,28 160,-4 190,0 220,40 254,92 270,122 262,144 238,148 216,132 192,100 164,84 142,62"),
        coat,
        low,
        -6,
        -8,
    )
    nose = (
        path(smooth("250,104 270,122 262,144 238,148 226,138 236,116"), t.low(coat, 0.45))
        + circle(256, 124, 4, "#1b1414")
        + stroke(trail("262,142 246,138 236,128"), t.low(coat, 0.6), 3)
    )
    ears = form(smooth("164,8! 168,-36! 188,4!"), coat, low, -5, 0) + form(
        smooth("146,14! 146,-30! 170,4!"), coat, low, -5, 0
    )
    hair = form(
        smooth(
            "168,-16! 140,-16 104,30 74,90 44,150 60,178! 86,150 108,140 112,112 132,98 130,72 150,56 150,34 176,30 190,44! 186,10"
        ),
        mane,
        t.low(mane, 0.4),
        -6,
        -4,
    )
    blaze = path(smooth("198,18! 212,34 240,80 250,100! 234,84 208,44"), "#f4ead9") if v % 3 != 1 else ""
    halter = stroke(trail("214,130 226,104 240,84") + trail("222,116 190,86 164,76"), t.accent, 6)
    return frame(
        tail,
        far,
        body,
        legs,
        neck,
        head,
        nose,
        blaze,
        hair,
        ears,
        halter,
        _eye(196, 44, 6.5),
        box=(-274, -38, 271, 460),
        metres=2.0,
    )


def cow(t: Tones, v: int) -> HeroArt:
    """Draw a dairy cow with patches, horns and a bell."""
    coat = mix("#f6efe2", t.light, 0.3)
    patch = t.natural(("#3a2f2d", "#9c5a34")[v % 2], 0.06)
    low, pink = t.low(coat, 0.24), "#e2a79a"
    hooves = path("M-400 372H400V500H-400Z", mix(t.dark, "#3b2d28", 0.5))
    tail = stroke(trail("-216,140 -250,180 -250,250"), low, 9) + form(
        smooth("-258,240! -244,240! -236,290 -252,306 -266,286"), patch, t.low(patch), -4, -2
    )
    far = "".join(
        form(smooth(d), t.low(coat, 0.32), t.low(coat, 0.5), -5, 0, inner=hooves)
        for d in (
            "92,240 136,230 128,330 132,390! 96,390! 96,320",
            "-160,250 -110,250 -118,320 -112,390! -150,390! -158,310",
        )
    )
    udder = form(smooth("-140,268 -84,268 -88,300 -110,314 -134,300"), pink, t.low(pink), -8, -4)
    patches = "".join(
        path(smooth(d), patch)
        for d in (
            "-232,120! -150,116! -116,150 -130,200 -176,220 -236,200!",
            "-60,116! 30,116! 44,160 10,196 -30,184 -64,170",
            "70,180 120,170 150,210 120,270 80,290 60,240",
            "-80,240 -30,230 -10,262 -30,300 -80,300",
        )
    )
    body = form(
        smooth(
            "-222,150 -190,126 -100,132 0,126 100,116 146,140 156,200 136,260 70,284 -30,280 -120,284 -190,272 -222,226"
        ),
        coat,
        low,
        -8,
        -22,
        inner=patches,
    )
    legs = "".join(
        form(smooth(d), coat, low, -10, 0, inner=hooves)
        for d in (
            "48,240 108,236 96,320 100,390! 60,390! 62,320",
            "-220,220 -140,230 -144,290 -172,330 -168,390! -208,390! -206,320",
        )
    )
    neck = form(
        smooth("92,124 140,70 190,90 186,160 150,220 112,220"),
        coat,
        low,
        -8,
        -10,
        inner=path(smooth("92,120! 130,80 150,110 130,160 100,170"), patch),
    )
    horns = form(smooth("150,66! 140,36 154,12! 160,40 170,58!"), "#e9dcc0", "#b9a583", -4, 0) + form(
        smooth("196,58! 208,36 200,10! 190,36 182,54!"), "#e9dcc0", "#b9a583", -4, 0
    )
    ears = form(smooth("148,82! 118,70 100,82 118,102 146,100!"), patch, t.low(patch), -2, -6) + form(
        smooth("202,74! 228,58 244,68 230,90 206,92!"), patch, t.low(patch), -2, -6
    )
    head = form(
        smooth("142,80 160,54 194,54 210,78 216,120 234,156 228,188 196,200 164,190 154,150 144,116"),
        coat,
        low,
        -8,
        -8,
        inner=path(smooth("136,50! 172,50! 170,90 176,126 150,140 134,110"), patch),
    )
    muzzle = (
        form(smooth("160,164 192,154 226,158 236,178 224,200 192,206 164,196"), pink, t.low(pink), -6, -8)
        + circle(188, 178, 4.5, t.low(pink, 0.5))
        + circle(218, 174, 4.5, t.low(pink, 0.5))
        + stroke(trail("182,194 200,197 218,190"), t.low(pink, 0.5), 3)
    )
    bell = (
        stroke(trail("108,206 140,226 176,200"), t.accent, 9)
        + form(smooth("128,222! 154,220! 162,254! 122,256!"), t.glow, t.low(t.glow, 0.35), -7, 0)
        + circle(142, 258, 6, t.dark)
    )
    return frame(
        tail,
        far,
        udder,
        body,
        legs,
        neck,
        bell,
        horns,
        ears,
        head,
        muzzle,
        _eye(164, 106, 6),
        _eye(204, 102, 6),
        box=(-268, 8, 246, 390),
        metres=1.5,
    )


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "dog": dog, "cat": cat, "fox": fox, "rabbit": rabbit, "bear": bear, "horse": horse, "cow": cow,
}  # fmt: skip
