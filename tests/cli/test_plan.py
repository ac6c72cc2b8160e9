"""`debt plan`: the ways to pay everything off, kept plans, the one that is followed."""

from __future__ import annotations

import pytest

CAR = ("loan", "add", "Car", "--balance", "20000", "--rate", "6%", "--periods", "36", "--due-day", "28")
SMALL = ("loan", "add", "Small", "--balance", "3000", "--rate", "9%", "--periods", "24", "--due-day", "10")


@pytest.fixture
def debt(bare, tmp_path):
    """Run a command line on an empty book."""
    path = tmp_path / "own.db"
    assert bare("init", db=path).code == 0
    return lambda *args, **more: bare(*args, **{"db": path, **more})


@pytest.fixture
def loans(debt):
    assert debt(*CAR).code == 0
    assert debt(*SMALL).code == 0
    return debt


def test_an_empty_book_has_calm_words(debt):
    told = debt("plan")
    assert (told.code, told.out) == (0, "")
    assert "nothing to plan" in told.err


def test_a_book_without_a_rate_says_what_is_missing(debt):
    debt(
        "loan",
        "add",
        "X",
        "--balance",
        "100",
        "--payment",
        "10",
        "--method",
        "level_payment",
        "--due-day",
        "5",
    )
    told = debt("plan", "compare")
    assert told.code == 0
    assert "X: rate unknown" in told.err
    assert "debt loan terms" in told.err


def test_the_ways_stand_side_by_side(loans):
    told = loans("plan", "compare", "--extra", "500")
    assert told.code == 0
    lines = [line[3:].split("  ")[0] for line in told.out.splitlines() if "2028" in line or "2029" in line]
    assert {"Minimums only", "Snowball", "Avalanche", "Optimal"} >= set(lines[:4])
    assert "Extra money goes to:" in told.out
    assert "Estimates, not advice" in told.out


def test_the_json_holds_the_contract(loans):
    data = loans("plan", "compare", "--extra", "500", "--method", "avalanche", "--json").json["data"]
    assert data["method"] == "avalanche"
    assert data["months"] == len(data["months_detail"]) == len({row["from"] for row in data["months_detail"]})
    assert data["debt_free_on"] == data["steps"][-1]["on"]
    assert data["proven"] is False
    assert [each["loan"] for each in data["order"]] == ["Small", "Car"]
    assert sum(float(row["paid"]) for row in data["months_detail"]) == pytest.approx(float(data["paid"]))
    assert [row["method"] for row in data["compared"]][:3] == ["minimum", "snowball", "avalanche"]
    assert data["estimate"] is True
    rows = loans("plan", "compare", "--extra", "500", "--csv").out.splitlines()
    assert rows[0].startswith("method,months,debt_free_on,interest")


def test_each_what_if_changes_the_answer(loans):
    def interest(*words):
        data = loans("plan", "compare", "--method", "avalanche", *words, "--json").json["data"]
        return float(data["interest"])

    plain = interest("--extra", "500")
    assert interest("--extra", "500", "--rate-change", "+1") > plain
    assert interest("--extra", "500", "--rate-change", "-1") < plain
    assert interest("--extra", "500", "--one-off", "1000", "--on", "2026-12-31") < plain
    assert interest("--extra", "500", "--income-drop", "20%", "--for", "3m") > plain
    assert interest("--extra", "500", "--freeze", "small") > plain
    assert interest("--extra", "500", "--buffer", "2000") > plain
    order = loans("plan", "compare", "--extra", "500", "--order", "car,small", "--json").json["data"]
    assert order["method"] == "custom"


def test_too_little_money_exits_9_and_says_what_would_do(loans):
    told = loans("plan", "compare", "--budget", "700")
    assert told.code == 9
    assert "45.49 CNY more than there is" in told.err
    assert "The smallest monthly budget that works: 745." in told.err
    assert "debt plan triage" in told.err
    assert "\n\n\n" not in told.out
    told = loans("plan", "compare", "--budget", "700", "--json")
    assert told.code == 9
    assert told.json["data"]["feasible"] is False
    assert told.json["data"]["smallest_budget"].startswith("745.")
    assert loans("plan", "adopt", "x", "--budget", "700").code == 9


@pytest.mark.parametrize(
    "words",
    [
        ("--budget", "1", "--extra", "1"),
        ("--income-drop", "20%"),
        ("--on", "2026-12-31"),
        ("--method", "best"),
        ("--method", "custom"),
    ],
)
def test_a_question_that_cannot_be_meant_is_a_matter_of_usage(loans, words):
    assert loans("plan", "compare", *words).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--rate-change", "a lot"),
        ("--income-drop", "120%", "--for", "3m"),
        ("--income-drop", "20%", "--for", "soon"),
        ("--currency", "EUR"),
        ("--one-off", "5", "--on", "2020-01-01"),
    ],
)
def test_what_cannot_be_taken_is_refused(loans, words):
    assert loans("plan", "compare", *words).code == 4


def test_a_sum_below_nothing_is_named_in_the_refusal(loans):
    answer = loans("plan", "compare", "--budget", "-5")
    assert answer.code == 4
    assert "-5.00 must not be negative" in answer.err


def test_a_plan_is_kept_adopted_followed_and_dropped(loans):
    assert loans("plan", "save", "Mine", "--extra", "300", "--method", "snowball").code == 0
    (row,) = loans("plan", "list", "--json").json["data"]
    assert (row["plan"], row["state"], row["extra"]) == ("Mine", "kept", "300.00")
    assert "Adopted plan Mine" in loans("plan", "adopt", "mine").err
    found = loans("plan", "list", "--json").json
    assert (found["data"][0]["state"], found["followed"][0]["standing"]) == ("followed", "on_plan")
    assert "the first month is under way" in loans("plan", "list").out
    assert "Adopted: Mine" in loans("plan", "compare").out
    assert loans("plan", "show", "Mine", "--json").json["data"]["method"] == "snowball"
    assert "Nothing moved it." in loans("plan", "why").err
    assert "followed" in loans("plan", "save", "Mine").err
    assert loans("plan", "drop", "Mine").code == 0
    assert loans("plan", "why").code == 3
    assert loans("plan", "rm", "Mine").code == 0
    assert loans("plan", "show", "Mine").code == 3
    assert "Mine" in loans("plan", "list", "--trash").out
    assert loans("plan", "restore", "Mine").code == 0
    assert loans("undo", "2").code == 0


def test_the_followed_plan_is_shown_as_it_was_adopted_unless_a_question_stands_beside_it(loans):
    loans("plan", "adopt", "Mine", "--extra", "500", "--one-off", "1000", "--method", "avalanche")
    told = loans("plan", "show", "Mine").out
    assert "1,245.49 CNY a month" in told
    assert "Adopted: Mine" in told
    assert "Snowball" not in told
    later = loans("plan", "show", "Mine", "--json", today="2026-11-23").json["data"]
    assert later["steps"][0]["loan"] == "Car"
    assert [each["extra"] for each in later["steps"] if each["on"] == "2026-12-10"] == ["1500.00"]
    asked = loans("plan", "show", "Mine", "--extra", "600").out
    assert "Snowball" in asked


def test_a_plan_made_anew_keeps_the_money_of_its_months(loans):
    loans("plan", "adopt", "Mine", "--extra", "500", "--method", "avalanche")
    loans("pay", "Small", "3000")
    loans("loan", "close", "Small")
    assert loans("plan", "adopt", "Mine").code == 0
    assert "1,245.49 CNY a month" in loans("plan", "show", "Mine").out
    assert "1,300.00 CNY a month" in loans("plan", "show", "Mine", "--budget", "1300").out


def test_money_that_comes_once_is_not_counted_every_month(loans):
    first, second = loans("plan", "compare", "--extra", "500", "--one-off", "1000").out.splitlines()[:2]
    assert first == "1,245.49 CNY a month; the first month asks for 745.49 CNY."
    assert second == "Beside it 1,000.00 CNY comes once, on 2026-11-21."
    told = loans("plan", "compare", "--extra", "500", "--income-drop", "20%", "--for", "3m").out
    assert told.startswith("1,245.49 CNY a month;")
    assert "It is 20 % less for 3 months." in told


def test_the_decimal_mark_decides_every_sum_of_the_question(loans):
    words = ("--one-off", "1.000", "--buffer", "2.000")
    assert loans("plan", "compare", "--extra", "1.500", *words).code == 6
    mark = ("--decimal-mark", ",")
    told = loans("plan", "compare", "--extra", "1.500", *words, *mark)
    assert "2,245.49 CNY a month" in told.out
    assert "Beside it 1,000.00 CNY comes once" in told.out
    assert "5,000.00 CNY a month" in loans("plan", "compare", "--budget", "5.000", *mark).out
    borrow = ("--borrow", "3.000", "--borrow-rate", "12%", "--borrow-periods", "12", "--borrow-fee", "1.000")
    found = loans("plan", "compare", *borrow, *mark, "--json").json["data"]["borrow"]
    assert (found["amount"], found["fee"]) == ("3000.00", "1000.00")


def test_why_it_moved_is_told_in_parts_that_add_up(loans):
    assert loans("plan", "adopt", "Mine", "--extra", "300", "--method", "avalanche").code == 0
    found = loans("plan", "why", "--json", today="2027-02-15").json
    assert found["days"] == sum(row["days"] for row in found["data"])
    assert float(found["cost"]) == pytest.approx(sum(float(row["cost"]) for row in found["data"]))
    assert "payments above or below the plan" in loans("plan", "why", today="2027-02-15").out


def test_an_end_that_counts_on_what_is_overdue_says_so(loans):
    assert loans("plan", "adopt", "Way", "--extra", "500", "--method", "avalanche").code == 0
    late = {"today": "2026-11-30"}
    told = loans("plan", "why", **late).out
    assert "! Counted as paid at once, beside the money of a month: 608.44 CNY overdue or charged." in told
    assert loans("plan", "why", "--json", **late).json["overdue"] == "608.44"
    assert "behind in the first month" in loans("plan", "list", **late).out
    after = {"today": "2026-12-12"}
    assert (
        "Extra payment not made yet: 500.00 CNY to Small, asked for on 2026-12-10"
        in loans("plan", "list", **after).out
    )
    assert "behind" in loans("status", **after).out
    much = {"today": "2027-02-15"}
    assert "more than a month behind" in loans("plan", "list", **much).out


def test_an_adopted_plan_is_undone_thrown_away_brought_back_and_taken_along(loans, tmp_path):
    assert loans("plan", "adopt", "Way", "--extra", "500", "--method", "snowball").code == 0
    followed = loans("plan", "list", "--json").json["followed"]
    assert loans("undo").code == 0
    assert loans("plan", "list", "--json").json["followed"] == []
    assert loans("redo").code == 0
    assert loans("plan", "rm", "Way").code == 0
    assert loans("plan", "restore", "Way").code == 0
    assert loans("plan", "list", "--json").json["followed"] == followed
    now = loans("plan", "compare", "--json").json["data"]["adopted"]
    book, other = tmp_path / "book.json", tmp_path / "other.db"
    assert loans("export", "all", "--format", "json", "-o", str(book)).code == 0
    assert loans("init", db=other).code == 0
    assert loans("import", str(book), "--yes", db=other).code == 0
    assert loans("plan", "compare", "--json", db=other).json["data"]["adopted"] == now
    assert loans("plan", "why", db=other).out == loans("plan", "why").out


def test_the_smallest_budget_is_the_least_that_works(loans):
    data = loans("plan", "budget", "--json").json["data"]
    assert loans("plan", "compare", "--budget", data["budget"]).code == 0
    faster = loans("plan", "budget", "--within", "12", "--json").json["data"]
    assert faster["months"] <= 12
    assert float(faster["budget"]) > float(data["budget"])
    assert loans("plan", "budget", "--within", "0").code == 4


def test_an_adopted_plan_is_among_the_dues_and_in_the_status(loans):
    before = loans("due", "--json").json
    assert "plan" not in before
    loans("plan", "adopt", "Mine", "--extra", "300", "--method", "avalanche")
    after = loans("due", "--json").json
    assert (after["data"], after["totals"]) == (before["data"], before["totals"])
    (row,) = after["plan"]
    assert (row["kind"], row["loan"], row["amount"], row["due_on"]) == (
        "plan",
        "Small",
        "300.00",
        "2026-12-10",
    )
    assert "Your plan, above the dues:" in loans("due").out
    assert loans("status", "--json").json["data"]["plans"][0]["plan"] == "Mine"
    assert "Adopted: Mine" in loans("status").out
    assert "Pay 300.00 CNY extra to Small" in loans("status").out


def test_currencies_have_plans_of_their_own(loans):
    loans("loan", "add", "Abroad", "--balance", "100", "--rate", "6%", "--periods", "3", "--currency", "EUR")
    assert "--currency EUR" in loans("plan", "compare").out
    assert loans("plan", "compare", "--currency", "EUR", "--json").json["data"]["currency"] == "EUR"


def test_it_speaks_chinese(loans):
    told = loans("plan", "compare", "--extra", "500", "--lang", "zh_CN")
    assert "雪崩" in told.out
    assert "估算" in told.out


def test_what_is_overdue_is_told_beside_the_money_of_a_month(loans):
    late = {"today": "2026-12-29"}
    told = loans("plan", "compare", **late)
    assert "CNY once that is overdue." in told.out
    data = loans("plan", "compare", "--json", **late).json["data"]
    assert float(data["regular"]) + float(data["once"]) == pytest.approx(float(data["minimums"]))
    short = loans("plan", "compare", "--budget", "750", **late)
    assert short.code == 9
    need = f"{float(data['minimums']) - 750:.2f}"
    assert f"--one-off {need} meets it" in short.err
    assert loans("plan", "compare", "--budget", "750", "--one-off", need, **late).code == 0
    assert "once that is overdue" in loans("plan", "budget", **late).out


def test_plan_alone_takes_what_compare_takes(loans):
    plain = loans("plan", "compare", "--budget", "1000", "--method", "avalanche")
    assert loans("plan", "--budget", "1000", "--method", "avalanche").out == plain.out
    assert loans("plan", "--json", "--budget=1000").json["data"]["feasible"] is True
    assert loans("plan", "--nothing-like-this").code == 2
    assert "compare" in loans("plan", "--help").out


def test_where_no_way_does_none_is_marked_to_follow(loans):
    assert "\n>" in loans("plan", "--budget", "1000").out
    assert "\n>" not in loans("plan", "--budget", "700").out


def test_why_nothing_goes_above_the_minimums_is_said_of_a_large_buffer(loans):
    told = loans("plan", "--buffer", "9000000", "--method", "avalanche", "--seconds", "0")
    assert "what they leave fills the buffer of 9,000,000.00" in told.out
    data = loans("plan", "--buffer", "9000000", *("--seconds", "0"), "--json").json["data"]
    assert data["buffer"]["full_on"] is None


def test_a_loan_planned_without_interest_for_want_of_a_rate_is_named(loans):
    loans("loan", "add", "Mum", "--balance", "500", "--payment", "50", "--method", "informal",
          "--due-day", "1")  # fmt: skip
    assert "Supposed to bear no interest, for no rate is stated: Mum" in loans("plan").out
    guesses = loans("plan", "--json").json["data"]["guesses"]
    assert guesses == [{"loan": "Mum", "code": "no_interest"}]
