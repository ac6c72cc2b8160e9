"""A debit taken twice, chased from the command line until the money is back."""

from __future__ import annotations


def test_the_whole_way_of_a_second_debit(debt) -> None:
    assert debt("pay", "jiebei", "1905.20", "--on", "2026-11-10").code == 0
    (found,) = debt("payment", "duplicates", "--json").json["data"]
    assert (found["payment_id"], found["first_id"], found["amount"]) == (4, 1, "1905.20")
    assert "4" in debt("payment", "duplicates").out
    owed = debt("loan", "show", "jiebei", "--json").json["data"]["balance"]

    assert debt("payment", "refund", "4", "--asked", "2026-11-20", "--note", "ticket 5531").code == 0
    (refund,) = debt("payment", "refunds", "--json").json["data"]
    assert (refund["asked_on"], refund["waiting_days"], refund["state"]) == ("2026-11-20", 1, "duplicate")
    assert debt("payment", "duplicates", "--json").json["data"] == []
    assert debt("loan", "show", "jiebei", "--json").json["data"]["balance"] != owed
    steps = debt("status", "--json").json["data"]["next_steps"]
    assert [each["payment_id"] for each in steps if each["code"] == "refund"] == [4]

    assert debt("payment", "refund", "4", "--back", "2026-11-21").code == 0
    assert debt("payment", "refunds", "--json").json["data"] == []
    (done,) = debt("payment", "refunds", "--all", "--json").json["data"]
    assert (done["back_on"], done["waiting_days"]) == ("2026-11-21", None)
    assert "ok" in debt("payment", "refunds", "--all").out
    assert debt("payment", "set-state", "4", "posted").code == 4


def test_one_paid_twice_on_purpose_is_kept(debt) -> None:
    debt("pay", "jiebei", "1905.20", "--on", "2026-11-10")
    assert debt("payment", "keep", "4").code == 0
    assert debt("payment", "duplicates", "--json").json["data"] == []
    debt("undo")
    assert len(debt("payment", "duplicates", "--json").json["data"]) == 1


def test_what_is_not_there_cannot_be_asked_back(debt) -> None:
    for line in ("refund 99", "refund 99 --amount 5", "refund 99 --back 2026-11-21", "keep 99"):
        assert debt("payment", *line.split()).code == 3, line
