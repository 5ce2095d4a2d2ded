"""Makes a model's probabilities mean what they say, by what was right on left-out cards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line of segments from a model's probability to the observed share of right ones."""

    given: tuple[float, ...]
    """Probabilities of the model, rising."""
    right: tuple[float, ...]
    """The share that was right at each, never falling."""

    def __call__(self, p: float) -> float:
        """Return the calibrated probability, [0, 1]."""
        if not self.given:
            return min(1.0, max(0.0, p))
        if p <= self.given[0]:
            return self.right[0]
        for low, high, a, b in zip(
            self.given, self.given[1:], self.right, self.right[1:], strict=False
        ):
            if p <= high:
                share = (p - low) / (high - low) if high > low else 1.0
                return a + share * (b - a)
        return self.right[-1]
