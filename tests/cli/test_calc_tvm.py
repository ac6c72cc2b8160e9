"""The functions of spreadsheets and rates on the command line: word for word, and as documents."""

from __future__ import annotations

import pytest

FACES = (
    ("calc", "tvm", "--rate", "8%", "--periods", "10", "--present", "10000"),
    (
        "calc",
        "tvm",
        "--rate",
        "12%",
        "--payment",
        "-100",
        "--present",
        "-1000",
        "--future",
        "10000",
        "--begin",
    ),
    (
        "calc",
        "tvm",
        "--rate",
        "9%",
        "--periods",
        "360",
        "--present",
        "125000",
        "--number",
        "13",
        "--last",
        "24",
    ),
    ("calc", "tvm", "--rate", "12%", "--payment", "-1", "--present", "10000"),
    ("calc", "tvm", "--rate", "12%"),
    ("calc", "rate", "0.05%/day", "--basis", "360"),
    ("calc", "rate", "10%", "--effective", "--every", "quarter"),
)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_reads_word_for_word(bare, golden, language) -> None:
    done = [bare(*line, "--lang", language) for line in FACES]
    assert [each.code for each in done] == [0, 0, 0, 4, 4, 0, 0]
    golden(f"golden/{language}/calc-tvm.txt", "\n".join(each.out + each.err for each in done))
    pages = [bare("calc", name, "--help", "--lang", language).out for name in ("tvm", "rate")]
    golden(f"golden/{language}/help-calc-tvm.txt", "\n".join(pages))


def test_the_documents(bare) -> None:
    answer = bare(*FACES[0], "--json").json
    assert answer["schema"] == "debt/calc.tvm@1"
    assert (answer["data"]["found"], answer["data"]["payment"][:8]) == ("payment", "-1037.03")
    answer = bare(*FACES[5], "--json").json
    assert answer["schema"] == "debt/calc.rate@1"
    assert (answer["data"]["nominal_pct"], answer["data"]["per_day_pct"]) == ("18", "0.05")
