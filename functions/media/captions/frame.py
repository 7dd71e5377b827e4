"""Where captions may stand in a frame, and how large: sizes and margins in pixels."""

import math
from typing import NamedTuple

from schemas.project import Platform


class Box(NamedTuple):
    """A rectangle in pixels from the top left corner."""

    x: int
    y: int
    width: int
    height: int


class _Margins(NamedTuple):
    """What is kept clear at each edge, as shares of the frame's width and height."""

    left: float
    top: float
    right: float
    bottom: float


_LANDSCAPE = _Margins(0.05, 0.05, 0.05, 0.05)
_SQUARE = _Margins(0.08, 0.08, 0.08, 0.08)
_PORTRAIT = _Margins(0.06, 0.10, 0.06, 0.20)
_SHORTS = _Margins(48 / 1080, 288 / 1920, 192 / 1080, 672 / 1920)
_APPS: dict[Platform, _Margins] = {
    "youtube": _SHORTS,
    "shorts": _SHORTS,
    "reels": _Margins(0.06, 0.14, 0.06, 0.35),
    "tiktok": _Margins(0.06, 150 / 1920, 150 / 1080, 440 / 1920),
}


def safe_area(width: int, height: int, platform: Platform = "any") -> Box:
    """The part of a frame in which text is safe.

    Landscape: the 90 % title-safe area of SMPTE ST 2046-1. Near-square: 8 % on all sides. Portrait: 6 % at the sides,
    10 % at the top and the lowest 20 % kept clear, where phone apps draw their own controls; or what one app covers:

    - `shorts`, and `youtube` in portrait: Google's safe zone of vertical YouTube ads, 288 pixels at the top, 672 at the
      bottom, 48 on the left and 192 on the right of 1080 x 1920 (quoted in https://shotstack.io/learn/vertical-video-safe-zones/);
    - `reels`: Meta's advice for Reels, 14 % at the top, 35 % at the bottom, 6 % at each side (same page; also
      https://primores.org/wiki/marketing/meta-ad-placement-safe-zones/);
    - `tiktok` publishes templates that depend on the length of a post's text and no numbers: 150 pixels at the top, 440
      at the bottom, 150 on the right (https://adfuseai.com/blog/tiktok-ad-sizes-specs-guide).
    """
    ratio = width / height
    margins = _LANDSCAPE if ratio > 1.2 else _SQUARE if ratio >= 0.83 else _APPS.get(platform, _PORTRAIT)
    left, upper = math.ceil(margins.left * width), math.ceil(margins.top * height)
    right, lower = math.ceil(margins.right * width), math.ceil(margins.bottom * height)
    return Box(left, upper, width - left - right, height - upper - lower)


def em_size(width: int, height: int) -> float:
    """Caption font size (em, pixels): a share of the shorter side that is larger where the picture is narrow."""
    ratio = width / height
    share = 0.048 if ratio > 1.2 else 0.060 if ratio < 0.83 else 0.050
    return share * min(width, height)


def line_length(width: int, height: int, platform: Platform = "any") -> int:
    """Characters that fit one caption line (wide characters count double): at most 42, the broadcasters' limit."""
    columns = safe_area(width, height, platform).width * 0.96 / (0.56 * em_size(width, height))
    return max(12, min(42, int(columns)))
