"""Transitions between two segments, rendered from their handles: only 2/3 of a second is encoded, never the scenes."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from functions.media.frames import FPS, HANDLE, TRANSITION, seconds_of, segment_frames
from functions.media.probe import MediaInfo, probe
from functions.media.runner import input_args, run_ffmpeg
from functions.media.segment import BT709, encoder_args, expect_frames
from schemas.project import TransitionStyle

STYLES: tuple[str, ...] = tuple(style for style in get_args(TransitionStyle) if style != "auto")
"""`cut` is a hard cut: nothing is rendered for it."""

_THROUGH: Mapping[str, str | None] = {"fade": "black", "fade_white": "white", "fade_color": None}
"""The colour a fade goes through; None for one that is given."""
_SLIDES = ("slide_left", "slide_right", "slide_up")
_ALONG = f"((N+1)/{TRANSITION + 1})"
"""Share of the way at frame N. It is neither 0 nor 1, because the frames before and after the transition are."""
_MASK = 16
"""Soft edges are painted at this fraction of the size: smooth when enlarged, and cheap."""
_SHUTTER = 0.5
"""Share of a frame's time that is smeared into a slide, as a film camera's shutter does."""
_SMEARED = 6
"""Pictures that the smear is made of."""
_DEFOCUS = 24.0
"""Gaussian sigma in pixels at 1080 lines at the middle of a blur."""


def transition_graph(style: str, *, width: int, height: int, color: str = "#000000") -> str:
    """The filter graph from inputs 0 and 1 to `[v]`; raises `ValueError` for a style that is not rendered.

    `color` is `#rrggbb`, for `fade_color`.
    """
    whole = f"trim=end_frame={TRANSITION},{_SETTLE}"
    if style in _THROUGH:
        return _through(_THROUGH[style] or f"0x{color.removeprefix('#')}")
    if style == "dissolve":
        way = _dissolve("a", "b", TRANSITION)
    elif style in _EDGES:
        way = _masked(_EDGES[style], width, height)
    elif style in _SLIDES:
        way = _slide(style, width, height)
    elif style == "blur":
        way = _blur(height)
    elif style == "zoom":
        way = _ZOOM
    else:
        known = ", ".join(each for each in STYLES if each != "cut")
        raise ValueError(f"{style!r} is not a transition that is rendered; those are {known}")
    return f"[0:v:0]{whole}[a];[1:v:0]{whole}[b];{way},{BT709}[v]"


_SETTLE = f"setpts=N/({FPS}*TB),fps={FPS},settb=1/{FPS}"


def _through(color: str) -> str:
    """Out to a colour and in again. xfade's own fades dip within four frames and come back over sixteen."""
    half = f"start_frame=0:nb_frames={HANDLE}:color={color}"
    return (
        f"[0:v:0]trim=end_frame={HANDLE},{_SETTLE},fade=t=out:{half}[a];"
        f"[1:v:0]trim=start_frame={HANDLE}:end_frame={TRANSITION},{_SETTLE},fade=t=in:{half}[b];"
        f"[a][b]concat=n=2:v=1:a=0,{BT709}[v]"
    )


def _dissolve(below: str, above: str, frames: int, *, first: int = 0) -> str:
    """One picture faded in over another. `xfade` would convert both to 4:4:4 and back, for a tenth more time."""
    fade = f"format=yuva420p,fade=t=in:start_frame={first}:nb_frames={frames}:alpha=1"
    return f"[{above}]{fade}[over];[{below}][over]overlay=format=yuv420"


def _eased(share: str) -> str:
    """Smoothstep: starts and ends at rest."""
    return f"({share}*{share}*(3-2*{share}))"


_SOFT = 0.22
"""Width of a wipe's soft edge, as a share of the frame."""
_CORNER = "hypot(W,H)"
_EDGES: Mapping[str, str] = {
    "wipe_left": f"(X+0.5)/W+{_eased(_ALONG)}*{1 + _SOFT}-1",
    "wipe_right": f"1-(X+0.5)/W+{_eased(_ALONG)}*{1 + _SOFT}-1",
    "wipe_up": f"(Y+0.5)/H+{_eased(_ALONG)}*{1 + _SOFT}-1",
    "circle": f"{_eased(_ALONG)}*{1 + _SOFT}-hypot(2*X+1-W,2*Y+1-H)/{_CORNER}",
}
"""How far inside the new picture a point of the mask lies; `_SOFT` and more is wholly inside."""


def _masked(inside: str, width: int, height: int) -> str:
    small = f"{round(width / _MASK)}x{round(height / _MASK)}"
    return (
        f"color=black:s={small}:r={FPS}:d={seconds_of(TRANSITION):.6f},format=gray,"
        f"geq=lum='255*clip(({inside})/{_SOFT},0,1)',scale={width}:{height}:flags=bicubic,settb=1/{FPS}[mask];"
        f"[b][mask]alphamerge[over];[a][over]overlay=format=yuv420"
    )


def _slide(style: str, width: int, height: int) -> str:
    """Both pictures side by side, and a window that moves from one to the other, smeared as it goes."""
    stack, length, axis = ("vstack", height, "y") if style == "slide_up" else ("hstack", width, "x")
    order = "[b][a]" if style == "slide_right" else "[a][b]"
    windows = []
    for number in range(_SMEARED):
        shift = _SHUTTER * ((number + 0.5) / _SMEARED - 0.5)
        way = _eased(f"clip((n+1+{shift:.3f})/{TRANSITION + 1},0,1)")
        place = f"{length}*(1-{way})" if style == "slide_right" else f"{length}*{way}"
        windows.append(f"[s{number}]crop={width}:{height}:{axis}='{place}'[w{number}];")
    names = "".join(f"[s{number}]" for number in range(_SMEARED))
    moved = "".join(f"[w{number}]" for number in range(_SMEARED))
    return f"{order}{stack},split={_SMEARED}{names};{''.join(windows)}{moved}mix=inputs={_SMEARED}"


def _blur(height: int) -> str:
    """One picture goes out of focus while it dissolves into the other, which comes into focus."""
    peak = _DEFOCUS * height / 1080

    def focus(name: str, *, away: bool) -> str:
        orders = []
        for frame in range(TRANSITION):
            along = (frame + 1) / (TRANSITION + 1)
            share = min(1.0, 1.5 * (along if away else 1 - along))
            sigma = f"{max(0.01, peak * share**1.5):.3f}"
            orders.append(f"{seconds_of(frame) - 0.01:.4f} gblur@{name} sigma {sigma},gblur@{name} sigmaV {sigma}")
        return f"sendcmd=c='{';'.join(orders)}',gblur@{name}=sigma={0.01 if away else peak:.3f}:steps=1"

    return f"[a]{focus('out', away=True)}[a1];[b]{focus('in', away=False)}[b1];{_dissolve('a1', 'b1', 12, first=4)}"


def _zoom() -> str:
    """The camera moves into the first picture ever faster, and it dissolves into the second."""
    share = f"(1-1/(1+0.7*pow(on/{TRANSITION},2)))"
    near, far = f"W*{share}/2", f"W-W*{share}/2"
    top, low = f"H*{share}/2", f"H-H*{share}/2"
    corners = f"x0='{near}':y0='{top}':x1='{far}':y1='{top}':x2='{near}':y2='{low}':x3='{far}':y3='{low}'"
    return (
        f"[a]perspective={corners}:sense=source:eval=frame:interpolation=linear[a1];{_dissolve('a1', 'b', 10, first=7)}"
    )


_ZOOM = _zoom()


def transition_args(
    a: Path, a_body: int, b: Path, b_body: int, *, style: str, size: tuple[int, int], color: str = "#000000", out: Path
) -> list[str]:
    """The ffmpeg arguments that `render_transition` runs; `size` is the segments' width and height.

    It reads file frames `[a_body, a_body + TRANSITION)` of the first segment, where a keyframe was forced, and
    `[0, TRANSITION)` of the second. Raises `ValueError` for a style that is unknown or needs no rendering.
    """
    segment_frames(a_body)
    segment_frames(b_body)
    graph = transition_graph(style, width=size[0], height=size[1], color=color)
    # Aimed between two frames, the seek lands on the forced keyframe itself, whatever the rounding; and an exact seek
    # would drop that frame.
    seek = ["-noaccurate_seek", "-ss", f"{seconds_of(a_body) + 0.5 / FPS:.6f}"]
    short = ["-t", f"{seconds_of(TRANSITION + 2):.6f}"]
    return [
        *("-threads", "2", *seek, *short, *input_args(a, "mp4"), "-threads", "2", *short, *input_args(b, "mp4")),
        *("-filter_complex_threads", "2", "-filter_complex", graph, "-map", "[v]"),
        *("-frames:v", str(TRANSITION), "-r", str(FPS), *encoder_args(forced=(0,)), str(out)),
    ]


def render_transition(
    a: Path,
    a_body: int,
    b: Path,
    b_body: int,
    *,
    style: str,
    out: Path,
    color: str = "#000000",
    timeout: float = 300.0,
) -> MediaInfo:
    """Render the `TRANSITION` frames that lead from segment `a` to segment `b`.

    `a_body` and `b_body` are the scenes' lengths in frames, and `color` (`#rrggbb`) is what `fade_color` goes through.
    Raises `MediaError` when a segment cannot be read and `ValueError` for a style that is not in `STYLES` or is `cut`.
    """
    info = probe(a)
    size = (info.width, info.height)
    args = transition_args(
        a.resolve(), a_body, b.resolve(), b_body, style=style, size=size, color=color, out=out.resolve()
    )
    run_ffmpeg(args, timeout=timeout, task="Rendering the transition")
    return expect_frames(out, TRANSITION)
