"""Channels: real servers get the message once, a failure keeps it, secrets stay where they belong."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import date, time
from email import message_from_string
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from lived import add, pay
from servers import http_server, mail_server

from tracker.services.alert import list_sent, run_alerts
from tracker.services.alert_rules import list_channels, try_channel
from tracker.services.channel import (
    Channel,
    ChannelFileError,
    Kind,
    add_channel,
    masked,
    read_channels,
    remove_channel,
    send,
)

DAY = date(2026, 11, 23)
SECRET = "s3cr3t-t0ken-of-the-person"


@pytest.fixture
def web():
    with http_server() as taken:
        yield taken


@pytest.fixture
def mail():
    with mail_server() as taken:
        yield taken


def web_channel(web, name="web"):
    return Channel(name=name, kind=Kind.URL, value=f"json://127.0.0.1:{web.port}/{SECRET}")


def run_on(book, day, **options):
    book.today = day
    return run_alerts(book, **options)


def test_one_message_goes_to_a_web_server_once(book, web):
    add(book, "Jiebei", due_day="24")
    add(book, "Huabei", due_day="24")
    channel = web_channel(web)
    run = run_on(book, DAY, channels=[channel], details=True)
    assert (run.sent, run.failed) == (2, 0)
    (post,) = web.posts
    assert post["title"] == "2 reminders"
    assert "Jiebei" in post["message"]
    assert "Huabei" in post["message"]
    assert run_on(book, DAY, channels=[channel]).alerts == ()
    assert len(web.posts) == 1
    assert {each.channel for each in list_sent(book)} == {"web"}


def test_a_mail_arrives_and_tells_no_name_unless_asked(book, mail):
    add(book, "Jiebei 借呗", due_day="24", lender="MYbank")
    address = f"mailto://127.0.0.1:{mail.port}?from=me@example.org&to=me@example.org&mode=insecure"
    channel = Channel(name="mail", kind=Kind.URL, value=address)
    assert run_on(book, DAY, channels=[channel]).sent == 1
    (text,) = mail.mails
    parsed = message_from_string(text)
    assert "1 reminder" in str(make_header(decode_header(parsed["Subject"])))
    body = "".join(
        part.get_payload(decode=True).decode() for part in parsed.walk() if not part.is_multipart()
    )
    assert "2026-11-24" in body
    assert "Jiebei" not in text + body
    assert "借呗" not in body
    assert "¥" not in body


def test_what_a_server_refuses_is_kept_and_sent_by_the_next_run(book, web):
    add(book, "Jiebei", due_day="24")
    channel = web_channel(web)
    web.status = 500
    run = run_on(book, DAY, channels=[channel])
    assert (run.sent, run.failed, run.failures) == (0, 1, (("web", "not_delivered"),))
    (kept,) = list_sent(book)
    assert (kept.state, kept.attempts) == ("failed", 1)
    assert "2026-11-24" in kept.message
    web.status = 200
    assert run_on(book, DAY, channels=[channel]).sent == 1
    assert len(web.posts) == 1
    assert (list_sent(book)[0].state, list_sent(book)[0].attempts) == ("sent", 2)


def test_one_channel_that_fails_does_not_keep_the_other(book, web):
    add(book, "Jiebei", due_day="24")
    dead = Channel(name="dead", kind=Kind.PIPE, value="exit 3")
    channels = [dead, web_channel(web)]
    for _run in range(2):
        run = run_on(book, DAY, channels=channels)
        assert run.failures == (("dead", "program_failed"),)
    assert len(web.posts) == 1


def test_a_kept_message_is_let_go_once_it_is_paid(book, web):
    loan = add(book, "Jiebei", due_day="24")
    web.status = 500
    run_on(book, DAY, channels=[web_channel(web)])
    (open_minor,) = book.conn.execute("select open_minor from due order by due_on").fetchone()
    pay(book, loan, open_minor, DAY)
    web.status = 200
    assert run_on(book, DAY, channels=[web_channel(web)]).alerts == ()
    assert web.posts == []
    assert list_sent(book) == ()


def test_a_server_that_never_answers_is_given_up(web):
    web.stall = threading.Event()
    try:
        assert send(web_channel(web), "t", "b", seconds=3) in ("too_long", "not_delivered")
    finally:
        web.stall.set()


def test_a_program_that_never_ends_is_ended_with_its_children(tmp_path):
    fifo = tmp_path / "held"
    os.mkfifo(fifo)
    ended = threading.Thread(target=fifo.read_bytes, daemon=True)
    ended.start()
    stuck = Channel(name="stuck", kind=Kind.PIPE, value=f"sleep 600 > {fifo} & wait")
    assert send(stuck, "t", "b", seconds=3) == "too_long"
    ended.join(60)
    assert not ended.is_alive(), "whoever writes to the pipe is still there"


PROGRAM = """
import sys
from datetime import date, datetime, UTC
from pathlib import Path
from tracker.services.alert import run_alerts
from tracker.services.book import open_book
from tracker.services.channel import Channel, Kind
channel = Channel(name="pipe", kind=Kind.PIPE, value=sys.argv[2])
with open_book(Path(sys.argv[1]), today=date(2026, 11, 23),
               clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)) as book:
    run_alerts(book, channels=[channel])
"""


def test_a_run_killed_between_sending_and_confirming_repeats_once_and_loses_nothing(book, path, tmp_path):
    for number in range(3):
        add(book, f"Loan {number}", due_day="24")
    book.close()
    got = tmp_path / "got"
    deadly = f"cat >> {got}; echo == >> {got}; kill -9 $PPID"

    def run(command):
        return subprocess.run([sys.executable, "-c", PROGRAM, str(path), command], timeout=120).returncode

    assert run(deadly) == -signal.SIGKILL
    assert run(f"cat >> {got}; echo == >> {got}") == 0
    assert run(f"cat >> {got}; echo == >> {got}") == 0
    first, second, rest = got.read_text().split("==\n")
    assert rest == ""
    assert first.count("2026-11-24") == second.count("2026-11-24") == 3
    assert "may be a repeat" in second
    assert "may be a repeat" not in first


def test_quiet_hours_and_the_daily_cap_hold_a_message_back_and_lose_nothing(book, web):
    from tracker.services.alert_rules import set_daily_cap, set_quiet_hours

    channel = web_channel(web)
    add(book, "Jiebei", due_day="24")
    assert set_quiet_hours(book, "22:00-08:00")[0]
    assert set_daily_cap(book, "1")[0]
    run = run_on(book, DAY, channels=[channel], now=time(23, 30))
    assert (run.sent, run.skipped, run.held, web.posts) == (0, 1, "quiet_hours", [])
    assert run_on(book, DAY, channels=[channel], now=time(8, 0)).sent == 1
    add(book, "Huabei", due_day="24")
    run = run_on(book, DAY, channels=[channel], now=time(9, 0))
    assert (run.sent, run.skipped, run.held) == (0, 1, "daily_cap")
    assert run_on(book, date(2026, 11, 24), channels=[channel], now=time(9, 0)).sent == 2
    assert len(web.posts) == 2


def test_the_file_of_channels_is_private_and_keeps_what_it_is_given(tmp_path):
    path = str(tmp_path / "config" / "channels.toml")
    url = f"json://127.0.0.1:1/{SECRET}"
    assert add_channel(path, "phone", Kind.URL, url)[0]
    assert add_channel(path, "desk", Kind.PIPE, "cat > /dev/null")[0]
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "config").stat().st_mode) == 0o700
    assert [(each.name, each.kind.value, each.value) for each in read_channels(path)] == [
        ("phone", "url", url),
        ("desk", "pipe", "cat > /dev/null"),
    ]
    assert remove_channel(path, "phone")[0]
    assert [each.name for each in read_channels(path)] == ["desk"]


@pytest.mark.parametrize(
    ("name", "kind", "value", "code"),
    [
        ("stdout", Kind.PIPE, "cat", "channel_name"),
        ("a b", Kind.PIPE, "cat", "channel_name"),
        ("", Kind.PIPE, "cat", "channel_name"),
        ("x", Kind.PIPE, " ", "required"),
        ("x", Kind.URL, "no address", "channel_address"),
        ("taken", Kind.PIPE, "cat", "name_taken"),
    ],
)
def test_a_channel_of_no_use_is_refused(tmp_path, name, kind, value, code):
    path = str(tmp_path / "channels.toml")
    add_channel(path, "taken", Kind.PIPE, "cat")
    channel, (problem,) = add_channel(path, name, kind, value)
    assert (channel, problem.code) == (None, code)
    assert len(read_channels(path)) == 1


def test_an_address_comes_from_a_private_file_or_a_command(tmp_path, web):
    secret = tmp_path / "secret"
    secret.write_text(web_channel(web).value + "\n")
    secret.chmod(0o644)
    path = str(tmp_path / "channels.toml")
    _none, (problem,) = add_channel(path, "file", Kind.FILE, str(secret))
    assert problem.code == "file_not_private"
    secret.chmod(0o600)
    by_file, _ = add_channel(path, "file", Kind.FILE, str(secret))
    by_command = Channel(name="command", kind=Kind.COMMAND, value=f"cat {secret}")
    assert [send(each, "t", "b") for each in (by_file, by_command)] == ["", ""]
    assert len(web.posts) == 2
    secret.unlink()
    assert [send(each, "t", "b") for each in (by_file, by_command)] == ["no_secret", "no_secret"]


def test_no_secret_is_shown_or_kept_in_the_book(book, path, web, capfd):
    channel = web_channel(web)
    add(book, "Jiebei", due_day="24")
    for status in (500, 200):
        web.status = status
        run_on(book, DAY, channels=[channel])
        try_channel(book, channel)
    (row,) = list_channels(book, [channel])
    assert (row.name, row.state) == ("web", "ok")
    told = "".join(capfd.readouterr()) + repr(channel) + repr(row) + masked(channel)
    assert SECRET not in told
    book.close()
    assert SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize("url", ["mailto://me:pw@example.org", "ntfy://ab", "tgram://123:abc/42"])
def test_of_an_address_only_its_kind_is_sure_to_be_shown(url):
    shown = masked(Channel(name="x", kind=Kind.URL, value=url))
    assert shown.startswith(url.split(":")[0])
    assert not any(part in shown for part in ("pw", "abc", "ab", "me@"))


@pytest.mark.parametrize(
    "text", ["[x]\nurl = 1\n", "[x]\n", "x = 1\n", "[x\n", '[stdout]\nurl = "a://b"\n', "\xff"]
)
def test_a_file_of_channels_that_is_broken_is_told_without_its_text(tmp_path, text):
    path = tmp_path / "channels.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ChannelFileError) as failure:
        read_channels(str(path))
    assert "a://b" not in str(failure.value)
