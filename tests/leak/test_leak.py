"""Nobody who tips off, and nothing that is said, is found anywhere in the clear; a planted leak is."""

import pytest

from tests.leak.walk import walk_all
from tests.leak.world import World


def test_no_canary_is_found_anywhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = World(tmp_path_factory.mktemp("leak"))
    try:
        walk_all(world)
    finally:
        world.end()
    assert not world.hits, "\n".join(sorted({str(hit) for hit in world.hits}))
    assert not world.problems, "\n".join(world.problems)
