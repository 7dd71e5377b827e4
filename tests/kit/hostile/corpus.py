"""All hostile files. `python -m tests.kit.hostile.corpus FOLDER ADDRESS` writes them and prints their names."""

import json
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from functions.media.runner import run_ffmpeg
from tests.kit.hostile.damaged import damaged, polyglots
from tests.kit.hostile.films import films, injected
from tests.kit.hostile.pictures import pictures
from tests.kit.hostile.playlists import as_url, playlists, texts
from tests.kit.hostile.seeds import seeds
from tests.kit.hostile.sounds import sounds

CANARY = "canary"
"""The folder of what nobody may open."""
TOKEN = "canary-5d1f0a7c93e24b68"
"""Stands in the text that nobody may read."""
PITCH = 9000
"""Hz of the tone in the film that nobody may open; its picture is magenta."""
_NAMES = (
    "",
    "-y ",
    "%03d ",
    "file:",
    "concat:a|",
    "$(touch x) ",
    "a'b\"c ",
    "日本 ",
    "a\nb ",
    "..",
    "[0:v];",
    "~",
    "@",
    "#",
)
"""What the names of the files begin with: each is something else to some program."""


def canary(folder: Path) -> tuple[Path, Path]:
    """Write a film and a text that nobody may open."""
    folder.mkdir(parents=True)
    film, text = folder / "film.mp4", folder / "secret.txt"
    picture = ("-f", "lavfi", "-i", "color=0xff00ff:size=160x90:rate=10:duration=1")
    sound = ("-f", "lavfi", "-i", f"sine=frequency={PITCH}:sample_rate=48000:duration=1,volume=8dB")
    run_ffmpeg([*picture, *sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(film)], timeout=60)
    text.write_text(TOKEN)
    return film, text


def corpus(folder: Path, film: Path, text: Path, address: str) -> Iterator[Path]:
    """Write all files into a folder, with odd names, and give each. The honest ones are named `honest.*`."""
    folder.mkdir()
    work = folder.with_name("seeds")
    work.mkdir()
    honest = seeds(work)
    for suffix, data in honest.items():
        yield _write(folder / f"honest.{suffix}", data)
    odd = cycle(_NAMES)
    listed = texts(as_url(film), str(text), f"{address}/polyglot")["hls_http"].encode()
    for group in (
        playlists(as_url(film), str(text), address),
        films(honest, str(text), address),
        injected(work, honest, str(text), address),
        pictures(honest, str(text), address),
        sounds(honest, str(text), address),
        damaged(honest),
        polyglots(honest, listed),
    ):
        for name, data in group:
            yield _write(folder / f"{next(odd)}{name}", data)


def _write(path: Path, data: bytes) -> Path:
    assert not path.exists(), f"two files are called {path.name}"
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    place = Path(sys.argv[1])
    film, text = canary(place / CANARY)
    json.dump([str(each) for each in corpus(place / "files", film, text, sys.argv[2])], sys.stdout)
