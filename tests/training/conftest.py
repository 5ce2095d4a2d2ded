"""Which tests of the training run where."""

from __future__ import annotations

import sys

# LightGBM, which fits the trees, is installed on Linux alone: elsewhere it needs an OpenMP library
# that no Python package brings. So is JAX, which some Macs have no package of. What they fit is
# asked everywhere, and tested with the fields.
_ON_LINUX = ["test_fit_trees.py", "test_fit_attention.py"]
collect_ignore = [] if sys.platform == "linux" else _ON_LINUX
