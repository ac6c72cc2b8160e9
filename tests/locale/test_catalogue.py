"""The catalogue is complete, current and compiled."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
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


_CHINESE = "\u4e00-\u9fff"
_TYPED = {
    "Show some loans only: text, or status: type: lender: apr> balance< due<7d overdue.",
    "status: type: lender: apr> balance< due<7d",
}
"""What is typed as it stands there."""

_SHORTENED = {"No.", "Rule no.", "Evidence no."}

_ONE_WORD = {
    "您": "你",
    "贷方": "出借人",
    "放款方": "出借人",
    "贷款方": "出借人",
    "贷款机构": "出借人",
    "迟还": "逾期",
    "征信修复": "信用修复",
    "征信报告": "信用报告",
    "征信记录": "信用记录",
    "授信额度": "信用额度",
    "画面": "页面",
    "看板": "仪表板",
    "主题": "配色",
    "取回": "恢复",
    "民间借款": "私人借款",
    "帐": "账",
    "盼望": "指望",
    "预留": "保留额",
    "出厂": "默认",
    "不给则": "不写则",
    "不给就": "不写则",
    "不写就": "不写则",
    "不给出时": "不写则",
    "没给出": "没写",
    "新增": "添加",
    "自动还款": "自动扣款",
    "打印那一行": "输出那一行",
    "寄信": "发邮件",
    "移走": "删除",
}
"""Second words for one thing, each with the word that is said everywhere."""


def _said() -> Iterator[tuple[str, str]]:
    for entry in update.stored():
        for text in update.said(entry) if entry.id else ():
            yield _key(entry.id), text


def test_chinese_has_chinese_marks() -> None:
    ascii_mark = re.compile(rf"[{_CHINESE}”）][,.;:?!](?!\w)|[{_CHINESE}]\(|\)[{_CHINESE}]")
    assert not [text for key, text in _said() if key not in _TYPED and ascii_mark.search(text)]


def test_a_sentence_ends_as_the_english_one_does() -> None:
    for key, text in _said():
        if re.search(rf"[{_CHINESE}]", text) and re.search(r"[a-z)}]\.$", key) and key not in _SHORTENED:
            assert text.endswith(("。", "？", "……")), key


def test_one_thing_has_one_word() -> None:
    wrong = {text: right for _key_of, text in _said() for word, right in _ONE_WORD.items() if word in text}
    assert not wrong
