"""`debt import` of exports: what is read as what, by which layout, and why; nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
HOSTILE = DATA / "hostile"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))
STATEMENTS = sorted(
    name for name, said in EXPECTED["real_formats"].items()
    if "sum" in said
)  # fmt: skip


@pytest.fixture
def loan(debt):
    def add(name="花呗", **fields):
        options = [part for key, value in fields.items() for part in (f"--{key}", value)]
        assert debt("loan", "add", name, "--balance", "5000", *options).code == 0

    debt("init")
    return add


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_gives_rows_and_sum(debt, name) -> None:
    said = EXPECTED["real_formats"][name]
    result = debt("import", str(DATA / name), "-n", "--json")
    assert result.code == 0, result.err
    data = result.json["data"]
    assert data["statement"]["rows"] == said["rows"]
    assert list(data["statement"]["sums"].values()) == [said["sum"]]
    assert data["imported"] + data["duplicates"] + data["skipped"] + data["rejected_rows"] == data["rows"]
    assert data["profile"]


def test_what_a_row_is_taken_for_is_said(debt, loan) -> None:
    loan()
    path = str(DATA / "alipay.csv")
    seen = debt("import", path, "-n")
    assert "6 rows, 1 imported" in seen.out
    assert "read as: Alipay bill (app export)" in seen.err
    assert "line 26 is a payment to 花呗" in seen.err
    assert "line 27" not in seen.err
    every = debt("import", path, "-n", "--all").err
    assert [f"line {line} skipped" in every for line in range(27, 32)] == [True] * 5
    data = debt("import", path, "-n", "--json").json["data"]
    assert data["matched"][0]["why"][0] == {
        "code": "name",
        "name": "花呗",
        "message": "its name 花呗 stands there",
    }
    assert debt("import", path, "-n", "--lang", "zh_CN").err.startswith("读作：支付宝账单")
    assert debt("import", path).code == 0
    assert debt("import", path, "--json").json["data"]["duplicates"] == 1
    assert debt("undo").code == 0
    assert debt("import", path, "-n", "--json").json["data"]["imported"] == 1


def test_rows_are_chosen_by_line_and_by_text(debt, loan) -> None:
    loan("Sam", currency="USD")
    path = str(DATA / "chase_checking.csv")
    chosen = debt("import", path, "-n", "--json", "--loan", "Sam", "--rows", "3").json["data"]
    assert [(each["line"], each["loan"]) for each in chosen["matched"]] == [(3, "Sam")]
    chosen = debt("import", path, "-n", "--json", "--loan-for", "CHECK 1042=Sam").json["data"]
    assert [each["line"] for each in chosen["matched"]] == [3]
    chosen = debt("import", path, "-n", "--json", "--set", "3:loan=Sam").json["data"]
    assert [each["why"][0]["code"] for each in chosen["matched"]] == ["chosen"]
    assert debt("import", path, "--rows", "3").code == 2
    assert debt("import", path, "--loan", "Sam", "--rows", "x").code == 4


def test_layouts_are_listed_named_and_kept(debt, loan, tmp_path) -> None:
    loan("Thames")
    found = debt("import", "--list-profiles", "--json").json["data"]
    assert {"alipay", "wechat", "monzo", "student_aid"} <= {each["id"] for each in found}
    assert "支付宝账单" in debt("import", "--list-profiles", "--lang", "zh_CN").out
    assert debt("import").code == 2
    path = str(DATA / "bank_dayfirst_ambiguous.csv")
    assert debt("import", path, "--profile", "nothing").code == 3
    assert debt("import", path, "--profile", "revolut").code == 4
    undecided = debt("import", path, "--loan", "Thames", "-n")
    assert undecided.code == 6
    assert "--date-format" in undecided.err.splitlines()[-1]
    kept = debt("import", path, "--loan", "Thames", "--date-format", "dmy", "--save-profile", "UK bank", "-n")
    assert kept.code == 0
    assert "UK bank" not in debt("import", "--list-profiles").out
    assert (
        debt("import", path, "--loan", "Thames", "--date-format", "dmy", "--save-profile", "UK bank").code
        == 0
    )
    assert "UK bank" in debt("import", "--list-profiles").out
    again = debt("import", path, "--loan", "Thames", "-n", "--json").json["data"]
    assert (again["profile"], again["duplicates"]) == ("uk-bank", 3)


@pytest.mark.parametrize("name", sorted(EXPECTED["hostile"]))
def test_hostile_files_end_as_stated(debt, loan, tmp_path, name) -> None:
    loan("All")
    said = EXPECTED["hostile"][name]
    path = HOSTILE / name
    if not path.exists():
        path = tmp_path / name
        row = "Northwind,100.00,10,5,1," + "A" * (1 << 20)
        path.write_text(f"name,balance,apr,min_payment,due_day,notes\n{row}\n", "utf-8")
    options = ["--loan", "All"] if said["kind"] == "transactions" else []
    before = debt("export", "all", "--format", "json").out
    result = debt("import", str(path), "--json", *options)
    assert "Traceback" not in result.err
    assert not any(char in result.out + result.err for char in "\x1b\x07\x9b\r\x00")
    if result.code:
        assert said["outcome"] in ("REFUSE", "ACCEPT_OR_REFUSE"), result.err
        assert debt("export", "all", "--format", "json").out.split('"data"')[-1] == before.split('"data"')[-1]
    else:
        assert said["outcome"] != "REFUSE"
        assert result.json["data"]["imported"] == said["rows"]


def test_a_workbook_without_its_library_says_so(debt, tmp_path, monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = tmp_path / "wechat.xlsx"
    import zipfile

    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    result = debt("import", str(path))
    assert result.code == 4
    assert "pip install 'debt-tracker[excel]'" in result.err


def test_one_row_is_told_as_one_and_an_equal_line_by_its_number(debt, tmp_path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,loan,amount\n2026-11-20,Jiebei,5\n", "utf-8")
    assert (
        "one.csv: 1 row, 1 imported, 0 duplicates, 0 skipped, 0 rejected"
        in debt("import", str(path), "-n").out
    )
    path.write_text("date,loan,amount\n2026-11-20,Jiebei,5\n2026-11-20,Jiebei,5\n", "utf-8")
    assert "line 3; each comes in" in debt("import", str(path), "-n").err
    told = debt("import", str(path), "-n", "--lang", "zh_CN")
    assert "2 行，导入 2，0 行已有" in told.out
    assert "第 3 行；各自记为一笔还款" in told.err
