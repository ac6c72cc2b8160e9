"""`debt loan close` of a loan that was in arrears: with its letter, or told what is missing."""

from __future__ import annotations


def test_a_loan_in_arrears_is_closed_with_its_letter(debt, tmp_path) -> None:
    refused = debt("loan", "close", "jiebei")
    assert refused.code == 4
    assert "--without-letter" in refused.err
    letter = tmp_path / "letter.txt"
    letter.write_text("settled")
    kept = ("evidence", "add", str(letter), "--kind", "settlement_letter", "--loan", "jiebei")
    assert debt(*kept).code == 0
    assert debt("loan", "close", "jiebei", "--letter", "1").code == 4
    tried = debt("loan", "close", "jiebei", "--letter", "2", "--dry-run")
    assert (tried.code, "nothing was written" in tried.err) == (0, True)
    assert debt("loan", "close", "jiebei", "--letter", "2").code == 0
    rows = debt("db", "sql", "select loan, settled_on, letter from v_settlement", "--json").json["data"]
    assert rows == [{"loan": "Jiebei", "settled_on": "2026-11-21", "letter": 2}]


def test_without_it_the_letter_stays_a_next_step(debt) -> None:
    closed = debt("loan", "close", "jiebei", "--without-letter")
    assert closed.code == 0
    assert "Ask Ant for it" in closed.err
    assert debt("undo").code == 0
    assert debt("db", "sql", "select * from v_settlement", "--json").json["data"] == []


def test_a_name_keeps_its_hyphen(debt) -> None:
    assert debt("loan", "add", "-5", "--balance", "100").code == 0
    assert "-5" in [row["loan"] for row in debt("loan", "list", "--json").json["data"]]


def test_a_part_payment_shows_what_it_left_open(debt) -> None:
    assert debt("loan", "add", "Half", "--principal", "1000", "--rate", "0%", "--periods", "2", "--opened",
                "2026-09-10", "--first-due", "2026-10-10").code == 0  # fmt: skip
    assert debt("pay", "half", "180.50").code == 0
    rows = debt("loan", "schedule", "half", "--json").json["data"]
    assert [(row["payment"], row["paid"], row["open"]) for row in rows] == [
        ("500.00", "180.50", "319.50"), ("500.00", "0.00", "500.00"),
    ]  # fmt: skip
    told = debt("loan", "schedule", "half").out
    assert "overdue, 319.50 open" in told
    assert told.count("open") == 1
