"""Composing: from mood words to a score. Pure, quick, and the same for the same arguments."""

import random
from collections.abc import Sequence

from functions.providers.studio.composer import form, harmony, mood
from functions.providers.studio.composer.instruments import INSTRUMENTS
from functions.providers.studio.composer.players import ORDER, PLAYERS, Session
from functions.providers.studio.composer.score import Part, Score, Section
from functions.providers.studio.composer.styles import STYLES, Layer, Style

_TONICS = (0, 2, 3, 5, 7, 8, 9, 10)


def compose(
    *, keywords: Sequence[str], palette: Sequence[str] = (), tone: str, style: str, seconds: float, seed: int
) -> Score:
    """Write a piece of exactly `seconds` (1 to 1800) for a mood.

    `keywords`, `tone` and `style` (the visual style) are free text; `palette` holds `#rrggbb` colours. The same
    arguments give an equal score. Raises `ValueError` if the length is out of range.
    """
    if not form.SHORTEST_SECONDS <= seconds <= form.LONGEST_SECONDS:
        raise ValueError(f"music of {seconds} s: must be {form.SHORTEST_SECONDS:g} to {form.LONGEST_SECONDS:g} s")
    feel = mood.read(keywords, palette, tone, style)
    chosen = STYLES[feel.style]
    rng = random.Random(f"{seed}/{feel.style}")
    metre = form.METRES[chosen.metres[-1] if feel.triple else chosen.metres[0]]
    # A beat of 6/8 holds three eighths, so it goes slower than a quarter for the same flow.
    slowest, fastest = (bpm * (0.62 if metre.name == "6/8" else 1.0) for bpm in chosen.bpm)
    wanted = slowest + (fastest - slowest) * (0.5 + 0.4 * feel.pace + rng.uniform(-0.1, 0.1))
    grid = form.fit(seconds, wanted, slowest, fastest, metre)
    mode = chosen.modes[1] if feel.dark else chosen.modes[0]
    tonic = rng.choice(_TONICS)
    spans = form.sections(grid.bars)
    numerals = _progression(chosen, spans, dark=feel.dark, rng=rng)
    session = Session(
        grid=grid,
        metre=metre,
        spans=spans,
        chords=[harmony.chord(numeral, tonic) for numeral in numerals],
        scale=harmony.scale(tonic, mode),
        swing=chosen.swing,
        looseness=chosen.looseness,
        rng=rng,
    )
    parts = _arrange(chosen, session)
    beat = grid.bar / metre.beats
    return Score(
        style=feel.style,
        tonic=tonic,
        mode=mode,
        bpm=grid.bpm,
        metre=metre.name,
        seconds=seconds,
        seed=seed,
        beats=_ticks(beat, seconds),
        bars=_ticks(grid.bar, seconds),
        final=grid.bars * grid.bar,
        chords=tuple(numerals),
        sections=_sections(spans, grid, seconds),
        parts=parts,
        room=chosen.room,
        brightness=feel.brightness,
        description=_describe(chosen, parts, tonic, mode, grid.bpm),
    )


def _progression(chosen: Style, spans: Sequence[form.Span], *, dark: bool, rng: random.Random) -> list[str]:
    """The numeral of every bar, and of the last chord: one progression, another one in the climax, then a cadence."""
    pool = chosen.dark if dark else chosen.bright
    verse, refrain = rng.sample(pool, 2)
    numerals: list[str] = []
    current, began = verse, 0
    for span in spans:
        wanted = refrain if span.name == "climax" else verse
        if wanted != current:
            current, began = wanted, span.first
        cycle = current.split()
        numerals += [cycle[(bar - began) // chosen.bars_per_chord % len(cycle)] for bar in range(span.first, span.last)]
    cadence = chosen.cadences[1 if dark else 0].split()
    if len(numerals) >= 3:
        numerals[-2:] = cadence
    elif numerals:
        numerals[-1] = cadence[len(numerals) - 1]
    minor = 3 in harmony.MODES[chosen.modes[1] if dark else chosen.modes[0]]
    return [*numerals, "i" if minor else "I"]


def _arrange(chosen: Style, session: Session) -> tuple[Part, ...]:
    """Let every layer play, held chords first; parts come back in the style's order."""
    played: dict[int, Part] = {}
    drums_at_the_end_only = session.bars == 0
    for place in sorted(range(len(chosen.layers)), key=lambda n: ORDER.index(chosen.layers[n].play)):
        layer = chosen.layers[place]
        instrument = session.rng.choice(layer.instruments)
        rhythm = _rhythm(layer, session)
        if drums_at_the_end_only and INSTRUMENTS[instrument].family in {"drum", "swell"}:
            continue
        notes = PLAYERS[layer.play](session, layer, instrument, rhythm)
        if notes:
            ordered = tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))
            played[place] = Part(layer.role, instrument, layer.gain, layer.pan, layer.send, ordered)
    return tuple(played[place] for place in sorted(played))


def _rhythm(layer: Layer, session: Session) -> str:
    """One of the layer's rhythms for this metre; silence for those that need none."""
    fitting = [rhythm for rhythm in layer.rhythms if len(rhythm) == session.metre.steps]
    return session.rng.choice(fitting) if fitting else "." * session.metre.steps


def _ticks(period: float, seconds: float) -> tuple[float, ...]:
    """Multiples of `period` before `seconds`, rounded to the microsecond."""
    count = int(seconds / period) + 1
    return tuple(round(n * period, 6) for n in range(count) if n * period < seconds)


def _sections(spans: Sequence[form.Span], grid: form.Grid, seconds: float) -> tuple[Section, ...]:
    """The form in seconds; the last chord is a section of its own, called `ending`."""
    timed = [
        Section(span.name, round(span.first * grid.bar, 6), round(span.last * grid.bar, 6), (span.low + span.high) / 2)
        for span in spans
    ]
    ending = Section("ending", round(grid.bars * grid.bar, 6), seconds, 0.3)
    return (*timed, ending)


def _describe(chosen: Style, parts: Sequence[Part], tonic: int, mode: str, bpm: float) -> str:
    """A sentence such as "Warm strings and felt piano in D major at 72 bpm"."""
    pitched = [p for p in parts if INSTRUMENTS[p.instrument].family in {"held", "struck"} and p.role != "bass"]
    labels: list[str] = []
    for part in sorted(pitched, key=lambda p: -p.gain):
        label = INSTRUMENTS[part.instrument].label
        if label not in labels and not label.startswith(chosen.label.lower()):
            labels.append(label)
    who = " and ".join(labels[:2])
    return f"{chosen.label} {who} in {harmony.KEY_NAMES[tonic]} {mode} at {round(bpm)} bpm"
