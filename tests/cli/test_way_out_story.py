"""The way out of arrears, lived through once in each language: from the first SMS to the healed mark."""

from __future__ import annotations

import json
import re
import shutil
import zipfile

import pytest

SMS = {
    "en": "[Quick] Overdue. Pay 2,380.00 yuan to account 6222021234567890123 or be sued. Call 13800001111",
    "zh_CN": "【快钱】您已逾期,请将2,380.00元转账至账号6222021234567890123,否则起诉。详询13800001111",
}
SAYS = {
    "en": {
        "stop": "!! Stop: it names an account that is not registered. Do not pay, send nothing.",
        "unregistered": "not registered",
        "oral": "! Quick Cash: agreed orally on 2026-11-21, not in writing; what was due stays due.",
        "use": "If it confirms what was agreed orally: debt talk accept 1 --letter 2",
        "clash": "autopay may still take 525.25 CNY on 2026-12-09; agreed are 530.99 CNY on 2026-12-09",
        "alert": "Quick Cash: CN¥525.25: autopay may still follow",
        "second": "Version 2 of 2, in force since 2026-11-23.",
        "night": "reached in hours that are to be kept free",
        "calls": "4 calls in a day, where 3 are the most",
        "text": "debt rules show CN-K1 has the text",
        "dearer": "#2: ! carry on as now is no worse in any respect and better in: total, the next 30 days",
        "sound": "ok: 2 entries and their files are as they were entered",
        "flipped": "the file was changed",
        "ask": "Ask Quick Finance for the settlement letter of Quick Cash",
        "close": "Once nothing is owed: debt loan close 1 --letter 3",
        "done": "Nothing is owed.",
        "due": "An answer is due by 2027-01-30 (CN-B4).",
        "late": "The answer came 16 days late: it was due by 2027-01-30 (CN-B4).",
        "replaced": "Due, 14 days late when a later schedule replaced it",
    },
    "zh_CN": {
        "stop": "!! 停：信息里的收款账户没有登记。不要付款，什么都不要发。",
        "unregistered": "未登记",
        "oral": "! Quick Cash：2026-11-21 口头同意，尚无书面；原来该还的仍然要还。",
        "use": "如果它确认了口头同意的内容：debt talk accept 1 --letter 2",
        "clash": "自动扣款可能仍在 2026-12-09 扣 525.25 CNY；约定的是 2026-12-09 付 530.99 CNY",
        "alert": "Quick Cash：¥525.25：自动扣款可能仍按",
        "second": "第 2 版，共 2 版，自 2026-11-23 起生效。",
        "night": "在不得打扰的时段联系",
        "calls": "一天 4 次电话，至多 3 次",
        "text": "debt rules show CN-K1 有原文",
        "dearer": "#2：! 照旧还款 没有一项更差，更好的有：总额，今后 30 天",
        "sound": "ok：2 条记录及其文件与录入时一样",
        "flipped": "文件被改动",
        "ask": "向 Quick Finance 索取 Quick Cash 的结清证明",
        "close": "还清之后：debt loan close 1 --letter 3",
        "done": "已不欠款。",
        "due": "应在 2027-01-30 前答复（CN-B4）。",
        "late": "答复晚了 16 天：期限是 2027-01-30 (CN-B4)。",
        "replaced": "到期未付，逾期 14 天后由新的还款计划取代",
    },
}


@pytest.fixture
def story(bare):
    """Say a command in a language on a day, in an empty home; it must succeed unless told otherwise."""

    def say(language, today, line, code=0, db=None):
        words = [*line] if isinstance(line, tuple) else line.split()
        answer = bare(*words, "--lang", language, today=today, db=db)
        assert answer.code == code, (line, answer.err)
        assert "Traceback" not in answer.err
        return answer

    return say


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_way_out_of_arrears(story, tmp_path, language):
    says = SAYS[language]
    day = "2026-11-21"

    def debt(*words, code=0):
        return story(language, day, words if len(words) > 1 else words[0], code)

    def data(*words):
        return debt(*(words if len(words) > 1 else words[0].split()), "--json").json

    def text(*words):
        answer = debt(*words)
        return answer.out + answer.err

    def write(name, words):
        (tmp_path / name).write_text(words, encoding="utf-8")
        return str(tmp_path / name)

    # A loan of 2,000 in four level instalments at 24%, the first of them 12 days late.
    debt(
        "loan", "add", "Quick Cash", "--principal", "2000", "--currency", "CNY", "--lender", "Quick Finance",
        "--rate", "24%", "--periods", "4", "--opened", "2026-10-09", "--first-due", "2026-11-09",
        "--penalty-rate", "+50%",
    )  # fmt: skip
    debt("loan arrears quick --product online_loan --confirmed-on 2026-11-21 --confirmed-with hotline")
    late = data("loan arrears quick")["data"]
    assert late["days_past_due"] == 12
    # Principal 485.25 and interest 40.00 of the instalment; penalty 485.25 x 36% x 12/365 = 5.74.
    assert "~530.99" in text("loan arrears quick")

    # The SMS: an account that nobody registered is a hard stop, with and without a registered one.
    sms = write("sms.txt", SMS[language])
    shown = text("message", "check", "quick", sms)
    assert says["stop"] in shown
    assert re.search(rf"!!.*6222021234567890123.*{says['unregistered']}", shown)
    debt("talk channel add quick phone 4006660101 --found-in contract --hours 9:00-18:00")
    debt("talk", "channel", "add", "quick", "payee", "6225 8801 0000 4417", "--found-in", "contract")
    checked = data("message", "check", "quick", sms)
    assert (checked["stop"], checked["call"]) == (True, ["4006660101"])
    assert {each["kind"]: each["what"] for each in checked["data"]} == {
        "amount": "above", "payee": "unregistered", "phone": "unregistered",
    }  # fmt: skip
    debt("evidence", "add", sms, "--kind", "sms", "--loan", "quick", "--happened", "2026-11-21 09:12")

    # The call: a month's extension for 60, agreed by word only.
    debt("autopay set quick --on on --account CMB-1234 --checked 2026-11-01")
    debt("talk", "new", "quick", "one month more")
    debt("talk", "log", "quick", "one month more for 60", "--direction", "out", "--time", "10:05")
    debt("talk offer quick extension --by 1m --fee 60 --talk 1")
    now, extended = data("talk compare quick")["data"]
    assert (now["total"], now["cost_above"]) == ("2106.74", "48.88")
    assert (now["rate"]["effective_pct"], now["rate"]["nominal_pct"]) == ("26.58", "23.81")
    assert (extended["total"], extended["cost_above"]) == ("2166.74", "108.88")
    assert (extended["rate"]["effective_pct"], extended["rate"]["nominal_pct"]) == ("35.90", "31.07")
    assert (extended["peak"]["amount"], extended["ends_on"]) == ("530.99", "2027-03-09")
    assert extended["dominated_by"] == []
    for figure in ("~2,166.74", "~108.88", "~35.90%", "~31.07%", "~530.99"):
        assert figure in text("talk compare quick")
    schedule = text("loan schedule quick")
    debt("talk accept 1")
    assert text("loan schedule quick") == schedule
    assert says["oral"] in text("status")
    assert "debt talk accept 1 --letter N" in text("status")
    assert [each["code"] for each in data("status --color never")["warnings"]] == ["agreed_orally"]

    # The letter: version 2, the fee a fee and not part of the debt; autopay still follows version 1.
    day = "2026-11-23"
    letter = write("letter.txt", "All instalments are put off by one month for a fee of 60.00 yuan.")
    kept = text("evidence", "add", letter, "--kind", "letter", "--loan", "quick", "--happened", day)
    assert says["use"] in kept
    assert says["clash"] in text("talk accept 1 --letter 2")
    assert says["second"] in text("loan schedule quick")
    rows = data("loan schedule quick")["data"]
    assert [(each["due_on"], each["payment"], each["fee"]) for each in rows] == [
        ("2026-11-23", "60.00", "60.00"), ("2026-12-09", "530.99", "0.00"), ("2027-01-09", "525.25", "0.00"),
        ("2027-02-09", "525.25", "0.00"), ("2027-03-09", "525.25", "0.00"),
    ]  # fmt: skip
    assert data("loan", "show", "quick")["data"]["balance"] == "2040.00"
    assert says["clash"] in text("status")
    assert says["alert"] in text("alerts run --details")
    debt("autopay check quick")
    assert says["clash"] not in text("status")
    debt("pay quick 60")
    assert data("loan", "show", "quick")["data"]["balance"] == "2040.00"

    # Three calls by day and one at 22:30.
    day = "2026-11-24"
    for time in ("09:05", "11:40", "15:20", "22:30"):
        debt("talk", "log", "quick", "asked for the sum", "--time", time, "--on", day)
    shown = text("talk conduct quick")
    for words in (says["night"], says["calls"], says["text"], "2025-02-28", "GB/T 45251-2025"):
        assert words in shown
    assert {(each["rule"], tuple(each["contacts"])) for each in data("talk conduct quick")["data"]} == {
        ("CN-K1", (5,)), ("CN-K1", (2, 3, 4, 5)),
    }  # fmt: skip

    # New money that costs more: 1,980 received, 5 x 560 to pay, 60 of the old debt left.
    debt(
        "talk", "offer", "quick", "refinancing", "5 x 560 from 2026-12-24 monthly", "--received", "1980",
        "--from-whom", "Other",
    )  # fmt: skip
    now, dearer = data("talk compare quick")["data"]
    assert (now["total"], now["cost_above"], now["rate"]["effective_pct"]) == ("2106.74", "66.74", "21.51")
    assert (dearer["total"], dearer["cost_above"]) == ("2860.00", "820.00")
    assert (dearer["rate"]["effective_pct"], dearer["rate"]["nominal_pct"]) == ("326.47", "154.17")
    assert [each["offer_id"] for each in dearer["dominated_by"]] == [None]
    assert says["dearer"] in text("talk compare quick")

    # The bundle, checked by another copy; then one byte of it is flipped.
    bundle, flipped = tmp_path / "case.zip", tmp_path / "flipped.zip"
    debt("talk", "bundle", "quick", "-o", str(bundle))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(bundle, elsewhere)
    checks = ("evidence", "verify", "--bundle")
    other = elsewhere / "book.db"
    assert says["sound"] in story(language, day, (*checks, str(elsewhere / "case.zip")), db=other).out
    with zipfile.ZipFile(bundle) as whole, zipfile.ZipFile(flipped, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            changed.writestr(
                name, bytes([content[0] ^ 1]) + content[1:] if name.endswith("letter.txt") else content
            )
    found = story(language, day, (*checks, str(flipped)), code=5, db=other)
    assert re.search(rf"#2 files/0002-letter\.txt +{says['flipped']}", found.out + found.err)

    # Paid to the end, closed with its letter.
    day = "2026-12-09"
    debt("pay quick 530.99")
    day = "2026-12-15"
    debt("pay quick 1575.75")
    assert debt("loan close quick", code=4)
    assert says["ask"] in text("status")
    letter = write("settled.txt", "Settled in full on 15 December 2026.")
    assert says["close"] in text("evidence", "add", letter, "--kind", "settlement_letter", "--loan", "quick")
    debt("loan close quick --letter 3")
    end = data("loan", "show", "quick")["data"]
    assert (end["balance"], end["status"]) == ("0.00", "closed")
    assert says["done"] in text("status")

    # The mark goes by rule; a wrong one is disputed, and its answer is late.
    debt("credit", "mark", "add", "1-30", "--bureau", "PBOC", "--origin", "2026-11-09", "--loan", "quick")
    (mark,) = data("credit mark list")["data"]
    assert (mark["removal"]["on"], mark["removal"]["rule"]) == ("2031-12-15", "CN-B1")
    assert "2031-12-15 (CN-B1)" in text("credit mark list")
    day = "2027-01-10"
    debt("credit", "mark", "add", "61-90", "--bureau", "PBOC", "--origin", "2026-12-09", "--loan", "quick")
    sent = text("credit", "dispute", "add", "--mark", "2", "--bureau", "PBOC", "--ground", "14 days at most")
    assert says["due"] in sent
    day = "2027-02-15"
    (dispute,) = data("credit dispute list")["data"]
    assert (dispute["answer_by"], dispute["overdue_days"]) == ("2027-01-30", 16)
    assert "debt credit dispute answer 1" in text("status")
    assert says["late"] in text("credit dispute answer 1 corrected")
    assert "debt credit mark edit 2 --removed" in text("credit dispute answer 1 corrected")
    assert data("credit dispute list")["data"][0]["late_days"] == 16

    # The story of the loan tells nothing as open that was replaced or paid.
    happened = data("loan timeline quick")["data"]
    missed = [(each["on"], each["code"]) for each in happened if each["kind"] == "missed"]
    assert missed == [("2026-11-09", "replaced")]
    assert says["replaced"] in text("loan timeline quick")
    json.dumps(happened)
