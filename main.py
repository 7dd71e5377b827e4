"""What the platform loads: the triggers, and the options they share."""

from firebase_functions import options

options.set_global_options(region="us-central1", max_instances=40)  # before the triggers, which read it

from triggers.firestore import requested  # noqa: E402
from triggers.http import api, share  # noqa: E402
from triggers.pubsub import advance_light, advance_media, stored  # noqa: E402
from triggers.schedule import reconcile, sweep  # noqa: E402
from triggers.tasks import wake  # noqa: E402

__all__ = ["advance_light", "advance_media", "api", "reconcile", "requested", "share", "stored", "sweep", "wake"]
