"""Transitions between two segments, rendered from their handles: only 2/3 of a second is encoded, never the scenes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from functions.media.frames import FPS, HANDLE, TRANSITION, seconds_of, segment_frames
from functions.media.probe import MediaInfo
from functions.media.runner import input_args, run_ffmpeg
from functions.media.segment import BT709, encoder_args, expect_frames

Style = Literal[
    "cut", "dissolve", "fade", "fade_white", "wipe_left", "wipe_right", "wipe_up", "slide_left", "slide_right",
    "slide_up", "circle", "blur", "zoom",
]  # fmt: skip
STYLES: tuple[Style, ...] = get_args(Style)
"""`cut` is a hard cut: nothing is rendered for it."""

_XFADE: Mapping[str, str] = {
    "dissolve": "fade",
    "wipe_left": "smoothleft",
    "wipe_right": "smoothright",
    "wipe_up": "smoothup",
    "slide_left": "slideleft",
    "slide_right": "slideright",
    "slide_up": "slideup",
    "circle": "circleopen",
    "blur": "hblur",
    "zoom": "zoomin",
}
_THROUGH: Mapping[str, str] = {"fade": "black", "fade_white": "white"}


def transition_graph(style: str) -> str:
    """The filter graph from inputs 0 and 1 to `[v]`; raises `ValueError` for a style that is not rendered."""
    settle = f"setpts=N/({FPS}*TB),fps={FPS},settb=1/{FPS}"
    if style in _THROUGH:
        # xfade's own fades dip within four frames and come back over sixteen; two plain fades are even.
        half = f"start_frame=0:nb_frames={HANDLE}:color={_THROUGH[style]}"
        return (
            f"[0:v:0]trim=end_frame={HANDLE},{settle},fade=t=out:{half}[a];"
            f"[1:v:0]trim=start_frame={HANDLE}:end_frame={TRANSITION},{settle},fade=t=in:{half}[b];"
            f"[a][b]concat=n=2:v=1:a=0,{BT709}[v]"
        )
    if style not in _XFADE:
        known = ", ".join([*_XFADE, *_THROUGH])
        raise ValueError(f"{style!r} is not a transition that is rendered; those are {known}")
    whole = f"trim=end_frame={TRANSITION},{settle}"
    fade = f"xfade=transition={_XFADE[style]}:duration={seconds_of(TRANSITION):.6f}:offset=0"
    return f"[0:v:0]{whole}[a];[1:v:0]{whole}[b];[a][b]{fade},{BT709}[v]"


def transition_args(a: Path, a_body: int, b: Path, b_body: int, *, style: str, out: Path) -> list[str]:
    """The ffmpeg arguments that `render_transition` runs.

    It reads file frames `[a_body, a_body + TRANSITION)` of the first segment, where a keyframe was forced, and
    `[0, TRANSITION)` of the second. Raises `ValueError` for a style that is unknown or needs no rendering.
    """
    segment_frames(a_body)
    segment_frames(b_body)
    # Aimed between two frames, the seek lands on the forced keyframe itself, whatever the rounding; and an exact seek
    # would drop that frame.
    seek = ["-noaccurate_seek", "-ss", f"{seconds_of(a_body) + 0.5 / FPS:.6f}"]
    short = ["-t", f"{seconds_of(TRANSITION + 2):.6f}"]
    return [
        *("-threads", "2", *seek, *short, *input_args(a, "mp4"), "-threads", "2", *short, *input_args(b, "mp4")),
        *("-filter_complex_threads", "2", "-filter_complex", transition_graph(style), "-map", "[v]"),
        *("-frames:v", str(TRANSITION), "-r", str(FPS), *encoder_args(forced=(0,)), str(out)),
    ]


def render_transition(
    a: Path, a_body: int, b: Path, b_body: int, *, style: str, out: Path, timeout: float = 300.0
) -> MediaInfo:
    """Render the `TRANSITION` frames that lead from segment `a` to segment `b`.

    `a_body` and `b_body` are the scenes' lengths in frames. Raises `MediaError` when a segment cannot be read and
    `ValueError` for a style that is not in `STYLES` or is `cut`.
    """
    args = transition_args(a.resolve(), a_body, b.resolve(), b_body, style=style, out=out.resolve())
    run_ffmpeg(args, timeout=timeout, task="Rendering the transition")
    return expect_frames(out, TRANSITION)
