"""Which header names mean which field, in loan lists and in lists of payments."""

from __future__ import annotations

import re

from tracker.formats.headers import Layout, read_fields

# One field of ours a paragraph, the surest header name first; a name may serve several fields, and
# a column goes to the first that wants it.
LOANS = Layout(
    "loans",
    read_fields(
        """
name: name, loan name, debt name, card name, account name, loan, debt, description, card, account,
    creditor, lender, title, item, 名称, 贷款名称, 借款名称, 债务名称, 账户名称, 产品名称, 卡片名称,
    借贷名称, 贷款, 借款, 债务, 产品, 项目, 信用卡, 卡片, 账户, 平台, 借贷平台, 平台名称, 机构,
    贷款机构, 银行
lender: lender, creditor, bank, issuer, servicer, lender name, institution, company, 贷款机构, 出借人,
    债权人, 贷款人, 放款机构, 机构, 机构名称, 银行, 发卡行, 平台, 出借方
balance: balance, current balance, outstanding balance, remaining balance, balance owed, amount owed,
    outstanding, remaining, owed, principal balance, outstanding principal, total owed, debt amount,
    amount, 余额, 当前余额, 未还余额, 剩余本金, 未还本金, 待还本金, 剩余金额, 待还金额, 待还, 欠款余额,
    欠款金额, 欠款, 剩余待还, 剩余应还, 未还金额, 贷款余额, 金额
principal: principal, original principal, original balance, original amount, loan amount,
    amount borrowed, principal amount, borrowed, 本金, 贷款本金, 借款本金, 贷款金额, 借款金额, 原始本金,
    贷款总额, 借款总额, 合同金额
rate: apr, interest rate, rate, annual rate, annual percentage rate, nominal rate, annual interest rate,
    yearly rate, int rate, interest rate apr, 年利率, 年化利率, 年化, 利率, 贷款利率, 年化率
rate_month: monthly rate, monthly interest rate, rate per month, 月利率, 月息
rate_day: daily rate, daily interest rate, rate per day, 日利率, 日息
rate_per: rate period, interest period, rate per, 利率周期, 计息周期
fee_rate: fee rate, fee per period, monthly fee rate, 手续费率, 每期手续费率, 分期手续费率
minimum: min payment, minimum payment, minimum, min, min pmt, minimum due, min due, minimum payment due,
    minimum monthly payment, min monthly payment, 最低还款额, 最低还款, 最低应还, 最低应还款额, 最低
payment: payment, monthly payment, instalment, installment, monthly instalment, monthly installment,
    regular payment, emi, payment amount, 月供, 每月还款, 每月还款额, 每期还款, 每期还款额, 月还款,
    月还款额, 每期应还, 每月应还, 还款额
first_due: first due, first due date, first due on, first payment date, 首次还款日, 首期还款日,
    首个还款日
due: due day, due, due date, next due date, next due, next due on, payment due date, payment due,
    due on, next payment date, next payment, payment day, day due, payment date, 还款日, 每月还款日,
    下次还款日, 下期还款日, 还款日期, 应还日期, 到期还款日, 最后还款日, 最迟还款日
limit: credit limit, limit, credit line, 额度, 信用额度, 授信额度, 总额度
method: method, repayment method, repayment type, 还款方式, 还款方法
type: type, debt type, loan type, kind, category, account type, 类型, 贷款类型, 类别, 种类
currency: currency, ccy, currency code, 币种, 货币, 币别
opened: opened, opened on, open date, date opened, start date, started, origination date, 借款日期,
    放款日期, 放款日, 借款日, 开户日期, 起始日期, 开始日期, 起息日
periods: periods, number of payments, instalments, installments, term, loan term, terms, months,
    number of instalments, 期数, 总期数, 分期数, 分期期数, 贷款期限, 期限
statement_day: statement day, statement date, closing day, closing date, 账单日, 出账日
pay_from: pay from, paid from, funding account, from account, 扣款账户, 还款账户, 扣款卡
note: note, notes, memo, comment, comments, remark, remarks, 备注, 说明, 注释
"""
    ),
    needs=(("name",), ("balance", "principal")),
)

PAYMENTS = Layout(
    "payments",
    read_fields(
        """
date: date, paid on, payment date, date paid, paid, transaction date, posting date, posted date,
    post date, 日期, 还款日期, 还款时间, 付款日期, 付款时间, 支付时间, 交易日期, 交易时间, 交易日
posted_on: posted on, posted, posted date, post date, posting date, booking date, value date, 入账日期,
    入账日, 记账日期, 记账日
amount: amount, payment amount, amount paid, paid amount, payment, transaction amount, sum, 金额,
    还款金额, 付款金额, 支付金额, 交易金额, 还款额
loan: loan, loan name, loan id, debt, debt name, lender, creditor, card name, payee, 贷款, 贷款名称,
    借款, 借款名称, 债务, 债务名称, 平台, 贷款机构, 机构, 交易对方, 收款方
state: state, status, payment status, 状态, 交易状态, 当前状态, 还款状态
account: account, from account, paid from, pay from, funding account, 付款账户, 付款方式, 支付方式,
    扣款账户, 还款账户, 账户, 收/付款方式
currency: currency, ccy, currency code, 币种, 货币, 币别
ref: ref, reference, reference number, transaction id, payment id, confirmation number, order id, id,
    流水号, 交易流水号, 交易单号, 交易订单号, 参考号, 凭证号
note: note, notes, memo, description, details, comment, comments, remark, 备注, 说明, 摘要, 交易说明,
    商品说明, 交易摘要
direction: 收/支, 收支, 借贷标志, 借/贷, direction, debit/credit, transaction type, credit/debit, dr/cr,
    debit, credit, 支出, 收入
"""
    ),
    needs=(("date",), ("amount",)),
)

_STATEMENTS = """
交易分类 交易创建时间 交易号 交易地金额 交易场所 交易对方 交易摘要 交易时间 交易类型 交易订单号
卡号末四位 商品名称 商品说明 商家订单号 商户单号 对方账号 当前状态 收/支 记账日 资金状态
"""  # headers of Chinese bank and wallet exports, which come in GB18030
_HAN = re.compile("[\u4e00-\u9fff]")
_CHINESE = frozenset(_STATEMENTS.split()) | {
    name for layout in (LOANS, PAYMENTS) for each in layout.fields for name in each.names if _HAN.search(name)
}


_ACCENTED = """
währung empfänger auftraggeber/empfänger auftraggeber/begünstigter gläubiger-id zahlungsempfänger
begünstigter/zahlungspflichtiger begünstigter buchungsschlüssel umsatz in währung gläubiger
débit crédit libellé bénéficiaire référence descripción número operación
"""  # headers of western European banks that show their encoding
_LATIN = frozenset(_ACCENTED.split())


def is_latin_header(name: str) -> bool:
    """Whether a folded header name is a known one with an accented letter."""
    return not name.isascii() and (name in _LATIN or name.replace(" ", "") in _LATIN)


def is_chinese_header(name: str) -> bool:
    """Whether a folded header name is one of the Chinese ones files are known to have."""
    return name in _CHINESE
