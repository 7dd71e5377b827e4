"""Local files of functions that were ended in the middle of their work are removed by those that come after."""

import os
import time

from tests.kit.world import World


def test_what_was_left_behind_is_removed_and_what_is_in_use_stays(tmp_path):
    world = World(tmp_path)
    left, used, cache = (world.engine.scratch / name for name in ("video-old", "video-new", "fontconfig-cache"))
    for folder in (left, used, cache):
        folder.mkdir(parents=True)
        (folder / "in-image.png").write_text("half")
    long_ago = time.time() - 3600
    os.utime(left, (long_ago, long_ago))
    os.utime(cache, (long_ago, long_ago))
    world.project(scenes=1)
    world.request("produce")
    world.drain()
    assert sorted(folder.name for folder in world.engine.scratch.iterdir()) == ["fontconfig-cache", "video-new"]
