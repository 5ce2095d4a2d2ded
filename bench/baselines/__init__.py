"""What Verso is compared with: stock engines, followed by the usual heuristics.

They are written to be as good as such heuristics are: a comparison with a straw man says nothing.
"""

from bench.baselines.engines import build_baseline

__all__ = ["build_baseline"]
