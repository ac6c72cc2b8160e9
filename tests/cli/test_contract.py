"""JSON, exit codes and flags as other programs rely on them."""

from __future__ import annotations

import csv
import io
import re

import pytest

LOAN = (
    "loan_id", "loan", "lender", "method", "currency", "balance", "rate_pct", "next_due_on", "next_amount",
    "days_past_due", "status", "autopay",
)  # fmt: skip
DUE = ("loan_id", "loan", "due_on", "pay_by", "days", "amount", "currency", "kind", "status", "days_past_due",
       "estimate", "autopay", "account")  # fmt: skip
SCHEDULE = ("number", "due_on", "payment", "principal", "interest", "fee", "balance", "paid", "status")
PAYMENT = ("payment_id", "loan_id", "paid_on", "posted_on", "amount", "currency", "state", "allocation")

ROWS = {
    "loan list": ("loan.list", LOAN),
    "loan schedule jiebei": ("loan.schedule", SCHEDULE),
    "loan balance": ("loan.balance", ("on", "currency", "balance", "kind")),
    "loan balance 1": ("loan.balance", ("on", "currency", "balance", "kind")),
    "payment list": ("payment.list", PAYMENT),
    "due": ("due", DUE),
    "calc schedule --principal 10000 --rate 24% --periods 12": ("calc.schedule", SCHEDULE),
}


@pytest.mark.parametrize("line", ROWS)
def test_rows_bear_the_fields_of_the_contract(debt, line) -> None:
    schema, fields = ROWS[line]
    answer = debt(*line.split(), "--json").json
    assert answer["schema"] == f"debt/{schema}@1"
    assert answer["today"] == "2026-11-21"
    assert answer["generated_at"] == "2026-11-21T13:05:00+08:00"
    assert answer["data"]
    for row in answer["data"]:
        assert set(fields) <= set(row)


def test_a_payoff_bears_its_fields(bare, tmp_path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("name,balance,apr,minimum\nA,1000,12%,100\nB,500,24%,50\n")
    answer = bare("calc", "payoff", str(path), "--strategy", "avalanche", "--extra", "50", "--json").json
    assert answer["schema"] == "debt/calc.payoff@1"
    assert {"strategy", "months", "interest", "paid", "order"} <= set(answer["data"])
    assert answer["data"]["order"][0] == {"loan": "B", "month": 6}


def test_status_bears_its_fields(debt) -> None:
    data = debt("status", "--json").json["data"]
    assert {"balances", "overdue", "next_due", "risk", "credit"} <= set(data)
    assert {"currency": "USD", "balance": "2400.00"} in data["balances"]


def test_next_steps_bear_their_fields(debt) -> None:
    steps = debt("status", "--json").json["data"]["next_steps"]
    assert steps
    for step in steps:
        assert {"code", "key", "severity", "text", "why", "on", "screen", "command", "loan_id"} <= set(step)
        assert step["command"].startswith("debt ")


def test_alerts_bear_their_fields(debt) -> None:
    data = debt("alerts", "run", "--json").json["data"]
    assert {"sent", "skipped", "failed", "alerts"} <= set(data)
    assert data["sent"] == len(data["alerts"]) > 0
    for alert in data["alerts"]:
        assert {"key", "rule", "severity", "loan", "due_on", "message"} <= set(alert)
    assert debt("alerts", "run", "--json").json["data"]["alerts"] == []


def test_what_the_import_screen_can_do_the_options_can(debt, tmp_path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("Tag;Wer;Summe\n2026-11-01;银行;10,00\n2026-13-01;银行;11,00\n2026-11-03;银行;x\n")
    options = [
        "--header", "1", "--delimiter", "semicolon", "--map", "date=#1", "--map", "amount=Summe",
        "--map", "loan=Wer", "--loan-for", "银行=jiebei", "--set", "3:Tag=2026-11-02", "--skip-line", "4",
        "--decimal-mark", ",", "--json",
    ]  # fmt: skip
    seen = debt("import", str(path), "-n", *options).json["data"]
    assert (seen["imported"], seen["skipped"], seen["rejected"], seen["written"]) == (2, 1, [], False)
    assert debt("import", str(path), *options).json["data"]["imported"] == 2
    again = debt("import", str(path), *options).json["data"]
    assert (again["imported"], [each["line"] for each in again["duplicate_rows"]]) == (0, [2, 3])
    assert debt("import", str(path), *options, "--anyway", "3").json["data"]["imported"] == 1


def test_import_bears_its_fields_and_accounts_for_every_row(debt, tmp_path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("name,balance,apr\nA,100,18%\nB,x,18%\nC,5,-1%\n")
    result = debt("import", str(path), "--kind", "loans", "--json")
    data = result.json["data"]
    assert result.code == 4
    assert not data["written"]
    assert {"rows", "imported", "duplicates", "skipped", "rejected", "batch"} <= set(data)
    assert [(each["line"], each["column"], each["value"]) for each in data["rejected"]] == [
        (3, "balance", "x"),
        (4, "apr", "-1%"),
    ]
    assert all(each["reason"] for each in data["rejected"])
    assert (
        data["rows"] == 3 == data["imported"] + data["duplicates"] + data["skipped"] + len(data["rejected"])
    )
    assert len(debt("loan", "list", "--json").json["data"]) == 5


def test_money_is_a_decimal_string_and_a_rate_a_yearly_percentage(debt) -> None:
    row = debt("loan", "list", "--json").json["data"][0]
    assert (row["balance"], row["rate_pct"], row["autopay"]) == ("10445.82", "18.25", False)
    for row in debt("due", "--json").json["data"]:
        assert re.fullmatch(r"[0-9]+\.[0-9]{2}", row["amount"])


def test_keys_stay_english_in_chinese(debt) -> None:
    english, chinese = (debt("due", "--json", "--lang", code).json for code in ("en", "zh_CN"))
    assert english["data"] == chinese["data"]
    assert english["totals"] == chinese["totals"]


def test_due_sums_by_currency(debt) -> None:
    answer = debt("due", "--within", "30d", "--json").json
    for total in answer["totals"]:
        rows = [row for row in answer["data"] if row["currency"] == total["currency"]]
        assert total["count"] == len(rows)
        cents = sum(int(row["amount"].replace(".", "")) for row in rows)
        assert int(total["amount"].replace(".", "")) == cents
    for warning in answer["warnings"]:
        assert {"code", "on", "account", "amount", "message"} <= set(warning)


def test_csv_and_plain_hold_the_same_rows(debt) -> None:
    answer = debt("payment", "list", "--json").json["data"]
    rows = list(csv.DictReader(io.StringIO(debt("payment", "list", "--csv").out)))
    lines = [line.split("\t") for line in debt("payment", "list", "--plain").out.splitlines()]
    assert [row["amount"] for row in rows] == [row["amount"] for row in answer]
    assert [row["allocation.interest"] for row in rows] == [
        row["allocation"]["interest"] if row["allocation"] else "" for row in answer
    ]
    assert [list(row.values()) for row in rows] == lines


def test_an_empty_list_in_csv_still_has_its_header(bare) -> None:
    assert bare("due", "--csv").out.startswith("loan_id,loan,due_on,pay_by,days,amount")
    assert bare("loan", "list", "--csv").out.startswith("loan_id,loan,slug,lender")


@pytest.mark.parametrize(
    "line",
    [
        "--db {db} --json --today 2026-11-21 due",
        "due --json --db {db} --today 2026-11-21",
        "--json due --db={db} --today=2026-11-21",
    ],
)
def test_global_flags_stand_before_or_after(bare, book, line) -> None:
    words = line.format(db=book).split()
    assert len(bare(*words, today=None).json["data"]) == len(bare("due", "--json", db=book).json["data"]) > 0


def test_global_flags_stand_between_the_words_of_a_group(bare, book) -> None:
    assert bare("loan", "--json", "--db", str(book), "list").json["data"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("due --exit-code", 11),
        ("due --month 2026-12 --exit-code", 10),
        ("due --month 2029-12 --exit-code", 0),
        ("due", 0),
        ("bogus", 2),
        ("due --bogus", 2),
        ("due --within", 2),
        ("pay", 2),
        ("loan", 2),
        ("loan show u", 2),
        ("loan show nobody", 3),
        ("payment edit 99 --amount 1", 3),
        ("import nowhere.csv", 3),
        ("import x.csv --profile none", 3),
        ("theme check nowhere.toml", 3),
        ("backup restore nowhere.db", 3),
        ("loan add X --balance -1", 4),
        ("pay jiebei 0", 4),
        ("config set color blue", 4),
        ("init", 5),
        ("loan rm jiebei", 6),
        ("pay jiebei 1,234", 6),
        ("db sql delete", 4),
        ("-V", 0),
    ],
)
def test_exit_codes(debt, line, code) -> None:
    assert debt(*line.split()).code == code


def test_an_error_in_json_is_one_object_on_stderr(debt) -> None:
    result = debt("loan", "show", "nobody", "--json")
    assert result.out == ""
    assert result.error["code"] == "loan_not_found"
    assert result.error["exit"] == 3
    assert "nobody" in result.error["message"]
    assert result.error["hint"]


@pytest.mark.parametrize(
    ("line", "code", "schema"),
    [
        ("import {loans} --kind loans", "rows_rejected", "import"),
        ("plan compare --budget 1", "infeasible", "plan"),
        ("calc payoff {debts} --budget 1", "infeasible", "calc.payoff"),
        ("backup verify", "unsound", "backup.verify"),
        ("db check", "unsound", "db.check"),
        ("doctor", "unsound", "doctor"),
        ("evidence verify", "unsound", "evidence.verify"),
    ],
)
def test_an_error_beside_an_answer_is_one_object_on_stderr_too(
    debt, book, tmp_path, line, code, schema
) -> None:
    (tmp_path / "loans.csv").write_text("name,balance,apr\nA,100,18%\nB,x,18%\n")
    (tmp_path / "debts.csv").write_text("name,balance,apr,minimum\nA,1000,12%,100\n")
    (book.parent / "backups").mkdir(mode=0o700)
    (book.parent / "backups" / "household-20261121T050500Z-manual.db").write_bytes(b"cut off")
    for kept in (book.parent / "household-evidence").rglob("*"):
        if kept.is_file():
            kept.chmod(0o600)
            kept.write_bytes(b"changed")
    words = line.format(loans=tmp_path / "loans.csv", debts=tmp_path / "debts.csv").split()
    result = debt(*words, "--json")
    assert result.json["schema"] == f"debt/{schema}@1"
    assert (result.error["code"], result.error["exit"]) == (code, result.code)
    assert result.error["message"]


def test_what_else_was_said_stands_in_the_error(debt) -> None:
    result = debt("plan", "compare", "--extra", "1", "--json", "--currency", "CNY")
    assert result.code == 0
    result = debt("pay", "jiebei", "5", "--json", "-n")
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert "dry run" in result.err


@pytest.mark.parametrize("line", ["loan", "--json", "cash account", "bogus", "due --bogus", "--lang fr due"])
def test_a_command_line_that_cannot_be_meant_is_told_in_json_too(debt, line) -> None:
    if line == "--json":
        assert debt(line).json["schema"] == "debt/status@1"
        return
    result = debt(*line.split(), "--json")
    assert (result.code, result.out, result.error["exit"]) == (2, "", 2)
    assert result.error["hint"] or "--lang" in result.error["message"]


def test_an_interrupt_is_told_in_json_too(debt, monkeypatch) -> None:
    def interrupt(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.services.due.list_dues", interrupt)
    result = debt("due", "--json")
    assert (result.code, result.error["code"]) == (130, "interrupted")


def test_problems_in_json_name_field_and_value(debt) -> None:
    error = debt("loan", "add", "X", "--balance", "-3", "--due-day", "32", "--json").error
    assert [(each["field"], each["value"]) for each in error["problems"]] == [
        ("balance", "-3"),
        ("due_day", "32"),
    ]


def test_a_change_in_json_names_what_it_made(debt) -> None:
    data = debt("pay", "jiebei", "1", "--json").json["data"]
    assert data["ids"] == [4]
    assert data["action_id"]


def test_quiet_says_nothing(debt) -> None:
    result = debt("pay", "jiebei", "1", "-q")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_an_ambiguous_name_lists_what_it_can_mean(debt) -> None:
    result = debt("loan", "show", "e")
    assert result.code == 2
    assert "Jiebei" in result.err
    assert "Student" in result.err


def test_what_is_overdue_is_told_by_the_exit_code_of_every_run(debt) -> None:
    assert debt("alerts", "run", "--exit-code").code == 11
    again = debt("alerts", "run", "--exit-code")
    assert (again.code, again.out) == (11, "")
    assert debt("alerts", "run").code == 0
    for row in debt("due", "--overdue", "--json").json["data"]:
        assert debt("pay", str(row["loan_id"]), row["amount"], "--on", "2026-11-21").code == 0
    assert debt("alerts", "run", "--exit-code").code == 10
