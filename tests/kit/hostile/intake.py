"""Takes all hostile files in as a step would, and tells what came of each. A program: it may run in a namespace.

`python -m tests.kit.hostile.intake FOLDER own|naive alone|beside` prints one JSON object; `alone` says that the network
namespace is its own. `naive` opens playlists as ffmpeg would if nobody forbade it, to show that the watch sees that.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from functions.media.own import own_clip, own_picture, own_sound
from functions.media.probe import MediaInfo
from functions.media.runner import MediaError, ffmpeg_path
from tests.kit.hostile.corpus import CANARY
from tests.kit.hostile.watch import Listeners, Opened, loopback_up, packets, shows_canary

WIDTH, HEIGHT, MAX_SECONDS = 160, 90, 2.0
Taker = Callable[[Path, Path], MediaInfo]


def _clip(source: Path, out: Path) -> MediaInfo:
    return own_clip(source, out, width=WIDTH, height=HEIGHT, max_seconds=MAX_SECONDS)


def _sound(source: Path, out: Path) -> MediaInfo:
    return own_sound(source, out, max_seconds=MAX_SECONDS)


TAKERS: dict[str, tuple[Taker, str]] = {
    "picture": (own_picture, "out.png"),
    "clip": (_clip, "out.mp4"),
    "sound": (_sound, "out.wav"),
}


@dataclass
class Taken:
    """What came of one file: our file (`info`), or the code of an error, or `crash`, which must not be."""

    file: str
    taker: str
    info: dict[str, Any] | None = None
    size: int = 0
    code: str | None = None
    message: str = ""
    crash: str | None = None
    canary: bool = False
    opened: int = 0
    came: int = 0
    cpu: float = 0.0
    left: list[str] = field(default_factory=list)


def main(folder: Path, how: str, where: str) -> dict[str, Any]:
    """Take in everything below a new folder."""
    if where == "alone":
        loopback_up()
    with Listeners() as listeners:
        files = _written(folder, listeners.address)
        opened, before = Opened(folder / CANARY), packets()
        out = folder / "out"
        out.mkdir()
        taken = []
        for file, taker in _pairs(files, how):
            outcome = _take(file, taker, out)
            outcome.opened, outcome.came = opened.since(), listeners.since()
            taken.append(asdict(outcome))
        sent, late = packets() - before, listeners.all_seen()
    return {
        "taken": taken,
        "packets": sent if where == "alone" else None,
        "came_late": late,
        "own_memory": _own_peak(),
        "child_memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
        "left_in_tmp": _names(Path(os.environ["TMPDIR"])),
    }


def _own_peak() -> int:
    """Bytes that this process has had at most. (What getrusage says of it includes the process that started it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)[1]) * 1024  # type: ignore[index]


def _written(folder: Path, address: str) -> list[Path]:
    """Have the files made by another process, whose memory does not count here."""
    command = [sys.executable, "-P", "-m", "tests.kit.hostile.corpus", str(folder), address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return [Path(name) for name in json.loads(done.stdout)]


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def _pairs(files: Iterable[Path], how: str) -> Iterable[tuple[Path, str]]:
    """Each file with two of the takers in turn; the honest ones, and all with `HOSTILE=all`, with every one."""
    takers = list(TAKERS)
    for number, file in enumerate(files):
        if how == "own":
            left_out = takers[number % len(takers)]
            every = file.name.startswith("honest") or os.environ.get("HOSTILE") == "all"
            yield from ((file, taker) for taker in takers if every or taker != left_out)
        elif any(each in file.name for each in ("hls_file", "hls_http", "ffconcat", "dref_")):
            yield file, "naive"


def _take(file: Path, taker: str, folder: Path) -> Taken:
    taken = Taken(file.name, taker)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    take, name = TAKERS.get(taker, (_naive, "out.mp4"))
    out = folder / name
    try:
        info = take(file, out)
        taken.info, taken.size = asdict(info), out.stat().st_size
        taken.canary = shows_canary(out, info.container)
        out.unlink()
    except MediaError as error:
        taken.code, taken.message = error.code, error.message
    except Exception as error:  # whatever else comes is what the test looks for
        taken.crash = f"{type(error).__name__}: {error}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    taken.left = _names(folder)
    for each in taken.left:
        (folder / each).unlink()
    return taken


def _naive(source: Path, out: Path) -> MediaInfo:
    """What the intake must never be: any protocol, and the demuxer that the file asks for."""
    lists = ["-f", "hls", "-allowed_extensions", "ALL", "-extension_picky", "0", "-max_reload", "1"]
    if "ffconcat" in source.name:
        lists = ["-f", "concat", "-safe", "0"]
    elif "dref_" in source.name:
        lists = ["-f", "mov", "-enable_drefs", "1", "-use_absolute_path", "1"]
    command = [ffmpeg_path(), "-nostdin", "-y", "-loglevel", "error", "-protocol_whitelist", "file,http,tcp,crypto"]
    done = subprocess.run(
        [*command, *lists, "-i", f"file:{source}", "-t", "1", "-f", "mp4", str(out)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise MediaError("media_failed", done.stderr.decode(errors="replace")[-300:])
    return MediaInfo("video", "mp4", 1.0)


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]), sys.stdout)
