"""Every place that a function comes to, and what follows from its dying there: once, twice, or always.

The places are recorded by telling the story without a crash, so a new one is tried by itself. `CRASH_MATRIX=1` tries
each place in every setting; otherwise each is tried in some of them.
"""

import os
from collections import Counter

import pytest

from tests.simulation.crashes import crash, matrix, places

_STRIDE = int(os.environ.get("CRASH_MATRIX", "24"))
_CASES = list(enumerate(matrix()))


@pytest.mark.parametrize(("offset", "case"), _CASES, ids=lambda each: f"{each}"[:90])
def test_everything_ends_whole_and_is_paid_once_wherever_functions_die(offset, case, tmp_path):
    setting, times = case
    visits = sorted(places(setting, tmp_path / "first").items())
    tried = [visit for _, visit in visits if times != "always" or visit.subject]
    assert len(tried) > 100
    failures, counts = [], Counter[str]()
    for index, visit in enumerate(tried):
        if (index + offset) % _STRIDE == 0:
            try:
                counts += crash(setting, visit, times, tmp_path / str(index))
            except AssertionError as error:
                failures.append(f"{visit.function} {visit.subject} dies {visit.place}: {error}")
    assert not failures, "\n".join(failures[:10])
    assert counts["crashes"] >= len(tried) // _STRIDE


def test_every_kind_of_place_is_among_those_that_are_tried(tmp_path):
    """Should a store, a queue or a vendor be called past the watchers, it would not be tried: this would say so."""
    seen = [place for n, (setting, times) in _CASES if times == "once" for place in places(setting, tmp_path / str(n))]
    calls = {(place.call, place.side) for place in seen}
    wanted = {
        "read", "commit", "transaction", "query", "stat", "list", "upload", "download", "token", "publish", "schedule",
        "vendor call", "vendor look", "vendor cancel",
    }  # fmt: skip
    assert {call for call, _ in calls} >= wanted
    assert {side for _, side in calls} == {"before", "within", "after"}
