"""effects(composition): the ambience and the sounds of a scene, which lie under voice and music.

A provider may say in the facts how loud they are by nature: `level`, in dB against the usual.
"""

import dataclasses
from typing import Any

from functions.media.silence import write_silence
from functions.media.sound import measured
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, owns, provide, scene_view
from functions.stores.documents import FieldPath
from schemas.content import FilmContent

HANDLE_SECONDS = 0.5
"""Ambience is heard so long before and after its scene, crossfaded with its neighbours'."""


def has_effects(content: FilmContent, where: Where) -> bool:
    """Whether a scene has sounds of its own: the film asks for them, or a person has given some."""
    return content.sound_effects or owns(content, where, "effects")


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    seconds = scene.duration_seconds + 2 * HANDLE_SECONDS
    return {"seconds": seconds} if scene.media.effects is None else {"upload": scene.media.effects, "seconds": seconds}


def _needs(content: FilmContent, where: Where) -> dict[str, str]:
    return {} if owns(content, where, "effects") else {"composition": where.name("composition")}


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    return Done(_measured(outcome.made)) if isinstance(outcome, Done) else outcome


def _measured(made: Made) -> Made:
    return dataclasses.replace(made, facts={**made.facts, **measured(made.files[0].path, spoken=False)})


def _placeholder(context: Context, reason: str) -> Made:
    out = context.folder / "silence.wav"
    write_silence(out, seconds=context.job.inputs["seconds"])
    return _measured(Made((Output(out, ".wav", "audio/wav"),), note=f"The scene has no sounds of its own: {reason}"))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return scene_view(asset, effects_path=asset.path)


STEP = Step(
    kind="effects",
    version=1,
    scope="scene",
    size="media",
    suffix=".wav",
    media="audio",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    wanted=has_effects,
    placeholder=_placeholder,
    provided=True,
)
