"""The trash on the command line."""

from __future__ import annotations


def test_a_deleted_payment_is_listed_and_comes_back(debt) -> None:
    paid = debt("pay", "jiebei", "12.50", "--json").json["data"]["ids"][0]
    before = len(debt("payment", "list", "--json").json["data"])
    debt("payment", "rm", str(paid))
    rows = debt("trash", "list", "--json").json["data"]
    assert [(row["kind"], row["id"], row["amount"]) for row in rows] == [("payment", paid, "12.50")]
    assert "payment" in debt("trash", "list").out
    debt("trash", "restore", "payment", str(paid))
    assert len(debt("payment", "list", "--json").json["data"]) == before
    gone = debt("trash", "restore", "payment", str(paid))
    assert gone.code == 3
    assert "There is no payment" in gone.err
