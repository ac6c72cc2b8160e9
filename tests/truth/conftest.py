"""A truth test is named after a kind of record in records.json and runs once for each of them.

Every record carries its source, how its numbers came about, and an absolute tolerance for each
expected field (`any` covers all fields, `rows` the rows of a schedule; none means equality).
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from published import RECORDS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "record" in metafunc.fixturenames:
        kind = metafunc.function.__name__.removeprefix("test_")
        records = [record for record in RECORDS if record["kind"] == kind]
        assert records, f"no record of kind {kind}"
        metafunc.parametrize("record", records, ids=[record["id"] for record in records])


@pytest.fixture
def close(record: dict[str, Any]):
    """Assert that a field of the record is met within its stated tolerance."""

    def check(name: str, actual: Decimal | int | str, expected: str | int | None = None) -> None:
        wanted = record["expected"][name] if expected is None else expected
        allowed = record["tolerance"].get(name, record["tolerance"].get("any", "0"))
        off = abs(Decimal(actual) - Decimal(wanted))
        assert off <= Decimal(allowed), f"{name}: {actual}, published {wanted}, off by {off}"

    return check
