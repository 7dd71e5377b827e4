"""Providers that are slow, busy, broken or silent, through the real suite: a film always comes out, billed once."""

import io
import itertools
import json
import math
import wave
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.kit.filmed import Production, Stage
from tests.kit.scripted_server import Product, Script

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]

SLOW, BUSY, BROKEN, SILENT, SPOILT = ("slowpaint", "busypaint", "brokenpaint", "silentpaint", "spoiltpaint")
SPOKEN = "Spoken by somebody else."
SCENES = [
    {"id": "slow", "description": f"A red boat at sea, {SLOW}.", "duration_seconds": 1},
    {"id": "busy", "description": f"A cat in a kitchen, {BUSY}.", "duration_seconds": 1},
    {"id": "broken", "description": f"A house in a field, {BROKEN}.", "duration_seconds": 1},
    {"id": "silent", "description": f"A tree in a park, {SILENT}.", "duration_seconds": 1},
    {"id": "spoilt", "description": f"A bridge over a river, {SPOILT}.", "duration_seconds": 1},
    {"id": "mute", "description": "A mountain at dusk.", "narration": SPOKEN, "duration_seconds": 1},
]
RETRY_AFTER = 4.0


def picture(colour: tuple[int, int, int]) -> Any:
    """A maker of plain pictures in the size that the call asks for."""

    def make(inputs: Mapping[str, Any]) -> Product:
        file = io.BytesIO()
        Image.new("RGB", (inputs["width"], inputs["height"]), colour).save(file, "png")
        return Product(file.getvalue(), ".png", "image/png")

    return make


def tone(inputs: Mapping[str, Any]) -> Product:
    """Two seconds of a tone as the reading of a text, with its words."""
    samples = (9000 * np.sin(2 * math.pi * 330 * np.arange(96_000) / 48_000)).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes(samples.tobytes())
    words = str(inputs["text"]).split()
    timed = [{"text": word, "start": 0.4 * n, "end": 0.4 * n + 0.35} for n, word in enumerate(words)]
    facts = {"language": "en", "timing": "scripted", "spoken": True}
    return Product(file.getvalue(), ".wav", "audio/wav", facts, {".words.json": json.dumps(timed)})


@pytest.fixture(scope="module")
def first(stage: Stage) -> Production:
    """A film in whose making every provider has its own trouble, and whose voice nobody has."""
    server = stage.scripted
    server.script(Script(SLOW, "image", picture((200, 40, 40)), working=2))
    server.script(Script(BUSY, "image", picture((40, 160, 60)), refusals=((429, RETRY_AFTER),)))
    server.script(Script(BROKEN, "image", picture((0, 0, 0)), refusals=((500, None),) * 99))
    server.script(Script(SILENT, "image", picture((40, 60, 200)), silent=1))
    server.script(Script(SPOILT, "image", picture((90, 20, 160)), faults=("expired", "truncated"), results=2))
    return stage.produce(stage.project("Trouble", SCENES, voice="opera"))


def _job(production: Production, kind: str, scene: str) -> dict[str, Any]:
    (job,) = [j for j in production.jobs.values() if (j["kind"], j["scene_id"]) == (kind, scene)]
    return job


def test_a_film_comes_out_all_the_same(first):
    assert first.answer.status == "completed"
    assert first.project.status == "ready"
    ended = {job["state"] for job in first.jobs.values() if job.get("error_code") != "superseded"}
    assert ended == {"completed"}
    for scene in first.project.film_scenes():
        assert scene.assets.segment_path
        assert set(scene.assets.placeholders) == ({"audio"} if scene.id == "mute" else set())


def test_what_takes_a_while_is_looked_at_again_and_billed_once(stage, first):
    job = _job(first, "image", "slow")
    assert (job["provider"], job["cost_usd"], job["degraded"]) == ("scripted", 0.04, None)
    calls = stage.scripted.of(SLOW)
    assert [call.method for call in calls] == ["POST", "GET", "GET", "GET"]
    assert list(stage.scripted.bills(SLOW).values()) == [1]
    path = str(first.project.scenes["slow"].assets.image_path)
    assert stage.objects(path)[path].metadata["cost_usd"] == "0.040000"
    colour = Image.open(io.BytesIO(stage.content(path))).getpixel((0, 0))
    assert colour == (200, 40, 40)


def test_a_busy_provider_is_left_alone_for_as_long_as_it_asked(stage, first):
    assert _job(first, "image", "busy")["provider"] == "scripted"
    refused, taken, *_ = [call for call in stage.scripted.of(BUSY) if call.method == "POST"]
    assert (refused.status, taken.status) == (429, 200)
    assert taken.at - refused.at >= RETRY_AFTER
    assert list(stage.scripted.bills(BUSY).values()) == [1]


def test_a_broken_provider_is_tried_again_then_passed_over(stage, first):
    job = _job(first, "image", "broken")
    assert (job["provider"], job["provider_index"], job["degraded"]) == ("studio", 1, None)
    calls = stage.scripted.of(BROKEN)
    assert [call.status for call in calls] == [500] * 4
    pauses = [after.at - before.at for before, after in itertools.pairwise(calls)]
    assert all(later > earlier for earlier, later in zip([1.5, 3.0, 6.0], pauses, strict=True))
    assert not stage.scripted.bills(BROKEN)


def test_an_answer_that_was_lost_is_looked_up_and_not_bought_again(stage, first):
    job = _job(first, "image", "silent")
    assert job["provider"] == "scripted"
    calls = stage.scripted.of(SILENT)
    assert [call.status for call in calls if call.method == "POST"] == [0]
    assert list(stage.scripted.bills(SILENT).values()) == [1]
    assert job["cost_usd"] == 0.04


def test_a_result_that_cannot_be_fetched_is_asked_for_again_and_not_made_again(stage, first):
    job = _job(first, "image", "spoilt")
    assert (job["provider"], job["cost_usd"], job["degraded"]) == ("scripted", 0.04, None)
    assert [call.method for call in stage.scripted.of(SPOILT)] == ["POST", "GET", "GET", "GET"]
    assert [fault for mark, fault in stage.scripted.fetches if mark == SPOILT] == ["expired", "truncated", None]
    assert list(stage.scripted.bills(SPOILT).values()) == [1]
    path = str(first.project.scenes["spoilt"].assets.image_path)
    assert Image.open(io.BytesIO(stage.content(path))).getpixel((0, 0)) == (90, 20, 160)
    assert "2 results" in first.project.scenes["spoilt"].assets.notes["image"]


def test_what_nobody_can_make_is_a_labelled_placeholder_that_heals(stage, first):
    job = _job(first, "audio", "mute")
    assert (job["provider"], job["key"]) == ("placeholder", f"{job['input_hash']}~1")
    scene = first.project.scenes["mute"]
    reason = scene.assets.placeholders["audio"]
    assert reason.endswith(".")
    assert scene.assets.notes["audio"] == reason
    assert first.project.film.placeholders == {"mute": reason}
    path = str(scene.assets.audio_path)
    assert stage.objects(path)[path].metadata["degraded"] == reason

    stage.scripted.script(Script(SPOKEN, "audio", tone))
    calls = len(stage.scripted.calls)
    healed = stage.produce(first.project.id)

    assert healed.answer.status == "completed"
    assert healed.made() == [
        ("audio", "mute"),
        ("captions", "mute"),
        ("film", None),
        ("segment", "mute"),
        ("soundtrack", None),
        ("transition", None),
    ]
    assert _job(healed, "audio", "mute")["provider"] == "scripted"
    assert {call.mark for call in stage.scripted.calls[calls:]} == {SPOKEN}
    assert healed.project.film.placeholders == {}
    mended = healed.project.scenes["mute"].assets
    assert (mended.placeholders, mended.notes) == ({}, {})
    assert path in stage.objects(path)  # the placeholder stays where it was
    assert stage.produce(first.project.id).answer.outcome.cached
