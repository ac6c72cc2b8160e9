"""A command line is named, or in the dashboard the keys that do the same."""

from __future__ import annotations

from tracker.locale.doing import done_by, use_keys_of


def test_the_command_line_unless_keys_do_it() -> None:
    assert done_by("loan.pay", "debt pay 1") == "debt pay 1"
    use_keys_of(lambda thing: "p" if thing == "loan.pay" else "")
    try:
        assert done_by("loan.pay", "debt pay 1") == "p"
        assert done_by("something.else", "debt doctor") == "debt doctor"
    finally:
        use_keys_of(None)
