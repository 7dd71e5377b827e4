"""A piece of music as data: who plays which note when. Nothing here makes sound."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `start` and `length` are seconds, `pitch` is a MIDI number, `velocity` is 0..1."""

    start: float
    length: float
    pitch: int
    velocity: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one instrument plays.

    Attributes:
        role: the part it has in the piece, such as `pad`, `bass` or `melody`.
        instrument: a name in `instruments.INSTRUMENTS`.
        gain: decibels against the instruments' common loudness.
        pan: -1 (left) to 1 (right).
        send: how much of it goes to the reverb, 0..1.
        notes: in order of their start.
    """

    role: str
    instrument: str
    gain: float
    pan: float
    send: float
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the form: `intro`, `build`, `climax`, `break`, `outro`, `ending`, or `theme` in very short pieces.

    `start` and `end` are seconds, `density` is its mean intensity, 0..1.
    """

    name: str
    start: float
    end: float
    density: float


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece.

    Attributes:
        style: a name in `styles.STYLES`.
        tonic: pitch class of the key, 0 = C.
        mode: `major`, `minor` or `dorian`.
        bpm: beats a minute, constant from start to end.
        metre: such as `4/4`; a beat of `6/8` is a dotted quarter.
        seconds: exact length of the rendered track.
        seed: what the piece was drawn from.
        beats, bars: seconds of every beat and of every downbeat before the end; the first is 0.
        final: seconds at which the last chord starts; what follows is its decay.
        chords: the chord of every bar, as roman numerals.
        sections: the form, covering 0 to `seconds` without gaps.
        parts: the instruments and their notes.
        room: a name in `reverb.ROOMS`.
        brightness: 0 (dark timbre) to 1 (bright).
        description: one sentence for people.
    """

    style: str
    tonic: int
    mode: str
    bpm: float
    metre: str
    seconds: float
    seed: int
    beats: tuple[float, ...]
    bars: tuple[float, ...]
    final: float
    chords: tuple[str, ...]
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    room: str
    brightness: float
    description: str

    @property
    def bar_seconds(self) -> float:
        """Length of a bar; the tempo is constant."""
        return self.bars[1] if len(self.bars) > 1 else self.seconds
