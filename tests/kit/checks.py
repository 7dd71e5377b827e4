"""What a finished film must be, measured from its file alone: by PyAV, from the decoded frames and sound."""

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
"""Mono samples, -1 to 1, at 48 kHz."""
RATE = 48_000


@dataclass(frozen=True)
class FilmFacts:
    """A film file. Lengths and starts in seconds; `lumas` are means of every n-th decoded frame, 0 to 255."""

    codec: str
    pix_fmt: str
    fps: float
    size: tuple[int, int]
    frames: int
    picture: tuple[float, float]
    """First frame's start and last frame's end."""
    audio_codec: str
    sample_rate: int
    channels: int
    sound: tuple[float, float]
    fast_start: bool
    lumas: tuple[float, ...]
    chapters: tuple[str, ...]


def film_facts(content: bytes, *, every: int = 5) -> FilmFacts:
    """Decode the whole film and say what it is."""
    with av.open(io.BytesIO(content), "r") as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        times, lumas, pix_fmt, size = [], [], "", (0, 0)
        for number, frame in enumerate(film.decode(picture)):
            assert frame.pts is not None and frame.time is not None
            times.append(frame.time)
            if number % every == 0:
                luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8)
                rows = luma.reshape(-1, frame.planes[0].line_size)[: frame.height, : frame.width]
                lumas.append(float(rows.mean()))
            pix_fmt, size = frame.format.name, (frame.width, frame.height)
        fps = float(picture.average_rate or 0)
        return FilmFacts(
            codec=picture.codec_context.name,
            pix_fmt=pix_fmt,
            fps=fps,
            size=size,
            frames=len(times),
            picture=(min(times), max(times) + 1 / fps),
            audio_codec=sound.codec_context.name,
            sample_rate=sound.codec_context.sample_rate,
            channels=sound.codec_context.channels,
            sound=_sound_span(content),
            fast_start=_atoms(content).index("moov") < _atoms(content).index("mdat"),
            lumas=tuple(lumas),
            chapters=tuple(str(chapter["metadata"].get("title", "")) for chapter in film.chapters()),
        )


def _sound_span(content: bytes) -> tuple[float, float]:
    """Start and end of the sound as a player hears it: the encoder's priming is cut off by the edit list."""
    with av.open(io.BytesIO(content), "r") as film:
        stream = film.streams.audio[0]
        start, samples = None, 0
        for frame in film.decode(stream):
            start = frame.time if start is None else start
            samples += frame.samples
        assert start is not None
        return start, start + samples / stream.codec_context.sample_rate


def _atoms(content: bytes) -> list[str]:
    """The names of an MP4's top-level boxes, in order."""
    names, at = [], 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        names.append(content[at + 4 : at + 8].decode("latin-1"))
        at += int.from_bytes(content[at + 8 : at + 16]) if size == 1 else size or len(content)
    return names


def sound_of(content: bytes) -> Sound:
    """The sound of a film or sound file, mixed to mono at 48 kHz."""
    with av.open(io.BytesIO(content), "r") as film:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        parts = [
            heard.to_ndarray()[0] for frame in film.decode(film.streams.audio[0]) for heard in resampler.resample(frame)
        ]
        parts += [heard.to_ndarray()[0] for heard in resampler.resample(None)]
    return np.concatenate(parts).astype(np.float64)


def level(sound: Sound, start: float, end: float) -> float:
    """RMS level of a span of seconds, in dB below full scale."""
    span = sound[round(start * RATE) : round(end * RATE)]
    return float(20 * np.log10(max(1e-9, np.sqrt(np.mean(np.square(span))))))


@dataclass(frozen=True)
class VttCue:
    """One cue as a WebVTT reader understands it: seconds, and text without entities."""

    start: float
    end: float
    text: str


_TIMES = re.compile(r"^(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})$")


def parse_vtt(text: str) -> list[VttCue]:
    """Read WebVTT as the specification has it (w3.org/TR/webvtt1, section 4.1), strictly; AssertionError if it is not.

    A cue's text may hold no `-->`, no tag, and no `&` that is not an entity.
    """
    head, *blocks = text.strip("\n").split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        _number, times, *lines = block.split("\n")
        found = _TIMES.match(times)
        assert found, times
        assert lines
        raw = "\n".join(lines)
        assert "-->" not in raw and "<" not in raw and not re.search(r"&(?!amp;|lt;|gt;|nbsp;|lrm;|rlm;)", raw), raw
        h1, m1, s1, ms1, h2, m2, s2, ms2 = (int(part) for part in found.groups())
        start, end = h1 * 3600 + m1 * 60 + s1 + ms1 / 1000, h2 * 3600 + m2 * 60 + s2 + ms2 / 1000
        assert start < end
        cues.append(VttCue(start, end, html.unescape(raw)))
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    return cues


def letters(text: str) -> str:
    """A text without anything that line breaks may change."""
    return re.sub(r"[\s\u2060]+", "", text)


def aligned_starts(sound: Sound, text: str) -> list[float]:
    """When each word of an English text starts in its reading, according to pocketsphinx; seconds.

    `sound` may have quiet music under the voice. AssertionError when the aligner lacks a word.
    """
    from pocketsphinx import Decoder

    spectrum = np.fft.rfft(sound)
    length = len(sound) // 3
    slow = np.fft.irfft(spectrum[: length // 2 + 1], length) / 3
    words = re.findall(r"[a-z']+", text.lower())
    decoder = Decoder(samprate=16_000, lm=None)
    decoder.set_align_text(" ".join(words))
    decoder.start_utt()
    decoder.process_raw((np.clip(slow, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    heard = [part for part in decoder.seg() if part.word[0] not in "<["]
    assert [re.sub(r"\(\d+\)", "", part.word) for part in heard] == words
    return [part.start_frame / 100 for part in heard]


def assert_monotone(jobs: dict[str, dict[str, Any]]) -> None:
    """Each job's progress, as a listener saw it, never fell; its states came in order; it ended at 100."""
    order: Sequence[str] = ("queued", "processing", "completed")
    for job in jobs.values():
        statuses, progress = list(job["statuses"]), list(job["progress"])
        assert statuses == [status for status in order if status in statuses], job
        assert progress == sorted(progress), job
        assert all(0 <= percent <= 100 for percent in progress), job
        assert ("completed" in statuses) == (progress[-1] == 100), job
