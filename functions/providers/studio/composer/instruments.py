"""The orchestra as data: what each instrument is called and how its notes begin and end.

How they sound is in `tones`, which needs numpy; composing needs only this.
"""

from dataclasses import dataclass
from typing import Literal

Family = Literal["held", "struck", "drum", "swell", "bed"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument.

    Attributes:
        label: for people, in lower case.
        family: `held` sounds as long as its note, `struck` decays by itself and is damped at the note's end, `drum` has
            no pitch and rings out, `swell` grows until its note's end, `bed` is a steady noise.
        attack, release: seconds to fade in and out.
        spread: how far left and right low and high keys lie, 0..1.
        layers: how many strengths of stroke are told apart.
    """

    label: str
    family: Family
    attack: float = 0.0
    release: float = 0.15
    spread: float = 0.0
    layers: int = 2


def _held(label: str, attack: float, release: float) -> Instrument:
    return Instrument(label, "held", attack, release, layers=1)


def _struck(label: str, release: float, spread: float = 0.0, layers: int = 2) -> Instrument:
    return Instrument(label, "struck", 0.0, release, spread, layers)


def _drum(label: str) -> Instrument:
    return Instrument(label, "drum", layers=1)


INSTRUMENTS: dict[str, Instrument] = {
    "strings": _held("strings", 0.35, 0.7),
    "dark_strings": _held("dark strings", 0.6, 0.9),
    "low_strings": _held("cellos", 0.12, 0.5),
    "spiccato": _held("short strings", 0.012, 0.16),
    "warm_pad": _held("warm pad", 0.5, 0.9),
    "analog_pad": _held("analogue pad", 0.25, 0.6),
    "glass_pad": _held("glass pad", 0.9, 1.4),
    "choir": _held("choir", 0.5, 0.9),
    "horns": _held("horns", 0.16, 0.4),
    "clarinets": _held("clarinets", 0.08, 0.25),
    "sub_bass": _held("sub bass", 0.15, 0.4),
    "felt_piano": _struck("felt piano", 0.35, 0.35),
    "piano": _struck("piano", 0.3, 0.4),
    "electric_piano": _struck("electric piano", 0.2, 0.2),
    "harp": _struck("harp", 0.6, 0.4, 1),
    "nylon_guitar": _struck("nylon guitar", 0.2, 0.1),
    "steel_guitar": _struck("steel guitar", 0.25, 0.1),
    "muted_guitar": _struck("muted guitar", 0.08, 0.1),
    "pizzicato": _struck("pizzicato strings", 0.15, 0.3),
    "upright_bass": _struck("upright bass", 0.1),
    "fingered_bass": _struck("electric bass", 0.08),
    "synth_bass": _struck("synth bass", 0.05),
    "synth_pluck": _struck("synth plucks", 0.2, 0.3),
    "digital_bell": _struck("soft bells", 0.6, 0.4, 1),
    "celesta": _struck("celesta", 0.4, 0.3, 1),
    "glockenspiel": _struck("glockenspiel", 0.5, 0.3, 1),
    "marimba": _struck("marimba", 0.2, 0.3, 1),
    "vibraphone": _struck("vibraphone", 0.5, 0.3, 1),
    "frame_drum": _drum("frame drum"),
    "taiko": _drum("taiko"),
    "soft_kick": _drum("kick"),
    "deep_kick": _drum("kick"),
    "dusty_snare": _drum("snare"),
    "brush": _drum("brushes"),
    "clap": _drum("claps"),
    "snap": _drum("finger snaps"),
    "hat": _drum("hi-hat"),
    "shaker": _drum("shaker"),
    "woodblock": _drum("wood block"),
    "air_swell": Instrument("air", "swell", 0.0, 0.9),
    "cymbal_swell": Instrument("cymbal", "swell", 0.0, 1.6),
    "riser": Instrument("riser", "swell", 0.0, 0.25),
    "vinyl": Instrument("vinyl", "bed", 0.6, 0.6),
}
