"""Reconciliation on the emulators of Firestore and Storage: document and files agree after any accident."""

import hashlib
import itertools
import json
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.suite import BUCKET, PROJECT, Suite
from functions.engine.engine import to_data
from functions.engine.reconciling import reconcile
from functions.media.card import placeholder_card, still_clip
from functions.media.fonts import font_file, font_for
from functions.plan import plan
from functions.stores.documents import FieldPath, Put, Update
from functions.stores.firestore import FirestoreDocuments
from functions.stores.storage_emulator import EmulatorFiles
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Project
from schemas.reconcile import Reconciliation
from schemas.request import Request
from tests.kit.world import Ledger, World

CLIPS = 15
_numbers = itertools.count(1)


class RealDocuments(FirestoreDocuments):
    """Firestore, as the world of the tests uses its documents."""

    def _apply(self, writes: Any) -> None:
        self.commit(writes)


class Cinema(World):
    """The world of the tests on the emulators' stores; its films have clips that are real media."""

    def __init__(self, folder: Path, documents: Any, files: Any) -> None:
        super().__init__(folder, providers=[Ledger()], documents=documents, files=files)
        self.project_id = f"film_{next(_numbers)}"
        self.engine = self.engine.__class__(**{**vars(self.engine), "steps": self._steps()})
        self.clip = folder / "clip.mp4"
        card = folder / "card.png"
        placeholder_card(
            ("A clip",),
            palette=("#102030", "#f0f0f0"),
            out_png=card,
            font_file=font_file(font_for("A")),
            width=64,
            height=64,
        )
        still_clip(card, body_frames=30, out=self.clip, width=64, height=64)

    def _steps(self) -> Any:
        """The toy steps; of a clip it is checked that it is one."""
        import dataclasses

        steps = dict(self.engine.steps)
        steps["video"] = dataclasses.replace(steps["video"], media="video")
        return steps

    def read(self, project_id: str = "") -> Project:
        return Project(**(self.documents.get(f"projects/{project_id or self.project_id}") or {}))

    def read_request(self, request_id: str, project_id: str = "") -> Request:
        path = f"projects/{project_id or self.project_id}/requests/{request_id}"
        return Request(**(self.documents.get(path) or {}))

    def film(self, scenes: int = CLIPS, *, there: int | None = None, **fields: Any) -> list[str]:
        """A project whose parts up to the clips lie in Storage, some clips perhaps not; the document knows nothing.

        Gives the paths of all clips, in order.
        """
        self.project(self.project_id, scenes=scenes, **fields)
        content = FilmContent.of(self.read())
        clips: list[str] = []
        for node in plan(content, self.engine.steps, {}).values():
            if node.kind == "video":
                clips.append(node.path)
            missing = node.kind == "video" and there is not None and len(clips) > there
            if node.kind in {"composition", "image", "video"} and not missing:
                self.store(node.path, node.kind, node.key)
        return clips

    def store(self, path: str, kind: str, key: str) -> None:
        """Put a file in Storage as a job does."""
        source = self.clip
        if kind != "video":
            source = self.clip.with_name("made.txt")
            source.write_text(json.dumps({"kind": kind, "inputs": {}}))
        metadata = {"key": key, "kind": kind, "job": "j" + "0" * 31, "made_at": self.time.isoformat(), "facts": "{}"}
        self.files.put(path, source, content_type="video/mp4", metadata={**metadata, "extras": "{}"})

    def say(self, fields: dict[FieldPath, Any]) -> None:
        """Change the document past everybody."""
        self.documents.commit([Update(f"projects/{self.project_id}", fields)])

    def reconcile_twice(self) -> Reconciliation:
        """The first report; the second run must find nothing to do, and no object may be gone."""
        before = {info.path for info in self.files.list(f"projects/{self.project_id}/")}
        report = reconcile(self.engine, self.project_id)
        again = reconcile(self.engine, self.project_id)
        assert (again.action, again.corrections) == ("none", ())
        assert again.original_status == again.corrected_status == report.corrected_status
        assert again.verified_clips == report.verified_clips
        assert before <= {info.path for info in self.files.list(f"projects/{self.project_id}/")}
        return report

    def produce(self) -> int:
        """Produce the film to its end; gives how many clips were made for it."""
        request = self.request("produce", self.project_id)
        self.settle()
        assert self.read_request(request).status == "completed", self.read_request(request)
        jobs = [Job(**found.data) for found in self.documents.query(f"projects/{self.project_id}/jobs")]
        return sum(job.kind == "video" and request in {job.origin} and job.state == "completed" for job in jobs)


@pytest.fixture(scope="module")
def stores() -> Iterator[tuple[Any, Any]]:
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import firestore, storage

    with Suite(only=["firestore", "storage"], port_block="free") as suite, pytest.MonkeyPatch.context() as patch:
        for name, value in suite.endpoints.environment().items():
            patch.setenv(name, value)
        client = storage.Client(project=PROJECT, credentials=AnonymousCredentials())
        yield (
            RealDocuments(firestore.Client(project=PROJECT)),
            EmulatorFiles(client, BUCKET, create_bucket=True),
        )


@pytest.fixture
def cinema(stores: tuple[Any, Any], tmp_path: Path) -> Cinema:
    return Cinema(tmp_path, *stores)


def _counts(report: Reconciliation) -> tuple[int, int, int]:
    return report.claimed_clips, report.verified_clips, report.missing_clips


def _spoil(cinema: Cinema, path: str, content: bytes, metadata: dict[str, str] | None = None) -> None:
    """Overwrite an object as no function does."""
    blob = cinema.files._bucket.get_blob(path)  # type: ignore[attr-defined]
    kept = dict(blob.metadata)
    blob.metadata = kept if metadata is None else {**kept, **metadata}
    blob.upload_from_string(content, content_type="video/mp4")


def test_clips_that_the_document_forgot_make_it_ready_and_nothing_is_made_again(cinema: Cinema) -> None:
    clips = cinema.film(status="generating")
    report = cinema.reconcile_twice()
    assert (report.original_status, report.corrected_status) == ("generating", "ready")
    assert _counts(report) == (0, 15, 0)
    assert [scene.assets.video_path for scene in cinema.read().film_scenes()] == clips
    assert cinema.produce() == 0
    assert {call.split("-")[0] for call in cinema.ledger.billed} == {
        job.id
        for job in cinema.documents.query(f"projects/{cinema.project_id}/jobs", [("kind", "in", ["audio", "music"])])
    }


def test_of_work_in_flight_what_is_there_is_kept_and_exactly_the_rest_is_made(cinema: Cinema) -> None:
    clips = cinema.film(there=7)
    request = cinema.request("produce", cinema.project_id)
    report = cinema.reconcile_twice()
    assert report.corrected_status == "generating"
    assert _counts(report)[1:] == (7, 8)
    cinema.settle()
    assert cinema.read_request(request).status == "completed"
    jobs = [Job(**found.data) for found in cinema.documents.query(f"projects/{cinema.project_id}/jobs")]
    assert sorted(job.files[-1].path for job in jobs if job.kind == "video") == sorted(clips[7:])
    assert cinema.read().status == "ready"


def test_a_job_of_two_hours_ago_fails_and_the_film_can_be_made(cinema: Cinema) -> None:
    cinema.film(there=3)
    request = cinema.request("generate", cinema.project_id, target={"scene_id": "s4", "kind": "video"})
    _, message = cinema.queues.messages[0]
    path = f"projects/{cinema.project_id}/jobs/{message['job_id']}"
    job = Job(**(cinema.documents.get(path) or {}))
    begun: dict[FieldPath, Any] = {
        ("state",): "processing",
        ("started_at",): job.created_at,
        ("next_at",): job.created_at,
    }
    cinema.documents.commit([Update(path, begun)])
    cinema.queues.messages.clear()
    cinema.time += timedelta(hours=2)
    report = cinema.reconcile_twice()
    stopped = Job(**(cinema.documents.get(path) or {}))
    assert (stopped.state, stopped.error_code) == ("failed", "stale")
    assert "120 minutes" in str(stopped.error_message)
    assert (_counts(report)[1:], report.corrected_status) == ((3, 12), "draft")
    assert cinema.read_request(request).status == "failed"
    assert cinema.produce() == 12
    assert cinema.read().status == "ready"


def test_clips_that_were_deleted_are_missing_and_the_others_stay(cinema: Cinema) -> None:
    clips = cinema.film()
    reconcile(cinema.engine, cinema.project_id)
    for path in clips[4:7]:
        cinema.files._bucket.blob(path).delete()  # type: ignore[attr-defined]
    report = cinema.reconcile_twice()
    assert (report.original_status, report.corrected_status) == ("ready", "draft")
    assert _counts(report) == (15, 12, 3)
    assert [scene.assets.video_path for scene in cinema.read().film_scenes()] == [
        *clips[:4],
        None,
        None,
        None,
        *clips[7:],
    ]
    assert cinema.produce() == 3


@pytest.mark.parametrize("known", [False, True])
def test_what_is_no_clip_is_listed_left_and_missing(cinema: Cinema, known: bool) -> None:
    clips = cinema.film()
    if known:
        reconcile(cinema.engine, cinema.project_id)
    body = cinema.clip.read_bytes()
    text = b"This is not a film, whatever it is called."
    honest = {"sha256": hashlib.sha256(text).hexdigest()}
    _spoil(cinema, clips[0], body[: len(body) // 2])
    _spoil(cinema, clips[1], body, {"key": "f" * 64})
    _spoil(cinema, clips[2], b"")
    _spoil(cinema, clips[3], text, honest)
    report = cinema.reconcile_twice()
    assert report.corrected_status == "draft"
    assert _counts(report) == (15 if known else 0, 11, 4)
    assert {flawed.path for flawed in report.flawed_files} == set(clips[:4])
    assert cinema.produce() == 4
    assert cinema.read().status == "ready"
    assert cinema.reconcile_twice().flawed_files == ()


def test_media_that_only_looks_stored_well_is_read_before_it_is_adopted(cinema: Cinema, tmp_path: Path) -> None:
    """Its checksums are right: some function has stored something that is no clip."""
    clips = cinema.film(there=14)
    fake = tmp_path / "fake.mp4"
    fake.write_text("This is not a film, whatever it is called.")
    key = Path(clips[14]).stem
    cinema.files.put(clips[14], fake, content_type="video/mp4", metadata={"key": key, "facts": "{}", "extras": "{}"})
    report = cinema.reconcile_twice()
    assert _counts(report) == (0, 14, 1)
    [flawed] = report.flawed_files
    assert "not what its name says" in flawed.reason
    assert cinema.produce() == 1
    assert cinema.read().status == "ready"


def _said(project: Project) -> Any:
    def timeless(value: Any) -> Any:
        if isinstance(value, dict):
            moments = {"updated_at", "last_activity", "generated_at", "status"}
            return {name: timeless(each) for name, each in value.items() if name not in moments}
        return value

    return timeless(project.model_dump())


def test_projects_damaged_at_random_equal_the_truth_afterwards(stores: tuple[Any, Any], tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(int(os.environ.get("RECONCILE_PROJECTS", "12"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        cinema = Cinema(folder, *stores)
        there = chance.choice([0, 1, 2, 3])
        cinema.film(scenes=3, there=there)
        reconcile(cinema.engine, cinema.project_id)
        truth, objects = cinema.read(), cinema.files.list(f"projects/{cinema.project_id}/")
        cinema.documents.commit([Put(f"projects/{cinema.project_id}", _damaged(to_data(truth), chance))])
        report = cinema.reconcile_twice()
        assert _said(cinema.read()) == _said(truth)
        assert report.corrected_status in ({"ready"} if there == 3 else {"draft", "error"} if there == 0 else {"draft"})
        assert cinema.files.list(f"projects/{cinema.project_id}/") == objects


def _damaged(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Forget, invent and mix up what the document says of files."""
    for name, scene in data["scenes"].items():
        for field in ("composition_path", "image_path", "video_path"):
            dice = chance.random()
            if dice < 0.3:
                scene["assets"].pop(field, None)
            elif dice < 0.5:
                scene["assets"][field] = f"projects/{data['id']}/scenes/{name}/video/{chance.random()}.mp4"
    data["status"] = chance.choice(["draft", "generating", "ready", "error"])
    if chance.random() < 0.5:
        data["stats"] = None
    return data


def test_a_project_that_is_right_costs_one_read_and_one_listing(cinema: Cinema) -> None:
    from functions.stores.documents import Usage, usage

    cinema.film()
    reconcile(cinema.engine, cinema.project_id)
    counted = Usage()
    token = usage.set(counted)
    try:
        reconcile(cinema.engine, cinema.project_id)
    finally:
        usage.reset(token)
    assert (counted.reads, counted.queries, counted.commits) == (1, 0, 0)


def test_the_field_of_a_removed_path_is_gone(cinema: Cinema) -> None:
    cinema.film(scenes=1, there=0)
    reconcile(cinema.engine, cinema.project_id)
    cinema.say({("scenes", "s1", "assets", "video_path"): f"projects/{cinema.project_id}/scenes/s1/video/gone.mp4"})
    cinema.reconcile_twice()
    assert "video_path" not in (cinema.documents.get(f"projects/{cinema.project_id}") or {})["scenes"]["s1"]["assets"]
