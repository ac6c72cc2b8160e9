import pytest

from tracker.domain.loan.facts import Method
from tracker.domain.typed.method import method_named, parse_method


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("等额本息", Method.LEVEL_PAYMENT),
        ("Credit Card", Method.REVOLVING),
        ("interest-only", Method.INTEREST_ONLY),
    ]
    + [(method.value, method) for method in Method]
    + [("按月付息，到期还本", Method.INTEREST_ONLY)],
)
def test_names_of_methods(text, method):
    assert parse_method(text) == (method, ())


def test_an_unknown_method_names_the_choices():
    value, problems = parse_method("whenever")
    assert value is None
    assert "bullet" in problems[0].params["choices"]
    assert method_named("Student loan") is None
    assert parse_method(" ")[1][0].code == "required"
