"""Where captions may stand in a frame, and how large: sizes and margins in pixels."""

import math
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels from the top left corner."""

    x: int
    y: int
    width: int
    height: int


def safe_area(width: int, height: int) -> Box:
    """The part of a frame in which text is safe.

    Landscape: the 90 % title-safe area of SMPTE ST 2046-1. Portrait: 6 % at the sides, 10 % at the top and the
    lowest 20 % kept clear, where phone apps draw their own controls. Near-square: 8 % on all sides.
    """
    if width / height > 1.2:
        sides, top, bottom = 0.05 * width, 0.05 * height, 0.05 * height
    elif width / height < 0.83:
        sides, top, bottom = 0.06 * width, 0.10 * height, 0.20 * height
    else:
        sides, top, bottom = 0.08 * width, 0.08 * height, 0.08 * height
    left, upper = math.ceil(sides), math.ceil(top)
    return Box(left, upper, width - 2 * left, height - upper - math.ceil(bottom))


def em_size(width: int, height: int) -> float:
    """Caption font size (em, pixels): a share of the shorter side that is larger where the picture is narrow."""
    ratio = width / height
    share = 0.048 if ratio > 1.2 else 0.060 if ratio < 0.83 else 0.050
    return share * min(width, height)


def line_length(width: int, height: int) -> int:
    """Characters that fit one caption line (wide characters count double): at most 42, the broadcasters' limit."""
    columns = safe_area(width, height).width * 0.96 / (0.56 * em_size(width, height))
    return max(12, min(42, int(columns)))
