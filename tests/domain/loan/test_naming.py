import pytest

from tracker.domain.loan.facts import Method
from tracker.domain.loan.naming import method_of


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("花呗", Method.REVOLVING), ("我的花呗", Method.REVOLVING), ("招行信用卡", Method.REVOLVING),
        ("CMB card", Method.REVOLVING), ("Credit Card 1234", Method.REVOLVING), ("Huabei", Method.REVOLVING),
        ("京东白条", Method.REVOLVING), ("借呗", Method.LEVEL_PAYMENT), ("房贷", Method.LEVEL_PAYMENT),
        ("微粒贷", Method.LEVEL_PAYMENT), ("Uncle", None), ("Discard", None), ("", None),
        ("cardiology", None),
    ],
)  # fmt: skip
def test_names_that_everybody_knows(name, method):
    assert method_of(name) == method
