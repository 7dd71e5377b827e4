"""What the servers load: main.py as it is, but for its leases, which last seconds, so that a run takes minutes."""

from datetime import timedelta

from functions.engine import heart, life

life.LEASE = timedelta(seconds=15)
heart._RENEW_SECONDS = 5.0

from main import *  # noqa: E402, F403
