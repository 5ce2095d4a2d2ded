"""Which tests of the training run where."""

from __future__ import annotations

import sys

# LightGBM, which fits the trees, is installed on Linux alone: elsewhere it needs an OpenMP library
# that no Python package brings. Trees are asked everywhere, and tested with the fields.
collect_ignore = [] if sys.platform == "linux" else ["test_fit_trees.py"]
