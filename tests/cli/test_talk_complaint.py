"""`debt talk complaint`: collected from the log, filed, answered, out of the trash."""

from __future__ import annotations


def test_a_complaint_from_the_log_to_its_answer(debt) -> None:
    assert debt("loan", "arrears", "jiebei", "--product", "online_loan").code == 0
    for clock in ("9:00", "10:00", "11:00", "22:30"):
        assert (
            debt("talk", "log", "jiebei", "--on", "2026-11-20", "--time", clock, "--direction", "in").code
            == 0
        )
    assert debt("talk", "complaint", "new", "jiebei", "12378", "--about", "calls").code == 0
    shown = debt("talk", "complaint", "show", "1").out
    assert "4 calls in a day, where 3 are the most" in shown
    assert "CN-K1" in shown
    assert "! 2 of 2" in shown
    assert debt("talk", "complaint", "incident", "1", "a threat", "--evidence", "1").code == 0
    assert debt("talk", "complaint", "collect", "1").code == 0
    assert debt("talk", "complaint", "file", "1", "--reference", "A1").code == 0
    (row,) = debt("talk", "complaint", "list", "--json").json["data"]
    assert (row["state"], row["answer_by"], row["answer_rule"]) == ("filed", "2026-12-11", "CN-T11")
    assert len(row["incidents"]) == 3
    assert debt("talk", "complaint", "incident", "1", "--remove", "3").code == 0
    assert "!!" in debt("talk", "complaint", "list", today="2026-12-20").out
    assert debt("talk", "complaint", "answer", "1", "upheld").code == 0
    assert debt("talk", "complaint", "list", "--json").json["data"] == []
    assert "upheld" in debt("talk", "complaint", "list", "--all").out
    assert "12363" in debt("talk", "complaint", "bodies").out
    assert debt("talk", "complaint", "rm", "1").code == 0
    assert debt("talk", "complaint", "restore", "1").code == 0
    assert debt("talk", "complaint", "show", "9").code == 3
