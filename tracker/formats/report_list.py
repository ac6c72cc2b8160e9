"""A credit report as a list: one row for each account, and for each enquiry, as the template has them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal
from tracker.formats.headers import Layout, read_fields
from tracker.formats.options import ReadOptions
from tracker.formats.source import Source
from tracker.formats.table import Table, find_table, records
from tracker.formats.tally import Tally

MOST_ROWS = 5_000
"""No report of one person is longer; a file that is was meant for something else."""

COLUMNS = (
    "row", "lender", "tail", "kind", "status", "currency", "balance", "overdue", "worst", "opened", "closed",
    "asked", "remark",
)  # fmt: skip

REPORTS = Layout(
    "reports",
    read_fields(
        """
lender: lender, creditor, institution, company, who, name, 机构, 机构名称, 债权人, 贷款机构, 发卡机构,
    管理机构, 查询机构, 银行, 名称
row: row, line, section, 行, 类别, 栏目
tail: tail, account tail, account number, account, last four, 尾号, 账号尾号, 卡号末四位, 账号
kind: kind, type, account type, 种类, 账户类型, 业务种类, 类型
status: status, state, account status, 状态, 账户状态
currency: currency, ccy, 币种, 货币
balance: balance, current balance, 余额, 当前余额, 已用额度
overdue: overdue, overdue amount, past due, amount past due, 逾期金额, 当前逾期金额, 当前逾期总额
worst: worst, worst status, payment status, 最差状态, 最差还款状态, 还款状态
opened: opened, opened on, date opened, 开立日期, 开户日期, 发放日期
closed: closed, closed on, date closed, 关闭日期, 结清日期, 销户日期
asked: asked, asked on, enquiry date, inquiry date, date, 查询日期
remark: remark, remarks, why, reason, purpose, note, 备注, 说明, 查询原因
"""
    ),
    needs=(("lender",),),
)

_ENQUIRY = frozenset({"enquiry", "inquiry", "query", "查询", "查询记录"})
_ACCOUNT = frozenset({"", "account", "entry", "loan", "账户", "信贷", "记录"})

_WORDS = {
    "贷款": "loan", "信用卡": "card", "贷记卡": "card", "准贷记卡": "card", "循环贷": "line",
    "房贷": "mortgage",
    "住房贷款": "mortgage", "车贷": "car", "助学贷款": "student", "花呗": "bnpl", "催收": "collection",
    "公共记录": "public_record", "担保": "guarantee", "其他": "other", "credit card": "card",
    "正常": "normal", "逾期": "overdue", "呆账": "charged_off", "核销": "charged_off", "结清": "settled",
    "已结清": "settled", "销户": "closed", "已销户": "closed", "关闭": "closed", "未知": "unknown",
    "异议中": "disputed", "打折结清": "settled_for_less", "ok": "normal", "current": "normal",
    "late": "overdue", "past due": "overdue", "charge-off": "charged_off", "charge off": "charged_off",
    "default": "charged_off", "paid": "settled", "open": "normal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: its line, whether it is an enquiry, its cells by field as they were written."""

    line: int
    is_enquiry: bool
    cells: dict[str, str]


def read_report_rows(source: Source) -> Checked[tuple[Table, tuple[ReportRow, ...]]]:
    """The rows of a report; every problem with its line where there is one."""
    table, problems = find_table(source, REPORTS, ReadOptions())
    if table is None:
        return None, problems
    tally, rows = Tally(), list[ReportRow]()
    wrong: list[Problem] = []
    for line, cells in records(table, tally, table.columns["lender"]):
        if len(rows) == MOST_ROWS:
            tally.fatal.append(
                Problem(code="too_many_report_rows", field="file", params={"limit": str(MOST_ROWS)})
            )
            break
        found = {key: cells[at].strip() for key, at in table.columns.items()}
        sort = normal(found.pop("row", ""))
        if sort not in _ENQUIRY and sort not in _ACCOUNT:
            column = table.name_of("row")
            params = {"accepted": "account, enquiry"}
            wrong.append(
                Problem(code="not_a_choice", field="row", value=sort, line=line, column=column, params=params)
            )
            continue
        rows.append(
            ReportRow(line, sort in _ENQUIRY, {key: plain_word(key, text) for key, text in found.items()})
        )
    faults = (*tally.fatal, *tally.rejected, *wrong)
    return (None, faults) if faults else ((table, tuple(rows)), ())


def plain_word(key: str, text: str) -> str:
    """A kind or standing as files and people write it, by its own word."""
    return _WORDS.get(normal(text), text) if key in ("kind", "status") else text


def template() -> str:
    """The columns with an account and an enquiry as an example."""
    return "\n".join((
        ",".join(COLUMNS),
        "account,CMB,1234,card,overdue,CNY,5230.00,310.00,1,2021-05-03,,,",
        "enquiry,MYbank,,,,,,,,,,2026-10-03,loan approval",
        "",
    ))  # fmt: skip
