"""The forecast as programs and people read it, and every cash command once, with undo."""

from __future__ import annotations

import pytest

from tracker import locale

MONTH = (
    ("cash", "account", "add", "CMB 1234", "--balance", "1805.20", "--buffer", "180", "--cut-off", "17:00"),
    ("cash", "account", "add", "ICBC 88", "--balance", "5000"),
    ("loan", "add", "Huabei", "--balance", "1000", "--method", "bullet", "--first-due", "2026-12-03",
     "--periods", "1"),
    ("loan", "add", "Jiebei", "--balance", "1598.86", "--method", "bullet", "--first-due", "2026-12-04",
     "--periods", "1", "--grace-days", "3", "--late-fee", "20", "--penalty-rate", "0.05%/day"),
    ("autopay", "set", "huabei", "--on", "on", "--account", "CMB 1234", "--at", "06:00",
     "--checked", "2026-11-20"),
    ("autopay", "set", "jiebei", "--on", "on", "--account", "CMB 1234", "--at", "09:00",
     "--checked", "2026-11-20"),
    ("cash", "income", "add", "Salary", "8000", "--account", "CMB", "--on", "2026-12-10", "--every", "month"),
    ("cash", "expense", "add", "Rent", "900", "--account", "ICBC", "--on", "2026-12-15", "--every", "month"),
)  # fmt: skip


@pytest.fixture
def month(bare, tmp_path):
    path = tmp_path / "month.db"

    def run(*args, **more):
        return bare(*args, db=path, **more)

    assert run("init", "--currency", "CNY").code == 0
    for line in MONTH:
        result = run(*line)
        assert result.code == 0, result.err
    return run


def test_the_json_bears_the_fields_of_the_contract(month):
    answer = month("cash", "forecast", "--json").json
    assert answer["schema"] == "debt/cash.forecast@1"
    assert {"on", "account", "balance_after", "event", "amount"} <= set(answer["data"][0])
    assert [(row["event"], row["balance_after"]) for row in answer["data"][:4]] == [
        ("opening", "1805.20"), ("opening", "5000.00"), ("Huabei", "805.20"), ("Jiebei", "805.20"),
    ]  # fmt: skip
    (short,) = answer["shortfalls"]
    told = ("on", "account", "short_by", "top_up", "top_up_by", "loan", "outcome")
    assert [short[name] for name in told] == [
        "2026-12-04", "CMB 1234", "793.66", "973.66", "2026-12-04T09:00", "Jiebei", "will_fail",
    ]  # fmt: skip
    assert short["why"] == "793.66 is missing: Huabei takes 1,000.00 on 2026-12-03 first"
    assert short["transfers"] == [
        {"from": "ICBC 88", "to": "CMB 1234", "amount": "973.66", "by": "2026-12-04T09:00"}
    ]
    assert short["consequence"]["grace_end"] == "2026-12-07"
    assert short["consequence"]["waiting"][2] == {"days": 7, "cost": "25.60"}
    assert [(each["loan"], each["outcome"]) for each in answer["attempts"]] == [
        ("Huabei", "will_clear"), ("Jiebei", "will_fail"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_people_read_where_it_fails_and_what_prevents_it(month, golden, language):
    shown = month("cash", "forecast", "--rows", "--lang", language)
    locale.use("en")
    assert shown.code == 0
    golden(f"golden/cash-forecast-{language}.txt", shown.out)


def test_the_top_up_applied_the_forecast_is_clear_and_undo_brings_it_back(month):
    assert month("cash", "top-up", "CMB", "973.66", "--from", "ICBC").code == 0
    assert month("cash", "forecast").out.startswith("ok Nothing falls short until 2027-01-20.")
    assert month("cash", "transfer", "list", "--json").json["data"][0]["amount"] == "973.66"
    month("undo")
    assert len(month("cash", "forecast", "--json").json["shortfalls"]) == 1


def test_status_and_due_warn(month):
    line = "CMB 1234 is 793.66 short on 2026-12-04 09:00: Jiebei"
    assert f"!! {line}" in month("status").out
    for command in ("status", "due"):
        (warned,) = (
            each for each in month(command, "--json").json["warnings"] if each["code"] == "cash_short"
        )
        assert (warned["on"], warned["account"], warned["amount"]) == ("2026-12-04", "CMB 1234", "793.66")
        assert warned["message"] == line


def test_income_and_expenses_are_changed_told_of_and_put_away(month):
    month("cash", "income", "moved", "salary", "--on", "2026-12-11")
    month("cash", "expense", "skipped", "rent", "--planned", "2026-12-15")
    month("cash", "income", "set", "salary", "--amount", "8500")
    rows = month("cash", "forecast", "--days", "30", "--json").json["data"]
    assert [(row["on"], row["amount"]) for row in rows if row["kind"] == "income"] == [
        ("2026-12-11", "8500.00")
    ]
    assert not [row for row in rows if row["kind"] == "expense"]
    assert month("cash", "income", "list", "--json").json["data"][0]["next_on"] == "2026-12-11"
    for line in (
        ("cash", "income", "came", "salary", "--on", "2026-11-20", "--planned", "2026-12-10"),
        ("cash", "income", "missed", "salary"),
        ("cash", "expense", "moved", "rent", "--on", "2026-12-16"),
        ("cash", "expense", "paid", "rent"),
        ("cash", "expense", "set", "rent", "--every", "once"),
        ("cash", "income", "rm", "salary"),
        ("cash", "expense", "rm", "rent"),
        ("cash", "account", "set", "ICBC", "--lead-days", "2", "--moves", "workdays"),
        ("cash", "account", "rm", "ICBC", "--yes"),
    ):
        result = month(*line)
        assert result.code == 0, (line, result.err)
    assert month("cash", "income", "list").err == "There is no income.\n"
    assert month("cash", "expense", "list").err == "There are no expenses.\n"
    assert [each["account"] for each in month("cash", "account", "list", "--json").json["data"]] == [
        "CMB 1234"
    ]


def test_a_name_that_can_mean_several_exits_two(month):
    month("cash", "account", "add", "CMB savings")
    assert month("cash", "top-up", "CMB", "1").code == 2
    month("cash", "income", "add", "Salary two", "1", "--account", "ICBC", "--on", "2026-12-10")
    assert month("cash", "income", "rm", "sala").code == 2


def test_without_accounts_it_says_what_is_wanted(bare, tmp_path):
    path = tmp_path / "empty.db"
    bare("init", db=path)
    assert "debt cash account add" in bare("cash", "forecast", db=path).out
    bare("cash", "account", "add", "CMB", db=path)
    assert "debt cash account set" in bare("cash", "forecast", db=path).out
    assert bare("cash", "forecast", "--days", "3m", "--csv", db=path).out.startswith("on,at,account")


def test_silence_about_what_is_not_counted_is_not_called_fine(bare, tmp_path):
    path = tmp_path / "loose.db"
    bare("init", "--currency", "CNY", db=path)
    bare("cash", "account", "add", "CMB", "--balance", "100", db=path)
    bare(
        "loan",
        "add",
        "Jiebei",
        "--balance",
        "9000",
        "--rate",
        "12%",
        "--periods",
        "9",
        "--due-day",
        "9",
        db=path,
    )
    told = bare("cash", "forecast", "--days", "30", db=path).out
    assert "! 1 payment is in no forecast" in told
    assert "Of what is counted, nothing falls short" in told
