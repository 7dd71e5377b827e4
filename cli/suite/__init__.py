"""The real Firebase emulator suite on this machine, with or without the internet.

    with Suite() as suite:
        os.environ |= suite.endpoints.environment()
        ...

What it finds or installs, and in which order, is told in `firebase_cli`, `java` and `jars`.
"""

from cli.suite.endpoints import BUCKET, PROJECT, REGION, Endpoints
from cli.suite.errors import SuiteError
from cli.suite.schedule import Scheduler
from cli.suite.suite import Suite, attach

__all__ = ["BUCKET", "PROJECT", "REGION", "Endpoints", "Scheduler", "Suite", "SuiteError", "attach"]
