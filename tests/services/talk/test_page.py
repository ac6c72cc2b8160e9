"""The loans by what comes next, and one loan's whole case."""

from __future__ import annotations

from datetime import datetime, timedelta

from lived import TODAY, add

from tracker.services.loan.change import close_loan
from tracker.services.loan.timeline import loan_timeline
from tracker.services.talk.forms import save_form, warnings
from tracker.services.talk.page import talk_case, talk_rows

NOON = datetime.combine(TODAY, datetime.min.time().replace(hour=12))


def day(days):
    return (TODAY + timedelta(days=days)).isoformat()


def keep(book, form, number, **fields):
    done, problems = save_form(book, form, number, fields)
    assert done is not None, problems
    return done.ids[0]


def loan_of(book, name):
    return add(book, name=name, lender=name)


def test_answers_come_before_oral_words_before_follow_ups_before_quiet_loans(book):
    quiet, promised, asked, oral, court = (loan_of(book, each) for each in ("q", "p", "f", "o", "c"))
    keep(book, "promise", promised.id, what="pay", on=day(-1), due=day(1))
    sent = keep(book, "talk", asked.id, aim="less a month", on=day(-3))
    keep(book, "step", sent, state="sent", on=day(-2), next=day(-1))
    agreed = keep(book, "talk", oral.id, aim="one month more", on=day(-3))
    keep(book, "step", agreed, state="agreed_orally", on=day(-2))
    keep(book, "stage", court.id, kind="court", on=day(-2), answer_by=day(20))
    rows = talk_rows(book)
    assert [(each.loan.loan_id, each.act, each.severity) for each in rows] == [
        (court.id, "answer", "!"), (oral.id, "writing", "!"), (asked.id, "follow_up", "!!"),
        (promised.id, "promise", "!"), (quiet.id, "nothing", ""),
    ]  # fmt: skip


def test_talks_that_are_in_force_ask_for_nothing_more(book):
    loan = loan_of(book, "a")
    talk = keep(book, "talk", loan.id, aim="one month more", on=day(-3))
    assert talk_rows(book)[0].act == "draft"
    keep(book, "step", talk, state="confirmed", on=day(-2), proof="their letter")
    keep(book, "step", talk, state="active", on=day(-2), proof="their letter")
    assert talk_rows(book)[0].act == "nothing"


def test_a_closed_loan_stays_on_the_list_until_its_paper_is_done(book):
    loan = loan_of(book, "closed")
    close_loan(book, loan.id, TODAY - timedelta(days=30))
    assert [each.loan.loan_id for each in talk_rows(book)] == [loan.id]
    assert talk_case(book, loan.id, NOON) is not None
    assert talk_case(book, 999, NOON) is None


def test_the_case_has_everything_and_the_story_tells_it(book):
    loan = loan_of(book, "told")
    keep(book, "contact", loan.id, on=day(-1), time="22:30", summary="loud")
    keep(book, "talk", loan.id, aim="one month more", on=day(-1))
    keep(book, "promise", loan.id, what="pay", on=day(-1), due=day(3))
    keep(book, "stage", loan.id, kind="letter", on=day(-2), holder="Hua", claimed="2100")
    keep(book, "channel", loan.id, kind="phone", value="95188", hours="9:00-18:00")
    case = talk_case(book, loan.id, NOON)
    assert case is not None
    assert case.talk is not None
    assert (len(case.contacts), len(case.promises), len(case.stages), len(case.channels)) == (1, 1, 1, 1)
    assert case.reach is not None
    assert case.reach.at == NOON
    story = loan_timeline(book, loan.id)
    assert story is not None
    told = {each.kind: each.note for each in story.rows}
    assert told["contact"] == "loud"
    assert told["stage"] == "Hua"
    assert {"talk", "promise"} <= set(told)


def test_a_form_about_what_is_gone_says_so(book):
    assert save_form(book, "contact", 99, {"time": "9:00"})[1][0].code == "gone"
    assert save_form(book, "step", 99, {"state": "sent"})[1][0].code == "gone"
    assert save_form(book, "collect", 99, {})[1][0].code == "gone"


def test_a_promise_says_what_it_may_restart_on_the_day_as_typed(book):
    assert warnings(book, "promise", "today")
    assert warnings(book, "promise", "1999-01-01") == ()
