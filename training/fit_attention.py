"""Fits the networks of `ocr.fields.attention`, which look at all lines of a card at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from ocr.fields.attention import HEADS, Attention, Part, places_of
from ocr.fields.pieces import Piece
from training.choices import Rows
from training.scale import Scale

jax.config.update("jax_platforms", "cpu")

_BATCH = 64
_LENGTHS = (6, 9, 12, 16, 24, 40)
"""Lines that cards are filled up to; those beyond the last are not learned from."""
_PLACE_UNITS = 16

Params = dict[str, Any]
Batch = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""Evidence (cards, lines, names), places (cards, lines, lines, places), whether there is a line
(cards, lines), and its class or -1 (cards, lines)."""


@dataclass(frozen=True, slots=True)
class AttentionSize:
    """How much the networks can learn, and how long they do."""

    width: int = 48
    layers: int = 2
    parts: int = 2
    """Networks that begin differently."""
    rounds: int = 12
    """How often each card is met."""
    rate: float = 2e-3
    decay: float = 0.05
    drop: float = 0.3
    """Share of what lines say that is left out while learning; half of it, of the evidence."""


@dataclass(frozen=True, slots=True)
class CardLines:
    """One card: the evidence of its lines, where they stand, and what they are."""

    rows: Rows
    pieces: Sequence[Piece]
    classes: Sequence[int | None]
    """None for what is not learned from."""


def fit_attention(
    cards: Sequence[CardLines], classes: tuple[str, ...], size: AttentionSize
) -> Attention:
    """Fit the class of each line among the others of its card.

    Args:
        cards: What is learned from; each has a line at least.
        classes: Names of the classes.
        size: Of the networks.
    """
    rows = [row for card in cards for row in card.rows]
    scale = Scale.of(rows)
    scaled = scale.matrix(rows)
    ends = np.cumsum([len(card.rows) for card in cards])[:-1]
    matrices = [part[: _LENGTHS[-1]] for part in np.split(scaled, ends)]
    fitted = _fit(cards, matrices, len(classes), size)
    return Attention(scale.names, classes, tuple(_part(params, scale) for params in fitted))


def _fit(
    cards: Sequence[CardLines], matrices: Sequence[NDArray[Any]], classes: int, size: AttentionSize
) -> list[Params]:
    places = [places_of(card.pieces[: _LENGTHS[-1]]) for card in cards]
    truths = [np.array([-1 if k is None else k for k in card.classes]) for card in cards]
    steps = size.rounds * max(1, len(cards) // _BATCH)
    rate = optax.cosine_onecycle_schedule(steps, size.rate, 0.15)
    step, start = _stepper(optax.adamw(rate, weight_decay=size.decay), size)
    fitted = []
    for seed in range(size.parts):
        rng = np.random.default_rng(seed)
        params = _begin(rng, matrices[0].shape[1], places[0].shape[2], classes, size)
        state = start(params)
        key = jax.random.key(seed)
        for _ in range(size.rounds):
            for chosen in _batches([len(m) for m in matrices], rng):
                key, drops = jax.random.split(key)
                batch = _filled(chosen, matrices, places, truths)
                params, state = step(params, state, batch, drops)
        fitted.append(params)
    return fitted


def _stepper(
    optimizer: optax.GradientTransformation, size: AttentionSize
) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def loss(params: Params, batch: Batch, key: jax.Array) -> jax.Array:
        *known, truths = batch
        said = jax.nn.log_softmax(_scores(params, *known, key, size))
        right = jnp.take_along_axis(said, jnp.maximum(truths, 0)[..., None], -1)[..., 0]
        is_known = truths >= 0
        return -(right * is_known).sum() / jnp.maximum(is_known.sum(), 1)

    @jax.jit
    def step(params: Params, state: Any, batch: Batch, key: jax.Array) -> tuple[Params, Any]:
        slopes = jax.grad(loss)(params, batch, key)
        changes, state = optimizer.update(slopes, state, params)
        return optax.apply_updates(params, changes), state

    return step, optimizer.init


def _begin(
    rng: np.random.Generator, names: int, places: int, classes: int, size: AttentionSize
) -> Params:
    def random(rows: int, columns: int, share: float = 1.0) -> NDArray[np.float32]:
        return (share * rng.normal(0, rows**-0.5, (rows, columns))).astype(np.float32)

    width = size.width
    return {
        "ends": {
            "in": random(names, width), "in bias": np.zeros(width, np.float32),
            "out": random(width, classes, 0.3), "out bias": np.zeros(classes, np.float32),
            "direct": random(names, classes, 0.1),
        },
        "layers": [
            {
                **{name: random(width, width) for name in ("query", "key", "value")},
                "outer": random(width, width, 0.5),
                "place": random(places, _PLACE_UNITS),
                "place bias": np.zeros(_PLACE_UNITS, np.float32),
                "place heads": random(_PLACE_UNITS, HEADS),
                "where": random(HEADS * places, width, 0.3),
                "inner": random(width, 2 * width), "inner bias": np.zeros(2 * width, np.float32),
                "back": random(2 * width, width, 0.5),
            }
            for _ in range(size.layers)
        ],
    }  # fmt: skip


def _scores(
    params: Params,
    matrix: jax.Array,
    places: jax.Array,
    is_line: jax.Array,
    key: jax.Array,
    size: AttentionSize,
) -> jax.Array:
    """Return what `ocr.fields.attention` says, of many cards at once and with some of it left out."""
    keys = iter(jax.random.split(key, 2 + 3 * size.layers))

    def drop(values: jax.Array, share: float) -> jax.Array:
        return values * jax.random.bernoulli(next(keys), 1 - share, values.shape) / (1 - share)

    ends = params["ends"]
    matrix = drop(matrix, size.drop / 2)
    lines = drop(jax.nn.gelu(matrix @ ends["in"] + ends["in bias"]), size.drop)
    cards, count, width = lines.shape
    for layer in params["layers"]:
        level = _level(lines)
        query, key_, value = (
            (level @ layer[name]).reshape(cards, count, HEADS, -1).transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        where = jnp.tanh(places @ layer["place"] + layer["place bias"]) @ layer["place heads"]
        scores = query @ key_.transpose(0, 1, 3, 2) / np.sqrt(width / HEADS)
        scores += where.transpose(0, 3, 1, 2) + (is_line[:, None, None] - 1) * 1e9
        shares = drop(jax.nn.softmax(scores), size.drop / 2)
        said = (shares @ value).transpose(0, 2, 1, 3).reshape(cards, count, width)
        stood = jnp.einsum("bhij,bijp->bihp", shares, places).reshape(cards, count, -1)
        lines += drop(said @ layer["outer"] + stood @ layer["where"], size.drop)
        inner = jax.nn.gelu(_level(lines) @ layer["inner"] + layer["inner bias"])
        lines += drop(inner @ layer["back"], size.drop)
    return lines @ ends["out"] + ends["out bias"] + matrix @ ends["direct"]


def _level(lines: jax.Array) -> jax.Array:
    centred = lines - lines.mean(axis=-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)


def _batches(lengths: Sequence[int], rng: np.random.Generator) -> Iterator[list[int]]:
    """Yield cards in batches of about as many lines each, in no order."""
    order = rng.permutation(len(lengths))
    batches = []
    for start in range(0, len(order), 8 * _BATCH):
        near = sorted(order[start : start + 8 * _BATCH].tolist(), key=lambda i: lengths[i])
        batches += [near[i : i + _BATCH] for i in range(0, len(near), _BATCH)]
    # What is left of the last one is met in another round.
    batches = [b for b in batches if len(b) == min(_BATCH, len(lengths))]
    for i in rng.permutation(len(batches)):
        yield batches[i]


def _filled(
    chosen: Sequence[int],
    matrices: Sequence[NDArray[Any]],
    places: Sequence[NDArray[Any]],
    truths: Sequence[NDArray[Any]],
) -> Batch:
    longest = max(len(matrices[i]) for i in chosen)
    count = next(length for length in _LENGTHS if length >= longest)
    first = (len(chosen), count)
    matrix = np.zeros((*first, matrices[0].shape[1]), np.float32)
    place = np.zeros((*first, count, places[0].shape[2]), np.float32)
    is_line = np.zeros(first, np.float32)
    truth = np.full(first, -1, np.int32)
    for k, i in enumerate(chosen):
        n = len(matrices[i])
        matrix[k, :n], place[k, :n, :n], is_line[k, :n] = matrices[i], places[i], 1.0
        truth[k, :n] = truths[i][:n]
    return matrix, place, is_line, truth


def _part(params: Params, scale: Scale) -> Part:
    """Return a fitted network that takes evidence as it is."""
    ends, *layers = (
        {name: np.asarray(weights, np.float32) for name, weights in group.items()}
        for group in (params["ends"], *params["layers"])
    )
    for name, bias in (("in", "in bias"), ("direct", "out bias")):
        ends[name] = (ends[name] / scale.spread[:, None]).astype(np.float32)
        ends[bias] = (ends[bias] - scale.mean @ ends[name]).astype(np.float32)
    return Part(ends, tuple(layers))
