"""Every reason for a match has words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker import locale
from tracker.domain.loan.repayment import Reason
from tracker.locale.matching import _words, reason_text, reasons_text

ROOT = Path(__file__).parents[2] / "tracker"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_reason_has_words(language):
    locale.use(language)
    params = {"name": "N\x1b[1m", "number": "1234", "loan": "L", "on": "2025-03-05"}
    params |= {"days": "3", "day": "5", "word": "W\x1b[1m"}
    source = "".join(
        (ROOT / name).read_text("utf-8")
        for name in (
            "domain/loan/card_row.py",
            "domain/loan/repayment.py",
            "services/import_card.py",
            "services/import_statement.py",
        )
    )
    codes = set(re.findall(r'Reason\("([a-z_]+)"', source)) | {"due", "due_far", "name", "word", "lender"}
    codes |= {f"sort_{sort}" for sort in ("card", "home", "car", "student")}
    assert codes == set(_words())
    for code in codes:
        text = reason_text(Reason(code, params))
        assert text != code
        assert "{" not in text
        assert "\x1b" not in text
    locale.use("en")


def test_a_reason_without_words_is_its_code():
    assert reason_text(Reason("new\x1b")) == "new"


def test_several_reasons_stand_in_one_line():
    locale.use("zh_CN")
    assert reasons_text((Reason("chosen"), Reason("before"))) == "你指定的；同一行以前导入过"
    locale.use("en")
