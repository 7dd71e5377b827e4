"""Each safety mechanism taken out by itself: then the simulation fails. With all of them, the same seeds pass."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.engine import acceptance, admission, life
from functions.engine import advance as turns
from functions.engine.engine import request_path
from functions.engine.rejection import Rejected
from functions.stores.memory import MemoryDocuments, MemoryFiles, _MemoryTransaction
from tests.simulation import town as towns
from tests.simulation.run import live_through
from tests.simulation.vendors import Vendor

Patch = pytest.MonkeyPatch


def _fence(patch: Patch) -> None:
    patch.setattr(life, "_check_fence", lambda job, fence: None)


def _lease(patch: Patch) -> None:
    patch.setattr(life, "LEASE", timedelta(0))


def _intent_before_call(patch: Patch) -> None:
    patch.setattr(turns, "_intend", lambda turn, provider: None)


def _look_up(patch: Patch) -> None:
    patch.setattr(Vendor, "find", lambda self, work: None)


def _compare_and_set(patch: Patch) -> None:
    def transact(self, body):
        transaction = _MemoryTransaction(self)
        result = body(transaction)
        self._apply(transaction.writes)
        return result

    patch.setattr(MemoryDocuments, "transact", transact)


def _deduplication_of_events(patch: Patch) -> None:
    def admit(engine, project_id, request_id):
        data = engine.documents.get(request_path(project_id, request_id))
        try:
            admission._admit(engine, project_id, request_id, {**data, "status": "pending"})
        except Rejected as rejected:
            admission.reject(engine, project_id, request_id, rejected)

    patch.setattr(acceptance._Acceptance, "_is_due", lambda self, request, plan: request is not None)
    patch.setattr(towns, "admit", admit)


def _create_once(patch: Patch) -> None:
    put = MemoryFiles.put

    def overwrite(self, path, source, **options):
        self._objects.pop(path, None)
        if path in self._names:
            self._names.remove(path)
        return put(self, path, source, **options)

    patch.setattr(MemoryFiles, "put", overwrite)


def _sweep(patch: Patch) -> None:
    patch.setattr(towns, "sweep", lambda engine: {})


MECHANISMS: tuple[Callable[[Patch], None], ...] = (
    _fence, _lease, _intent_before_call, _look_up, _compare_and_set, _deduplication_of_events, _create_once, _sweep,
)  # fmt: skip
_SEEDS = range(40)


@pytest.mark.parametrize("take_out", MECHANISMS, ids=lambda mechanism: mechanism.__name__[1:])
def test_without_one_the_simulation_fails_and_with_it_the_same_seed_passes(take_out, tmp_path):
    for seed in _SEEDS:
        with pytest.MonkeyPatch.context() as patch:
            take_out(patch)
            try:
                live_through(seed, tmp_path, rough=True)
            except AssertionError:
                break
    else:
        pytest.fail("nobody misses it")
    assert live_through(seed, tmp_path, rough=True)["jobs"]
