"""Sums as people read them: hidden everywhere once the configuration says so."""

from __future__ import annotations

import re

import pytest

SUM = re.compile(r"(?<![\d-])\d[\d,]*\.\d\d(?![\d%])")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_configured_hiding_reaches_every_text(debt, tmp_path, language: str) -> None:
    config = tmp_path / "hiding.toml"
    config.write_text("hide_amounts = true\n", "utf-8")
    for words in (
        "status", "status --short", "loan list", "loan show jiebei", "loan show 招商", "loan terms 招商",
        "loan payoff jiebei", "loan balance", "loan schedule jiebei", "payment list", "due --within 90d",
        "autopay list", "alerts preview --details", "history", "pay jiebei 12.34", "undo",
    ):  # fmt: skip
        done = debt(*words.split(), "--config", str(config), "--lang", language)
        assert done.code == 0, (words, done.err)
        text = re.sub(r"\d+\.\d+%", "", done.out + done.err)
        assert not SUM.search(text), (words, SUM.search(text))
    assert "••••" in debt("loan", "list", "--config", str(config)).out
    assert "••••" not in debt("loan", "list").out
    assert debt("loan", "list", "--json", "--config", str(config)).json["data"][0]["balance"] != "••••"
