"""Profiles of one's own: saved from a file that was read, found again, and refused where they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.formats.options import ReadOptions
from tracker.services import profile as profiles
from tracker.services.import_profile import keep_profile
from tracker.services.importing import ImportOptions, import_path

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A configuration folder of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("tracker.locations.config_folder", lambda: str(tmp_path / "debt-tracker"))
    return tmp_path / "debt-tracker" / "profiles"


def test_shipped_profiles_and_lenders_are_read_once():
    assert profiles.shipped() is profiles.shipped()
    assert profiles.lenders() is profiles.lenders()
    assert profiles.find_profile("ALIPAY").id == "alipay"
    assert profiles.find_profile("支付宝账单（App 导出）").id == "alipay"
    assert profiles.find_profile("nothing") is None
    assert any("花呗" in each.names for each in profiles.lenders())


def test_what_was_said_of_a_file_is_kept_and_used(book, folder):
    path = DATA / "bank_dayfirst_ambiguous.csv"
    said = ImportOptions(read=ReadOptions(date_order="dmy"))
    kept, problems = keep_profile(path, said, {"date_format": "dmy"}, "My bank")
    assert problems == ()
    assert kept == folder / "my-bank.toml"
    assert (
        kept.stat().st_mode & 0o77 == folder.stat().st_mode & 0o77 == folder.parent.stat().st_mode & 0o77 == 0
    )
    (own,), wrong = profiles.own_profiles()
    assert (own.id, own.own, wrong) == ("my-bank", True, ())
    report, _problems = import_path(book, path, ImportOptions())
    assert report.profile == "my-bank"
    # The order is known now; what is missing is the loan.
    assert {each.code for each in report.rejected} == {"which_loan"}
    _kept, problems = keep_profile(path, said, {}, "My bank")
    assert [(each.code, each.hint) for each in problems] == [("file_exists", "--force")]
    assert keep_profile(path, said, {}, "My bank", force=True)[1] == ()
    assert keep_profile(path, said, {}, "dry", dry_run=True)[0] == folder / "dry.toml"
    assert not (folder / "dry.toml").exists()


def test_the_encoding_and_the_delimiter_that_were_said_are_kept(book, folder, tmp_path):
    path = tmp_path / "bank.txt"
    path.write_bytes("交易日;金額,元;摘要\n2025-03-04;12,50;還款\n".encode("big5"))
    _report, asked = import_path(book, path, ImportOptions(kind="payments"))
    assert [each.hint for each in asked] == ["--encoding"]
    columns = (("date", "交易日"), ("amount", "金額,元"), ("note", "摘要"))
    read = ReadOptions(encoding="big5", delimiter=";", decimal_mark=",", columns=columns)
    said = ImportOptions(kind="payments", read=read)
    kept, problems = keep_profile(path, said, {"decimal_mark": ","}, "Taipei bank")
    assert problems == ()
    (own,), _wrong = profiles.own_profiles()
    assert (own.read["encoding"], own.read["delimiter"]) == ("big5", ";")
    for options in (ImportOptions(), ImportOptions(profile="taipei-bank")):
        report, problems = import_path(book, path, options)
        assert (problems, report.profile, report.rows) == ((), "taipei-bank", 1)
    # Another file of a doubtful encoding is none of it, and is asked about as before.
    other = tmp_path / "other.txt"
    other.write_bytes("日記;天氣\n今天;晴\n".encode("big5"))
    assert import_path(book, other, ImportOptions())[1][0].hint == "--encoding"
    # With commas it is no file of that bank.
    other.write_bytes("交易日,金額,摘要\n".encode("big5"))
    assert import_path(book, other, ImportOptions(kind="payments"))[1][0].hint == "--encoding"
    # Kept again under another name, what the layout knew goes along.
    plain = ImportOptions(kind="payments")
    keep_profile(path, plain, {}, "Second")
    assert "big5" in (folder / "second.toml").read_text("utf-8")
    kept.write_text(kept.read_text("utf-8").replace('delimiter = ";"', 'delimiter = "semicolon"'), "utf-8")
    (folder / "second.toml").unlink()
    assert import_path(book, path, ImportOptions())[0].profile == "taipei-bank"


def test_what_is_kept_of_a_shipped_profile_stays_like_it(book, folder):
    said = ImportOptions(read=ReadOptions(currency="EUR", columns=(("text", "Category"),)))
    kept, problems = keep_profile(DATA / "chase.csv", said, {"currency": "EUR"}, "chase abroad")
    assert problems == ()
    report, problems = import_path(book, DATA / "chase.csv", ImportOptions())
    assert problems == ()
    assert (report.profile, report.statement_sums) == ("chase-abroad", {"EUR": 40513})
    kept.unlink()
    report, _problems = import_path(book, DATA / "chase.csv", ImportOptions())
    assert (report.profile, report.statement_sums) == ("chase_card", {"USD": 40513})


@pytest.mark.parametrize(
    ("file", "name", "code"),
    [
        ("chase.csv", "", "profile_name"),
        ("chase.csv", "Alipay", "profile_name"),
        ("chase.csv", "-", "profile_name"),
        ("wellsfargo.csv", "wf", "profile_needs_header"),
        ("-", "x", "profile_needs_header"),
        ("nowhere.csv", "x", "file_missing"),
        ("hostile/h07_empty.csv", "x", "file_empty"),
    ],
)
def test_what_cannot_be_kept(file, name, code):
    path = file if file == "-" else DATA / file
    made, problems = keep_profile(path, ImportOptions(), {}, name)
    assert made is None
    assert problems[0].code == code


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "[[profile]]\nid = 3\n",
        "profile = 3\n",
        '[[profile]]\nid = "x"\nholds = "cats"\n',
        "x" * 70_000,
        "\x00",
    ],
)
def test_a_broken_file_of_ones_own_is_said_and_left(folder, book, text):
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text(text, "utf-8")
    own, problems = profiles.own_profiles()
    assert own == ()
    assert {each.code for each in problems} <= {"profile_unreadable"}
    report, wrong = import_path(book, DATA / "chase.csv", ImportOptions())
    assert (report.profile, wrong) == ("chase_card", ())


def test_a_named_profile_is_used_or_refused(book):
    path = DATA / "chase.csv"
    for name, code in (("nothing", "profile_not_found"), ("citi", "profile_does_not_fit")):
        report, problems = import_path(book, path, ImportOptions(profile=name))
        assert report is None
        assert [each.code for each in problems] == [code]
    report, _problems = import_path(book, path, ImportOptions(profile="Chase card"))
    assert report.profile == "chase_card"
    # Without a profile the purchases and the payments of a card cannot be told apart.
    report, problems = import_path(book, path, ImportOptions(profile="-", kind="payments"))
    assert (report, problems[0].code) == (None, "sign_mixed")


def test_whoever_maps_the_columns_reads_without_a_profile(book):
    read = ReadOptions(columns=(("note", "Description"),), sign="positive")
    report, _problems = import_path(book, DATA / "chase.csv", ImportOptions(kind="payments", read=read))
    assert report.profile == ""


def test_a_layout_of_no_origin_gives_way_and_becomes_ones_own(book, folder, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text("Date,Description,Debit,Credit,Balance\n01/15/2025,HARBOR,5.00,,950.00\n", "utf-8")
    assert import_path(book, path, ImportOptions())[0].profile == "bank_columns"
    kept, problems = keep_profile(path, ImportOptions(), {}, "Corner bank")
    assert (kept, problems) == (folder / "corner-bank.toml", ())
    (own,), _wrong = profiles.own_profiles()
    assert (own.fallback, own.rule, own.either_sign) == (False, "columns", True)
    report, problems = import_path(book, path, ImportOptions(kind="payments"))
    assert (report.profile, problems) == ("corner-bank", ())
    capital = tmp_path / "card.csv"
    capital.write_text(
        "Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n"
        "2025-03-14,2025-03-15,1234,SHOP,Dining,48.20,\n", "utf-8",
    )  # fmt: skip
    assert import_path(book, capital, ImportOptions())[0].profile == "capital_one"
