"""Captions as they come out in the picture: sample texts in many languages, drawn by the film's own renderer.

`python -m tests.kit.caption_frames OUT.png` draws a contact sheet of all languages and styles, to be looked at.
"""

import atexit
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from functions.media.captions import cues, line_length, split_words, to_ass
from functions.media.fonts import font_config
from functions.media.runner import run_ffmpeg
from functions.media.segment import caption_name
from schemas.words import Cue, Word

SAMPLES: Mapping[str, str] = {
    "en": "Every morning, the old lighthouse keeper climbs the stairs and lights the lamp for the boats.",
    "de": "Die Donaudampfschifffahrtsgesellschaft feiert ihr Sommerfest mit Rindfleischetikettierung und Straßenmusik.",
    "fr": "Chaque matin, le vieux gardien du phare monte l’escalier ; il allume la lampe à l’aube, où naît l’été.",
    "es": "¿Quién enciende la lámpara cada mañana? El viejo farero, ¡claro!, que sube la escalera con su perro.",
    "ja": "毎朝、年老いた灯台守は階段を登り、家に帰る船のために明かりを灯します。「ありがとう」と誰かが言った。",
    "zh-Hans": "灯塔的老守护人每天清晨爬上楼梯，为回家的船只点亮灯光，没有人感谢过他。",
    "zh-Hant": "燈塔的老守護人每天清晨爬上樓梯，為回家的船隻點亮燈光，沒有人感謝過他。",
    "ko": "매일 아침 늙은 등대지기는 계단을 올라가 집으로 돌아오는 배들을 위해 등불을 밝힙니다.",
    "ar": "كل صباح يصعد حارس المنارة العجوز الدرج ويشعل المصباح من أجل 12 قاربًا تعود إلى الميناء.",
    "he": "בכל בוקר שומר המגדלור הזקן מטפס במדרגות ומדליק את המנורה עבור 12 הסירות ששבות הביתה.",
    "hi": "हर सुबह बूढ़ा प्रकाशस्तंभ रक्षक सीढ़ियाँ चढ़ता है और घर लौटती नावों के लिए दीपक जलाता है।",
    "th": "ทุกเช้าคนเฝ้าประภาคารชราปีนบันไดขึ้นไปจุดตะเกียงให้เรือที่กลับบ้าน",
    "emoji": "Coffee first ☕ then the world 🌍🚀 with friends 👩‍👩‍👧 and a wave 👋🏽 from Japan 🇯🇵!",
    "mixed": "Reelwright v2.0 says 你好, привет, שלום and नमस्ते: 100 % of the film, for €9.99.",
}
"""Language (or kind of text) to a narration."""
BACKGROUND = (70, 110, 150)
Picture = np.ndarray[Any, np.dtype[np.uint8]]


def language_of(sample: str) -> str:
    """The BCP 47 tag of a sample; what is no language of its own is English."""
    return sample if sample not in {"emoji", "mixed"} else "en"


def timed(text: str, rate: float = 14.0) -> list[Word]:
    """Words of a text as a steady speaker would say them, at `rate` characters a second."""
    words, at = [], 0.0
    for written in split_words(text):
        end = at + max(0.12, len(written) / rate)
        words.append(Word(text=written, start=at, end=end))
        at = end
    return words


def sample_cues(sample: str, width: int, height: int) -> tuple[Cue, ...]:
    """A sample's captions in a frame of that size."""
    rate = 5.0 if language_of(sample)[:2] in {"ja", "zh", "ko"} else 14.0
    return cues(timed(SAMPLES[sample], rate), max_line=line_length(width, height), language=language_of(sample))


@cache
def fonts() -> Path:
    """A folder with the packaged fonts' configuration, kept for the whole process."""
    folder = Path(tempfile.mkdtemp(prefix="caption-fonts-"))
    atexit.register(shutil.rmtree, folder)
    font_config(folder)
    return folder


def draw(script: str, times: Sequence[float], width: int, height: int) -> list[Picture]:
    """The frames of an ASS script at these seconds, on a plain ground, as RGB."""
    with tempfile.TemporaryDirectory() as name:
        ass = Path(name) / "drawn.ass"
        ass.write_text(script, encoding="utf-8")
        red, green, blue = BACKGROUND
        count = len(times)
        moments = "+".join(f"eq(N,{number})*{time:.3f}" for number, time in enumerate(sorted(times)))
        graph = (
            f"color=c=0x{red:02x}{green:02x}{blue:02x}:s={width}x{height}:r=1:d={count},format=yuv420p,"
            f"settb=1/1000,setpts='({moments})/TB',ass=filename={caption_name(ass)},format=rgb24"
        )
        raw = Path(name) / "drawn.rgb"
        run_ffmpeg(
            [
                "-f",
                "lavfi",
                "-i",
                graph,
                "-fps_mode",
                "passthrough",
                "-frames:v",
                str(count),
                "-f",
                "rawvideo",
                str(raw),
            ],
            timeout=120,
            cwd=Path(name),
            env={"FONTCONFIG_FILE": str(fonts() / "fonts.conf")},
        )
        frames = np.frombuffer(raw.read_bytes(), np.uint8).reshape(-1, height, width, 3)
    assert len(frames) == count
    return list(frames)


def sheet(out: Path) -> None:
    """Draw every sample in every style in the three shapes; a row a sample."""
    shapes = {(1080, 1920): (0.55, 0.86), (1920, 1080): (0.7, 1.0), (1080, 1080): (0.65, 1.0)}
    rows = []
    for sample in SAMPLES:
        cells = []
        for (width, height), (top, bottom) in shapes.items():
            made = sample_cues(sample, width, height)
            longest = max(made, key=lambda cue: len(cue.lines) * 100 + len("".join(cue.lines)))
            for style in ("plain", "boxed", "karaoke", "word"):
                script = to_ass(made, width=width, height=height, style=style, language=language_of(sample))
                words = longest.words
                at = words[len(words) // 2].start + 0.05
                frame = draw(script, [round(at, 2)], width, height)[0]
                cut = frame[round(top * height) : round(bottom * height)]
                size = (round(cut.shape[1] * 200 / cut.shape[0]), 200)
                cells.append(np.asarray(Image.fromarray(cut).resize(size, Image.Resampling.LANCZOS)))
        rows.append(np.concatenate(cells, axis=1))
    Image.fromarray(np.concatenate(rows)).save(out)


if __name__ == "__main__":
    sheet(Path(sys.argv[1]))
