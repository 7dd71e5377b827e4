"""The table of steps: one file a kind. A new kind is one file and one line here."""

from collections.abc import Mapping

from functions.steps import (
    audio,
    captions,
    composition,
    film,
    image,
    moods,
    music,
    publish,
    segment,
    storyboard,
    transition,
    video,
)
from functions.steps.step import Step
from schemas.project import Kind

STEPS: Mapping[Kind, Step] = {
    step.kind: step
    for step in (
        moods.STEP,
        storyboard.STEP,
        composition.STEP,
        image.STEP,
        audio.STEP,
        captions.STEP,
        video.STEP,
        segment.STEP,
        transition.STEP,
        music.STEP,
        film.STEP,
        publish.STEP,
    )
}
