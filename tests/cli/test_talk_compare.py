"""Offers side by side, word for word, in both languages; the JSON document; sums hidden."""

from __future__ import annotations

import pytest

from tracker.cli.offer_rows import COMPARE_FIELDS


@pytest.fixture
def offers(debt):
    """An account that runs dry and four offers, one of which is no better than another in any respect."""
    for line in (
        ("cash", "account", "add", "CMB", "--balance", "3000"),
        ("autopay", "set", "jiebei", "--on", "on", "--account", "CMB", "--checked", "2026-11-20"),
        ("talk", "offer", "jiebei", "instalments", "24 x 600 from 2026-12-15 monthly", "--interest",
         "included", "--breach", "whole", "--valid-until", "2026-11-30"),
        ("talk", "offer", "jiebei", "instalments", "24 x 650 from 2026-12-15 monthly", "--interest",
         "included", "--breach", "whole"),
        ("talk", "offer", "jiebei", "lump_sum", "9000 by 2026-12-15", "--credited", "settled_for_less",
         "--breach", "waived", "--written", "yes", "--interest", "stops"),
        ("talk", "offer", "jiebei", "refinancing", "24 x 600 from 2026-12-20", "--received", "10300",
         "--from-whom", "Bank", "--interest", "runs", "--breach", "nothing"),
        ("talk", "offer", "jiebei", "waiver", "--waive-interest", "50"),
    ):  # fmt: skip
        done = debt(*line)
        assert done.code == 0, done.err


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_comparison_reads_word_for_word(debt, offers, golden, language) -> None:
    golden(f"golden/{language}/talk-compare.txt", debt("talk", "compare", "jiebei", "--lang", language).out)
    golden(f"golden/{language}/talk-offers-list.txt", debt("talk", "offers", "list", "--lang", language).out)
    golden(
        f"golden/{language}/talk-offers-show.txt", debt("talk", "offers", "show", "3", "--lang", language).out
    )


def test_the_document_bears_its_fields(debt, offers) -> None:
    answer = debt("talk", "compare", "jiebei", "--json").json
    assert answer["schema"] == "debt/talk.compare@1"
    assert {"loan_id", "loan", "currency", "owed", "owed_estimate", "rate_method"} <= set(answer)
    now, first, dearer, lump, refinanced, _waiver = answer["data"]
    assert {name.partition(".")[0] for name in COMPARE_FIELDS} <= set(now)
    assert (now["offer_id"], now["kind"], now["breach"]) == (None, "as_now", "nothing")
    assert dearer["dominated_by"] == [{"offer_id": 1, "better": ["total", "soon", "peak", "rate"]}]
    assert first["dominated_by"] == []
    assert float(first["rate"]["effective_pct"]) > float(first["rate"]["nominal_pct"]) > 0
    assert float(lump["rate"]["effective_pct"]) < 0
    assert lump["total"] == "9000.00"
    assert lump["cost_above"].startswith("-")
    assert lump["missing"] == ["valid_until"]
    assert (lump["keeping"]["status"], lump["keeping"]["fails_on"]) == ("fails", "2026-12-15")
    assert (first["keeping"]["status"], first["keeping"]["kept_until"]) == ("until", "2027-04-15")
    assert refinanced["estimate"]
    assert "interest_sum" in refinanced["missing"]
    assert sum(float(each["amount"]) for each in first["payments"]) == float(first["total"]) == 14_400
    assert debt("talk", "compare", "jiebei", "--csv").out.startswith("offer_id,kind,from_whom,total,")


def test_sums_are_hidden_here_too(debt, offers, tmp_path) -> None:
    config = tmp_path / "hiding.toml"
    config.write_text("hide_amounts = true\n", "utf-8")
    for words in (("compare", "jiebei"), ("offers", "list"), ("offers", "show", "3")):
        text = debt("talk", *words, "--config", str(config)).out
        assert "••••" in text
        assert not [sum_ for sum_ in ("600", "9000", "9,000", "10,300") if sum_ in text], text
