"""`debt talk hardship` from the first word to the trash and back."""

from __future__ import annotations


def test_hardship_with_its_papers(debt) -> None:
    assert debt("talk", "hardship", "add", "job_loss", "--since", "2026-10-15", "--dry-run").code == 0
    assert debt("talk", "hardship", "list", "--json").json["data"] == []
    assert debt("talk", "hardship", "add", "job_loss", "--since", "2026-10-15").code == 0
    assert debt("talk", "hardship", "paper", "1", "1", "--evidence", "1").code == 0
    assert debt("talk", "hardship", "paper", "1", "2", "--sent", "2026-11-20").code == 0
    shown = debt("talk", "hardship", "list", "jiebei").out
    assert "loss of work" in shown
    assert "1/3" in shown
    assert "end of employment certificate" in shown
    assert "#1" in shown
    (row,) = debt("talk", "hardship", "list", "--json").json["data"]
    assert [each["state"] for each in row["papers"]] == ["have", "sent", "missing"]
    zh = debt("talk", "hardship", "list", "--lang", "zh_CN").out
    assert "失业" in zh
    assert debt("talk", "hardship", "paper", "1", "3", "--remove").code == 0
    assert debt("talk", "hardship", "edit", "1", "--ended", "2026-11-20").code == 0
    assert debt("talk", "hardship", "list", "--json").json["data"] == []
    assert debt("talk", "hardship", "rm", "1").code == 0
    assert debt("talk", "hardship", "restore", "1").code == 0
    assert "ended 2026-11-20" in debt("talk", "hardship", "list", "--all").out
