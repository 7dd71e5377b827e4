"""Heads at three-quarter view looking right, in a box of 100 units from crown to chin centred on (0, 0)."""

from dataclasses import dataclass

from functions.providers.studio.heroes.art import Tones, mix
from functions.providers.studio.heroes.draw import circle, form, oval, path, ribbon, smooth, stroke, trail

FACE = smooth("-36,-8 -30,-38 -2,-51 27,-40 35,-15 34,2 34,18 27,38 13,50 -2,46 -20,31 -32,12")
CAP = (
    "33,-18! 22,-33 2,-31 -12,-20 -17,-4 -15,6! -20,2 -26,10 -27,26! -36,18 -43,-6 -38,-36 -16,-57 12,-61 31,-51 39,-33"
)


@dataclass(frozen=True)
class HeadLook:
    """How a head looks; `hair` names a style of `_BEHIND` and `_ABOVE`, `extra` one of glasses, beard, moustache."""

    skin: str
    colour: str
    hair: str
    extra: str = ""
    hat: str = ""
    hat_colour: str = ""


def _bob(t: Tones, colour: str) -> str:
    return form(smooth("-8,-62 24,-54 38,-22 30,10 24,44 -4,58! -40,56 -52,34 -52,-14 -40,-48"), colour, t.low(colour))


def _long(t: Tones, colour: str) -> str:
    d = smooth("-6,-62 24,-54 36,-20 26,30 30,92 14,130 -12,116 -34,138 -58,120 -60,64 -52,4 -46,-40")
    strands = stroke(trail("-30,20 -36,70 -28,116"), t.low(colour, 0.45), 3, 0.6)
    return form(d, colour, t.low(colour)) + strands


def _tail(t: Tones, colour: str) -> str:
    return form(ribbon("-36,-34,9 -62,-26,14 -78,14,17 -74,62,12 -86,92,3"), colour, t.low(colour))


def _bun(t: Tones, colour: str) -> str:
    return form(smooth("-22,-50 -12,-70 -30,-84 -54,-76 -60,-52 -42,-34"), colour, t.low(colour), -5, -5)


def _afro(t: Tones, colour: str) -> str:
    d = smooth("-6,-84 26,-78 48,-56 52,-22 38,0 10,2 -22,36 -46,34 -62,10 -66,-24 -56,-58 -34,-78")
    return form(d, colour, t.low(colour), -9, -6)


def _plait(t: Tones, colour: str) -> str:
    beads = "".join(
        form(smooth(f"{x - 13},{y} {x},{y - 15} {x + 13},{y} {x},{y + 16}"), colour, t.low(colour), -4, -2)
        for x, y in ((-44, 26), (-48, 48), (-48, 70), (-45, 91))
    )
    return beads + circle(-43, 108, 7, t.accent) + path(smooth("-49,110! -37,110! -36,132 -44,124 -52,131"), colour)


_BEHIND = {"bob": _bob, "long": _long, "pony": _tail, "bun": _bun, "afro": _afro, "plait": _plait}

_ABOVE = {
    "short": CAP,
    "bun": CAP,
    "pony": CAP,
    "crop": "33,-24! 18,-38 0,-36 -14,-22 -18,-2! -24,-4 -28,18! -38,6 -41,-20 -30,-46 -4,-57 24,-50 36,-36",
    "quiff": (
        "35,-18! 30,-34 8,-30 -10,-22 -17,-6 -16,8! -22,2 -28,22! -40,8 -42,-26 -30,-52 -4,-62 14,-74 40,-66 44,-44 "
        "40,-28"
    ),
    "curls": (
        "36,-18! 28,-30 18,-26 8,-32 -2,-24 -14,-26 -16,-10 -16,6! -24,4 -28,24! -40,18 -46,2 -44,-14 -52,-28 -42,-42 "
        "-40,-58 -22,-60 -12,-72 4,-64 20,-70 28,-58 42,-52 38,-38 46,-28"
    ),
    "bob": "36,-14! 24,-32 8,-34 -8,-22 -18,2 -20,36! -40,40 -50,0 -42,-44 -8,-63 26,-54 40,-32",
    "long": "36,-14! 26,-34 10,-36 -8,-20 -19,4 -24,44! -44,60 -52,4 -44,-44 -8,-63 26,-54 40,-30",
    "plait": "36,-16! 24,-30 4,-34 -10,-20 -18,4 -28,26! -44,22 -48,-14 -40,-46 -8,-63 26,-54 39,-34",
    "fringe": "36,-8! 26,-12 10,-16 -8,-12 -16,2 -20,28! -38,34 -48,2 -44,-38 -12,-62 22,-58 38,-38",
    "afro": "35,-20! 22,-36 0,-38 -14,-24 -18,0 -20,18! -40,20 -46,-14 -36,-46 -6,-60 26,-52 40,-34",
    "thin": "-17,-12! -18,4! -22,2 -26,24! -38,12 -41,-12 -32,-34! -26,-24",
}


def _hat(t: Tones, look: HeadLook) -> str:
    colour = look.hat_colour or t.accent
    if look.hat == "beanie":
        crown = form(smooth("-44,-18! -42,-48 -14,-70 18,-66 38,-44 39,-22!"), colour, t.low(colour), -8, -2)
        return crown + form(ribbon("-42,-18,9 -2,-24,10 38,-23,9"), t.high(colour, 0.3), colour, -9, 0)
    if look.hat == "sun":
        crown = form(smooth("-36,-24! -34,-56 -8,-74 22,-68 36,-32!"), colour, t.low(colour), -9, -2)
        band = path(smooth("-37,-36! 0,-44 35,-42! 37,-28! 0,-28 -38,-22!"), t.dark, 0.8)
        brim = form(smooth("-74,-8 -40,-28 4,-34 46,-32 74,-20 40,-20 0,-20 -40,-12"), colour, t.low(colour), -6, -8)
        return crown + band + brim
    if look.hat == "flat":
        d = smooth("-44,-18! -46,-42 -22,-62 12,-62 36,-46 58,-26 48,-20! 8,-30")
        return form(d, colour, t.low(colour), -6, -6) + path(
            smooth("26,-34 48,-30 60,-22 46,-18 24,-26"), t.low(colour)
        )
    return ""


def _face(t: Tones, look: HeadLook) -> str:
    deep = mix(look.skin, "#5a1f1a", 0.38)
    brow = mix(look.colour, t.dark, 0.3) if look.hair not in ("thin", "white") else mix(look.colour, "#777777", 0.4)
    return "".join(
        (
            oval(5, 18, 7.5, 5, mix(look.skin, "#e0553f", 0.38), 0.5),
            oval(9, -2, 2.7, 3.7, "#241a1c"),
            oval(27, -2, 2.4, 3.7, "#241a1c"),
            stroke(trail("2,-13 8,-16 14,-14"), brow, 3),
            stroke(trail("23,-15 28,-16 32,-13"), brow, 3),
            stroke(trail("22,0 26,10 19,13"), deep, 2.4),
            stroke(trail("9,27 16,31 24,28"), deep, 2.8),
        )
    )


def _extra(t: Tones, look: HeadLook) -> str:
    if look.extra == "glasses":
        frames = "".join(stroke(f"M{x - 9} -2a9 9 0 1 0 18 0a9 9 0 1 0 -18 0", t.dark, 2.4) for x in (8, 28))
        return frames + stroke("M17 -3h2M-1 -3L-20 -1", t.dark, 2.4)
    beard = smooth("-20,6! -12,22 2,18 16,19 30,20 35,14! 35,34 25,54 10,62 -6,56 -20,38")
    if look.extra == "beard":
        mouth = stroke(trail("10,29 16,31 22,29"), mix(look.skin, "#5a1f1a", 0.55), 2.6)
        return form(beard, look.colour, t.low(look.colour, 0.25), -6, -5) + mouth
    if look.extra == "moustache":
        return path(smooth("4,26 12,18 19,19 27,18 34,24 26,26 18,24 10,27"), look.colour)
    return ""


def head_behind(t: Tones, look: HeadLook) -> str:
    """Draw the hair that hangs behind neck and shoulders."""
    back = _BEHIND.get(look.hair)
    return back(t, look.colour) if back and not (look.hat and look.hair in ("bun", "afro")) else ""


def head_front(t: Tones, look: HeadLook) -> str:
    """Draw face, ear, front hair and hat."""
    shade = mix(look.skin, "#6a2a26", 0.24)
    parts = [form(FACE, look.skin, shade, 7, -4), _face(t, look)]
    if look.extra:
        parts.append(_extra(t, look))
    if look.hair in _ABOVE:
        parts.append(form(smooth(_ABOVE[look.hair]), look.colour, t.low(look.colour, 0.4), -5, -4))
    if look.hair not in ("bob", "long", "hijab"):
        parts.append(form(smooth("-26,-6 -19,-9 -13,0 -16,12 -22,14 -27,4"), look.skin, shade, -4, -2))
    if look.hair == "hijab":
        colour = look.hat_colour or t.accent
        d = (
            "M-6 -62C38 -66 52 -20 42 14C38 40 28 58 20 70C-12 84 -50 76 -56 60C-48 30 -58 -10 -44 "
            "-40C-36 -54 -22 -61 -6 -62Z"
        )
        hole = "M4 -38C28 -42 36 -20 35 4C34 32 22 48 8 46C-10 44 -18 22 -18 0C-18 -20 -12 -35 4 -38Z"
        ring = f'<path d="{d}{hole}" fill-rule="evenodd" fill="{colour}"/>'
        folds = stroke(trail("-22,10 -18,44 10,62"), t.low(colour), 4) + stroke(
            trail("-42,0 -40,40 -28,66"), t.low(colour), 5
        )
        parts.append(ring + folds)
    parts.append(_hat(t, look))
    return "".join(parts)


def head_from_behind(t: Tones, look: HeadLook) -> str:
    """Draw a head seen from the back: hair, ears, the nape."""
    shade = mix(look.skin, "#6a2a26", 0.24)
    ears = oval(-37, 4, 6, 10, look.skin) + oval(37, 4, 6, 10, shade)
    nape = path(smooth("-30,0 30,0 24,40 0,52 -24,40"), shade)
    hair = form(
        smooth("0,-58 26,-50 38,-22 36,8 26,30 0,38 -26,30 -36,8 -38,-22 -26,-50"), look.colour, t.low(look.colour)
    )
    return ears + nape + hair + _hat(t, look)
