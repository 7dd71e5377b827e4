"""The only place that starts a subprocess: bounded, killable, and with errors a person can read.

Commands are built by pure functions elsewhere and run here, so tests assert on argument lists.
"""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Literal

Log = Literal["error", "info"]

_LOG_TAIL = 256 * 1024
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


class MediaError(Exception):
    """A media file or a media command that failed.

    Attributes:
        code: `not_media` (content is no media we read, or a playlist), `wrong_media` (another kind than asked for),
            `media_too_large`, `media_unreadable` (recognised, but damaged), `media_failed` (ffmpeg gave up),
            `media_killed` (ended by a signal, usually for want of memory), `media_timeout`,
            `media_mismatch` (files that should share one format do not).
        message: one sentence for a person, without directories of the machine.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@cache
def ffmpeg_path() -> str:
    """Absolute path of the ffmpeg binary that imageio-ffmpeg ships."""
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def input_args(path: Path, container: str) -> list[str]:
    """Options that read one local file as exactly one container.

    Left to itself ffmpeg guesses the format and follows any protocol, and a playlist can name local files. Here the
    demuxer is forced and only `file` and `pipe` may be opened. Raises `MediaError("not_media")` for a container that
    is not in `DEMUXERS`.
    """
    demuxer = DEMUXERS.get(container)
    if demuxer is None:
        raise MediaError("not_media", f"{path.name} is not a kind of file that can be read.")
    return ["-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", f"file:{path}"]


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
        on_frame: called with the number of video frames written so far, about twice a second. An exception raised by
            it (a cancelled job) kills ffmpeg and is passed on.
        log: `info` for filters that print their result, such as ebur128.
        task: begins the sentence of an error, as in "Rendering the scene failed: ...".

    Raises `MediaError` with `media_timeout`, `media_killed`, `media_unreadable` or `media_failed`.
    """
    process = subprocess.Popen(  # noqa: S603 - the program is ours and no shell is involved
        ffmpeg_command(args, log=log, fed=feed is not None),
        stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={"LC_ALL": "C", **(env or {})},
        start_new_session=True,
    )
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
        _follow(process.stdout, on_frame)
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


def failure(task: str, code: int, log: str) -> MediaError:
    """The error for an ffmpeg that ended with `code`, from the last telling line of its log."""
    if code < 0:
        return MediaError("media_killed", f"{task} was ended by signal {-code}; there may be too little memory.")
    lines = [line.strip() for line in clean(log).splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(_NOISE)] or lines or ["ffmpeg gave no reason"]
    unreadable = any("Invalid data found when processing input" in line for line in lines)
    return MediaError("media_unreadable" if unreadable else "media_failed", f"{task} failed: {telling[-1][:300]}")


def clean(text: str) -> str:
    """The text without directories and memory addresses, so that it can be shown to a user."""
    return _DIRECTORY.sub("", _ADDRESS.sub("", text))


class _Tail:
    """Reads a stream to its end in a thread and keeps its last bytes, so that a chatty child never blocks."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        assert stream is not None
        self._stream = stream
        self._kept = b""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for line in self._stream:
            self._kept = (self._kept + line)[-_LOG_TAIL:]

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


def _follow(stdout: IO[bytes] | None, on_frame: Callable[[int], None] | None) -> None:
    assert stdout is not None
    for line in stdout:
        key, _, value = line.partition(b"=")
        if key == b"frame" and on_frame is not None and value.strip().isdigit():
            on_frame(int(value))


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
