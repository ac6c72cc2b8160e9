"""What paying late costs on the command line, word for word and for programs."""

from __future__ import annotations

import pytest

TYPED = ("calc", "late", "--amount", "820", "--late-fee", "5%", "--penalty-rate", "18%", "--grace", "3")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_reads_word_for_word(debt, golden, language) -> None:
    said = ("--lang", language)
    lines = (
        (*TYPED, "--days", "12", *said),
        ("calc", "late", "--loan", "jiebei", "--penalty-rate", "36%", "--grace", "1", *said),
    )
    golden(f"golden/{language}/calc-late.txt", "\n".join(debt(*line).out for line in lines))
    golden(f"golden/{language}/help-calc-late.txt", debt("calc", "late", "--help", *said).out)


def test_the_document(debt) -> None:
    answer = debt("calc", "late", "--loan", "jiebei", "--penalty-rate", "36%", "--json").json
    assert answer["schema"] == "debt/calc.late@1"
    assert (answer["loan"], answer["unknown"], answer["estimate"]) == ("Jiebei", ["late_fee"], True)
    for row in answer["data"]:
        assert set(row) == {"days", "on", "late_fee", "penalty", "extra", "total", "within_grace"}
        assert float(row["total"]) == pytest.approx(float(answer["amount"]) + float(row["extra"]))
        assert row["late_fee"] is None
    typed = debt(*TYPED, "--json").json
    assert (typed["currency"], typed["data"][-1]["total"]) == ("CNY", "873.13")
    assert debt(*TYPED, "--csv").out.splitlines()[0] == "days,on,late_fee,penalty,extra,total,within_grace"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("calc", "late", "--loan", "jiebei", "--amount", "5"), 2, "--amount"),
        (("calc", "late", "--amount", "5"), 4, "penalty rate"),
        (("calc", "late", "--loan", "nobody"), 3, "nobody"),
        ((*TYPED, "--currency", "??"), 4, "currency"),
    ],
)
def test_what_cannot_be_meant_is_refused(debt, line, code, words) -> None:
    done = debt(*line)
    assert done.code == code
    assert words in done.err
