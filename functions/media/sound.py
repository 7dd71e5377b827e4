"""The film's sound: narration over ducked music and ambience, mixed and mastered.

The mix has three lanes. Foreground is what is spoken, and the sound of a person's own clip where nobody speaks over it;
it is levelled to `VOICE_LUFS`. Music lies at `BED_LUFS`, or at `VOICE_LUFS` in a film without foreground. Ambience lies
at `EFFECTS_LUFS` and is crossfaded from scene to scene. Music and ambience sink together while somebody speaks.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.media.loudness import STEREO, Loudness, only, parse_loudness, parse_named
from functions.media.master import SAMPLE_RATE, gain_to, master, silence
from functions.media.music import Cut, faded
from functions.media.probe import probe, verify
from functions.media.runner import MediaError, input_args, run_ffmpeg

VOICE_LUFS = -17.0
BED_LUFS = -23.0
"""Loudness of the music between sentences, before the final gain. Under speech it sinks by about 9 dB more."""
EFFECTS_LUFS = -35.0
"""Loudness of the ambience, before the final gain: about -30 in a film that somebody speaks in."""
MUSIC_FADE_IN = 0.02
"""Seconds; music that does not begin with its own beginning clicks otherwise."""
LOOP_CROSSFADE = 2.0

_SURVEYED_AT_ONCE = 16
"""Every input has threads of its own in ffmpeg."""
_VOICE = ",highpass=f=80"
# Speech at VOICE_LUFS lies some 17 dB above the threshold; the slow release holds the duck through a sentence's gaps.
_DUCK = "sidechaincompress=threshold=0.018:ratio=2.2:attack=50:release=1600:knee=4:detection=rms"
_LEVEL_VOICE = "acompressor=threshold=0.1:ratio=2.5:attack=10:release=160:knee=6"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound file and its place in the film.

    Attributes:
        path: the file; of a film its first sound stream is taken.
        at_seconds: the second of the film at which it begins.
        seconds: how long its place is; None: as long as the file.
        repeat: whether a file that is shorter than its place is repeated, with crossfades, or followed by silence.
        offset: the second of the film's clip, so after `slowed`, at which it begins.
        slowed: how many times longer it is made, 1 to 2, at the same pitch.
        fade_in, fade_out: seconds, of equal power, so that two of them make a crossfade.
        spoken: whether it is speech alone, whose rumble below 80 Hz can go.
        level: dB against the loudness that sounds of its lane have: a quiet room is quieter than a storm.
        lufs: the file's loudness (`measured`) where it is known, so that it is not measured again.
    """

    path: Path
    at_seconds: float
    seconds: float | None = None
    repeat: bool = False
    offset: float = 0.0
    slowed: float = 1.0
    fade_in: float = 0.0
    fade_out: float = 0.0
    spoken: bool = True
    level: float = 0.0
    lufs: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A probed sound of `length` seconds and its place; `gain` in dB brings it to its loudness in the mix."""

    placed: Placed
    container: str
    length: float
    gain: float = 0.0

    @property
    def available(self) -> float:
        """Seconds of the film that the file fills."""
        return max(0.0, self.length * self.placed.slowed - self.placed.offset)

    @property
    def lasts(self) -> float:
        """Seconds of the film that it occupies."""
        return self.available if self.placed.seconds is None else self.placed.seconds

    def input_args(self) -> list[str]:
        """Options that read as much of the file as is heard."""
        placed = self.placed
        end = None if placed.seconds is None else (placed.offset + placed.seconds) / placed.slowed + 0.1
        read = [] if end is None else ["-t", f"{end:.3f}"]
        return [*read, *input_args(placed.path.resolve(), self.container)]

    def shape(self) -> str:
        """The filters that every use of it begins with."""
        placed = self.placed
        slower = f",atempo={1 / placed.slowed:.6f}" if placed.slowed > 1 else ""
        first = f",atrim=start={placed.offset:.6f},asetpts=PTS-STARTPTS" if placed.offset > 0 else ""
        return f"{STEREO}{slower}{first}{_VOICE if placed.spoken else ''}"


def survey_args(sources: Sequence[Source]) -> list[str]:
    """Arguments that measure what is heard of all sources in one run.

    They go through one graph, one after another: graphs of their own would print their results at the same time, line
    by line into each other.
    """
    args = [option for source in sources for option in source.input_args()]
    chains = [f"[{n}:a:0]{source.shape()},ebur128@n{n}=framelog=quiet[m{n}]" for n, source in enumerate(sources)]
    labels = "".join(f"[m{n}]" for n in range(len(sources)))
    graph = ";".join([*chains, f"{labels}concat=n={len(sources)}:v=0:a=1[out]"])
    return [*("-filter_complex_threads", "1", *args, "-filter_complex", graph), "-map", "[out]", "-f", "null", "-"]


def lanes(sounds: Sequence[Source]) -> list[list[int]]:
    """Indices of the sounds in as few lanes as their times allow; in a lane none begins before the last has ended.

    Usually voices have one lane, and ambience that is crossfaded has two. Delaying and mixing every sound instead would
    process the silence before each of them, which grows with the square of a film's length.
    """
    found: list[list[int]] = []
    free_at: list[int] = []
    for index in sorted(range(len(sounds)), key=lambda n: sounds[n].placed.at_seconds):
        start, end = _samples(sounds[index])
        lane = next((n for n, free in enumerate(free_at) if free <= start), len(found))
        if lane == len(found):
            found.append([])
            free_at.append(0)
        found[lane].append(index)
        free_at[lane] = end
    return found


def _samples(sound: Source) -> tuple[int, int]:
    start = round(sound.placed.at_seconds * SAMPLE_RATE)
    return start, start + round(sound.lasts * SAMPLE_RATE)


def _bus(name: str, sounds: Sequence[Source], first_input: int) -> list[str]:
    """Chains that gather all sounds at their times in `[<name>]`."""
    found = lanes(sounds)
    chains = [
        chain
        for number, lane in enumerate(found)
        for chain in _lane_chains(f"{name}{number}", lane, sounds, first_input)
    ]
    labels = "".join(f"[{name}{number}]" for number in range(len(found)))
    gather = f"amix=inputs={len(found)}:duration=longest:normalize=0" if len(found) > 1 else "anull"
    return [*chains, f"{labels}{gather}[{name}]"]


def _lane_chains(name: str, lane: Sequence[int], sounds: Sequence[Source], first_input: int) -> list[str]:
    """Chains that string a lane's sounds together with the silence before each, ending in `[<name>]`."""
    chains, position = [], 0
    for index in lane:
        sound = sounds[index]
        start, end = _samples(sound)
        label = f"[{name}_{index}]"
        repeats: list[str] = []
        source = f"[{first_input + index}:a:0]{sound.shape()},volume={sound.gain:.2f}dB"
        if sound.placed.repeat and 0 < sound.available < sound.lasts - 0.005:
            loops, looped = _looped(f"[{name}_{index}_in]", sound.available, sound.lasts)
            repeats, source = [f"{source}[{name}_{index}_in]", *loops], f"{looped}anull"
        length = f"apad=whole_len={end - start},atrim=end_sample={end - start}"
        chains += [*repeats, f"{source},{length}{_fades(sound)},adelay=delays={start - position}S:all=1{label}"]
        position = end
    labels = "".join(f"[{name}_{index}]" for index in lane)
    return [*chains, f"{labels}concat=n={len(lane)}:v=0:a=1[{name}]"]


def _fades(sound: Source) -> str:
    fades = ""
    fade_in, fade_out = (min(each, sound.lasts / 2) for each in (sound.placed.fade_in, sound.placed.fade_out))
    if fade_in > 0:
        fades += f",afade=t=in:d={fade_in:.6f}:curve=qsin"
    if fade_out > 0:
        fades += f",afade=t=out:st={sound.lasts - fade_out:.6f}:d={fade_out:.6f}:curve=qsin"
    return fades


def _looped(label: str, seconds: float, wanted: float) -> tuple[list[str], str]:
    """Chains that repeat a sound, crossfading, until it lasts `wanted` seconds; and the label of the result."""
    overlap = min(LOOP_CROSSFADE, seconds / 3)
    stem = label.strip("[]")
    copies = math.ceil((wanted - overlap) / (seconds - overlap))
    names = [f"[{stem}{n}]" for n in range(copies)]
    chains = [f"{label}asplit={copies}{''.join(names)}"]
    joined = names[0]
    for n, name in enumerate(names[1:]):
        chains.append(f"{joined}{name}acrossfade=d={overlap:.3f}:c1=qsin:c2=qsin[{stem}_{n}]")
        joined = f"[{stem}_{n}]"
    return chains, joined


def _music_chains(index: int, source: Source, cut: Cut, seconds: float) -> list[str]:
    """Chains that play the pieces of a cut, crossfaded, ending in `[music]`."""
    chains = [f"[{index}:a:0]{STEREO},volume={source.gain:.2f}dB[music_in]"]
    label = "[music_in]"
    if len(cut.pieces) > 1:
        names = [f"[piece{n}]" for n in range(len(cut.pieces))]
        chains.append(f"[music_in]asplit={len(names)}{''.join(names)}")
        label = ""
        for n, (name, (start, end)) in enumerate(zip(names, cut.pieces, strict=True)):
            first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
            trim = f"atrim=start_sample={first}:end_sample={last},asetpts=PTS-STARTPTS"
            chains.append(f"{name}{trim}[part{n}]")
            if n:
                chains.append(f"{label}[part{n}]acrossfade=d={cut.crossfade:.6f}:c1=qsin:c2=qsin[joined{n}]")
            label = f"[joined{n}]" if n else "[part0]"
    fades = f",afade=t=in:d={MUSIC_FADE_IN}"
    if cut.fade > 0:
        fades += f",afade=t=out:st={seconds - cut.fade:.6f}:d={cut.fade:.6f}:curve=hsin"
    return [*chains, f"{label}{_exactly(seconds)}{fades}[music]"]


def _exactly(seconds: float) -> str:
    samples = round(seconds * SAMPLE_RATE)
    return f"apad=whole_len={samples},atrim=end_sample={samples}"


@dataclass(frozen=True, slots=True)
class Tracks:
    """What is mixed: foreground, ambience, and the music with its cut."""

    foreground: tuple[Source, ...] = ()
    effects: tuple[Source, ...] = ()
    music: Source | None = None
    cut: Cut | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, in the order of ffmpeg's inputs."""
        return (*self.foreground, *self.effects, *([self.music] if self.music else []))


def mix_graph(tracks: Tracks, *, seconds: float) -> str:
    """The filter graph from the inputs (foreground, ambience, music) to `[out]`, exactly `seconds` long."""
    chains: list[str] = []
    beds: list[str] = []
    if tracks.effects:
        chains += [*_bus("ambience", tracks.effects, len(tracks.foreground)), f"[ambience]{_exactly(seconds)}[around]"]
        beds.append("[around]")
    if tracks.music is not None:
        cut = tracks.cut or faded(tracks.music.length, seconds)
        chains += _music_chains(len(tracks.foreground) + len(tracks.effects), tracks.music, cut, seconds)
        beds.append("[music]")
    bed = "".join(beds)
    if len(beds) > 1:
        chains.append(f"{bed}amix=inputs=2:duration=first:normalize=0[beds]")
        bed = "[beds]"
    mixed = bed
    if tracks.foreground:
        chains += [*_bus("voice", tracks.foreground, 0), f"[voice]{_LEVEL_VOICE},{_exactly(seconds)}[speech]"]
        mixed = "[speech]"
    if tracks.foreground and beds:
        chains += [
            "[speech]asplit[said][key]",
            f"{bed}[key]{_DUCK}[bed]",
            "[said][bed]amix=inputs=2:duration=first:normalize=0[mixed]",
        ]
        mixed = "[mixed]"
    return ";".join([*chains, f"{mixed}atrim=end_sample={round(seconds * SAMPLE_RATE)},ebur128=framelog=quiet[out]"])


def mix_args(tracks: Tracks, *, seconds: float, out: Path) -> list[str]:
    """The arguments that write the unmastered mix as 32-bit float WAV and print its loudness."""
    inputs = [option for source in tracks.sources for option in source.input_args()]
    graph = mix_graph(tracks, seconds=seconds)
    return [
        *("-filter_complex_threads", "1", *inputs, "-filter_complex", graph, "-map", "[out]"),
        *("-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "wav", str(out)),
    ]


def mix(
    *,
    narration: Sequence[Placed],
    music: Path | None,
    seconds: float,
    out: Path,
    effects: Sequence[Placed] = (),
    cut: Cut | None = None,
    music_lufs: float | None = None,
    on_progress: Callable[[float], None] | None = None,
    timeout: float = 300.0,
) -> Loudness:
    """Make a film's whole sound and write it as AAC in an MP4 container (`.m4a`), exactly `seconds` long.

    Args:
        narration: what is in the foreground, at its times; what reaches past the end is cut.
        music: a file of any length; None for a film without.
        seconds: the film's length, which is a whole number of frames.
        effects: ambience and sounds under all that.
        cut: what is played of the music (`music.fit_music`); faded, or repeated with crossfades, when None.
        music_lufs: the music's loudness (`measured`) where it is known; measured when None.
        on_progress: called with the share done, 0 to 1.

    Returns the loudness measured in the encoded file: -14 LUFS within 0.5 LU and at most -1 dBTP, unless the sources
    are silent. Raises `MediaError` for a source that is damaged or has no sound.
    """
    report = on_progress or (lambda share: None)
    if seconds <= 0:
        raise ValueError(f"a film lasts more than 0 seconds, got {seconds}")
    with TemporaryDirectory(dir=out.parent) as folder:
        mixed = Path(folder) / "mix.wav"
        tracks = _levelled(
            Tracks(
                foreground=tuple(_source(placed) for placed in narration if placed.at_seconds < seconds),
                effects=tuple(_source(placed) for placed in effects if placed.at_seconds < seconds),
                music=_music(music, cut, seconds, music_lufs) if music is not None else None,
                cut=cut,
            ),
            timeout,
        )
        report(0.2)
        if not tracks.sources:
            return silence(out, seconds=seconds)
        log = run_ffmpeg(
            mix_args(tracks, seconds=seconds, out=mixed), timeout=timeout, log="info", task="Mixing the sound"
        )
        report(0.5)
        level = only(parse_loudness(log), "the mix").integrated
        return master(mixed, level, seconds=seconds, out=out, on_progress=lambda share: report(0.5 + 0.5 * share))


def _source(placed: Placed) -> Source:
    info = probe(placed.path)
    if info.audio_codec is None:
        raise MediaError("wrong_media", f"{placed.path.name} has no sound.")
    return Source(placed, info.container, info.duration)


def _music(path: Path, cut: Cut | None, seconds: float, lufs: float | None) -> Source:
    """The music as a source of which no more is read than is played."""
    info = verify(path, "audio")
    played = max(end for _, end in (cut or faded(info.duration, seconds)).pieces)
    return Source(Placed(path, 0.0, seconds=played, spoken=False, lufs=lufs), info.container, info.duration)


def measured(path: Path, *, spoken: bool, timeout: float = 300.0) -> dict[str, float]:
    """What the mix has to know of a sound file: its `seconds`, and `lufs` (-70 for silence), as `mix` hears it.

    Raises `MediaError`; `wrong_media` for a file that is no sound.
    """
    info = verify(path, "audio")
    source = Source(Placed(path, 0.0, spoken=spoken), info.container, info.duration)
    return {"seconds": round(source.length, 3), "lufs": round(_measured([source], timeout)[0], 2)}


def _measured(sources: Sequence[Source], timeout: float) -> list[float]:
    """The loudness of each source, many measured in a run."""
    levels: list[float] = []
    for first in range(0, len(sources), _SURVEYED_AT_ONCE):
        batch = sources[first : first + _SURVEYED_AT_ONCE]
        log = run_ffmpeg(survey_args(batch), timeout=timeout, log="info", task="Measuring the sounds")
        found = parse_named(log)
        if len(found) != len(batch):
            raise MediaError("media_failed", "The loudness of the narration and the music was not reported.")
        levels += [found[f"n{index}"].integrated for index in range(len(batch))]
    return levels


def _levelled(tracks: Tracks, timeout: float) -> Tracks:
    """Give each source the gain that brings it to its place in the mix; those of unknown loudness are measured."""
    unknown = iter(_measured([source for source in tracks.sources if source.placed.lufs is None], timeout))
    measured = [next(unknown) if source.placed.lufs is None else source.placed.lufs for source in tracks.sources]

    def at(target: float, source: Source, level: float) -> Source:
        return replace(source, gain=gain_to(target + source.placed.level, level))

    said, around = len(tracks.foreground), len(tracks.foreground) + len(tracks.effects)
    music = tracks.music
    return replace(
        tracks,
        foreground=tuple(at(VOICE_LUFS, *pair) for pair in zip(tracks.foreground, measured[:said], strict=True)),
        effects=tuple(at(EFFECTS_LUFS, *pair) for pair in zip(tracks.effects, measured[said:around], strict=True)),
        music=at(BED_LUFS if tracks.foreground else VOICE_LUFS, music, measured[-1]) if music else None,
    )
