"""The only ids that the engine rolls dice for: those of share pages."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from functions.engine import edits


@contextmanager
def fixed_ids(seed: int) -> Iterator[None]:
    """Share ids that follow from a seed, while the block runs."""
    dice = random.Random(seed)
    secrets = SimpleNamespace(token_urlsafe=lambda _bytes: f"{dice.getrandbits(128):022x}"[:22])
    with mock.patch.object(edits, "secrets", secrets):
        yield
