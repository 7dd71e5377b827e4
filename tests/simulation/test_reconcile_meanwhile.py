"""Reconciliation while jobs are being made, at every moment of both: no work is undone, none is bought twice."""

import contextlib
import os
import random

import pytest

from functions.engine.advance import advance
from functions.engine.reconciling import reconcile
from functions.engine.sweep import sweep
from functions.stores.documents import Contention
from functions.stores.memory import MemoryDocuments, MemoryFiles
from schemas.job import Advance
from tests.kit.world import Ledger, World

_SEEDS = int(os.environ.get("RECONCILE_SEEDS", "150"))


class Meanwhile:
    """Lets others run in the middle of whoever uses a store: jobs while a project is reconciled, and the reverse."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.world = chance, World.__new__(World)
        self.depth, self.on = 0, False

    def __call__(self) -> None:
        if not self.on or self.depth >= 3 or self.chance.random() > 0.15:
            return
        self.depth += 1
        try:
            if self.chance.random() < 0.3:
                self.reconcile()
            else:
                self.deliver(self.chance.choice([1, 1, 2, 5]))
        finally:
            self.depth -= 1

    def reconcile(self) -> None:
        with contextlib.suppress(Contention):  # it is too busy: the next one does it
            reconcile(self.world.engine, "p")

    def deliver(self, messages: int) -> None:
        for _ in range(messages):
            if self.world.queues.messages:
                index = self.chance.randrange(len(self.world.queues.messages))
                message = Advance.model_validate(self.world.queues.messages.pop(index)[1])
                with contextlib.suppress(Contention):
                    advance(self.world.engine, message)


class BusyDocuments(MemoryDocuments):
    """Others use it in between."""

    meanwhile: Meanwhile

    def get(self, path):
        self.meanwhile()
        return super().get(path)

    def query(self, *arguments, **options):
        self.meanwhile()
        return super().query(*arguments, **options)

    def transact(self, body):
        def busy(transaction):
            self.meanwhile()
            result = body(transaction)
            self.meanwhile()
            return result

        return super().transact(busy)


class BusyFiles(MemoryFiles):
    """Others use it in between."""

    meanwhile: Meanwhile

    def list(self, prefix):
        self.meanwhile()
        return super().list(prefix)

    def fetch(self, path, target):
        self.meanwhile()
        return super().fetch(path, target)

    def stat(self, path):
        self.meanwhile()
        return super().stat(path)


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_nothing_that_was_completed_is_undone_and_nothing_is_bought_twice(seed, tmp_path):
    chance = random.Random(seed)
    documents, files, meanwhile = BusyDocuments(), BusyFiles(), Meanwhile(chance)
    documents.meanwhile = files.meanwhile = meanwhile
    world = World(tmp_path, providers=[vendor := Ledger()], documents=documents, files=files)
    meanwhile.world = world
    world.project(scenes=chance.choice([1, 2, 3]))
    request = world.request("produce")
    for _ in range(chance.randrange(40)):
        world.drain(limit=1)
    if chance.random() < 0.3:
        _lose_a_view(world, chance)
    for _ in range(6):
        completed = {job.job_id for job in world.jobs() if job.state == "completed"}
        named = _named(world)
        meanwhile.on = True
        meanwhile.reconcile()
        meanwhile.deliver(chance.randrange(6))
        meanwhile.on = False
        assert completed <= {job.job_id for job in world.jobs() if job.state == "completed"}
        assert named <= _named(world)
        _check_what_is_shown(world)

    world.settle()
    sweep(world.engine)
    assert world.read_request(request).status == "completed"
    assert {job.state for job in world.jobs()} == {"completed"}
    assert set(vendor.billed.values()) == {1}
    assert world.read().status == "ready"
    assert reconcile(world.engine, "p").verified_clips == len(world.read().film_scenes())
    assert reconcile(world.engine, "p").action == "none"


def _check_what_is_shown(world):
    """Every job that the document shows is as it is said to be, and the film is not called finished or not wrongly."""
    jobs = {job.job_id: job for job in world.jobs()}
    for scene in world.read().film_scenes():
        shown = scene.active_job
        if shown is not None:
            job = jobs[shown.job_id]
            assert (shown.type, shown.status, shown.progress) == (job.kind, job.state, job.progress)
    if all(job.state == "completed" for job in jobs.values()):
        assert world.read().status == "ready"


def _lose_a_view(world, chance):
    """A file is there and the document does not say so."""
    from functions.stores.documents import DELETE, Update

    scene = chance.choice(world.read().film_scenes())
    world.documents._apply([Update("projects/p", {("scenes", scene.id, "assets", "image_path"): DELETE})])


def _named(world):
    """Paths that the document names and that are in Storage."""
    found = {path for scene in world.read().film_scenes() for path in scene.assets.model_dump().values() if path}
    return {path for path in found if isinstance(path, str) and path in world.files._objects}
