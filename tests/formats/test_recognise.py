"""Which profile a file is of: by the names of its columns, never by a part of them alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layouts_known import DATA, PROFILE_OF, SHIPPED

from tracker.formats.headers import Field
from tracker.formats.options import ReadOptions
from tracker.formats.recognise import as_profile, recognise
from tracker.formats.source import decode, open_source


def found(text, profiles=SHIPPED, **options):
    source, problems = decode(text.encode(), "x.csv")
    assert problems == ()
    return recognise(source, profiles, ReadOptions(**options))


@pytest.mark.parametrize(
    "text",
    [
        "date,description,amount\n2025-03-05,RENT,-850.00\n",
        "Date,Description,Amount\n03/04/2025,THAMES LOANS,-120.00\n",
        "name,balance,apr,min payment,due day\nCard,1.00,1,1,1\n",
        "日期,金额,贷款\n2025-03-05,1.00,花呗\n",
        "x;y\n1;2\n",
        "just one line of text\n",
    ],
)
def test_what_bears_no_marks_has_no_profile(text):
    assert found(text) == (None, ())


def test_two_profiles_that_fit_alike_are_asked():
    one = SHIPPED[0]
    header = ",".join(next(iter(sorted(mark))) for mark in one.marks)
    text = f"{header}\n" + ",".join("1" for _mark in one.marks) + "\n"
    assert found(text)[0].profile.id == one.id
    twin = replace(one, id="twin")
    chosen, problems = found(text, (*SHIPPED, twin))
    assert chosen is None
    assert [(each.code, each.ask, each.params) for each in problems] == [
        ("which_profile", True, {"choices": ", ".join(sorted([one.id, "twin"]))})
    ]
    chosen, problems = found(text, (*SHIPPED, replace(twin, own=True)))
    assert (chosen.profile.id, problems) == ("twin", ())


def test_a_simple_own_profile_takes_no_file_of_a_fuller_one():
    marks = (frozenset({"date"}), frozenset({"amount"}), frozenset({"description"}))
    own = replace(
        SHIPPED[0], id="simple", own=True, marks=marks, without=frozenset(), holds="payments", fields=(),
        read={"columns": "date=Date\namount=Amount"},
    )  # fmt: skip
    source, _problems = open_source(DATA / "amex.csv")
    assert recognise(source, (own, *SHIPPED), ReadOptions())[0].profile.id == "amex_us"
    assert found("Date,Description,Amount\n2025-03-04,X,1\n", (own, *SHIPPED))[0].profile.id == "simple"


def test_a_named_profile_needs_its_columns_only():
    amex = next(each for each in SHIPPED if each.id == "amex_us")
    source, _problems = decode(b"Date,Description,Amount\n03/14/2025,SHOP,4.50\n", "x.csv")
    assert recognise(source, SHIPPED, ReadOptions()) == (None, ())
    assert as_profile(source, amex, ReadOptions()).line == 1
    source, _problems = decode(b"a,b\n1,2\n", "x.csv")
    assert as_profile(source, amex, ReadOptions()) is None


def test_a_file_without_header_is_told_by_its_cells():
    source, _problems = open_source(DATA / "wellsfargo.csv")
    chosen = recognise(source, SHIPPED, ReadOptions())[0]
    assert (chosen.profile.id, chosen.line) == ("wells_fargo", 0)
    assert found('"03/14/2025","-42.10","x","","SHOP"\n') == (None, ())


def test_what_a_person_said_wins_over_what_a_profile_knows():
    chosen, _problems = found("Date,Description,Amount,Running Bal.\n03/04/2025,X,1.00,1.00\n")
    said = ReadOptions(date_order="dmy", header_line=3, columns=(("amount", "Running Bal."),))
    options = chosen.options(said)
    assert (options.date_order, options.header_line, options.columns) == ("dmy", 3, said.columns)
    kept = replace(
        chosen.profile, read={"date_format": "dmy", "currency": "EUR", "columns": "text=Description"}
    )
    options = replace(chosen, profile=kept).options(ReadOptions(currency="GBP"))
    assert (options.date_order, options.currency, options.columns) == (
        "dmy",
        "GBP",
        (("text", "Description"),),
    )


def test_every_sample_of_a_statement_has_one_profile():
    for name, profile in PROFILE_OF.items():
        source, _problems = open_source(DATA / name)
        chosen, problems = recognise(source, SHIPPED, ReadOptions())
        assert (chosen.profile.id, problems) == (profile, ())
        assert chosen.names or not chosen.line


def test_fields_of_profiles_are_known_keys():
    for profile in SHIPPED:
        keys = [each.key for each in profile.layout.fields]
        assert len(keys) == len(set(keys))
        assert all(isinstance(each, Field) for each in profile.fields)
