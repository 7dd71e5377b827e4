"""captions(audio): what is spoken, set as captions: WebVTT, SubRip and our own JSON, timed from the audio's start."""

import json
from typing import Any

from functions.media.captions.cues import cues
from functions.media.captions.frame import line_length
from functions.media.captions.tracks import to_srt, to_vtt
from functions.providers.provider import Made, Output, json_output
from functions.steps.audio import is_narrated
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, scene_view
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES
from schemas.words import Transcript, Word


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    return {"max_line": line_length(width, height, content.platform)}


def _run(context: Context) -> Outcome:
    facts = context.facts("audio")
    words = tuple(Word(**word) for word in json.loads(context.beside("audio", ".words.json").read_bytes()))
    language = str(facts.get("language", "und"))
    transcript = Transcript(
        language=language,
        timing=str(facts.get("timing", "unknown")),
        cues=cues(words, max_line=context.job.inputs["max_line"], language=language),
    )
    vtt, srt = context.folder / "captions.vtt", context.folder / "captions.srt"
    vtt.write_text(to_vtt(transcript.cues), encoding="utf-8")
    srt.write_text(to_srt(transcript.cues), encoding="utf-8")
    files = (
        Output(vtt, ".vtt", "text/vtt"),
        Output(srt, ".srt", "application/x-subrip"),
        json_output(context.folder, transcript.model_dump(mode="json")),
    )
    return Done(Made(files, {"language": language, "cues": len(transcript.cues)}))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return scene_view(asset, captions_path=asset.path)


STEP = Step(
    kind="captions",
    version=1,
    scope="scene",
    size="light",
    suffix=".vtt",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=lambda _content, where: {"audio": where.name("audio")},
    wanted=is_narrated,
)
