"""composition(text, mood): what a scene shows, in words for people and in terms for an illustrator."""

import json
from typing import Any

from functions.providers.provider import Made, json_output
from functions.steps.step import (
    Asset,
    Context,
    Done,
    Outcome,
    Step,
    Where,
    owns,
    provide,
    scene_field,
    scene_view,
)
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.shot import Shot


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    return {
        "title": scene.title,
        # narration tells what is seen only where nothing else does, so that editing it rebuilds no picture
        "text": scene.description or scene.narration or scene.title,
        "mood": content.mood.model_dump(mode="json") if content.mood else None,
        "take": scene.takes.get("composition", 0),
    }


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    if isinstance(outcome, Done):
        shot = Shot.model_validate_json(outcome.made.files[0].path.read_bytes())
        facts = {"description": shot.description, "styling": shot.styling, "animation": shot.animation}
        return Done(Made(**{**vars(outcome.made), "facts": {**outcome.made.facts, **facts}}))
    return outcome


def _placeholder(context: Context, _reason: str) -> Made:
    inputs = context.job.inputs
    shot = Shot(
        description=inputs["text"][:600] or "A quiet backdrop.",
        styling="Plain light on a plain backdrop.",
        animation="The camera drifts slowly.",
        setting="backdrop",
        time_of_day="day",
        palette=tuple((inputs["mood"] or {}).get("color_palette") or ("#2b3a55", "#e8e4d9")),
        camera="drift",
    )
    facts = {"description": shot.description, "styling": shot.styling, "animation": shot.animation}
    return Made((json_output(context.folder, json.loads(shot.model_dump_json())),), facts)


def _view(asset: Asset) -> dict[FieldPath, Any]:
    fields = scene_view(asset, composition_path=asset.path)
    fields[scene_field(asset, "composition")] = {
        **{name: asset.facts.get(name, "") for name in ("description", "styling", "animation")},
        "generated_at": asset.made_at,
    }
    return fields


STEP = Step(
    kind="composition",
    version=1,
    scope="scene",
    size="light",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=_view,
    # a person's own clip shows what it shows; its sounds, where there are to be some, still follow the words
    wanted=lambda content, where: not owns(content, where, "video") or content.sound_effects,
    placeholder=_placeholder,
    provided=True,
)
