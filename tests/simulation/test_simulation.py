"""Seeded chaos: whatever is lost, doubled, late or cut short, nothing is lost or paid twice, and everything ends.

`python -m tests.simulation` runs as many seeds as one likes, on all cores, and says how to replay one that fails.
"""

import pytest

from tests.simulation.run import live_through


@pytest.mark.parametrize("seed", range(20))
def test_everything_comes_to_rest_and_nothing_is_paid_twice(seed, tmp_path):
    counts = live_through(seed, tmp_path)
    assert counts["jobs"] > 0
