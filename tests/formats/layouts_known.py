"""The shipped profiles, the samples they are for, and the small ways in which real exports differ."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from decimal import Decimal
from pathlib import Path

from tracker.formats.options import ReadOptions
from tracker.formats.profile import read_profile
from tracker.formats.recognise import recognise
from tracker.formats.source import decode
from tracker.formats.statement import read_statement

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))["real_formats"]
FOLDER = Path(__file__).parents[2] / "db" / "profiles"

PROFILE_OF = {
    "actual.csv": "actual", "alipay.csv": "alipay", "alipay_web_legacy.csv": "alipay_web",
    "amex.csv": "amex_us", "bofa_card.csv": "bofa_card", "bofa_checking.csv": "bofa_account",
    "capitalone.csv": "capital_one", "chase.csv": "chase_card", "chase_checking.csv": "chase_account",
    "citi.csv": "citi", "cmb_credit.csv": "cmb_card", "firefly_transactions.csv": "firefly",
    "generic_semicolon_comma_decimal.csv": "german_bank", "icbc_credit.csv": "icbc_card",
    "mint.csv": "mint", "monzo.csv": "monzo", "n26.csv": "n26", "paypal.csv": "paypal",
    "revolut.csv": "revolut", "wechat.csv": "wechat", "wellsfargo.csv": "wells_fargo", "ynab.csv": "ynab",
}  # fmt: skip
"""Statements among the samples."""


def shipped():
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for values in tomllib.loads(path.read_text("utf-8"))["profile"]:
            profile, problems = read_profile(values)
            assert problems == ()
            found.append(profile)
    return tuple(found)


SHIPPED = shipped()


def sample(name):
    """The text of a sample and the encoding it has."""
    encoding = {"utf-8-sig": "utf-8-sig"}.get(EXPECTED[name]["encoding"], EXPECTED[name]["encoding"])
    return (DATA / name).read_bytes().decode(encoding), encoding


def read(data, name="x.csv", **options):
    """The statement in some bytes, its profile found by itself, and its rows."""
    source, problems = decode(data, name)
    assert problems == ()
    found, problems = recognise(source, SHIPPED, ReadOptions(**options))
    assert problems == ()
    assert found is not None
    statement, problems = read_statement(source, found, ReadOptions(**options))
    assert problems == ()
    return statement, list(statement.entries())


def outcome(entries):
    """Rows and sum as EXPECTED.json says them."""
    total = Decimal(sum(each.minor for each in entries)) / 100
    rows = [(each.on.isoformat(), f"{Decimal(each.minor) / 100:.2f}") for each in entries]
    return len(entries), f"{total:.2f}", rows


def expected(name):
    said = EXPECTED[name]
    return said["rows"], said["sum"], [(row[0], row[1]) for row in said["norm"]]


def table_of(text, name):
    """The lines before the header, the rows of the table, and the lines after it."""
    said = EXPECTED[name]
    lines = text.splitlines(keepends=True)
    begin = max(0, said["header_line"] - 1)
    end = len(lines) - said["footer_lines"]
    rows = list(csv.reader(lines[begin:end], delimiter=said["delimiter"]))
    return "".join(lines[:begin]), rows, "".join(lines[end:])


def written(before, rows, after, delimiter):
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return before + made.getvalue() + after


def widened(rows):
    """With a column more in front and one behind, as the next version of an export has."""
    width = max(map(len, rows))
    return [
        ["n/a" if number else "new", *row, *[""] * (width - len(row)), "" if number else "later"]
        if any(row) else row
        for number, row in enumerate(rows)
    ]  # fmt: skip


def turned(rows):
    """With the columns in the opposite order."""
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))][::-1] if any(row) else row for row in rows]


def padded(rows):
    """With blanks and TABs around every cell, and capitals in the header."""
    head, *rest = rows
    return [
        [f"  {cell.upper()} \t" for cell in head],
        *[[f" {cell}\t " if cell else cell for cell in row] for row in rest],
    ]
