"""A message compared on the command line, from a file and from standard input."""

from __future__ import annotations

import io
import sys

SMS = "请今日转账3000000元至账号6217000022223333444，详询95999，点击 http://jiebei.vip/x"


def test_an_account_that_is_not_registered_stops(debt, tmp_path) -> None:
    sms = tmp_path / "sms.txt"
    sms.write_text(SMS, encoding="utf-8")
    debt("talk", "channel", "add", "jiebei", "phone", "95188", "--found-in", "contract")
    answer = debt("message", "check", "jiebei", str(sms), "--json").json
    assert answer["schema"] == "debt/message.check@1"
    assert answer["stop"] is True
    assert answer["call"] == ["95188"]
    assert [(row["kind"], row["verdict"]) for row in answer["data"]] == [
        ("amount", "conflict"), ("payee", "unknown"), ("phone", "conflict"), ("link", "unknown"),
    ]  # fmt: skip
    shown = debt("message", "check", "jiebei", str(sms)).out
    assert "!! Stop" in shown
    assert "95188" in shown.splitlines()[-2]


def test_chinese_of_any_encoding_is_read(debt, tmp_path) -> None:
    sms = tmp_path / "sms.txt"
    sms.write_bytes("应还10元".encode("gb18030"))
    (row,) = debt("message", "check", "jiebei", str(sms), "--json").json["data"]
    assert (row["kind"], row["value"]) == ("amount", "10")
    shown = debt("message", "check", "jiebei", str(sms), "--lang", "zh_CN").out
    assert "合同" in shown


def test_standard_input_is_read(debt, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello"), encoding="utf-8"))
    shown = debt("message", "check", "jiebei", "-").out
    assert "Nothing in the message can be compared" in shown
    assert "debt talk channel add" in shown


def test_what_cannot_be_read_is_told(debt, tmp_path) -> None:
    assert debt("message", "check", "jiebei", "nowhere.txt").code == 3
    (tmp_path / "long").write_bytes(b"x" * 100_001)
    assert debt("message", "check", "jiebei", str(tmp_path / "long")).code == 4
    (tmp_path / "odd").write_bytes(b"\xff\xfe\xff\xff")
    assert debt("message", "check", "jiebei", str(tmp_path / "odd")).code == 4


def test_what_was_found_is_kept_without_the_words(debt, tmp_path) -> None:
    sms = tmp_path / "sms.txt"
    sms.write_text(SMS, encoding="utf-8")
    assert debt("message", "check", "jiebei", str(sms), "--note", "x").code == 2
    assert debt("message", "check", "jiebei", str(sms), "--save", "--evidence", "9").code == 4
    tried = debt("message", "check", "jiebei", str(sms), "--save", "--dry-run", "--json").json
    assert tried["message_id"] is None
    assert debt("message", "check", "jiebei", str(sms), "--save", "--evidence", "1").code == 0
    (row,) = debt("message", "list", "jiebei", "--json").json["data"]
    assert (row["verdict"], row["words"], row["evidence"], len(row["sha256"])) == ("stop", "", 1, 64)
    assert ("payee", "unknown") in {(each["kind"], each["verdict"]) for each in row["findings"]}
    again = debt("message", "check", "jiebei", str(sms), "--keep-text", "--json").json
    assert again["message_id"] == row["message_id"]
    (row,) = debt("message", "list", "--json").json["data"]
    assert row["words"] == SMS
    assert "stop: do not pay" in debt("talk", "contacts", "jiebei").out
    assert debt("talk", "new", "jiebei", "extension").code == 0
    assert "stop: do not pay" in debt("talk", "show", "1").out
    assert debt("message", "rm", "1").code == 0
    assert debt("message", "list", "--json").json["data"] == []
    assert debt("message", "restore", "1").code == 0
