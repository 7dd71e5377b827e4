"""Measuring loudness: ITU-R BS.1770-4 as EBU R 128 uses it, by ffmpeg's ebur128."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from functions.media.probe import probe
from functions.media.runner import MediaError, input_args, run_ffmpeg

STEREO = "aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo"
"""What every sound is turned into before anything is done with it: 48 kHz stereo in 32-bit float."""

_NUMBER = r"(-?inf|-?\d+(?:\.\d+)?)"
_INTEGRATED = re.compile(rf"\bI:\s+{_NUMBER} LUFS")
_NAMED = re.compile(r"\[ebur128@(\w+) @ 0x[0-9a-f]+\] Summary:")
_PEAK = re.compile(rf"\bPeak:\s+{_NUMBER} dBFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS (-70 for silence), `true_peak` in dBTP (-inf for silence)."""

    integrated: float
    true_peak: float


def parse_loudness(log: str) -> tuple[Loudness, ...]:
    """Every ebur128 summary in ffmpeg's log, in order. A summary without peaks has a true peak of NaN."""
    found = []
    for summary in log.split("Integrated loudness:")[1:]:
        integrated, peak = _INTEGRATED.search(summary), _PEAK.search(summary)
        if integrated is not None:
            found.append(Loudness(float(integrated[1]), float(peak[1]) if peak else math.nan))
    return tuple(found)


def parse_named(log: str) -> dict[str, Loudness]:
    """The ebur128 summaries in ffmpeg's log by the names of their filters, `ebur128@<name>`.

    Several in one run are printed in the order in which they end, which is not that of the inputs.
    """
    parts = _NAMED.split(log)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {name: found[0] for name, text in pairs if (found := parse_loudness(text))}


def measure_args(path: Path, container: str) -> list[str]:
    """The ffmpeg arguments that `measure` runs."""
    meter = "ebur128=peak=true:framelog=quiet"
    return [*input_args(path, container), "-map", "0:a:0", "-af", f"{STEREO},{meter}", "-f", "null", "-"]


def measure(path: Path, *, timeout: float = 300.0) -> Loudness:
    """Loudness and true peak of the first sound stream of a sound or film, decoded.

    Raises `MediaError`; `wrong_media` for a file without sound.
    """
    info = probe(path)
    if info.audio_codec is None:
        raise MediaError("wrong_media", f"{path.name} has no sound.")
    args = measure_args(path.resolve(), info.container)
    log = run_ffmpeg(args, timeout=timeout, log="info", task="Measuring the loudness")
    return only(parse_loudness(log), path.name)


def only(found: Sequence[Loudness], name: str) -> Loudness:
    """The one summary of a run that measured one sound; raises `MediaError("media_failed")` for any other number."""
    if len(found) != 1:
        raise MediaError("media_failed", f"The loudness of {name} was not reported.")
    return found[0]
