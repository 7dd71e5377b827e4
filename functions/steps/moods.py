"""moods(brief): proposals of how the film may look, with pictures."""

import json
from typing import Any

from functions.providers.provider import Made
from functions.steps.step import Asset, Context, Done, Outcome, Step, StepFailed, Where, provide
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES, Mood

_PICTURE_SHARE = 3
"""Mood pictures have a third of the film's width and height."""


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    return {
        "name": content.name,
        "title": content.title,
        "description": content.description,
        "brief": content.brief.model_dump(mode="json"),
        "scenes": [scene.description for scene in content.scenes],
        "width": width // _PICTURE_SHARE,
        "height": height // _PICTURE_SHARE,
    }


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    if not isinstance(outcome, Done):
        return outcome
    listed = json.loads(outcome.made.files[0].path.read_bytes())
    moods = [Mood(**mood) for mood in listed["moods"]]
    if not moods:
        raise StepFailed("no_moods", "No mood could be proposed for this brief.")
    facts = {"moods": [mood.model_dump(mode="json") for mood in moods]}
    return Done(Made(**{**vars(outcome.made), "facts": {**outcome.made.facts, **facts}}))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    moods = asset.facts.get("moods", [])
    return {
        ("moods", "items"): {mood["id"]: mood for mood in moods},
        ("moods", "image_paths"): {
            mood["id"]: [path for path in asset.extras.values() if f"/moods/{mood['id']}/" in path] for mood in moods
        },
    }


STEP = Step(
    kind="moods",
    version=1,
    scope="project",
    size="media",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=_view,
    asked_only=True,
    provided=True,
)
