"""The packaged fonts: every script has a family, every family a file, and ffmpeg draws them without boxes."""

import os
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from functions.media.captions import cues, line_length, split_words, to_ass
from functions.media.fonts import FACES, font_config, font_environment, font_file, font_for, pillow_font
from functions.media.runner import ffmpeg_path
from schemas.words import Word

SAMPLES = {
    "en": "The old keeper lights the lamp.",
    "zh": "灯塔的老守护人点亮灯光。",
    "ja": "灯台守は明かりを灯します。",
    "ko": "등대지기는 등불을 켭니다.",
    "ar": "يضيء المصباح للقوارب.",
    "he": "מדליק את המנורה לסירות.",
    "hi": "नावों के लिए दीपक जलाता है।",
    "th": "จุดตะเกียงให้เรือที่กลับบ้าน",
    "ru": "Старый смотритель зажигает лампу.",
    "el": "Ο φύλακας ανάβει τη λάμπα.",
    "vi": "Người giữ đèn thắp sáng.",
    "emoji": "🎉 🚀 👩‍👩‍👧 ❤️ 🇫🇷 → ★",
}


@pytest.mark.parametrize("family", FACES)
def test_every_family_has_a_file_that_pillow_opens_under_that_name(family: str):
    font = pillow_font(family, 40, 700)
    assert font.getname()[0] is not None
    assert family.split(maxsplit=1)[0] in str(font.getname()[0])


@pytest.mark.parametrize("family", FACES)
def test_line_ratio_is_the_one_in_the_file(family: str):
    face = FACES[family]
    data = font_file(family).read_bytes()
    start = struct.unpack_from(">I", data, 12 + 4 * face.index)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    records = range(start + 12, start + 12 + 16 * count, 16)
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in records}
    ascent, descent = struct.unpack_from(">HH", data, tables[b"OS/2"] + 74)
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    assert (ascent + descent) / em == pytest.approx(face.line_ratio, abs=0.001)


@pytest.mark.parametrize("family", ["Inter", "Montserrat", "Noto Sans CJK SC", "Noto Sans Hebrew"])
def test_bold_is_heavier_than_regular(family: str):
    text = "שלום" if family.endswith("Hebrew") else "HHH"
    regular, bold = (np.asarray(pillow_font(family, 60, weight).getmask(text)).sum() for weight in (400, 700))
    assert bold > regular * 1.15


def test_han_is_drawn_the_way_of_its_language():
    families = [font_for("灯塔直", tag) for tag in ("zh", "zh-Hans-CN", "zh-Hant", "zh-TW", "zh-HK", "yue", "ja", "ko")]
    regions = [family.removeprefix("Noto Sans CJK ") for family in families]
    assert regions == ["SC", "SC", "TC", "TC", "HK", "HK", "JP", "KR"]
    assert font_for("灯台を見る") == "Noto Sans CJK JP"


def test_a_language_or_a_text_names_its_family():
    assert [font_for(tag) for tag in ("en", "ja", "zh-Hant", "ar", "he", "hi", "th", "fr")] == [
        "Inter", "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Sans Arabic", "Noto Sans Hebrew",
        "Noto Sans Devanagari", "Noto Sans Thai", "Inter",
    ]  # fmt: skip
    assert font_for("hi", "en") == "Inter"
    assert font_for("שלום לכולם, world") == "Noto Sans Hebrew"
    assert font_for("123 !") == "Inter"


@pytest.mark.parametrize("first", ["functions.media.fonts", "functions.media.captions"])
def test_fonts_and_captions_import_in_either_order(first: str):
    others = "functions.media.fonts, functions.media.captions, sys"
    program = f"import {first}; import {others}; assert 'numpy' not in sys.modules"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True, timeout=60)


def test_unknown_family_or_weight_is_refused():
    with pytest.raises(ValueError, match="there are Inter"):
        font_file("Comic Sans")
    with pytest.raises(ValueError, match="between 100 and 900"):
        font_file("Inter", 1000)


def test_configuration_names_absolute_folders_and_its_own_cache(tmp_path: Path):
    path = font_config(tmp_path)
    root = ElementTree.parse(path).getroot()
    folders = [Path(str(node.text)) for node in root.iter("dir")]
    assert len(folders) == len(set(folders)) >= 4
    assert all(folder.is_absolute() and folder.is_dir() for folder in folders)
    cache = Path(str(root.findtext("cachedir")))
    assert cache.is_dir()
    assert tmp_path.resolve() in cache.parents
    assert font_environment(tmp_path) == {"FONTCONFIG_FILE": str(path)}
    assert [entry.name for entry in tmp_path.iterdir() if "." in entry.name] == ["fonts.conf"]


_BOX_WARNING = "failed to find any fallback"
"""What libass says when no font has a sign and a box is drawn."""


def _burn(folder: Path, text: str, language: str) -> tuple[np.ndarray, str]:
    """A 640x360 black frame with a caption on it (0 to 255, height x width), and what ffmpeg said."""
    words = [Word(text=word, start=0.0, end=3.0) for word in split_words(text)]
    made = cues(words, max_line=line_length(640, 360), language=language)
    script = to_ass(made, width=640, height=360, style="plain", language=language)
    (folder / "cue.ass").write_text(script, encoding="utf-8")
    command = [
        ffmpeg_path(), "-v", "verbose", "-f", "lavfi", "-i", "color=black:s=640x360:r=1:d=1",
        "-vf", "ass=cue.ass", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-",
    ]  # fmt: skip
    environment = {**os.environ, **font_environment(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, check=True)
    return np.frombuffer(done.stdout, np.uint8).reshape(360, 640), done.stderr.decode()


@pytest.fixture(scope="module")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.mark.parametrize("language", SAMPLES)
def test_ffmpeg_draws_every_script_without_boxes(language: str, font_folder: Path):
    frame, log = _burn(font_folder, SAMPLES[language], "en" if language == "emoji" else language)
    assert _BOX_WARNING not in log
    assert (frame > 200).sum() > 300


def test_a_sign_that_no_font_has_would_be_noticed(font_folder: Path):
    _, log = _burn(font_folder, "Cuneiform 𒀀𒀁", "en")
    assert _BOX_WARNING in log
