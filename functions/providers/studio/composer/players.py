"""How each kind of player turns the chords of the piece into notes."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from functions.providers.studio.composer import melody
from functions.providers.studio.composer.form import Grid, Metre, Span
from functions.providers.studio.composer.harmony import Chord, lead, nearest
from functions.providers.studio.composer.instruments import INSTRUMENTS
from functions.providers.studio.composer.score import Note
from functions.providers.studio.composer.styles import Layer

_STRENGTH = {"X": 0.95, "x": 0.75, "o": 0.5}
_CLIMBS = ((0, 1, 2, 3, 4, 3, 2, 1), (0, 2, 1, 3, 2, 4, 3, 1), (0, 2, 3, 2, 4, 2, 3, 2), (0, 1, 2, 3))


@dataclass(slots=True)
class Session:
    """What all players share.

    Attributes:
        grid, metre, spans: where the bars lie and which section they belong to.
        chords: one a bar, and the last chord as the final item.
        scale: pitch classes of the key.
        swing, looseness: see `styles.Style`.
        rng: the piece's source of chance.
        sounding: pitches already taken in each bar, so that later players keep a semitone's distance.
    """

    grid: Grid
    metre: Metre
    spans: list[Span]
    chords: list[Chord]
    scale: frozenset[int]
    swing: float
    looseness: float
    rng: random.Random
    sounding: dict[int, set[int]] = field(default_factory=dict)

    def intensity(self, bar: int) -> float:
        """How full a bar is, 0..1; the last chord sounds like the section before it."""
        for span in self.spans:
            if span.first <= bar < span.last:
                return span.intensity(bar)
        return self.spans[-1].high if self.spans else 0.6

    def seconds(self, bar: int, step: float) -> float:
        """When a step of a bar sounds, with swing. Later halves of a beat come late, the beat itself is strict."""
        beat, within = divmod(step / self.metre.division, 1)
        middle = 0.5 + self.swing / 2
        within = within * 2 * middle if within <= 0.5 else middle + (within - 0.5) * 2 * (1 - middle)
        return bar * self.grid.bar + (beat + within) * self.grid.bar / self.metre.beats

    def note(self, start: float, end: float, pitch: int, strength: float, bar: int) -> Note:
        """A note as a person plays it: a little early or late, never quite as loud as the last one."""
        late = max(-2.0, min(2.0, self.rng.gauss(0, 1))) * self.looseness
        loud = strength * (0.6 + 0.4 * self.intensity(bar)) * self.rng.uniform(0.92, 1.08)
        begin = max(0.0, start + late)
        return Note(begin, max(0.05, end - begin), pitch, min(1.0, loud))

    def plays(self, layer: Layer, bar: int) -> bool:
        """Whether a layer is heard in a bar."""
        return layer.enters <= self.intensity(bar) <= layer.leaves

    def take(self, bar: int, pitches: Iterable[int]) -> None:
        """Remember what sounds in a bar."""
        self.sounding.setdefault(bar, set()).update(pitches)

    def rubbing(self, bar: int) -> set[int]:
        """Pitches a semitone beside what sounds already."""
        return {pitch + shift for pitch in self.sounding.get(bar, set()) for shift in (-13, -1, 1, 13)}

    @property
    def bars(self) -> int:
        """Bars before the last chord; also the index of the last chord."""
        return self.grid.bars

    @property
    def end_of_hold(self) -> float:
        """When held notes of the last chord are let go, seconds; their release and the reverb fill the rest."""
        return self.bars * self.grid.bar + 0.6 * self.grid.ring


Player = Callable[[Session, Layer, str, str], list[Note]]


def _onsets(rhythm: str) -> list[tuple[int, int, str]]:
    """(step, steps until the next onset or rest after a hold, sign) of a written rhythm."""
    places = [place for place, sign in enumerate(rhythm) if sign in _STRENGTH]
    found = []
    for place in places:
        held = place + 1
        while held < len(rhythm) and rhythm[held] == "-":
            held += 1
        following = next((other for other in places if other > place), len(rhythm))
        found.append((place, held - place if held > place + 1 else following - place, rhythm[place]))
    return found


def _voiced(session: Session, layer: Layer, voices: int) -> list[tuple[int, ...]]:
    """The layer's voicing of every bar and the last chord, clear of what others play, voices led smoothly."""
    avoid = [session.rubbing(bar) for bar in range(session.bars + 1)]
    return lead(session.chords, voices=voices, low=layer.low, high=layer.high, avoid=avoid)


def _ladder(session: Session, layer: Layer, bar: int) -> list[int]:
    """Chord tones of a bar in the layer's range, rising, none a semitone from another or from what sounds."""
    rubbing = session.rubbing(bar)
    ladder: list[int] = []
    classes = session.chords[bar].pitch_classes
    for pitch in range(layer.low, layer.high + 1):
        if pitch % 12 in classes and pitch not in rubbing and (not ladder or pitch - ladder[-1] > 2):
            ladder.append(pitch)
    return ladder or [nearest(classes, (layer.low + layer.high) / 2, layer.low, layer.high)]


def hold(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """Sustained chords; a voice that keeps its pitch keeps its note, for two bars at most."""
    voiced = _voiced(session, layer, 4 if layer.high - layer.low >= 20 else 3)
    notes = []
    for voice in range(max(map(len, voiced))):
        bar = 0
        while bar < session.bars:
            if not session.plays(layer, bar) or voice >= len(voiced[bar]):
                bar += 1
                continue
            pitch, first = voiced[bar][voice], bar
            bar += 1
            while (
                bar < min(first + 2, session.bars) and session.plays(layer, bar) and voiced[bar][voice:][:1] == (pitch,)
            ):
                bar += 1
            notes.append(session.note(first * session.grid.bar, bar * session.grid.bar, pitch, 0.8, first))
    for bar, chord in enumerate(voiced):
        if bar == session.bars or session.plays(layer, bar):
            session.take(bar, chord)
    if layer.final:
        start = session.bars * session.grid.bar
        notes += [session.note(start, session.end_of_hold, pitch, 0.75, session.bars) for pitch in voiced[-1]]
    return notes


def arpeggio(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """Chord tones one after the other; struck ones ring to the end of the bar, as with the pedal down."""
    climb = session.rng.choice(_CLIMBS)
    rings = INSTRUMENTS[instrument].family == "struck"
    dense = len(_onsets(rhythm)) < session.metre.steps // 2 and rhythm.endswith("......")
    notes = []
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        ladder = _ladder(session, layer, bar)
        session.take(bar, ladder[:6])
        for place, (step, steps, sign) in enumerate(_onsets(rhythm)):
            rung = place if dense else climb[place % len(climb)]
            pitch = ladder[min(rung, len(ladder) - 1)] if dense else ladder[rung % len(ladder)]
            start = session.seconds(bar, step)
            end = (bar + 1) * session.grid.bar if rings else session.seconds(bar, step + 0.8 * steps)
            notes.append(session.note(start, end, pitch, _STRENGTH[sign], bar))
    if layer.final:
        notes += _rolled(session, _ladder(session, layer, session.bars)[:5], session.grid.bar / session.metre.beats / 5)
    return notes


def _rolled(session: Session, pitches: list[int], apart: float) -> list[Note]:
    """The last chord, one tone after the other, `apart` seconds each."""
    start, end = session.bars * session.grid.bar, session.bars * session.grid.bar + session.grid.ring
    apart = min(apart, 0.3 * session.grid.ring / max(1, len(pitches)))
    return [
        session.note(start + place * apart, end, pitch, 0.8 - 0.06 * place, session.bars)
        for place, pitch in enumerate(pitches)
    ]


def strum(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """Guitar strokes: down on the beats through all strings, up between them through the highest."""
    voiced = _voiced(session, layer, 4)
    notes = []
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        session.take(bar, voiced[bar])
        for step, steps, sign in _onsets(rhythm):
            down = step % session.metre.division == 0
            strings = voiced[bar] if down else tuple(reversed(voiced[bar][-3:]))
            strength = _STRENGTH[sign] * (1.0 if down else 0.75)
            for place, pitch in enumerate(strings):
                start = session.seconds(bar, step) + place * (0.014 if down else 0.009)
                notes.append(session.note(start, session.seconds(bar, step + steps), pitch, strength, bar))
    if layer.final:
        notes += _rolled(session, list(voiced[-1]), 0.035)
    return notes


def stab(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """Whole chords in a rhythm."""
    voiced = _voiced(session, layer, 4 if layer.high - layer.low >= 18 else 3)
    notes = []
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        session.take(bar, voiced[bar])
        for step, steps, sign in _onsets(rhythm):
            start, end = session.seconds(bar, step), session.seconds(bar, min(step + steps, session.metre.steps))
            notes += [session.note(start, end, pitch, _STRENGTH[sign], bar) for pitch in voiced[bar]]
    if layer.final:
        notes += _rolled(session, list(voiced[-1]), 0.03)
    return notes


def repeat(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """The same few tones over and over; accents take the whole chord, the rest its upper voices."""
    voiced = _voiced(session, layer, 3 if layer.high - layer.low >= 17 else 2)
    rings = INSTRUMENTS[instrument].family == "struck"
    notes = []
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        session.take(bar, voiced[bar])
        for step, steps, sign in _onsets(rhythm):
            pitches = voiced[bar] if sign == "X" or step % (2 * session.metre.division) == 0 else voiced[bar][-2:]
            end = session.seconds(bar, step + steps * (1.0 if rings else 0.75))
            notes += [session.note(session.seconds(bar, step), end, p, _STRENGTH[sign], bar) for p in pitches]
    if layer.final:
        notes += _rolled(session, list(voiced[-1]), 0.03)
    return notes


def bass(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """The root on accents; between them root or fifth, and before a new chord sometimes a step towards it."""
    notes = []
    previous = (layer.low + layer.high) / 2 - 1
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        current, following = session.chords[bar], session.chords[bar + 1]
        root = nearest((current.root,), 0.6 * previous + 0.4 * (layer.low + layer.high) / 2, layer.low, layer.high)
        onsets = _onsets(rhythm)
        for place, (step, steps, sign) in enumerate(onsets):
            pitch = root
            if sign == "x" and len(onsets) > 1 and place == len(onsets) - 1 and current.root != following.root:
                target = nearest((following.root,), root, layer.low, layer.high)
                steps_near = [p for p in (target - 2, target - 1, target + 1, target + 2) if p % 12 in session.scale]
                inside = [p for p in steps_near if layer.low <= p <= layer.high]
                pitch = session.rng.choice(inside) if inside and session.rng.random() < 0.4 else root
            elif sign == "x" and session.rng.random() < 0.35:
                pitch = nearest(((current.root + 7) % 12,), root + 3, layer.low, layer.high + 3)
                pitch = pitch if pitch % 12 in current.pitch_classes else root
            end = session.seconds(bar, step + 0.95 * steps)
            notes.append(session.note(session.seconds(bar, step), end, pitch, _STRENGTH[sign], bar))
        previous = root
    if layer.final:
        start = session.bars * session.grid.bar
        low = nearest((session.chords[-1].root,), previous, layer.low, layer.high)
        notes.append(session.note(start, session.end_of_hold, low, 0.85, session.bars))
    return notes


def motif(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """The melody: one motif, stated, answered and left alone for two bars now and then; it ends on the tonic."""
    theme = melody.invent(session.metre.steps, session.rng)
    notes = []
    statement = 0
    for bar in range(0, session.bars - 1, 2):
        resting = statement % 4 == 3 and session.intensity(bar) < 0.8
        if not session.plays(layer, bar):
            continue
        statement += 1
        if resting:
            continue
        lift = 4 if session.intensity(bar) >= 0.9 else 0
        tones = melody.sing(
            melody.vary(theme, statement - 1, session.rng),
            first_bar=bar,
            steps=session.metre.steps,
            centre=(2 * layer.low + layer.high) // 3 + lift,
            low=layer.low,
            high=layer.high,
            harmony=lambda at: session.chords[at],
            scale=session.scale,
            occupied=lambda at: session.sounding.get(at, set()),
        )
        for tone in tones:
            start, end = session.seconds(tone.bar, tone.step), session.seconds(tone.bar, tone.step + tone.steps)
            notes.append(session.note(start, end, tone.pitch, tone.strength, bar))
    if notes or not session.bars:
        start, centre = session.bars * session.grid.bar, (layer.low + layer.high) / 2
        tonic = nearest((session.chords[-1].root,), centre, layer.low, layer.high)
        notes.append(session.note(start, start + session.grid.ring, tonic, 0.6, session.bars))
    return notes


def hit(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """Percussion. Soft strokes are left out now and then, as a person would."""
    notes = []
    for bar in range(session.bars):
        if not session.plays(layer, bar):
            continue
        for step, _, sign in _onsets(rhythm):
            if sign == "o" and session.rng.random() < 0.1:
                continue
            start = session.seconds(bar, step)
            notes.append(session.note(start, start + 0.5, 60, _STRENGTH[sign], bar))
    if layer.final:
        start = session.bars * session.grid.bar
        notes.append(session.note(start, start + session.grid.ring, 60, 0.9, session.bars))
    return notes


def swell(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """A breath of noise that leads into each fuller section and into the last chord."""
    turns = [b.first for a, b in zip(session.spans, session.spans[1:], strict=False) if b.low > a.low]
    length = min(4.0, 2 * session.grid.bar)
    notes = []
    for bar in [*turns, session.bars]:
        end = bar * session.grid.bar
        if end >= length and bar:
            notes.append(Note(end - length, length, 60, 0.5 + 0.4 * session.intensity(bar)))
    return notes


def bed(session: Session, layer: Layer, instrument: str, rhythm: str) -> list[Note]:
    """A steady noise from start to end, in pieces that overlap."""
    total, piece = session.bars * session.grid.bar + session.grid.ring, 8.0
    return [Note(n * piece, min(piece, total - n * piece), 60, 0.8) for n in range(int(total / piece) + 1)]


PLAYERS: dict[str, Player] = {
    "hold": hold,
    "arpeggio": arpeggio,
    "strum": strum,
    "stab": stab,
    "repeat": repeat,
    "bass": bass,
    "motif": motif,
    "hit": hit,
    "swell": swell,
    "bed": bed,
}
ORDER = ("hold", "arpeggio", "strum", "stab", "repeat", "bass", "motif", "hit", "swell", "bed")
"""Held chords choose their pitches first, the melody last."""
