"""What every command prints for people, in both languages, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

EVIDENCE = Path(__file__).parents[1] / "data" / "collector.txt"

SCREENS = {
    "status": "status",
    "status-short": "status --short",
    "due": "due --within 60d",
    "due-month": "due --month 2026-12",
    "due-overdue": "due --overdue",
    "loan-list": "loan list",
    "loan-show": "loan show jiebei",
    "loan-show-card": "loan show 2",
    "loan-terms": "loan terms car",
    "loan-schedule": "loan schedule jiebei",
    "loan-payoff": "loan payoff jiebei --on 2026-12-01",
    "loan-balance": "loan balance student --by month",
    "loan-explain": "loan explain jiebei --amount 12345.67 --on 2026-11-20",
    "loan-explain-agrees": "loan explain uncle --amount 3000",
    "loan-timeline": "loan timeline jiebei",
    "payment-list": "payment list",
    "payment-duplicates": "payment duplicates",
    "payment-refunds": "payment refunds",
    "cash-account-list": "cash account list",
    "autopay-list": "autopay list",
    "evidence-list": "evidence list",
    "evidence-list-all": "evidence list --all",
    "evidence-verify": "evidence verify",
    "evidence-anchor": "evidence anchor",
    "credit-status": "credit status",
    "credit-mark-list": "credit mark list",
    "credit-dispute-list": "credit dispute list",
    "credit-score-list": "credit score list",
    "alerts-preview": "alerts preview",
    "alerts-preview-details": "alerts preview --details",
    "alerts-schedule": "alerts schedule --cron",
    "calc-schedule": "calc schedule --method level_payment --principal 10000 --rate 24% --periods 12",
    "calc-flat": "calc schedule --method flat_fee --principal 12000 --fee-rate 0.6% --periods 3",
    "export-loans": "export loans",
    "export-payments": "export payments",
    "export-schedule": "export schedule --loan student",
    "rules-list": "rules list --jurisdiction CN --area conduct",
    "rules-show": "rules show CN-K1",
    "rules-show-ended": "rules show cn-one-time-repair",
    "history": "history",
    "config-list": "config list --origin --plain",
    "help": "--help",
    "help-due": "due --help",
    "help-loan": "loan --help",
    "help-loan-add": "loan add --help",
    "help-loan-explain": "loan explain --help",
    "help-payment-refund": "payment refund --help",
    "help-autopay-set": "autopay set --help",
    "help-evidence": "evidence --help",
    "help-evidence-add": "evidence add --help",
    "help-evidence-anchor": "evidence anchor --help",
    "help-import": "import --help",
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_reads_as_it_should(debt, golden, monkeypatch, name, language) -> None:
    monkeypatch.setattr("sys.argv", ["pytest"])
    monkeypatch.setattr("sys.executable", "/usr/bin/python3")
    result = debt(*SCREENS[name].split(), "--lang", language)
    assert result.code == 0
    golden(f"golden/{language}/{name}.txt", result.out + (f"--- stderr\n{result.err}" if result.err else ""))


CHANGES = {
    "loan-add": "loan add Huabei --balance 900",
    "loan-edit": "loan edit uncle --name Aunt",
    "loan-terms-set": "loan terms uncle --due-day 15 --payment 300",
    "loan-close": "loan close uncle",
    "loan-rm": "loan rm uncle",
    "loan-charge": "loan charge 招商 purchase 12.50",
    "loan-waive": "loan waive jiebei penalty 1",
    "loan-statement": "loan statement 招商 --on 2026-10-05 --due 2026-10-23 --balance 8000",
    "pay": "pay jiebei 500",
    "payment-edit": "payment edit 1 --amount 1905.30",
    "payment-rm": "payment rm 2",
    "payment-set-state": "payment set-state 3 posted",
    "payment-refund": "payment refund 2",
    "payment-refund-back": "payment refund 1 --back 2026-11-20",
    "payment-keep": "payment keep 2",
    "loan-claim": "loan claim jiebei 12000",
    "account-add": "cash account add CCB --tail 99",
    "account-set": "cash account set ICBC --note salary",
    "autopay-set": "autopay set uncle --on off",
    "autopay-on": "autopay set uncle --on --account ICBC",
    "autopay-check": "autopay check car",
    "autopay-attempts": "autopay set car --at 9:00 --retry 1,3 --on-short sweep --holidays next --result ok",
    "mark-add": "credit mark add wrong",
    "mark-edit": "credit mark edit 1 --removed 2026-11-20",
    "mark-remove": "credit mark remove 1",
    "dispute-add": "credit dispute add --ground wrong",
    "dispute-answer": "credit dispute answer 1 corrected",
    "score-add": "credit score add 640 --bureau Experian",
    "undo": "undo",
}


KEPT = {
    "evidence-add": "evidence add {here}/conftest.py --kind letter",
    "evidence-add-again": f"evidence add {EVIDENCE} --loan jiebei",
    "evidence-correct": "evidence correct 1 --consent not_needed",
    "evidence-withdraw": "evidence correct 1 --withdraw",
    "evidence-export": "evidence export 1 -o out.txt",
    "evidence-bundle": "evidence bundle -o case.zip --loan jiebei",
    "pay-receipt": f"pay jiebei 500 --receipt {EVIDENCE}",
}
"""What is kept stays: nothing of it is taken back."""


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_told(debt, golden, name) -> None:
    line, told = KEPT[name].format(here=EVIDENCE.parents[1] / "cli"), []
    for language in ("en", "zh_CN"):
        result = debt(*line.split(), "--lang", language, "--dry-run")
        assert (result.code, result.out) == (0, "")
        told.append(result.err)
    result = debt(*line.split())
    assert (result.code, result.out) == (0, "")
    golden(f"golden/changes/{name}.txt", "".join([*told, result.err]))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_says_what_it_did(debt, golden, name) -> None:
    told = []
    for language in ("en", "zh_CN"):
        result = debt(*CHANGES[name].split(), "--lang", language, "--dry-run")
        assert (result.code, result.out) == (0, "")
        told.append(result.err)
    result = debt(*CHANGES[name].split())
    assert (result.code, result.out) == (0, "")
    golden(f"golden/changes/{name}.txt", "".join([*told, result.err]))


@pytest.mark.parametrize("name", CHANGES)
def test_a_dry_run_writes_nothing(debt, book, name) -> None:
    before = book.read_bytes()
    assert debt(*CHANGES[name].split(), "-n").code == 0
    assert book.read_bytes() == before


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "undo"])
def test_undo_takes_a_change_back(debt, name) -> None:
    def shown() -> list[str]:
        lists = ("loan list --all", "payment list", "autopay list", "credit mark list", "credit score list")
        return [debt(*line.split(), "--csv").out for line in lists]

    before = shown()
    debt(*CHANGES[name].split())
    undone = debt("undo")
    assert (undone.code, undone.out) == (0, "")
    assert shown() == before
    assert debt("redo").code == 0
