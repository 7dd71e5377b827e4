"""Honest little files of every container that is read: the others are bent from them, and they prove that it works."""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from functions.media.runner import run_ffmpeg

_PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=1")
_SOUND = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1")
_PLAIN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", "-threads", "1")
_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
_BOTH = (*_PICTURE, *_SOUND)

_RECIPES: Mapping[str, tuple[str, ...]] = {
    "mp4": (*_BOTH, *_H264, "-c:a", "aac"),
    "fragments.mp4": (*_BOTH, *_H264, "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"),
    "mov": (*_BOTH, "-c:v", "mjpeg", "-c:a", "pcm_s16le"),
    "webm": (*_BOTH, "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "200k", "-c:a", "libopus"),
    "mkv": (*_BOTH, *_H264, "-c:a", "libvorbis"),
    "gif": (*_PICTURE,),
    "m4a": (*_SOUND, "-c:a", "aac"),
    "wav": (*_SOUND,),
    "mp3": (*_SOUND, "-c:a", "libmp3lame"),
    "flac": (*_SOUND,),
    "ogg": (*_SOUND, "-c:a", "libopus"),
    "aac": (*_SOUND, "-c:a", "aac"),
}
STILLS = ("png", "jpg", "webp")


def seeds(folder: Path) -> dict[str, bytes]:
    """One file of each kind by its suffix, about a second long."""
    found = {}
    for suffix, recipe in _RECIPES.items():
        out = folder / f"seed.{suffix}"
        run_ffmpeg([*recipe, *_PLAIN, str(out)], timeout=60)
        found[suffix] = out.read_bytes()
    return found | {suffix: still(suffix) for suffix in STILLS}


def still(suffix: str, **options: object) -> bytes:
    """A little picture."""
    return saved(picture(), {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[suffix], **options)


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """A green and blue gradient: nothing in it is like the canary."""
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.dstack([down * 0, across, down]).astype(np.uint8))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
