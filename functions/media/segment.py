"""A scene's segment: its clip in the film's format, with the mood's colours and the captions burnt in, in one encode.

Every segment and transition of a film is encoded with the same parameters and so with the same H.264 parameter sets,
which is what lets `join` copy packets instead of encoding the film again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from functions.media.fitting import MOST_LOST, lost_by_cropping
from functions.media.frames import FPS, HANDLE, handles, keyframes, segment_frames, slowed
from functions.media.probe import MediaInfo, probe
from functions.media.runner import MediaError, input_args, run_ffmpeg
from schemas.project import Fit

Look = Literal["neutral", "warm", "cool", "noir", "vivid", "faded"]
LOOKS: tuple[Look, ...] = get_args(Look)

FITS: tuple[Fit, ...] = get_args(Fit)
"""How a picture of another shape fills the frame: `crop` covers it and cuts off what is too much; `blur` shows all of
it over a blurred, darkened and larger copy of itself; `auto` crops what loses little by it."""

BT709 = "setsar=1,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
"""Square pixels and BT.709, written into the stream: pieces that say it cannot be joined with pieces that do not."""

# Ultrafast, but with CABAC, the deblocking filter, B-frames and less adaptive quantisation: measured on 1080p scenes
# with a moving camera, that has the size and quality (VMAF, PSNR) of superfast and takes 70 % of its time. A fixed
# B-frame pattern and no scene cuts keep the parameter sets the same in every file.
QUICK = "cabac=1:deblock=0,0:bframes=3:b-adapt=0:aq-mode=1:aq-strength=0.4:mbtree=0:rc-lookahead=0:ref=1:scenecut=0"


# What is only ever seen halfway through a transition gets half the bits: 7 % less time for a scene of five seconds.
_SPARE_BITS = 0.5


def encoder_args(*, forced: tuple[int, ...] = (0,), spare: tuple[tuple[int, int], ...] = ()) -> list[str]:
    """Options of the film's video encoder: H.264 Main 4.0, yuv420p, BT.709, 30 fps, closed GOPs of at most 2 s.

    `forced` are file frames that become keyframes; `spare` are spans of file frames, from and to and not including,
    that are encoded more coarsely. The thread count is fixed because x264's output depends on it.
    """
    expression = "+".join(f"eq(n,{frame})" for frame in forced)
    zones = "/".join(f"{first},{last - 1},b={_SPARE_BITS}" for first, last in spare)
    tuning = f"{QUICK}:stitchable=1:zones={zones}" if zones else f"{QUICK}:stitchable=1"
    return [
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "19.5", "-profile:v", "main", "-level:v", "4.0"),
        *("-x264-params", tuning, "-g", "60", "-keyint_min", "1", "-threads", "2"),
        *("-forced-idr", "1", "-force_key_frames", f"expr:{expression}"),
        *("-pix_fmt", "yuv420p", "-color_range", "tv", "-colorspace", "bt709"),
        *("-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-an", "-sn", "-dn", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *("-video_track_timescale", "15360", "-f", "mp4"),
    ]


_COLOURS = "out_color_matrix=bt709:out_range=tv"
_TONE_MAP = (
    "zscale=matrixin=2020_ncl:primariesin=2020:transfer=linear:npl=203,format=gbrpf32le,zscale=primaries=709,"
    "tonemap=mobius:desat=0,zscale=transfer=709:matrix=709:range=limited,format=yuv420p"
)
"""From HDR to BT.709; 203 cd/m2 is the reference white of ITU-R BT.2408."""
_TRANSPARENT = ("pal8", "rgba", "bgra", "argb", "abgr", "ya", "yuva", "gbrap")
_ON_WHITE = (
    "format=rgba,split[over][under];[under]drawbox=color=white:thickness=fill:replace=1[paper];"
    "[paper][over]overlay=format=rgb,format=rgb24"
)


@dataclass(frozen=True, slots=True)
class Treatment:
    """A look as three curves in Y'CbCr: cheap, and gentle enough to leave skin and brand colours alone.

    Attributes:
        contrast: depth of an S-curve around middle grey; negative flattens.
        lift: raises black by this share of the range.
        saturation: factor on both colour differences.
        blue, red: shift of Cb and Cr in 8-bit steps.
    """

    contrast: float = 0.0
    lift: float = 0.0
    saturation: float = 1.0
    blue: float = 0.0
    red: float = 0.0


TREATMENTS: Mapping[str, Treatment] = {
    "neutral": Treatment(),
    "warm": Treatment(contrast=0.15, saturation=1.04, blue=-3, red=2.5),
    "cool": Treatment(contrast=0.15, saturation=0.96, blue=3, red=-2.5),
    "noir": Treatment(contrast=0.7, saturation=0.0),
    "vivid": Treatment(contrast=0.35, saturation=1.22),
    "faded": Treatment(contrast=-0.2, lift=0.06, saturation=0.8, blue=-1, red=1),
}


def look_filter(look: str | None) -> str | None:
    """The filter for a look, or None where nothing is to change. Raises `ValueError` for an unknown name."""
    if look is None:
        return None
    if look not in TREATMENTS:
        raise ValueError(f"unknown look {look!r}; known are {', '.join(LOOKS)}")
    treatment = TREATMENTS[look]
    if treatment == Treatment():
        return None
    x = "((val-16)/219)"
    curve = f"{x}+{treatment.contrast:g}*{x}*(1-{x})*(2*{x}-1)"
    luma = f"16+219*({treatment.lift:g}+{1 - treatment.lift:g}*({curve}))"
    blue = f"128+{treatment.saturation:g}*(val-128)+{treatment.blue:g}"
    red = f"128+{treatment.saturation:g}*(val-128)+{treatment.red:g}"
    return f"lutyuv=y='clip({luma},16,235)':u='clip({blue},16,240)':v='clip({red},16,240)'"


def fit_filters(info: MediaInfo, *, width: int, height: int, total: int, fit: Fit = "auto") -> list[str]:
    """Filters that turn a source into `total` frames of the film's size, rate and colours, without distortion.

    A still is repeated. A clip that is too short, because the narration stretched its scene, is slowed down with
    blended frames, to half its speed at most; then it holds its last frame. What is transparent becomes white, and HDR
    is mapped to BT.709. `fit` is one of `FITS`; raises `ValueError` for another.
    """
    if fit not in FITS:
        raise ValueError(f"unknown fit {fit!r}; known are {', '.join(FITS)}")
    filters = ["setpts=PTS-STARTPTS"]
    if info.kind == "video" and info.color_space is None:
        # Untagged video of today is BT.709; left untagged, the scaler would take it for BT.601 and shift the colours.
        filters.append("setparams=colorspace=bt709")
    ready = (info.width, info.height, info.pix_fmt) == (width, height, "yuv420p") and not info.rotation
    if not (ready and info.square_pixels and info.color_space in {None, "bt709"}):
        if info.pix_fmt is not None and info.pix_fmt.startswith(_TRANSPARENT):
            filters.append(_ON_WHITE)
        if info.hdr:
            filters += _without_hdr(info, width, height)
        whole = shows_whole(info, width, height, fit)
        filters += [_whole(info, width, height) if whole else _cover(info, width, height), "format=yuv420p"]
    if info.kind == "image":
        filters += [f"loop=loop={total - 1}:size=1:start=0", f"settb=1/{FPS}", "setpts=N", f"fps={FPS}"]
    else:
        filters += [*_slow_motion(info, total), f"fps={FPS}", "tpad=stop_mode=clone:stop=-1"]
    return [*filters, BT709]


def _without_hdr(info: MediaInfo, width: int, height: int) -> list[str]:
    """Map HDR to BT.709, at no more pixels than are shown, because that is done in floating point."""
    share = max(width / info.width, height / info.height)
    smaller = f"scale=w='ceil(iw*{share:.6f}/2)*2':h='ceil(ih*{share:.6f}/2)*2':flags=bicubic"
    return [smaller, _TONE_MAP] if share < 1 else [_TONE_MAP]


def shows_whole(info: MediaInfo, width: int, height: int, fit: Fit) -> bool:
    """Whether the whole picture is shown over a blurred copy of itself rather than cropped."""
    lost = lost_by_cropping((info.width, info.height), (width, height))
    return lost > MOST_LOST if fit == "auto" else fit == "blur"


def _shape(info: MediaInfo, width: int, height: int) -> float:
    """How much wider (over 1) or taller (under 1) than the frame a picture is."""
    return info.width * height / (info.height * width)


def _cover(info: MediaInfo, width: int, height: int) -> str:
    """Scale a picture until it covers the frame and cut off what is too much, evenly on both sides."""
    shape = _shape(info, width, height)
    # A very long picture is cut roughly first: scaled as a whole it would not fit into memory.
    slim = ""
    if shape > 2:
        slim = f"crop='ceil(iw*{1.5 / shape:.6f})':ih,"
    elif shape < 0.5:
        slim = f"crop=iw:'ceil(ih*{1.5 * shape:.6f})',"
    least = f"w='ceil(max({width},{height}*dar)/2-0.01)*2':h='ceil(max({height},{width}/dar)/2-0.01)*2'"
    return f"{slim}scale={least}:{_COLOURS}:flags=bicubic,crop={width}:{height}"


def _whole(info: MediaInfo, width: int, height: int) -> str:
    """Show the whole picture over a larger, blurred and darkened copy of itself.

    The copy is blurred at an eighth of its size, which looks the same and costs next to nothing.
    """
    small = (max(2, round(width / 16) * 2), max(2, round(height / 16) * 2))
    inside = f"w='max(2,round(min({width},{height}*dar)/2)*2)':h='max(2,round(min({height},{width}/dar)/2)*2)'"
    return (
        f"split[whole][copy];"
        f"[copy]{_cover(info, *small)},setsar=1,format=yuv420p,gblur=sigma=9:steps=2,"
        f"lutyuv=y='16+0.62*(val-16)':u='128+0.85*(val-128)':v='128+0.85*(val-128)',"
        f"crop=iw*0.9:ih*0.9,scale={width}:{height}:flags=bicubic,setsar=1[ground];"
        f"[whole]scale={inside}:{_COLOURS}:flags=bicubic,setsar=1,format=yuv420p[front];"
        f"[ground][front]overlay=x=(W-w)/2:y=(H-h)/2:format=yuv420"
    )


def _slow_motion(info: MediaInfo, total: int) -> list[str]:
    factor = slowed(info.duration, total)
    if factor == 1:
        return []
    return [f"setpts={factor:.6f}*PTS", f"framerate=fps={FPS}:interp_start=0:interp_end=255:scene=100"]


def caption_filters(name: str, *, body: int) -> list[str]:
    """Filters that draw an ASS file with scene times on frames `[HANDLE, HANDLE + body)` and on no other.

    The renderer sees time from the scene's first frame; the handles lie far before any caption, because they may be
    shown while the next scene already speaks.
    """
    inside = f"between(N,{HANDLE},{HANDLE + body - 1})"
    return [
        f"setpts='if({inside},N-{HANDLE},-100000)/({FPS}*TB)'",
        f"ass=filename={name}",
        f"setpts=N/({FPS}*TB)",
    ]


def segment_args(
    clip: Path,
    info: MediaInfo,
    *,
    body_frames: int,
    width: int,
    height: int,
    ass_name: str | None,
    look: str | None,
    out: Path,
    fit: Fit = "auto",
) -> list[str]:
    """The ffmpeg arguments that `render_segment` runs."""
    total = segment_frames(body_frames)
    filters = fit_filters(info, width=width, height=height, total=total, fit=fit)
    treatment = look_filter(look)
    if treatment is not None:
        filters.append(treatment)
    if ass_name is not None:
        filters += caption_filters(ass_name, body=body_frames)
    return [
        *("-threads", "2", *input_args(clip, info.container), "-map", "0:v:0"),
        *("-vf", ",".join(filters), "-frames:v", str(total), "-r", str(FPS)),
        *(*encoder_args(forced=keyframes(body_frames), spare=handles(body_frames)), str(out)),
    ]


def render_segment(
    clip: Path,
    *,
    body_frames: int,
    width: int,
    height: int,
    out: Path,
    ass: Path | None = None,
    look: str | None = None,
    fit: Fit = "auto",
    font_env: Mapping[str, str] | None = None,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 900.0,
) -> MediaInfo:
    """Encode one scene's picture: `body_frames` plus a handle of `HANDLE` frames on both sides.

    Args:
        clip: moving picture or still of any size, rate and rotation; file frame 0 is scene time `-HANDLE`.
        body_frames: frames that the scene shows, at least `MIN_BODY`.
        width, height: the film's size in pixels, even.
        ass: captions with times from the scene's first frame.
        look: one of `LOOKS`, or None.
        fit: one of `FITS`: how a clip of another shape fills the frame.
        font_env: environment in which libass finds its fonts (FONTCONFIG_FILE).
        on_progress: called with the share done, 0 to 1.

    Returns what was written. Raises `MediaError` for a clip that cannot be read or an encode that fails, and
    `ValueError` for an unknown look or fit, or a scene that is too short.
    """
    info = probe(clip)
    if info.kind == "audio":
        raise MediaError("wrong_media", f"{clip.name} is a sound, but a picture is needed.")
    total = segment_frames(body_frames)
    args = segment_args(
        clip.resolve(),
        info,
        body_frames=body_frames,
        width=width,
        height=height,
        # Filter arguments have their own escaping; a bare name in the working directory needs none.
        ass_name=None if ass is None else caption_name(ass),
        look=look,
        out=out.resolve(),
        fit=fit,
    )
    run_ffmpeg(
        args,
        timeout=timeout,
        cwd=None if ass is None else ass.resolve().parent,
        env=font_env,
        on_frame=None if on_progress is None else lambda frame: on_progress(min(1.0, frame / total)),
        task="Rendering the scene",
    )
    return expect_frames(out, total)


def caption_name(ass: Path) -> str:
    """The file's bare name; raises `ValueError` unless it can stand in a filter without escaping."""
    if not ass.name.replace(".", "").replace("_", "").replace("-", "").isalnum() or not ass.name.isascii():
        raise ValueError(f"a caption file's name may hold letters, digits, dot, dash and underscore, got {ass.name!r}")
    return ass.name


def expect_frames(path: Path, frames: int) -> MediaInfo:
    """Probe what was written and raise `MediaError("media_failed")` unless it has exactly so many frames."""
    info = probe(path)
    if info.frames != frames:
        raise MediaError("media_failed", f"{path.name} came out with {info.frames} frames instead of {frames}.")
    return info
