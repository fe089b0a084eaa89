"""The four real documents for tests, which skip where they are not."""

from __future__ import annotations

import pytest

from benchmarks.gold import HERE

needs_shared = pytest.mark.skipif(
    not HERE,
    reason="the real documents lie beside the repository, in ../shared, and are not here",
)
