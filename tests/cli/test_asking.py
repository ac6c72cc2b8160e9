"""What is asked at a terminal: a pseudo-terminal with somebody typing."""

from __future__ import annotations

import json

import pytest
from terminal import typed


@pytest.fixture
def ask(book, tmp_path):
    def run(line: list[str], *answers: str, **env: str) -> tuple[int, str]:
        return typed([*line, "--db", str(book), "--today", "2026-11-21"], list(answers), tmp_path, env)

    return run


def test_an_ambiguous_amount_is_asked(ask, debt) -> None:
    code, screen = ask(["pay", "uncle", "1,234"], "1")
    assert code == 0
    assert "1  1234\r\n" in screen
    assert "2  1.234\r\n" in screen
    rows = debt("payment", "list", "--loan", "uncle", "--json").json["data"]
    assert [row["amount"] for row in rows] == ["1234.00"]


def test_an_answer_that_does_not_fit_the_currency_is_refused(ask) -> None:
    code, screen = ask(["pay", "uncle", "1,234"], "2")
    assert code == 4
    assert "more than the 2 decimals" in screen


def test_an_ambiguous_date_is_asked(ask, debt) -> None:
    code, screen = ask(["pay", "jiebei", "1", "--on", "05/11/2026"], "1")
    assert code == 0, screen
    rows = debt("payment", "list", "--loan", "jiebei", "--json").json["data"]
    assert "2026-11-05" in [row["paid_on"] for row in rows]


def test_an_ambiguous_rate_is_asked(ask, debt) -> None:
    code, screen = ask(["loan", "add", "X", "--balance", "1", "--rate", "0.18"], "2")
    assert code == 0, screen
    assert debt("loan", "show", "X", "--json").json["data"]["rate_pct"] == "18.00"


def test_an_ambiguous_name_is_asked(ask) -> None:
    code, screen = ask(["loan", "terms", "e"], "3")
    assert code == 0, screen
    assert "Student" in screen


def test_a_confirmation_is_asked_and_no_means_no(ask, debt) -> None:
    code, _screen = ask(["loan", "rm", "jiebei"], "n")
    assert code == 6
    assert debt("loan", "show", "jiebei").code == 0
    code, _screen = ask(["loan", "rm", "jiebei"], "y")
    assert code == 0
    assert debt("loan", "show", "jiebei").code == 3


def test_an_ambiguous_file_is_asked_once(ask, debt, tmp_path) -> None:
    path = tmp_path / "payments.csv"
    path.write_text("date,amount\n05/10/2026,1.00\n06/10/2026,2.00\n")
    code, screen = ask(["import", str(path), "--kind", "payments", "--loan", "car"], "1")
    assert code == 0, screen
    rows = debt("payment", "list", "--loan", "car", "--json").json["data"]
    assert {"2026-10-05", "2026-10-06"} <= {row["paid_on"] for row in rows}


@pytest.mark.parametrize("flags", [["--no-input"], []])
def test_nothing_is_asked_where_it_is_not_wanted(ask, flags) -> None:
    env = {} if flags else {"TERM": "dumb"}
    code, screen = ask(["pay", "uncle", "1,234", *flags], **env)
    assert code == 6
    assert "--decimal-mark" in screen
    assert "\x1b" not in screen


def test_colour_is_on_at_a_terminal(ask) -> None:
    assert "\x1b[1;31m!!" in ask(["due"])[1]
    assert "\x1b" not in ask(["due"], NO_COLOR="1")[1]
    assert "\x1b" not in ask(["due", "--json"])[1]


def test_json_stays_one_document_when_something_is_asked(ask, debt, tmp_path) -> None:
    result = debt("pay", "uncle", "1,234", "--json")
    assert result.out == ""
    assert json.loads(result.err)["error"]["exit"] == 6


def test_the_dashboard_opens_only_at_a_terminal(ask, book) -> None:
    _code, screen = ask([], TERM="dumb")
    assert "Owed: " in screen
    assert "\x1b[?1049h" not in screen
