"""The catalogue is complete, current and compiled."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tracker import locale

_HERE = Path(__file__).parent


def _update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_catalogue", _HERE / "update_catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


update = _update()


def _key(message: object) -> str:
    return str(message[0] if isinstance(message, tuple) else message)


def test_every_string_of_the_code_is_translated() -> None:
    stored = {_key(entry.id): entry for entry in update.stored() if entry.id}
    wanted = {_key(entry.id) for entry in update.extracted() if entry.id}
    missing = sorted(key for key in wanted if key not in stored)
    empty = sorted(key for key, entry in stored.items() if not update.said(entry))
    assert not missing, "run tests/locale/update_catalogue.py and translate"
    assert not empty
    assert not [key for key, entry in stored.items() if entry.fuzzy]


def test_strings_inside_f_strings_are_found() -> None:
    assert list(update._inside_f_strings("f\"x {_('one')} {_('two')}\"; _('three')")) == ["one", "two"]


def test_no_translation_is_left_over() -> None:
    wanted = {_key(entry.id) for entry in update.extracted() if entry.id}
    assert not sorted({_key(entry.id) for entry in update.stored() if entry.id} - wanted)


def test_translations_keep_their_placeholders() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)", text))

    for entry in update.stored():
        originals = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        for text in update.said(entry):
            if entry.id:
                allowed = set().union(*map(names, originals))
                assert names(text) <= allowed, entry.id
                assert names(originals[-1]) == names(text) or isinstance(entry.id, tuple), entry.id


def test_the_compiled_file_is_the_catalogue() -> None:
    assert update.MO.read_bytes() == update.compiled(update.stored())


def test_plural_and_singular_are_both_found() -> None:
    assert locale.use("en") == "en"
    assert locale.ngettext("{n} row", "{n} rows", 1) == "{n} row"
    assert locale.ngettext("{n} row", "{n} rows", 2) == "{n} rows"


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh-Hans", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_auto_asks_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chosen: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    try:
        assert locale.use("auto") == chosen
        assert locale.language() == chosen
    finally:
        locale.use("en")


def test_english_needs_no_gettext() -> None:
    code = (
        "import sys; from tracker import locale; locale.use('en'); locale._('x');"
        "sys.exit('gettext' in sys.modules or 'babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
