"""The styles as data: tempo, harmony, and which instrument plays what.

Rhythms are written on the grid of the metre (16 steps for 4/4, 12 for 3/4 and 6/8): `X` accented, `x` normal, `o` soft,
`-` held, `.` silent. A layer plays in bars whose intensity lies in its range, so the intensities of `form.sections`
make the arrangement grow and thin out.
"""

from dataclasses import dataclass
from typing import Literal

Play = Literal["hold", "arpeggio", "strum", "stab", "repeat", "bass", "motif", "hit", "swell", "bed"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One line of the arrangement.

    Attributes:
        role: its name in the score.
        instruments: the piece uses one of them.
        play: how it turns chords into notes; see `players`.
        rhythms: alternatives; those that have the metre's length can be drawn.
        gain: decibels against the common loudness.
        pan: -1 to 1.
        send: share that goes to the reverb.
        enters, leaves: lowest and highest intensity of a bar in which it plays.
        low, high: MIDI range.
        final: whether it takes part in the last chord.
    """

    role: str
    instruments: tuple[str, ...]
    play: Play
    rhythms: tuple[str, ...] = ()
    gain: float = 0.0
    pan: float = 0.0
    send: float = 0.3
    enters: float = 0.0
    leaves: float = 1.0
    low: int = 48
    high: int = 72
    final: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of music.

    Attributes:
        label: adjective for the description.
        bpm: slowest and fastest beats a minute.
        metres: allowed time signatures, the usual first.
        modes: the bright and the dark mode.
        bright, dark: progressions of roman numerals, one chord a bar.
        cadences: the two bars before the last chord, bright and dark.
        bars_per_chord: 2 for slow harmony.
        swing: share of a beat's half that the off-beat comes late, 0..0.4.
        looseness: standard deviation of the players' timing, seconds.
        room: a name in `reverb.ROOMS`.
        layers: the arrangement.
    """

    label: str
    bpm: tuple[float, float]
    metres: tuple[str, ...]
    modes: tuple[str, str]
    bright: tuple[str, ...]
    dark: tuple[str, ...]
    cadences: tuple[str, str]
    layers: tuple[Layer, ...]
    bars_per_chord: int = 1
    swing: float = 0.0
    looseness: float = 0.008
    room: str = "hall"


# fmt: off
_CALM = Style(
    label="Warm",
    bpm=(62, 76),
    metres=("4/4", "3/4"),
    modes=("major", "minor"),
    bright=("Iadd9 vi7 IVadd9 Vsus4", "I V vi7 IVadd9", "I vi7 Iadd9 IVadd9"),
    dark=("i bVI bIII bVII", "iadd9 iv7 bVI Vsus4", "i bVII bVI iv"),
    cadences=("IVadd9 V", "iv7 V"),
    layers=(
        Layer("pad", ("strings",), "hold", gain=-1, send=0.5, low=52, high=76, final=True),
        Layer("bed", ("warm_pad",), "hold", gain=-7, send=0.4, low=48, high=69, final=True),
        Layer("bass", ("low_strings",), "bass", ("X---------------", "X-----------"), gain=-1, send=0.25, enters=0.3,
              low=33, high=47, final=True),
        Layer("keys", ("felt_piano",), "arpeggio",
              ("x.x.x.x.x.x.x.x.", "x..x..x.x...x...", "x.x.x.x.x.x.", "x...x.x.x..."), gain=3, pan=-0.12, send=0.35,
              low=55, high=79, final=True),
        Layer("melody", ("felt_piano", "celesta"), "motif", gain=-1, pan=0.15, send=0.45, enters=0.6, low=67, high=83),
        Layer("colour", ("harp",), "arpeggio", ("xxxxxx..........", "xxxxxx......"), gain=-6, pan=0.4, send=0.6,
              enters=0.75, low=60, high=91, final=True),
        Layer("swell", ("air_swell",), "swell", gain=-14, send=0.5, enters=0.6),
    ),
)

_HOPEFUL = Style(
    label="Hopeful",
    bpm=(84, 100),
    metres=("4/4",),
    modes=("major", "minor"),
    bright=("I V vi IV", "IV I V vi", "Iadd9 IVadd9 vi7 V"),
    dark=("i bVI bIII bVII", "bVI bVII i i"),
    cadences=("IV V", "bVI bVII"),
    layers=(
        Layer("pad", ("strings",), "hold", gain=-1, send=0.45, enters=0.0, low=55, high=79, final=True),
        Layer("keys", ("piano",), "repeat", ("x.o.x.o.x.o.x.o.", "X..x..x.X..x..x."), gain=0, pan=-0.15, send=0.3,
              low=55, high=72, final=True),
        Layer("bass", ("low_strings",), "bass", ("X-------x-------",), gain=-1, send=0.2, enters=0.3, low=33,
              high=47, final=True),
        Layer("ostinato", ("spiccato",), "arpeggio", ("XoxoXoxoXoxoXoxo", "Xooxooxoxooxooxo"), gain=0, pan=0.3,
              send=0.35, enters=0.55, low=60, high=79),
        Layer("melody", ("piano", "glockenspiel"), "motif", gain=-1, pan=0.1, send=0.4, enters=0.65, low=67, high=84),
        Layer("kick", ("frame_drum",), "hit", ("X.......x.....o.",), gain=-8, send=0.25, enters=0.6),
        Layer("shaker", ("shaker",), "hit", ("o.x.o.x.o.x.o.x.", "oxooxooxoxooxoxo"), gain=-13, pan=0.35, send=0.2,
              enters=0.7),
        Layer("swell", ("cymbal_swell",), "swell", gain=-9, send=0.4, enters=0.6),
    ),
)

_PLAYFUL = Style(
    label="Playful",
    bpm=(104, 124),
    metres=("4/4", "3/4"),
    modes=("major", "dorian"),
    bright=("I vi ii V7", "I IV I V7", "I VI7 ii V7"),
    dark=("i iv V7 i", "i bVII bVI V7"),
    cadences=("ii V7", "iv V7"),
    swing=0.12,
    looseness=0.007,
    room="room",
    layers=(
        Layer("pizzicato", ("pizzicato",), "arpeggio", ("x.x.xx..x.x.x...", "x...x.x...x.x.x.", "x.x.x.x.x.x."),
              gain=2, pan=-0.25, send=0.3, low=60, high=81, final=True),
        Layer("bass", ("upright_bass",), "bass", ("X.......x.......", "X...x...X...x...", "X..........."), gain=1,
              send=0.15, low=33, high=48, final=True),
        Layer("offbeat", ("marimba", "nylon_guitar"), "stab",
              ("....x.......x...", "..x...x...x...x.", "....x...x..."), gain=-3, pan=0.3, send=0.25, enters=0.35,
              low=55, high=72, final=True),
        Layer("melody", ("glockenspiel", "marimba"), "motif", gain=-4, pan=0.15, send=0.35, enters=0.5, low=67,
              high=84),
        Layer("pad", ("clarinets",), "hold", gain=-8, send=0.35, enters=0.3, low=53, high=70, final=True),
        Layer("shaker", ("shaker",), "hit", ("o.x.o.x.o.x.o.x.", "o.x.o.x.o.x."), gain=-9, pan=0.4, send=0.2,
              enters=0.4),
        Layer("block", ("woodblock",), "hit", ("......x.......o.", "........o..."), gain=-6, pan=-0.4, send=0.35,
              enters=0.7),
        Layer("snap", ("snap",), "hit", ("....x.......x...", "....x...x..."), gain=-4, pan=0.1, send=0.3, enters=0.75),
    ),
)

_PULSE = Style(
    label="Pulsing",
    bpm=(108, 122),
    metres=("4/4",),
    modes=("major", "minor"),
    bright=("vi7 IVadd9 I V", "I V vi7 IVadd9", "IVadd9 V vi7 I"),
    dark=("i bVI iv i", "i7 bVII bVI i", "i iv bVI v"),
    cadences=("IVadd9 V", "bVI bVII"),
    looseness=0.002,
    room="plate",
    layers=(
        Layer("pad", ("analog_pad",), "hold", gain=-2, send=0.35, low=52, high=74, final=True),
        Layer("bass", ("synth_bass",), "bass", ("..x...x...x...x.", "X..x..x.X..x..x."), gain=-1, send=0.03,
              enters=0.35, low=33, high=46, final=True),
        Layer("pulse", ("synth_pluck",), "arpeggio", ("x.ox.ox.x.ox.ox.", "XoxoXoxoXoxoXoxo"), gain=0, pan=-0.3,
              send=0.35, low=60, high=84, final=True),
        Layer("answer", ("digital_bell",), "motif", gain=-4, pan=0.3, send=0.5, enters=0.6, low=69, high=86),
        Layer("kick", ("deep_kick",), "hit", ("X...X...X...X...",), gain=-5, send=0.02, enters=0.55),
        Layer("clap", ("clap",), "hit", ("....x.......x...",), gain=-7, send=0.3, enters=0.7),
        Layer("hat", ("hat",), "hit", ("..x...x...x...x.", "o.x.o.x.o.x.o.xo"), gain=-13, pan=0.2, send=0.1,
              enters=0.5),
        Layer("swell", ("riser",), "swell", gain=-12, send=0.3, enters=0.5),
    ),
)

_FOLK = Style(
    label="Open",
    bpm=(92, 108),
    metres=("4/4", "6/8"),
    modes=("major", "minor"),
    bright=("I IV vi7 V", "I V ii7 IV", "I bVII IV I"),
    dark=("i bVII iv i", "i iv i bVII"),
    cadences=("IV V", "iv v"),
    looseness=0.009,
    room="room",
    layers=(
        Layer("guitar", ("steel_guitar",), "arpeggio", ("x.oxo.x.x.oxo.x.", "x.x.xox.x.x.xox.", "x.xoxox.xoxo"),
              gain=1, pan=-0.35, send=0.2, low=52, high=74, final=True),
        Layer("strum", ("nylon_guitar",), "strum", ("X...x.o...x.x.o.", "X...x.oxx...x.ox", "X...x.X...x."), gain=-2,
              pan=0.4, send=0.2, enters=0.45, low=50, high=69, final=True),
        Layer("bass", ("upright_bass",), "bass", ("X-------x-------", "X-----x-----"), gain=0, send=0.1, enters=0.4,
              low=33, high=48, final=True),
        Layer("pad", ("warm_pad",), "hold", gain=-7, send=0.4, low=52, high=71, final=True),
        Layer("melody", ("nylon_guitar", "glockenspiel"), "motif", gain=-2, pan=0.12, send=0.35, enters=0.6, low=67,
              high=83),
        Layer("stomp", ("frame_drum",), "hit", ("X.......X.......", "X.....x....."), gain=-9, send=0.2, enters=0.6),
        Layer("shaker", ("shaker",), "hit", ("o.x.o.x.o.x.o.x.", "o.xo.xo.xo.x"), gain=-10, pan=0.3, send=0.2,
              enters=0.5),
        Layer("snap", ("clap",), "hit", ("....o.......o...", "......o....."), gain=-10, pan=-0.2, send=0.35,
              enters=0.85),
    ),
)

_NOIR = Style(
    label="Shadowy",
    bpm=(60, 74),
    metres=("4/4",),
    modes=("dorian", "minor"),
    bright=("i7 IV7 i7 bVIIadd9", "i9 iv7 i7 IV7"),
    dark=("i iv7 i V7", "iadd9 bVI iv7 V7", "i9 bVImaj7 iv7 V7"),
    cadences=("iv7 V7", "iv7 V7"),
    swing=0.25,
    looseness=0.012,
    room="hall",
    layers=(
        Layer("pad", ("dark_strings",), "hold", gain=-2, send=0.45, low=50, high=69, final=True),
        Layer("bass", ("upright_bass",), "bass", ("X.....x.x.......", "X---------x-x---"), gain=0, send=0.12, low=31,
              high=46, final=True),
        Layer("keys", ("electric_piano",), "stab", ("......x-------..", "..x-----....o---"), gain=-3, pan=-0.25,
              send=0.35, enters=0.35, low=53, high=71, final=True),
        Layer("melody", ("vibraphone",), "motif", gain=-2, pan=0.25, send=0.5, enters=0.45, low=62, high=79),
        Layer("clock", ("woodblock",), "hit", ("o...o...o...o...",), gain=-9, pan=-0.45, send=0.5, leaves=0.8),
        Layer("brush", ("brush",), "hit", ("o.....o.x.....o.", "o...x.o.o...x.o."), gain=-8, pan=0.15, send=0.25,
              enters=0.5),
        Layer("heart", ("deep_kick",), "hit", ("x.o.............",), gain=-8, send=0.2, enters=0.7),
        Layer("swell", ("air_swell",), "swell", gain=-10, send=0.6, enters=0.4),
    ),
)

_EPIC = Style(
    label="Dramatic",
    bpm=(78, 94),
    metres=("4/4", "6/8"),
    modes=("major", "minor"),
    bright=("I bVII IV I", "I vi IV V", "I V vi IV"),
    dark=("i bVI iv V", "i bVII bVI V", "i iv bVI bVII"),
    cadences=("IV V", "iv V"),
    looseness=0.007,
    room="hall",
    layers=(
        Layer("ostinato", ("spiccato",), "repeat", ("XooxooxoXooxooxo", "XoxoXoxoXoxoXoxo", "XooxooXooxoo"), gain=1,
              pan=-0.2, send=0.35, low=48, high=65),
        Layer("pad", ("strings",), "hold", gain=-1, send=0.45, low=55, high=79, final=True),
        Layer("bass", ("low_strings",), "bass", ("X---------------", "X-----x-----"), gain=0, send=0.25, low=31,
              high=45, final=True),
        Layer("horns", ("horns",), "hold", gain=-4, pan=0.2, send=0.5, enters=0.55, low=48, high=67, final=True),
        Layer("choir", ("choir",), "hold", gain=-6, send=0.6, enters=0.75, low=57, high=77, final=True),
        Layer("melody", ("horns", "piano"), "motif", gain=0, pan=0.1, send=0.5, enters=0.65, low=60, high=77),
        Layer("taiko", ("taiko",), "hit", ("X.....x...x.x...", "X..x..x...x.x.o.", "X.....x..x.."), gain=-4,
              send=0.4, enters=0.5, final=True),
        Layer("tick", ("hat",), "hit", ("o.o.o.o.o.o.o.o.", "o.o.o.o.o.o."), gain=-13, pan=0.3, send=0.3, enters=0.4),
        Layer("swell", ("cymbal_swell",), "swell", gain=-6, send=0.45, enters=0.5),
    ),
)

_SPACE = Style(
    label="Weightless",
    bpm=(54, 66),
    metres=("4/4",),
    modes=("major", "minor"),
    bright=("Iadd9 IVadd9 Iadd9 vi7", "Iadd9 ii7 IVadd9 Iadd9", "Iadd9 vi7 IVadd9 Iadd9"),
    dark=("iadd9 bVI iv7 i", "i bVIadd9 iv i"),
    cadences=("IVadd9 V", "bVI bVII"),
    bars_per_chord=2,
    looseness=0.015,
    room="cathedral",
    layers=(
        Layer("pad", ("warm_pad",), "hold", gain=0, send=0.5, low=48, high=70, final=True),
        Layer("glass", ("glass_pad",), "hold", gain=-5, send=0.6, enters=0.3, low=60, high=81, final=True),
        Layer("bass", ("sub_bass",), "bass", ("X---------------",), gain=-3, send=0.1, low=33, high=45, final=True),
        Layer("choir", ("choir",), "hold", gain=-7, send=0.6, enters=0.6, low=57, high=74, final=True),
        Layer("bells", ("digital_bell",), "arpeggio", ("x.....x.....x...", "x...x......x...."), gain=-2, pan=0.3,
              send=0.65, enters=0.25, low=67, high=88, final=True),
        Layer("melody", ("felt_piano",), "motif", gain=-2, pan=-0.2, send=0.6, enters=0.5, low=65, high=81),
        Layer("swell", ("air_swell",), "swell", gain=-9, send=0.6),
    ),
)

_CORPORATE = Style(
    label="Light",
    bpm=(104, 116),
    metres=("4/4",),
    modes=("major", "minor"),
    bright=("I V vi IV", "I IV vi V", "I iii7 IV V"),
    dark=("i bVI iv bVII", "i iv bVI v"),
    cadences=("IV V", "bVI bVII"),
    looseness=0.006,
    room="plate",
    layers=(
        Layer("guitar", ("muted_guitar",), "repeat", ("x.x.x.x.x.x.x.x.", "XoxoXoxoXoxoXoxo"), gain=-1, pan=-0.4,
              send=0.15, low=52, high=67),
        Layer("keys", ("piano",), "stab", ("X-----x---x-----", "X-----x-----x---"), gain=-1, pan=0.15, send=0.25,
              low=55, high=74, final=True),
        Layer("pad", ("strings",), "hold", gain=-6, send=0.35, enters=0.3, low=55, high=76, final=True),
        Layer("bass", ("fingered_bass",), "bass", ("X.....x.X.....x.", "X---------x-x---"), gain=1, send=0.05,
              enters=0.4, low=33, high=48, final=True),
        Layer("melody", ("glockenspiel", "muted_guitar"), "motif", gain=-1, pan=0.35, send=0.35, enters=0.6, low=69,
              high=86),
        Layer("kick", ("soft_kick",), "hit", ("X.......X.x.....", "X.......X......."), gain=-5, send=0.05, enters=0.5),
        Layer("clap", ("clap", "snap"), "hit", ("....x.......x...",), gain=-8, send=0.25, enters=0.65),
        Layer("shaker", ("shaker",), "hit", ("o.x.o.x.o.x.o.x.", "oxooxooxoxooxoxo"), gain=-11, pan=0.4, send=0.15,
              enters=0.45),
    ),
)

_LOFI = Style(
    label="Mellow",
    bpm=(72, 84),
    metres=("4/4",),
    modes=("major", "minor"),
    bright=("Imaj9 vi7 ii7 V7", "ii9 V9 Imaj7 vi7", "Imaj7 iii7 vi7 IVmaj7"),
    dark=("i9 bVImaj7 iv7 i7", "i7 bVImaj7 iv7 V7"),
    cadences=("ii7 V9", "iv7 bVII9"),
    swing=0.22,
    looseness=0.012,
    room="room",
    layers=(
        Layer("keys", ("electric_piano",), "stab", ("X-----x---------", "X---------x-----", "X--x----..x-----"),
              gain=0, pan=-0.15, send=0.3, low=52, high=72, final=True),
        Layer("bass", ("upright_bass",), "bass", ("X-----x-X-----..", "X---..x-..X---x-"), gain=0, send=0.05, low=31,
              high=46, final=True),
        Layer("pad", ("warm_pad",), "hold", gain=-8, send=0.35, low=55, high=74, final=True),
        Layer("melody", ("nylon_guitar", "vibraphone"), "motif", gain=-2, pan=0.25, send=0.4, enters=0.5, low=64,
              high=81),
        Layer("kick", ("soft_kick",), "hit", ("X.....o...X.....", "X......x..X....."), gain=-5, send=0.05, enters=0.4),
        Layer("snare", ("dusty_snare",), "hit", ("....x.......x...", "....x.......x..o"), gain=-6, send=0.15,
              enters=0.4),
        Layer("hat", ("hat",), "hit", ("o.x.o.x.o.x.o.x.",), gain=-14, pan=0.25, send=0.1, enters=0.5),
        Layer("vinyl", ("vinyl",), "bed", gain=-22, send=0.0),
    ),
)

# fmt: on

STYLES: dict[str, Style] = {
    "calm": _CALM,
    "hopeful": _HOPEFUL,
    "playful": _PLAYFUL,
    "pulse": _PULSE,
    "folk": _FOLK,
    "noir": _NOIR,
    "epic": _EPIC,
    "space": _SPACE,
    "corporate": _CORPORATE,
    "lofi": _LOFI,
}
