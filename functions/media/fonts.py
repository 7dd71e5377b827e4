"""The packaged fonts: which family draws which script, and how ffmpeg and Pillow find them.

All families are OFL-licensed and come with Python packages, so nothing depends on what a machine has installed.
"""

import functools
import importlib.util
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from PIL import ImageFont

LATIN: Final = "Inter"
"""The family of captions and titles in Latin, Greek and Cyrillic."""
DISPLAY: Final = "Montserrat"
"""A wider family for title cards, Latin and Cyrillic."""
EMOJI: Final = "Noto Emoji"
"""One-coloured emoji: libass and Pillow draw them in the text's own colour."""


@dataclass(frozen=True)
class Face:
    """One family inside a packaged font file.

    Attributes:
        package: importable package that ships the file.
        file: path inside the package.
        index: number of the face inside a collection.
        line_ratio: Windows line height (OS/2 usWinAscent + usWinDescent) in em; libass divides a font size by it.
    """

    package: str
    file: str
    line_ratio: float
    index: int = 0


def _noto(name: str, line_ratio: float) -> tuple[str, Face]:
    return f"Noto Sans {name}", Face("manimgx_fonts", f"NotoSans{name}[wght].ttf", line_ratio)


def _cjk(region: str, index: int) -> tuple[str, Face]:
    return f"Noto Sans CJK {region}", Face("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", 1.448, index)


FACES: Final[dict[str, Face]] = dict(
    [
        (LATIN, Face("fontpkg_inter", "files/Inter[opsz,wght].ttf", 1.430)),
        (DISPLAY, Face("fontpkg_montserrat", "files/Montserrat[wght].ttf", 1.562)),
        (EMOJI, Face("manimgx_fonts", "NotoEmoji[wght].ttf", 1.172)),
        ("Noto Sans", Face("manimgx_fonts", "NotoSans[wght].ttf", 1.519)),
        _noto("Arabic", 2.169), _noto("Armenian", 1.360), _noto("Bengali", 1.403), _noto("Devanagari", 1.906),
        _noto("Ethiopic", 1.362), _noto("Georgian", 1.378), _noto("Gujarati", 1.484), _noto("Gurmukhi", 1.304),
        _noto("Hebrew", 1.360), _noto("Kannada", 1.645), _noto("Khmer", 1.862), _noto("Lao", 1.645),
        _noto("Malayalam", 1.247), _noto("Myanmar", 2.184), _noto("Oriya", 1.362), _noto("Sinhala", 1.312),
        _noto("Symbols", 2.050), _noto("Tamil", 1.240), _noto("Telugu", 1.478), _noto("Thai", 1.511),
        _cjk("JP", 0), _cjk("KR", 1), _cjk("SC", 2), _cjk("TC", 3), _cjk("HK", 4),
    ]
)  # fmt: skip
"""Every family by the name that fontconfig knows it by."""

_SCRIPT_FAMILY: Final = {
    "Latn": LATIN, "Grek": LATIN, "Cyrl": LATIN, "Zyyy": LATIN,
    "Arab": "Noto Sans Arabic", "Armn": "Noto Sans Armenian",
    "Beng": "Noto Sans Bengali", "Deva": "Noto Sans Devanagari", "Ethi": "Noto Sans Ethiopic",
    "Geor": "Noto Sans Georgian", "Gujr": "Noto Sans Gujarati", "Guru": "Noto Sans Gurmukhi",
    "Hebr": "Noto Sans Hebrew", "Knda": "Noto Sans Kannada", "Khmr": "Noto Sans Khmer", "Laoo": "Noto Sans Lao",
    "Mlym": "Noto Sans Malayalam", "Mymr": "Noto Sans Myanmar", "Orya": "Noto Sans Oriya", "Sinh": "Noto Sans Sinhala",
    "Taml": "Noto Sans Tamil", "Telu": "Noto Sans Telugu", "Thai": "Noto Sans Thai", "Kana": "Noto Sans CJK JP",
    "Hang": "Noto Sans CJK KR", "Hani": "Noto Sans CJK SC",
}  # fmt: skip
_LANGUAGE_SCRIPT: Final = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "hy": "Armn", "bn": "Beng", "as": "Beng", "hi": "Deva",
    "mr": "Deva", "ne": "Deva", "am": "Ethi", "ti": "Ethi", "ka": "Geor", "gu": "Gujr", "pa": "Guru", "he": "Hebr",
    "iw": "Hebr", "yi": "Hebr", "kn": "Knda", "km": "Khmr", "lo": "Laoo", "ml": "Mlym", "my": "Mymr", "or": "Orya",
    "si": "Sinh", "ta": "Taml", "te": "Telu", "th": "Thai", "ja": "Kana", "ko": "Hang", "zh": "Hani", "yue": "Hani",
}  # fmt: skip
_LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def font_for(language_or_text: str, language: str = "") -> str:
    """The family for a text, or for a language.

    With one argument, what looks like a BCP 47 tag ("ja", "zh-Hant") is a language and all else a text. With two, the
    first is the text; the language then settles what its script leaves open: whether Han characters are drawn the
    Chinese (simplified, traditional, Hong Kong), Japanese or Korean way.
    """
    # Captions import this module, so the import the other way round has to wait for the call.
    from functions.media.captions.scripts import dominant_script

    tag, text = language, language_or_text
    if not language and _LANGUAGE_TAG.fullmatch(language_or_text):
        tag, text = language_or_text, ""
    script = dominant_script(text)
    if script == "Zyyy":
        script = _LANGUAGE_SCRIPT.get(tag.split("-")[0], "Latn")
    return _han_family(tag) if script == "Hani" else _SCRIPT_FAMILY[script]


def _han_family(tag: str) -> str:
    primary, *subtags = tag.split("-")
    marks = {subtag.lower() for subtag in subtags}
    if primary in {"ja", "ko"}:
        return "Noto Sans CJK JP" if primary == "ja" else "Noto Sans CJK KR"
    if marks & {"hk", "mo"} or primary == "yue":
        return "Noto Sans CJK HK"
    return "Noto Sans CJK TC" if marks & {"hant", "tw"} else "Noto Sans CJK SC"


@functools.cache
def _package_folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(f"The font package {package} is not installed.")
    return Path(found.submodule_search_locations[0]).resolve()


def font_file(family: str, weight: int = 400) -> Path:
    """The file that holds a family in a weight of 100 to 900.

    All files are variable, so one file serves every weight; Pillow still has to be told which (`pillow_font` does).
    Raises ValueError for an unknown family or weight and FileNotFoundError when its package is missing.
    """
    if family not in FACES:
        raise ValueError(f"There is no font family {family!r}; there are {', '.join(FACES)}.")
    if not 100 <= weight <= 900:
        raise ValueError(f"A font weight lies between 100 and 900, not {weight}.")
    face = FACES[family]
    path = _package_folder(face.package) / face.file
    if not path.is_file():
        raise FileNotFoundError(f"The font package {face.package} has no file {face.file}.")
    return path


def pillow_font(family: str, size: int, weight: int = 400) -> "ImageFont.FreeTypeFont":
    """A family for Pillow at a size in pixels (em) and a weight, clamped to what the font has.

    Left at its default instance, Montserrat and Noto Sans CJK would come out thin.
    """
    from PIL import ImageFont

    font = ImageFont.truetype(font_file(family, weight), size, index=FACES[family].index)
    values: list[float] = []
    for axis in font.get_variation_axes():
        name = axis["name"].decode() if isinstance(axis["name"], bytes) else str(axis["name"])
        wanted = {"Weight": weight, "Optical Size": size}.get(name, axis["default"] or 0)
        values.append(min(max(wanted, axis["minimum"] or 0), axis["maximum"] or 0))
    font.set_variation_by_axes(values)
    return font


def font_config(folder: Path) -> Path:
    """Write a fonts.conf into a folder and return its absolute path.

    It lists the packaged fonts and nothing of the machine, and keeps its cache in the folder. libass must find fonts
    this way: its own `fontsdir` option picks wrong instances of variable fonts (no bold, boxes for CJK and Thai).
    """
    folder = folder.resolve()
    cache = folder / "fontconfig-cache"
    cache.mkdir(parents=True, exist_ok=True)
    folders = dict.fromkeys(font_file(family).parent for family in FACES)
    listed = "\n".join(f"  <dir>{escape(str(place))}</dir>" for place in folders)
    path = folder / "fonts.conf"
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"{listed}\n  <cachedir>{escape(str(cache))}</cachedir>\n{_defaults()}</fontconfig>\n"
    )
    # Two renders may share a folder: whoever reads must never see half a file.
    draft = folder / f"fonts.conf.{os.getpid()}"
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path


def _defaults() -> str:
    """Fallback order for characters that the named family lacks: text before emoji and symbols."""
    families = (LATIN, "Noto Sans", "Noto Sans CJK SC", EMOJI, "Noto Sans Symbols")
    preferred = "".join(f"<family>{name}</family>" for name in families)
    return "".join(
        f"  <alias><family>{name}</family><prefer>{preferred}</prefer></alias>\n" for name in ("sans-serif", "Arial")
    )


def font_environment(folder: Path) -> dict[str, str]:
    """Variables that make ffmpeg draw with the packaged fonts; writes the configuration if it is missing."""
    path = folder.resolve() / "fonts.conf"
    return {"FONTCONFIG_FILE": str(path if path.is_file() else font_config(folder))}
