"""The film's sound: narration over ducked music, brought to streaming loudness, and joined to the picture.

Instead of two loudnorm passes, which change the dynamics and cost several times as much, every source is levelled
first, the mix gets one static gain and a limiter, and the encoded result is measured, because AAC moves the peaks.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.media.loudness import STEREO, Loudness, measure, only, parse_loudness
from functions.media.probe import MediaInfo, verify
from functions.media.runner import MediaError, input_args, run_ffmpeg

SAMPLE_RATE = 48_000
TARGET_LUFS = -14.0
TOLERANCE_LU = 0.4
MAX_TRUE_PEAK = -1.0
"""dBTP, in the encoded sound."""

VOICE_LUFS = -17.0
BED_LUFS = -23.0
"""Loudness of the music between sentences, before the final gain. Under speech it sinks by about 9 dB more."""
SILENCE_LUFS = -60.0
"""What measures lower is taken for silence and not raised."""
MUSIC_FADE_IN = 0.5
MUSIC_FADE_OUT = 1.5
LOOP_CROSSFADE = 2.0

_FIRST_LIMIT = -1.8
_ATTEMPTS = 4
_MAX_GAIN = 40.0
_VOICE = "highpass=f=80"
# Speech at VOICE_LUFS lies some 17 dB above the threshold; the slow release holds the duck through a sentence's gaps.
_DUCK = "sidechaincompress=threshold=0.018:ratio=2.2:attack=50:release=1600:knee=4:detection=rms"
_LEVEL_VOICE = "acompressor=threshold=0.1:ratio=2.5:attack=10:release=160:knee=6"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound file and the second of the film at which it begins."""

    path: Path
    at_seconds: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter mark: a title and the second at which it begins."""

    title: str
    start: float


@dataclass(frozen=True, slots=True)
class Source:
    """A probed sound of `seconds`; `gain` in dB brings it to its loudness in the mix."""

    path: Path
    container: str
    seconds: float
    gain: float
    at_seconds: float = 0.0


def gain_to(target: float, measured: float) -> float:
    """The static gain in dB from `measured` to `target` LUFS; 0 for silence, and never more than 40 dB."""
    if measured <= SILENCE_LUFS:
        return 0.0
    return max(-_MAX_GAIN, min(_MAX_GAIN, target - measured))


def survey_args(sources: Sequence[tuple[Path, str]], *, voices: int) -> list[str]:
    """Arguments that measure all sources in one run; the first `voices` of them are filtered like speech first."""
    args: list[str] = []
    for path, container in sources:
        args += input_args(path, container)
    for index in range(len(sources)):
        shaped = f"{STEREO},{_VOICE}" if index < voices else STEREO
        args += ["-map", f"{index}:a:0", "-af", f"{shaped},ebur128=framelog=quiet", "-f", "null", "-"]
    return args


def lanes(voices: Sequence[Source]) -> list[list[int]]:
    """Indices of the voices in as few lanes as their times allow; in a lane no voice begins before the last has ended.

    Usually there is one lane. Delaying and mixing every voice instead would process the silence before each of them,
    which grows with the square of a film's length.
    """
    found: list[list[int]] = []
    free_at: list[int] = []
    for index in sorted(range(len(voices)), key=lambda n: voices[n].at_seconds):
        start, end = _samples(voices[index])
        lane = next((n for n, free in enumerate(free_at) if free <= start), len(found))
        if lane == len(found):
            found.append([])
            free_at.append(0)
        found[lane].append(index)
        free_at[lane] = end
    return found


def _samples(voice: Source) -> tuple[int, int]:
    start = round(voice.at_seconds * SAMPLE_RATE)
    return start, start + round(voice.seconds * SAMPLE_RATE)


def _lane_chains(number: int, lane: Sequence[int], voices: Sequence[Source]) -> list[str]:
    """Chains that string a lane's voices together with the silence before each, ending in `[lane<number>]`."""
    chains, position = [], 0
    for index in lane:
        start, end = _samples(voices[index])
        length = f"apad=whole_len={end - start},atrim=end_sample={end - start}"
        shape = f"{STEREO},{_VOICE},volume={voices[index].gain:.2f}dB,{length}"
        chains.append(f"[{index}:a:0]{shape},adelay=delays={start - position}S:all=1[voice{index}]")
        position = end
    labels = "".join(f"[voice{index}]" for index in lane)
    return [*chains, f"{labels}concat=n={len(lane)}:v=0:a=1[lane{number}]"]


def _looped(label: str, seconds: float, wanted: float) -> tuple[list[str], str]:
    """Chains that repeat a sound, crossfading, until it lasts `wanted` seconds; and the label of the result."""
    overlap = min(LOOP_CROSSFADE, seconds / 3)
    if seconds >= wanted:
        return [], label
    copies = math.ceil((wanted - overlap) / (seconds - overlap))
    names = [f"[copy{n}]" for n in range(copies)]
    chains = [f"{label}asplit={copies}{''.join(names)}"]
    joined = names[0]
    for n, name in enumerate(names[1:]):
        chains.append(f"{joined}{name}acrossfade=d={overlap:.3f}:c1=qsin:c2=qsin[loop{n}]")
        joined = f"[loop{n}]"
    return chains, joined


def _music_chains(index: int, source: Source, seconds: float) -> list[str]:
    fade_in = min(MUSIC_FADE_IN, seconds / 4)
    fade_out = min(MUSIC_FADE_OUT, seconds / 3)
    loops, label = _looped("[music_in]", source.seconds, seconds)
    return [
        f"[{index}:a:0]{STEREO},volume={source.gain:.2f}dB[music_in]",
        *loops,
        f"{label}{_exactly(seconds)},afade=t=in:d={fade_in:.3f},"
        f"afade=t=out:st={seconds - fade_out:.6f}:d={fade_out:.3f}[music]",
    ]


def _exactly(seconds: float) -> str:
    samples = round(seconds * SAMPLE_RATE)
    return f"apad=whole_len={samples},atrim=end_sample={samples}"


def mix_graph(voices: Sequence[Source], music: Source | None, *, seconds: float) -> str:
    """The filter graph from the inputs (voices in order, then the music) to `[out]`, exactly `seconds` long."""
    chains: list[str] = []
    if voices:
        found = lanes(voices)
        for number, lane in enumerate(found):
            chains += _lane_chains(number, lane, voices)
        labels = "".join(f"[lane{number}]" for number in range(len(found)))
        gather = f"amix=inputs={len(found)}:duration=longest:normalize=0," if len(found) > 1 else ""
        chains.append(f"{labels}{gather}{_LEVEL_VOICE},{_exactly(seconds)}[speech]")
    if music is not None:
        chains += _music_chains(len(voices), music, seconds)
    if voices and music is not None:
        chains += [
            "[speech]asplit[said][key]",
            f"[music][key]{_DUCK}[bed]",
            "[said][bed]amix=inputs=2:duration=first:normalize=0[mixed]",
        ]
    mixed = "[mixed]" if voices and music is not None else "[speech]" if voices else "[music]"
    return ";".join([*chains, f"{mixed}atrim=end_sample={round(seconds * SAMPLE_RATE)},ebur128=framelog=quiet[out]"])


def mix_args(voices: Sequence[Source], music: Source | None, *, seconds: float, out: Path) -> list[str]:
    """The arguments that write the unmastered mix as 32-bit float WAV and print its loudness."""
    sources = [*voices, *([music] if music is not None else [])]
    inputs: list[str] = []
    for source in sources:
        inputs += input_args(source.path, source.container)
    graph = mix_graph(voices, music, seconds=seconds)
    return [
        *("-filter_complex_threads", "1", *inputs, "-filter_complex", graph, "-map", "[out]"),
        *("-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "wav", str(out)),
    ]


# The fast coder takes half the time of twoloop; at this bit rate its noise lay within 1 dB of twoloop's in every band.
_AAC = (
    *(
        "-c:a",
        "aac",
        "-aac_coder",
        "fast",
        "-b:a",
        "192k",
        "-ar",
        str(SAMPLE_RATE),
        "-ac",
        "2",
        "-threads",
        "1",
        "-map_metadata",
        "-1",
    ),
    *("-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ipod"),
)


def master_args(mixed: Path, *, gain: float, limit: float, seconds: float, out: Path) -> list[str]:
    """The arguments that apply a gain (dB) and a limiter (dBTP) and encode AAC at 192 kbit/s, 48 kHz stereo.

    The limiter runs at twice the rate, where samples come close to the true peaks; the rest is left to `correction`.
    """
    limiter = f"alimiter=limit={10 ** (limit / 20):.6f}:attack=4:release=60:level=0:latency=1"
    chain = f"volume={gain:.3f}dB,aresample={2 * SAMPLE_RATE},{limiter},aresample={SAMPLE_RATE},{_exactly(seconds)}"
    return [*input_args(mixed, "wav"), "-af", chain, *_AAC, str(out)]


def silence_args(*, seconds: float, out: Path) -> list[str]:
    """The arguments that write digital silence in the film's sound format."""
    source = f"anullsrc=r={SAMPLE_RATE}:cl=stereo,{_exactly(seconds).split(',')[1]}"
    return ["-f", "lavfi", "-i", source, *_AAC, str(out)]


def mix(
    *,
    narration: Sequence[Placed],
    music: Path | None,
    seconds: float,
    out: Path,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 300.0,
) -> Loudness:
    """Make a film's whole sound and write it as AAC in an MP4 container (`.m4a`), exactly `seconds` long.

    Args:
        narration: spoken files with the seconds at which they begin; what reaches past the end is cut.
        music: a file of any length: cut with a fade of 1.5 s, or repeated with crossfades; None for a film without.
        seconds: the film's length, which is a whole number of frames.
        on_progress: called with the share done, 0 to 1.

    Returns the loudness measured in the encoded file: -14 LUFS within 0.5 LU and at most -1 dBTP, unless the sources
    are silent. Raises `MediaError` for a source that is damaged or has no sound.
    """
    report = on_progress or (lambda share: None)
    if seconds <= 0:
        raise ValueError(f"a film lasts more than 0 seconds, got {seconds}")
    with TemporaryDirectory(dir=out.parent) as folder:
        mixed = Path(folder) / "mix.wav"
        voices, bed = _level(narration, music, timeout)
        report(0.2)
        if not voices and bed is None:
            run_ffmpeg(silence_args(seconds=seconds, out=out.resolve()), timeout=timeout, task="Writing silence")
            return Loudness(-70.0, -math.inf, 0.0)
        log = run_ffmpeg(
            mix_args(voices, bed, seconds=seconds, out=mixed), timeout=timeout, log="info", task="Mixing the sound"
        )
        report(0.5)
        reached = _master(mixed, only(parse_loudness(log), "the mix"), seconds, out, timeout)
    report(1.0)
    return reached


def _level(narration: Sequence[Placed], music: Path | None, timeout: float) -> tuple[list[Source], Source | None]:
    """Probe and measure every source in one run and give each the gain that brings it to its place in the mix."""
    paths = [placed.path for placed in narration] + ([music] if music is not None else [])
    if not paths:
        return [], None
    found = [verify(path, "audio") for path in paths]
    sources = [(path.resolve(), info.container) for path, info in zip(paths, found, strict=True)]
    log = run_ffmpeg(
        survey_args(sources, voices=len(narration)), timeout=timeout, log="info", task="Measuring the sounds"
    )
    measured = parse_loudness(log)
    if len(measured) != len(paths):
        raise MediaError("media_failed", "The loudness of the narration and the music was not reported.")
    voices = [
        Source(path, container, info.duration, gain_to(VOICE_LUFS, level.integrated), placed.at_seconds)
        for placed, (path, container), info, level in zip(narration, sources, found, measured, strict=False)
    ]
    if music is None:
        return voices, None
    gain = gain_to(BED_LUFS if voices else VOICE_LUFS, measured[-1].integrated)
    return voices, Source(*sources[-1], found[-1].duration, gain)


def _master(mixed: Path, level: Loudness, seconds: float, out: Path, timeout: float) -> Loudness:
    """Encode, measure the encoded sound, and correct: limiting costs loudness and AAC adds to peaks, both by little."""
    gain, limit = gain_to(TARGET_LUFS, level.integrated), _FIRST_LIMIT
    for _ in range(_ATTEMPTS):
        args = master_args(mixed, gain=gain, limit=limit, seconds=seconds, out=out.resolve())
        run_ffmpeg(args, timeout=timeout, task="Mastering the sound")
        reached = measure(out, timeout=timeout)
        gain, limit, settled = correction(reached, gain=gain, limit=limit)
        if settled:
            break
    return reached


def correction(reached: Loudness, *, gain: float, limit: float) -> tuple[float, float, bool]:
    """The next gain and limit, and whether the result is within tolerance (silence always is)."""
    if reached.integrated <= SILENCE_LUFS:
        return gain, limit, True
    missing = TARGET_LUFS - reached.integrated
    excess = max(0.0, reached.true_peak - MAX_TRUE_PEAK)
    if abs(missing) <= TOLERANCE_LU and excess == 0.0:
        return gain, limit, True
    # Raising the gain of a limited sound gives back less than its full amount.
    return gain + missing * (1.3 if missing > 0 else 1.0), limit - (excess + 0.1 if excess else 0.0), False


def metadata_text(*, title: str, chapters: Sequence[Chapter], seconds: float) -> str:
    """Title and chapters as an ffmetadata file (ffmpeg-formats, "Metadata"); a chapter ends where the next begins."""
    lines = [";FFMETADATA1", f"title={_escaped(title)}"]
    ordered = sorted(chapters, key=lambda chapter: chapter.start)
    ends = [*(chapter.start for chapter in ordered[1:]), seconds]
    for chapter, end in zip(ordered, ends, strict=True):
        times = [f"START={round(chapter.start * 1000)}", f"END={round(end * 1000)}"]
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", *times, f"title={_escaped(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
    return re.sub(r"([=;#\\])", r"\\\1", plain)


def mux_args(video: Path, audio: Path, metadata: Path, out: Path) -> list[str]:
    """The arguments that `mux` runs: picture and sound are copied, the index goes to the front of the file."""
    return [
        *(*input_args(video, "mp4"), *input_args(audio, "mp4")),
        *("-protocol_whitelist", "file,pipe", "-f", "ffmetadata", "-i", f"file:{metadata}"),
        *("-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "2", "-map_chapters", "2"),
        *("-fflags", "+bitexact", "-video_track_timescale", "15360", "-movflags", "+faststart", "-f", "mp4", str(out)),
    ]


def mux(
    video: Path, audio: Path, out: Path, *, title: str, chapters: Sequence[Chapter] = (), timeout: float = 300.0
) -> MediaInfo:
    """Put picture and sound into one fast-start MP4 without encoding anything.

    Both must last equally long, within one AAC frame (21 ms); `MediaError("media_mismatch")` otherwise. `title` is
    any text: it is reduced to one printable line.
    """
    picture, heard = verify(video, "video"), verify(audio, "audio")
    if abs(picture.duration - heard.duration) > 1024 / SAMPLE_RATE:
        lengths = f"{picture.duration:.3f} s and {heard.duration:.3f} s"
        raise MediaError("media_mismatch", f"Picture and sound are not equally long: {lengths}.")
    with TemporaryDirectory(dir=out.parent) as folder:
        metadata = Path(folder) / "metadata.txt"
        metadata.write_text(metadata_text(title=title, chapters=chapters, seconds=picture.duration), encoding="utf-8")
        args = mux_args(video.resolve(), audio.resolve(), metadata.resolve(), out.resolve())
        run_ffmpeg(args, timeout=timeout, task="Joining picture and sound")
    return verify(out, "video")
