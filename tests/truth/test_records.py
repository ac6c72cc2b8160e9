"""Every published record is held against the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent


def test_every_kind_of_record_has_a_test():
    kinds = {record["kind"] for record in json.loads((HERE / "records.json").read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    assert kinds == set(re.findall(r"^def test_(\w+)\(record\b", tests, re.MULTILINE))


def test_records_name_their_source_and_have_their_own_id():
    records = json.loads((HERE / "records.json").read_text("utf-8"))
    assert len({record["id"] for record in records}) == len(records)
    assert all(record["source"] for record in records)
