"""The credit file on the command line: reports, their difference, rounds, the timeline."""

from __future__ import annotations

TEMPLATE = ("credit", "report", "add", "--template")


def keep(debt, tmp_path, on: str, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    answer = debt("credit", "report", "add", str(path), "--bureau", "人行", "--on", on)
    assert answer.code == 0, answer.err


def test_from_a_template_to_what_changed(debt, tmp_path):
    text = debt(*TEMPLATE).out
    keep(debt, tmp_path, "2026-01-05", text)
    keep(debt, tmp_path, "2026-05-05", text.replace("overdue,CNY,5230.00,310.00,1", "normal,CNY,5000,0,N"))
    keep(debt, tmp_path, "2026-10-05", text)
    rows = debt("credit", "report", "diff", "--json").json
    assert [(row["field"], row["better"]) for row in rows["data"]] == [
        ("status", False), ("balance", None), ("overdue", False), ("worst", False),
    ]  # fmt: skip
    assert rows["alarms"][0]["gone_on"] == "2026-05-05"
    shown = debt("credit", "report", "diff").out
    assert "!! " in shown
    assert "CMB 1234" in shown
    listed = debt("credit", "report", "list", "--json").json
    assert [row["adverse"] for row in listed["data"]] == [1, 0, 1]
    assert listed["bureaus"][0]["free_left"] == 1
    assert "CN-B2" in debt("credit", "report", "list", "--lang", "zh_CN").out
    assert debt("credit", "report", "show", "1", "--json").json["data"]["entries"][0]["overdue"] == "310.00"
    assert "MYbank" in debt("credit", "report", "show", "1").out
    counts = debt("credit", "enquiry", "list", "--json").json
    assert (counts["counts"]["3"], len(counts["data"])) == (1, 1)
    assert "Back on the report" in debt("credit", "status").out


def test_a_dry_run_keeps_nothing_and_what_is_wrong_is_named(debt, tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("lender,overdue\nCMB,much\n", encoding="utf-8")
    wrong = debt("credit", "report", "add", str(path), "--bureau", "PBOC")
    assert wrong.code == 4
    assert "line 2, column overdue" in wrong.err
    assert debt("credit", "report", "add", str(path)).code == 2
    assert debt("credit", "report", "add", str(tmp_path / "no.csv"), "--bureau", "X").code != 0
    assert debt("credit", "report", "add", "--bureau", "PBOC", "--dry-run").code == 0
    assert debt("credit", "report", "list", "--json").json["data"] == []
    for words in (("report", "show", "9"), ("report", "remove", "9"), ("entry", "edit", "9", "--tail", "1")):
        assert debt("credit", *words).code == 3
    assert debt("credit", "report", "diff", "1").code == 2
    assert debt("credit", "report", "diff").code == 4
    assert debt("credit", "dispute", "show", "99").code == 3
    assert debt("credit", "dispute", "round", "1", "--remove", "--note", "x").code == 2


def test_lines_one_by_one_and_the_trash(debt):
    assert debt("credit", "report", "add", "--bureau", "PBOC", "--on", "2026-11-01").code == 0
    account = ("--tail", "8888", "--kind", "card", "--status", "overdue", "--overdue", "310")
    assert debt("credit", "entry", "add", "1", "CMB", *account).code == 0
    assert debt("credit", "entry", "edit", "1", "--status", "settled").code == 0
    assert debt("credit", "enquiry", "add", "1", "BOC", "--asked", "2026-10-03", "--why", "card").code == 0
    assert debt("credit", "enquiry", "edit", "1", "--who", "ICBC").code == 0
    for name in ("entry", "enquiry", "report"):
        assert debt("credit", name, "remove", "1").code == 0
        assert debt("credit", name, "restore", "1").code == 0
    assert debt("credit", "report", "edit", "1", "--free", "no").code == 0
    assert debt("credit", "report", "edit", "1").code == 2
    data = debt("credit", "report", "show", "1", "--json").json["data"]
    assert (data["free"], data["entries"][0]["status"], data["enquiries"][0]["who"]) == (
        False,
        "settled",
        "ICBC",
    )
    assert debt("undo").code == 0
    assert debt("credit", "report", "list", "--trash", "--json").json["data"] == []


def test_a_wrong_mark_is_disputed_its_answer_found_late_and_taken_further(debt):
    mark = debt(
        "credit", "mark", "add", "30 days late", "--bureau", "PBOC", "--settled", "2026-05-02", "--json"
    )
    number = str(mark.json["data"]["ids"][0])
    sent = debt(
        "credit", "dispute", "add", "--mark", number, "--bureau", "PBOC", "--sent", "2026-10-01", "--json"
    )
    dispute = str(sent.json["data"]["ids"][0])
    assert "31 days late" in debt("credit", "dispute", "show", dispute).out
    told = debt("credit", "dispute", "answer", dispute, "rejected", "--answered", "2026-10-24")
    assert "3 days late: it was due by 2026-10-21" in told.err
    assert debt("credit", "dispute", "escalate", dispute, "--to", "PBOC branch").code == 0
    data = debt("credit", "dispute", "show", dispute, "--json").json["data"]
    assert [(each["body"], each["rule"], each["late_days"]) for each in data["rounds"]] == [
        ("bureau", "CN-B4", 3), ("regulator", "CN-B4", 0),
    ]  # fmt: skip
    assert debt("credit", "dispute", "round", dispute, "--answer-by", "2026-12-01").code == 0
    rows = debt("credit", "timeline", "--json").json["data"]
    kinds = {(row["kind"], row["on"], row["rule"]) for row in rows if row["name"] == "30 days late"}
    assert {("answer_due", "2026-12-01", ""), ("removal_expected", "2031-05-02", "CN-B1")} <= kinds
    drawn = debt("credit", "timeline").out
    assert "征信业管理条例 第16条" in drawn
    assert debt("credit", "path", "--json").json["data"] == rows
    assert debt("credit", "dispute", "round", dispute, "--remove").code == 0
    listed = debt("credit", "mark", "list", "--json").json["data"]
    removal = next(row["removal"] for row in listed if str(row["mark_id"]) == number)
    assert (removal["on"], removal["rule"], removal["verified"]) == ("2031-05-02", "CN-B1", True)
