"""The only place that starts a subprocess: bounded, killable, and with errors a person can read.

Commands are built by pure functions elsewhere and run here, so tests assert on argument lists.
"""

import io
import math
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Literal

Log = Literal["error", "info"]

GIB = 1 << 30
_ROOT = Path(__file__).resolve().parents[2]
_LOG_TAIL = 256 * 1024
_PIECE = 64 * 1024
_ANSWER = 256 * 1024
_MERCY = 5
"""Processor seconds between the signal and the kill."""
_SIGNALLED = 255
"""What ffmpeg exits with when a signal ended it in good order; SIGXCPU is the only one that we have it sent."""
_DIRECTORY = re.compile(r"(?:file:)?(?:~|\.{1,2})?(?:/[^\s/'\":,;=\[\]]+)+/|file:")
_ADDRESS = re.compile(r"\[[^\]@]+ @ 0x[0-9a-f]+\]\s*")
_NOISE = (
    "Conversion failed!",
    "Error opening input file",
    "Error opening output file",
    "Exiting normally",
    "Nothing was",
)

DEMUXERS: Mapping[str, str] = {
    "mp4": "mov",
    "webm": "matroska",
    "gif": "gif",
    "png": "png_pipe",
    "jpeg": "jpeg_pipe",
    "webp": "webp_pipe",
    "wav": "wav",
    "mp3": "mp3",
    "aac": "aac",
    "flac": "flac",
    "ogg": "ogg",
}
"""Container name (as `probe.sniff` gives it) to the ffmpeg demuxer that reads it and nothing else."""


_WAV_PROBE_BYTES = 32_768
"""ffmpeg reads so much of a WAV to describe it, behind its header; left to itself it reads 5 MB, of each voice."""

MAX_STREAMS = 64
"""Of a stranger's file; a phone's clip has up to ten."""


class MediaError(Exception):
    """A media file or a media command that failed.

    Attributes:
        code: `not_media` (content is no media we read, or a playlist), `wrong_media` (another kind than asked for),
            `media_unsupported` (a codec, shape or rate that is not read), `media_too_large` (pixels, seconds, bytes or
            the memory it needs), `media_unreadable` (recognised, but damaged), `media_failed` (ffmpeg gave up),
            `media_killed` (ended by a signal), `media_timeout` (too much time, by the wall or by the processor),
            `media_mismatch` (files that should share one format do not).
        message: one sentence for a person, without directories of the machine.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one child process may take; Linux refuses it more.

    Attributes:
        memory: bytes of memory of its own (RLIMIT_DATA), the stacks of its threads included.
        output: bytes of each file that it writes.
        cpu: processor seconds over all its threads; None for what all cores have in the run's time.
    """

    memory: int = 8 * GIB
    output: int = 4 * GIB
    cpu: float | None = None


OURS = Bounds()
"""For files that we encoded ourselves: only a fault of ours reaches it."""


@cache
def ffmpeg_path() -> str:
    """Absolute path of the ffmpeg binary that imageio-ffmpeg ships."""
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def reading_options(container: str) -> dict[str, str]:
    """What ffmpeg's demuxers are told about a local file, by the program's options and the library's alike."""
    options = {"protocol_whitelist": "file,pipe"}
    return {**options, "probesize": str(_WAV_PROBE_BYTES)} if container == "wav" else options


def input_args(path: Path, container: str) -> list[str]:
    """Options that read one local file as exactly one container.

    Left to itself ffmpeg guesses the format and follows any protocol, and a playlist can name local files. Here the
    demuxer is forced and only `file` and `pipe` may be opened. Raises `MediaError("not_media")` for a container that
    is not in `DEMUXERS`.
    """
    demuxer = DEMUXERS.get(container)
    if demuxer is None:
        raise MediaError("not_media", f"{path.name} is not a kind of file that can be read.")
    options = [part for name, value in reading_options(container).items() for part in (f"-{name}", value)]
    return [*options, "-f", demuxer, "-i", f"file:{path}"]


def stranger_args(container: str, *, decoders: Sequence[str], max_pixels: int) -> list[str]:
    """Options that read a stranger's file, which `run_ffmpeg` hands over as `source`, already open.

    No protocol can open a file or an address: `fd` reads what is open. Only the forced demuxer and the named decoders
    run, on two threads, and sizes that a file can claim are bounded. Raises `MediaError("not_media")` for a container
    that is not in `DEMUXERS`.
    """
    demuxer = DEMUXERS.get(container)
    if demuxer is None:
        raise MediaError("not_media", "The file is not of a kind that can be read.")
    return [
        *("-protocol_whitelist", "fd", "-f", demuxer, "-codec_whitelist", ",".join(decoders)),
        *("-max_streams", str(MAX_STREAMS), "-max_pixels", str(max_pixels), "-threads", "2", "-i", "fd:"),
    ]


def ffmpeg_command(args: Sequence[str], *, log: Log = "error", fed: bool = False) -> list[str]:
    """The whole command line for `args` (inputs, filters, outputs), with the global options every run has."""
    interactive = [] if fed else ["-nostdin"]
    return [
        *(ffmpeg_path(), "-hide_banner", *interactive, "-y", "-loglevel", log),
        *("-nostats", "-progress", "pipe:1", "-stats_period", "0.5"),
        *args,
    ]


def run_ffmpeg(
    args: Sequence[str],
    *,
    timeout: float,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    feed: Iterable[bytes | memoryview] | None = None,
    source: Path | None = None,
    bounds: Bounds = OURS,
    on_frame: Callable[[int], None] | None = None,
    log: Log = "error",
    task: str = "Processing the media",
) -> str:
    """Run ffmpeg and return the end of its log (at most 256 KB), which is where measuring filters print.

    Args:
        args: inputs, filters and outputs; the global options are added here.
        timeout: seconds of wall clock after which the whole process group is killed.
        cwd: working directory, for filters that take bare file names.
        env: the child's environment; nothing of ours is inherited (keys and tokens live there).
        feed: bytes for `pipe:0`, drawn from a thread of its own.
        source: a file that the child gets as its open standard input, without its name: `fd:`, see `stranger_args`.
        bounds: what it may take.
        on_frame: called with the number of video frames written so far, about twice a second. An exception raised by
            it (a cancelled job) kills ffmpeg and is passed on.
        log: `info` for filters that print their result, such as ebur128.
        task: begins the sentence of an error, as in "Rendering the scene failed: ...".

    Raises `MediaError` with `media_timeout`, `media_killed`, `media_too_large`, `media_unreadable` or `media_failed`.
    """
    command = ffmpeg_command(args, log=log, fed=feed is not None)
    follow = None if on_frame is None else (lambda stdout: _follow(stdout, on_frame))
    return _run(
        command, timeout, follow or _ignore, cwd=cwd, env=env, feed=feed, source=source, bounds=bounds, task=task
    )


def run_python(module: str, args: Sequence[str], *, source: Path, timeout: float, bounds: Bounds, task: str) -> bytes:
    """Run one of our modules as a program in a bounded child, with `source` as its open standard input.

    For what must read a stranger's file in Python: a crash or an endless loop takes the child and nothing else.
    Returns what it prints (at most 256 KB). Raises `MediaError` as `run_ffmpeg` does.
    """
    answer = bytearray()

    def listen(stdout: IO[bytes]) -> None:
        answer.extend(stdout.read(_ANSWER))

    places = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
    env = {"PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-m", module, *args]
    _run(command, timeout, listen, cwd=None, env=env, feed=None, source=source, bounds=bounds, task=task)
    return bytes(answer)


def _run(
    command: Sequence[str],
    timeout: float,
    follow: Callable[[IO[bytes]], None],
    *,
    cwd: Path | None,
    env: Mapping[str, str] | None,
    feed: Iterable[bytes | memoryview] | None,
    source: Path | None,
    bounds: Bounds,
    task: str,
) -> str:
    process = _start(command, cwd=cwd, env=env, fed=feed is not None, source=source)
    _bound(process.pid, bounds, timeout)
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        _kill(process)

    timer = threading.Timer(timeout, expire)
    timer.daemon = True
    timer.start()
    tail = _Tail(process.stderr)
    feeder = _Feeder(process, feed) if feed is not None else None
    try:
        assert process.stdout is not None
        follow(process.stdout)
        code = process.wait()
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
        if feeder is not None:
            feeder.join()
        text = tail.finish()
        _close(process)
    if expired.is_set():
        raise MediaError("media_timeout", f"{task} took longer than {timeout:g} seconds and was stopped.")
    if feeder is not None and feeder.error is not None:
        raise feeder.error
    if code != 0:
        raise failure(task, code, text)
    return text


def _start(
    command: Sequence[str], *, cwd: Path | None, env: Mapping[str, str] | None, fed: bool, source: Path | None
) -> subprocess.Popen[bytes]:
    with (source or Path(os.devnull)).open("rb") as file:
        return subprocess.Popen(  # noqa: S603 - the program is ours and no shell is involved
            command,
            stdin=subprocess.PIPE if fed else file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={"LC_ALL": "C", **(env or {})},
            start_new_session=True,
        )


def _bound(pid: int, bounds: Bounds, timeout: float) -> None:
    """Limit a child that has just begun; not in the child before it begins, because that is unsafe beside threads."""
    if sys.platform != "linux":
        return
    cpu = math.ceil(timeout * (os.cpu_count() or 1) if bounds.cpu is None else bounds.cpu) + 1
    limits = {
        resource.RLIMIT_CPU: (cpu, cpu + _MERCY),
        resource.RLIMIT_DATA: (bounds.memory, bounds.memory),
        resource.RLIMIT_FSIZE: (bounds.output, bounds.output),
        resource.RLIMIT_CORE: (0, 0),
    }
    for name, limit in limits.items():
        try:
            resource.prlimit(pid, name, limit)
        except ProcessLookupError:  # it has ended already
            return


def failure(task: str, code: int, log: str) -> MediaError:
    """The error for an ffmpeg that ended with `code`, from the last telling line of its log."""
    if code in {-signal.SIGXCPU, _SIGNALLED}:
        return MediaError("media_timeout", f"{task} used too much processor time and was stopped.")
    if code == -signal.SIGXFSZ:
        return MediaError("media_too_large", f"{task} wrote more than is allowed and was stopped.")
    if code < 0:
        return MediaError("media_killed", f"{task} was ended by signal {-code}; there may be too little memory.")
    lines = [line.strip() for line in clean(log).splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(_NOISE)] or lines or ["ffmpeg gave no reason"]
    if any("Cannot allocate memory" in line for line in lines):
        return MediaError("media_too_large", f"{task} needs more memory than there is for it.")
    unreadable = any("Invalid data found when processing input" in line for line in lines)
    return MediaError("media_unreadable" if unreadable else "media_failed", f"{task} failed: {telling[-1][:300]}")


def clean(text: str) -> str:
    """The text without directories and memory addresses, so that it can be shown to a user."""
    return _DIRECTORY.sub("", _ADDRESS.sub("", text))


class _Tail:
    """Reads a stream to its end in a thread and keeps its last bytes, so that a chatty child never blocks."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        assert isinstance(stream, io.BufferedReader)
        self._stream = stream
        self._kept = b""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while piece := self._stream.read1(_PIECE):
            self._kept = (self._kept + piece)[-_LOG_TAIL:]

    def finish(self) -> str:
        self._thread.join()
        return self._kept.decode("utf-8", "replace")


class _Feeder:
    """Writes the fed bytes in a thread; a failing source kills the child, so that no half film looks whole."""

    def __init__(self, process: subprocess.Popen[bytes], feed: Iterable[bytes | memoryview]) -> None:
        self.error: BaseException | None = None
        self._process = process
        self._feed = feed
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            for piece in self._feed:
                stdin.write(piece)
            stdin.close()
        except BrokenPipeError:
            # The child has ended first: its exit code and log say whether that was its plan (-frames:v) or a failure.
            return
        except BaseException as error:
            self.error = error
            _kill(self._process)

    def join(self) -> None:
        self._thread.join()


def _follow(stdout: IO[bytes], on_frame: Callable[[int], None]) -> None:
    for line in stdout:
        key, _, value = line.partition(b"=")
        if key == b"frame" and value.strip().isdigit():
            on_frame(int(value))


def _ignore(stdout: IO[bytes]) -> None:
    for _ in stdout:
        pass


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if process.stdin is not None and not process.stdin.closed:
        try:
            process.stdin.close()
        except BrokenPipeError:
            return


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
