"""`debt talk adviser`: the questions, the answers, what they raise."""

from __future__ import annotations


def test_the_answers_say_what_to_beware_of(debt) -> None:
    asked = debt("talk", "adviser", "questions").out
    assert "CN-B1" in asked
    fees = ("--fee", "3000", "--saves", "2500")
    assert debt("talk", "adviser", "add", "Quick", *fees, "--yes-to", "up_front_fee,erase-records").code == 0
    assert debt("talk", "adviser", "add", "x", "--no", "nonsense").code == 2
    (row,) = debt("talk", "adviser", "list", "--json").json["data"]
    assert (row["verdict"], row["flags"], row["dearer"]) == ("stop", ["up_front_fee", "erase_records"], True)
    assert debt("talk", "adviser", "edit", "1", "--yes-to", "licence_seen", "--no", "hurry").code == 0
    shown = debt("talk", "adviser", "show", "1").out
    assert "!! stop: signs of fraud" in shown
    assert "还没办事就要先收钱吗？" in debt("talk", "adviser", "questions", "--lang", "zh_CN").out
    assert debt("talk", "adviser", "rm", "1").code == 0
    assert debt("talk", "adviser", "list", "--json").json["data"] == []
    assert debt("talk", "adviser", "restore", "1").code == 0
    assert debt("talk", "adviser", "show", "7").code == 3
