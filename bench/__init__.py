"""Benchmarks, and the training of what was learned: none of it is needed to run Verso."""
