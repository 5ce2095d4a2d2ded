"""Measures the first screens with Lighthouse, as on a mid-range phone, and how they open.

Usage: python -m scripts.lighthouse

Writes docs/lighthouse.md. Each page is measured three times and the middle figure is kept: one
run is at the mercy of whatever else the machine does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from scripts.demo_server import Demo, find_chromium, serve_demo
from scripts.opening import measure_all

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "lighthouse"
REPORT = ROOT / "docs" / "lighthouse.md"
PAGES = {"Contacts": "/contacts", "Scan": "/scan", "Inbox": "/inbox"}
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMINGS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
RUNS = 3
LEAST_SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100}


def measure(demo: Demo, path: str) -> dict[str, float]:
    """Run Lighthouse on a page and give its scores (0 to 100) and timings (ms)."""
    runs = [_run(demo, path) for _number in range(RUNS)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _run(demo: Demo, path: str) -> dict[str, float]:
    headers = json.dumps({"Cookie": f"verso={demo.sign_in}"})
    command = [
        *("node", str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js")),
        demo.address + path,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={headers}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {"CHROME_PATH": find_chromium()} | _environment()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    scores = {name: 100 * told["categories"][name]["score"] for name in CATEGORIES}
    return scores | {name: told["audits"][name]["numericValue"] for name in TIMINGS}


def _environment() -> dict[str, str]:
    # Where there is no Node.js on the machine, the set-up put one beside the Python in use.
    path = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    return dict(os.environ) | {"PATH": path}


def write_report(figures: dict[str, dict[str, float]], opening: list[str]) -> None:
    """Write the figures as a page, with the lines about how Verso opens."""
    names = [*CATEGORIES, *TIMINGS.values()]
    rows = [f"| page | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for page, values in figures.items():
        scores = [f"{values[name]:.0f}" for name in CATEGORIES]
        times = [f"{values[name]:.0f} ms" for name in list(TIMINGS)[:3]]
        shift = f"{values['cumulative-layout-shift']:.3f}"
        rows.append(f"| {page} | {' | '.join([*scores, *times, shift])} |")
    day = datetime.now(UTC).date().isoformat()
    text = "\n".join(
        [
            "# Lighthouse",
            "",
            f"`make lighthouse`, {day}: the demo book on this machine, Lighthouse 12.8.2 in its "
            "mobile setting",
            f"(slow 4G, a processor four times slower), the middle of {RUNS} runs. To be reached: "
            + ", ".join(f"{name} {least}" for name, least in LEAST_SCORES.items())
            + ".",
            f"The machine's load while measuring was {os.getloadavg()[2]:.1f} on "
            f"{os.cpu_count()} processors: above one each, timings are too long.",
            "",
            *rows,
            "",
            *opening,
        ]
    )
    REPORT.write_text(text, encoding="utf-8")


def main() -> int:
    """Measure every page; 1 when a score is below the least one."""
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(["npm", "ci"], cwd=FOLDER, check=True, env=_environment())
    with serve_demo() as demo:
        figures = {page: measure(demo, path) for page, path in PAGES.items()}
        opening = measure_all(demo)
    write_report(figures, opening)
    sys.stdout.write(REPORT.read_text(encoding="utf-8"))
    missed = [
        (page, name)
        for page, values in figures.items()
        for name, least in LEAST_SCORES.items()
        if round(values[name]) < least
    ]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
