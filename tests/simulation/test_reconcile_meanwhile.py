"""Reconciliation while jobs are being made, at every moment of both: no work is undone, none is bought twice."""

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
    """Delivers messages, one inside the other, whenever a store is used while it is switched on."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.world, self.happened = chance, World.__new__(World), 0
        self.on = False

    def __call__(self) -> None:
        if not self.on or self.chance.random() < 0.5:
            return
        self.on = False
        for _ in range(self.chance.choice([1, 1, 2, 5])):
            if self.world.queues.messages:
                self.happened += 1
                index = self.chance.randrange(len(self.world.queues.messages))
                advance(self.world.engine, Advance(**self.world.queues.messages.pop(index)[1]))
        self.on = True


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
    for _ in range(chance.randrange(30)):
        world.drain(limit=1)
    if chance.random() < 0.3:
        _lose_a_view(world, chance)

    for _ in range(3):
        completed = {job.job_id for job in world.jobs() if job.state == "completed"}
        named = _named(world)
        meanwhile.on = True
        try:
            reconcile(world.engine, "p")
        except Contention:
            pass  # it is too busy: the next one does it
        finally:
            meanwhile.on = False
        assert completed <= {job.job_id for job in world.jobs() if job.state == "completed"}
        assert named <= _named(world)
        world.drain(limit=chance.randrange(8))

    world.settle()
    sweep(world.engine)
    assert world.read_request(request).status == "completed"
    assert {job.state for job in world.jobs()} == {"completed"}
    assert set(vendor.billed.values()) == {1}
    assert world.read().status == "ready"
    assert reconcile(world.engine, "p").verified_clips == len(world.read().film_scenes())
    assert reconcile(world.engine, "p").action == "none"


def _lose_a_view(world, chance):
    """A file is there and the document does not say so."""
    from functions.stores.documents import DELETE, Update

    scene = chance.choice(world.read().film_scenes())
    world.documents._apply([Update("projects/p", {("scenes", scene.id, "assets", "image_path"): DELETE})])


def _named(world):
    """Paths that the document names and that are in Storage."""
    found = {path for scene in world.read().film_scenes() for path in scene.assets.model_dump().values() if path}
    return {path for path in found if isinstance(path, str) and path in world.files._objects}
