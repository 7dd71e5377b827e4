"""audio(narration, voice): the spoken text of a scene, with the time of every word."""

import dataclasses
from typing import Any

from functions.media.silence import silent_reading
from functions.media.sound import measured
from functions.providers.provider import Made, Output, json_output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, provide, scene_view
from functions.stores.documents import FieldPath
from schemas.content import FilmContent


def is_narrated(content: FilmContent, where: Where) -> bool:
    """Whether a scene has anything to be spoken, or a recording of it."""
    scene = content.scene(str(where.scene_id))
    return bool((scene.narration or "").strip()) or scene.media.audio is not None


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    if scene.media.audio is not None:
        return {"upload": scene.media.audio, "text": (scene.narration or "").strip()}
    return {"text": scene.narration, "voice": content.voice, "take": scene.takes.get("audio", 0)}


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    return Done(_measured(outcome.made)) if isinstance(outcome, Done) else outcome


def _measured(made: Made) -> Made:
    return dataclasses.replace(made, facts={**made.facts, **measured(made.files[0].path, spoken=True)})


def _placeholder(context: Context, reason: str) -> Made:
    out = context.folder / "silence.wav"
    words = silent_reading(context.job.inputs["text"], out)
    listed = json_output(context.folder, [word.model_dump() for word in words], ".words.json")
    facts = {"language": "und", "timing": "even", "spoken": False}
    return _measured(Made((Output(out, ".wav", "audio/wav"), listed), facts, note=reason))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return scene_view(asset, audio_path=asset.path)


STEP = Step(
    kind="audio",
    version=1,
    scope="scene",
    size="media",
    suffix=".wav",
    media="audio",
    inputs=_inputs,
    run=_run,
    view=_view,
    wanted=is_narrated,
    placeholder=_placeholder,
    provided=True,
)
