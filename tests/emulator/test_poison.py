"""Poison through the real suite's Pub/Sub while a film is made: all of it is kept, and what is repaired is replayed."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore
from google.cloud.pubsub_v1 import PublisherClient

from cli.suite import PROJECT
from cli.user_client import submit_request
from schemas.request import Request
from tests.kit.filmed import Production, Stage
from tests.kit.poison import Poison, poisons

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]

KINDS = 40
ROOT = Path(__file__).parents[2]
SCENES = [{"id": "one", "description": "A boat at sea.", "narration": "A boat.", "duration_seconds": 1}]


@pytest.fixture
def server(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> firestore.Client:
    """The database as functions see it: no rules."""
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", stage.suite.endpoints["firestore"])
    return firestore.Client(project=PROJECT, credentials=AnonymousCredentials())


@pytest.fixture
def publisher(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> PublisherClient:
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", stage.suite.endpoints["pubsub"])
    return PublisherClient()


def _sample() -> list[Poison]:
    """Kinds from all over the list, the empty message among them, which Pub/Sub takes with an attribute only."""
    kinds = [kind for kind in poisons("advance") if kind.body]
    step = len(kinds) / (KINDS - 1)
    return [*(kinds[int(n * step)] for n in range(KINDS - 1)), Poison("no data at all", b"")]


def _until(found: Any, seconds: float = 120.0) -> Any:
    deadline = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < deadline, "it has not come about"
        time.sleep(0.2)
    return answer


def _letters(server: firestore.Client) -> dict[str, dict[str, Any]]:
    return {found.id: found.to_dict() or {} for found in server.collection("dead_letters").stream()}


def _reel(stage: Stage, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator: with the addresses of the suite in place of credentials."""
    environment = {**os.environ, **stage.suite.endpoints.environment(), "COLUMNS": "400"}
    command = [sys.executable, "-m", "cli", *arguments, "--project", PROJECT]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_poison_beside_a_film(stage, server, publisher):
    topic, before = publisher.topic_path(PROJECT, "advance-light"), set(_letters(server))
    project_id, made = stage.project("Beside poison", SCENES), list[Production]()
    film = threading.Thread(target=lambda: made.append(stage.produce(project_id)))
    film.start()
    sample = _sample()
    for n, kind in enumerate(sample, start=1):
        attributes = {} if kind.body else {"kind": "empty"}
        publisher.publish(topic, kind.body, **attributes).result(timeout=30)
        # one after the other: the emulator drops what it has no process for
        _until(lambda: len(set(_letters(server)) - before) >= n)  # noqa: B023  (it is called before the loop goes on)
    film.join(timeout=600)

    new = {letter_id: letter for letter_id, letter in _letters(server).items() if letter_id not in before}
    assert len(new) == len({kind.body for kind in sample}) == KINDS
    assert {letter["topic"] for letter in new.values()} == {"advance-light"}
    assert all(letter["reason"].endswith(".") and letter["count"] == 1 for letter in new.values())
    assert len(made) == 1
    assert made[0].project.status == "ready"
    assert {job["state"] for job in made[0].jobs.values() if job.get("error_code") != "superseded"} == {"completed"}


def test_a_letter_is_listed_and_sent_again_when_its_job_was_repaired(stage, server, publisher):
    project_id = stage.project("To be repaired", SCENES)
    frontend = stage.frontend
    request = submit_request(frontend.client, frontend.user.uid, project_id, "produce_broken", "produce")
    jobs = server.collection(f"projects/{project_id}/jobs")

    def waiting() -> Any:
        films = jobs.where(filter=firestore.FieldFilter("kind", "==", "film")).stream()
        return next((job for job in films if job.get("state") == "queued"), None)

    film = _until(waiting)
    film.reference.update({"run": "spoilt"})
    body = json.dumps({"project_id": project_id, "job_id": film.id}).encode()
    publisher.publish(publisher.topic_path(PROJECT, "advance-media"), body).result(timeout=30)
    path = f"projects/{project_id}/jobs/{film.id}"
    letter_id = _until(lambda: next((i for i, each in _letters(server).items() if each["message"] == path), None))

    shown = _reel(stage, "dead-letters", "--topic", "jobs")
    assert shown.returncode == 0, shown.stderr
    assert letter_id in shown.stdout and "run: " in shown.stdout
    refused = _reel(stage, "replay", letter_id)
    assert refused.returncode == 1
    assert "stays: The job's document still cannot be read." in refused.stdout

    # Once all else is made, nobody wakes the film but the replay, and the sweep now and then.
    _until(lambda: {job.get("state") for job in jobs.stream() if job.id != film.id} == {"completed"})
    film.reference.update({"run": 0})
    sent = _reel(stage, "replay", "--all", "--topic", "jobs")
    assert sent.returncode == 0, sent.stdout + sent.stderr
    assert re.search(f"{letter_id}  (Sent to advance-media|Its job is completed)", sent.stdout), sent.stdout
    assert letter_id not in _reel(stage, "dead-letters").stdout
    assert letter_id in _reel(stage, "dead-letters", "--replayed").stdout

    _until(lambda: Request(**(request.get().to_dict() or {})).status not in {"pending", "accepted"})
    assert Request(**(request.get().to_dict() or {})).status == "completed"
