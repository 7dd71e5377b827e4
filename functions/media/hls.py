"""HLS renditions of a film as fragmented MP4 (RFC 8216): the film itself, copied, and smaller ones cut alike.

No playlist is kept. The share page renders playlists when they are asked for, with URLs that expire, from what is
returned here.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from functions.media.frames import FPS, frames_of
from functions.media.probe import MediaInfo, verify
from functions.media.runner import MediaError, input_args, run_ffmpeg
from schemas.share import HlsRendition, HlsSegment

SEGMENT_SECONDS = 4.0
"""A segment ends at the first keyframe after so long; the film's keyframes are at most 2 s apart."""
SMALLER = (480,)
"""Short sides in pixels of the renditions that are encoded. One is what a phone on a slow line needs."""

_ENTRY = re.compile(r"#EXTINF:([\d.]+),[^\n]*\n([^#\s]+)")
# The B-frame pattern is the film's own, so that both renditions begin at the same timestamp.
_SMALL_X264 = "mbtree=0:rc-lookahead=0:ref=1:b-adapt=0:scenecut=0"


def _hls_output(folder: Path, seconds: float) -> list[str]:
    return [
        *("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", "-f", "hls"),
        *("-hls_time", f"{seconds:g}", "-hls_list_size", "0", "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4"),
        *("-hls_segment_filename", str(folder / "%04d.m4s"), str(folder / "index.m3u8")),
    ]


def copy_args(video: Path, folder: Path) -> list[str]:
    """The arguments that cut the film itself into segments, without encoding."""
    streams = ["-map", "0:v:0", "-map", "0:a:0?", "-c", "copy"]
    return [*input_args(video, "mp4"), *streams, *_hls_output(folder, SEGMENT_SECONDS)]


def encode_args(video: Path, folder: Path, *, width: int, height: int, cuts: Sequence[int]) -> list[str]:
    """The arguments that encode a smaller rendition whose segments begin at the frames `cuts`, like the film's.

    Those are the only keyframes, so a muxer told to cut at every keyframe cuts there and nowhere else.
    """
    expression = "+".join(f"eq(n,{frame})" for frame in cuts)
    return [
        *("-threads", "2", *input_args(video, "mp4"), "-map", "0:v:0", "-map", "0:a:0?"),
        *("-vf", f"scale={width}:{height}:flags=bilinear", "-c:a", "copy"),
        *("-c:v", "libx264", "-preset", "superfast", "-crf", "23", "-maxrate", "1800k", "-bufsize", "3600k"),
        # One thread: how x264 keeps to a peak bit rate depends on how its threads happen to run.
        *("-profile:v", "main", "-level:v", "3.1", "-x264-params", _SMALL_X264, "-threads", "1"),
        *("-g", "100000", "-forced-idr", "1", "-force_key_frames", f"expr:{expression}", "-pix_fmt", "yuv420p"),
        *_hls_output(folder, 0.01),
    ]


def hls(
    video: Path,
    out_dir: Path,
    *,
    smaller: Sequence[int] = SMALLER,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 900.0,
) -> tuple[HlsRendition, ...]:
    """Write all renditions under `out_dir`, one folder each, and describe them, best first.

    Args:
        video: the film: H.264 with closed GOPs, with or without AAC sound, which every rendition carries.
        smaller: short sides in pixels of renditions to encode; those not below the film's own are left out.
        on_progress: called with the share done, 0 to 1.

    `init_path` and the segments' paths are relative to `out_dir`. Raises `MediaError`.
    """
    info = verify(video, "video")
    if info.video_codec != "h264" or info.container != "mp4":
        raise MediaError("wrong_media", f"{video.name} is not an H.264 film in MP4.")
    folder = _fresh(out_dir, "source")
    run_ffmpeg(copy_args(video.resolve(), folder), timeout=timeout, task="Cutting the film for streaming")
    renditions = [_describe(folder, info.width, info.height, with_sound=info.audio_codec is not None)]
    cuts = [0, *accumulate(frames_of(segment.seconds) for segment in renditions[0].segments)][:-1]
    wanted = [side for side in sorted(smaller, reverse=True) if side < min(info.width, info.height)]
    for number, side in enumerate(wanted):
        done = number / len(wanted)
        renditions.append(
            _encode(
                video.resolve(),
                _fresh(out_dir, f"{side}p"),
                info,
                cuts=cuts,
                on_frame=_share(on_progress, done, len(wanted) * max(1, info.frames)),
                timeout=timeout,
            )
        )
    if any(_cuts(rendition) != _cuts(renditions[0]) for rendition in renditions):
        raise MediaError("media_failed", "The renditions' segments do not begin at the same times.")
    return tuple(renditions)


def _share(report: Callable[[float], None] | None, done: float, frames: int) -> Callable[[int], None] | None:
    return None if report is None else lambda frame: report(min(1.0, done + frame / frames))


def _encode(
    video: Path,
    folder: Path,
    info: MediaInfo,
    *,
    cuts: Sequence[int],
    on_frame: Callable[[int], None] | None,
    timeout: float,
) -> HlsRendition:
    width, height = scaled(info.width, info.height, short_side=int(folder.name.removesuffix("p")))
    args = encode_args(video, folder, width=width, height=height, cuts=cuts)
    run_ffmpeg(args, timeout=timeout, on_frame=on_frame, task="Encoding a smaller rendition")
    return _describe(folder, width, height, with_sound=info.audio_codec is not None)


def scaled(width: int, height: int, *, short_side: int) -> tuple[int, int]:
    """The even size nearest to the same shape with this short side."""
    factor = short_side / min(width, height)
    return 2 * round(width * factor / 2), 2 * round(height * factor / 2)


def _fresh(out_dir: Path, name: str) -> Path:
    folder = out_dir.resolve() / name
    folder.mkdir(parents=True)
    return folder


def _cuts(rendition: HlsRendition) -> list[int]:
    return [frames_of(segment.seconds) for segment in rendition.segments]


def _describe(folder: Path, width: int, height: int, *, with_sound: bool) -> HlsRendition:
    """Read and remove the playlist that ffmpeg wrote, and measure the segments."""
    playlist = folder / "index.m3u8"
    entries = [(float(seconds), name) for seconds, name in _ENTRY.findall(playlist.read_text(encoding="utf-8"))]
    if not entries:
        raise MediaError("media_failed", "Cutting the film for streaming gave no segments.")
    playlist.unlink()
    sizes = [((folder / name).stat().st_size, seconds) for seconds, name in entries]
    peak, average = bandwidths(sizes)
    sound = ",mp4a.40.2" if with_sound else ""
    return HlsRendition(
        name=folder.name,
        width=width,
        height=height,
        bandwidth=peak,
        average_bandwidth=average,
        codecs=avc_codec((folder / "init.mp4").read_bytes()) + sound,
        frame_rate=float(FPS),
        init_path=f"{folder.name}/init.mp4",
        segments=tuple(HlsSegment(path=f"{folder.name}/{name}", seconds=seconds) for seconds, name in entries),
    )


def bandwidths(sizes: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Peak and average bits per second of segments given as (bytes, seconds).

    RFC 8216, 4.1: the peak is taken over segments of at least half the target duration, so a short last one does not
    count, unless there is nothing longer.
    """
    target = max(seconds for _, seconds in sizes)
    peak = max(8 * size / seconds for size, seconds in sizes if seconds >= target / 2)
    average = 8 * sum(size for size, _ in sizes) / sum(seconds for _, seconds in sizes)
    return round(peak), round(average)


def avc_codec(initialisation: bytes) -> str:
    """The RFC 6381 name of the H.264 stream, such as `avc1.640028`, from its `avcC` box (ISO/IEC 14496-15, 5.3.3)."""
    at = initialisation.find(b"avcC")
    if at < 0 or len(initialisation) < at + 8:
        raise MediaError("media_failed", "The initialisation segment describes no H.264 stream.")
    profile, compatibility, level = initialisation[at + 5 : at + 8]
    return f"avc1.{profile:02x}{compatibility:02x}{level:02x}"
