"""What each program's file says, in full: read, and compared with what stands beside it.

To look at a change: python -m tests.app.importing.test_golden writes the files anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.importing.preparing import read_entries
from app.importing.records import Record, record_to_json
from app.models import ImportKind

FOLDER = Path(__file__).parent / "files"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def read(path: Path) -> list[dict[str, Any]]:
    kind = ImportKind.VCARD if path.suffix == ".vcf" else ImportKind.CSV
    with path.open("rb") as file:
        return [
            record_to_json(entry) if isinstance(entry, Record) else {"refused": entry.reason}
            for entry in read_entries(kind, file, "CA", "en", {})
        ]


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_is_read_as_it_was_looked_at_once(path):
    expected = json.loads(path.with_suffix(path.suffix + ".json").read_text("utf-8"))

    assert read(path) == expected


if __name__ == "__main__":
    for one in FILES:
        text = json.dumps(read(one), ensure_ascii=False, indent=1)
        one.with_suffix(one.suffix + ".json").write_text(text + "\n", "utf-8")
