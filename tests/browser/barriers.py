"""What stands in a person's way on a page: found by axe, by measuring, and by pressing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGET_PX = 44

MEASURES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SETTLE = """async () => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const nextFrame = () => Promise.race([new Promise(requestAnimationFrame), wait(200)])
  const ending = () => document.getAnimations().filter(({ playState, effect }) =>
    playState === "running" && effect.getComputedTiming().endTime < Infinity)
  for (let time = 0; time < 20; time += 1) {
    await nextFrame()
    await nextFrame()
    if (!ending().length) return
    await Promise.race([Promise.allSettled(ending().map(({ finished }) => finished)), wait(500)])
  }
}"""
"""Waits until colours have changed: even those who want no motion see them change for a moment.
What moves for ever, or never gets a frame, is not waited for."""
AXE_RUN = """([options, limit_ms]) => Promise.race([
  axe.run(document, options),
  new Promise((_, reject) => setTimeout(() => reject(new Error("axe never ended")), limit_ms)),
])"""
AXE_LIMIT_MS = 120_000


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Let axe look at the page and give what it found, with the elements it found it on.

    Args:
        page: What it looks at, as it stands.
        rules: The names of the rules to try; None for all of WCAG 2.2 AA and what is good practice.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate(AXE_RUN, [options, AXE_LIMIT_MS])
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def violations_in_both_themes(page: Page) -> list[str]:
    """Let axe look at the page in light, and at its colours in dark: nothing else differs there."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLE)
    found += [f"dark: {wrong}" for wrong in violations(page, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLE)
    return found


def small_targets(page: Page) -> list[str]:
    """Name what is pressed and is smaller than a thumb needs, with its size in pixels."""
    return _measure(page, f"small({TARGET_PX})")


def unreachable_targets(page: Page) -> list[str]:
    """Name what cannot be pressed in its middle, even once it is scrolled to."""
    return _measure(page, "unreachable()")


def cut_texts(page: Page) -> list[str]:
    """Name texts of which a part is cut off by the window, or runs out of their button."""
    return _measure(page, "cut()")


def _measure(page: Page, call: str) -> list[str]:
    page.evaluate(MEASURES)
    found: list[str] = page.evaluate(f"barriers.{call}")
    return found


def enlarge_text(page: Page) -> None:
    """Show all text twice as large, as a phone's text size or a browser's setting does."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def lost_texts(page: Page) -> list[str]:
    """Name what sticks out of the window, is cut off, or cannot be pressed: none of it may be."""
    too_wide = [f"{stuck_out_px(page)} px too wide"] if stuck_out_px(page) else []
    pressed = [f"pressed: {target}" for target in unreachable_targets(page)]
    return [*too_wide, *(f"cut: {text}" for text in cut_texts(page)), *pressed]


def stuck_out_px(page: Page) -> int:
    """Say by how much the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, width)
