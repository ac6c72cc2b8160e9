"""`debt rules check` and `debt rules limitation` say what they know and what they do not."""

from __future__ import annotations


def test_the_true_rate_and_its_cap(debt) -> None:
    assert debt("loan", "arrears", "car", "--product", "private_loan").code == 0
    data = debt("rules", "check", "car", "--json").json["data"]
    assert (data["nominal_pct"], data["instalments"]) == ("4.90", 36)
    cap = data["caps"][0]
    assert (cap["rule"], cap["cap_pct"], cap["verdict"]) == ("CN-R1", "12.00", "within")
    shown = debt("rules", "check", "car").out
    assert "4.90 % nominal" in shown
    assert "CN-R1" in shown
    bare = debt("rules", "check", "uncle").out
    assert "debt loan edit LOAN --opened DATE" in bare


def test_limitation_is_a_calculation(debt) -> None:
    shown = debt("rules", "limitation", "car").out
    assert "CN-T1" in shown
    assert "not legal advice" in shown
    data = debt("rules", "limitation", "car", "--json").json["data"]
    assert (data["start_on"], data["ends_on"], data["legal_advice"]) == ("2029-09-17", "2032-09-17", False)
    assert "不构成法律意见" in debt("rules", "limitation", "car", "--lang", "zh_CN").out
