"""OpenReview's hits: only what was accepted counts, in the shapes in which its search answers."""

from __future__ import annotations

from typing import Any

import pytest

from kyutai_bib.enrich.answer import Answer, BadAnswer, Question
from kyutai_bib.enrich.openreview import OpenReview
from kyutai_bib.model.kind import Kind

QUESTION = Question("p", title="A Title: of things", families=frozenset({"doe", "bell"}))


def note(venueid: str, venue: str, **more: Any) -> dict[str, Any]:
    """As API 2 has it: every value of `content` in an object of its own."""
    content = {
        "title": {"value": "A Title: of Things"},
        "authors": {"value": ["Jane Doe", "Ann Bell"]},
        "authorids": {"value": ["~Jane_Doe1", "~Ann_Bell1"]},
        "venue": {"value": venue},
        "venueid": {"value": venueid},
        "pdf": {"value": "/pdf/0123456789.pdf"},
        "_bibtex": {"value": "@inproceedings{}"},
    }
    return {
        "id": "MFrJ3NzA5H",
        "forum": "MFrJ3NzA5H",
        "version": 2,
        "domain": venueid,
        "invitations": [f"{venueid}/-/Submission"],
        "cdate": 1_758_000_000_000,
        "tcdate": 1_758_000_000_000,
        "pdate": 1_769_000_000_000,
        "content": content | more,
    }


def answer_to(*notes: dict[str, Any]) -> Answer | None:
    import json

    body = json.dumps({"notes": notes, "count": 10_000}).encode()
    return OpenReview().read(body, [QUESTION])[QUESTION].answer


ACCEPTED = [
    ("ICLR.cc/2026/Conference", "ICLR 2026 Poster", Kind.CONFERENCE, "ICLR", "ICLR 2026", "2026"),
    ("ICLR.cc/2024/Conference", "ICLR 2024 spotlight", Kind.CONFERENCE, "ICLR", "ICLR 2024", "2024"),
    ("ICLR.cc/2023/Conference", "ICLR 2023 notable top 5%", Kind.CONFERENCE, "ICLR", "ICLR 2023", "2023"),
    ("ICML.cc/2025/Conference", "ICML 2025 spotlightposter", Kind.CONFERENCE, "ICML", "ICML 2025", "2025"),
    ("ICML.cc/2026/Conference", "ICML 2026 regular", Kind.CONFERENCE, "ICML", "ICML 2026", "2026"),
    ("NeurIPS.cc/2025/Conference", "NeurIPS 2025 oral", Kind.CONFERENCE, "NeurIPS", "NeurIPS 2025", "2025"),
    ("NeurIPS.cc/2025/Datasets_and_Benchmarks_Track", "NeurIPS 2025 Datasets and Benchmarks Track poster",
     Kind.CONFERENCE, "NeurIPS", "NeurIPS 2025", "2025"),
    ("NeurIPS.cc/2023/Track/Datasets_and_Benchmarks", "NeurIPS 2023 Datasets and Benchmarks Oral",
     Kind.CONFERENCE, "NeurIPS", "NeurIPS 2023", "2023"),
    ("colmweb.org/COLM/2025/Conference", "COLM 2025", Kind.CONFERENCE, "COLM", "COLM 2025", "2025"),
    ("robot-learning.org/CoRL/2024/Conference", "CoRL 2024", Kind.CONFERENCE, "CoRL", "CoRL 2024", "2024"),
    ("EMNLP/2023/Conference", "EMNLP 2023 Main", Kind.CONFERENCE, "EMNLP", "EMNLP 2023", "2023"),
    ("EMNLP/2023/Conference", "EMNLP 2023 Findings",
     Kind.CONFERENCE, "EMNLP Findings", "EMNLP 2023 Findings", "2023"),
    ("TMLR", "Accepted by TMLR", Kind.JOURNAL, "Transactions on Machine Learning Research", "", "2026"),
]  # fmt: skip


@pytest.mark.parametrize(("venueid", "venue", "kind", "name", "short", "year"), ACCEPTED)
def test_accepted(venueid: str, venue: str, kind: Kind, name: str, short: str, year: str) -> None:
    answer = answer_to(note(venueid, venue))
    assert answer is not None
    assert answer.published is not None
    assert answer.published[:4] == (kind, name, short, answer.date)
    assert str(answer.date) == year
    assert answer.published.openreview == "MFrJ3NzA5H"


@pytest.mark.parametrize(
    ("venueid", "venue"),
    [
        ("ICLR.cc/2026/Conference/Rejected_Submission", "Submitted to ICLR 2026"),
        ("ICLR.cc/2026/Conference/Withdrawn_Submission", "ICLR 2026 Conference Withdrawn Submission"),
        ("ICLR.cc/2026/Conference/Desk_Rejected_Submission", "ICLR 2026 Conference Desk Rejected Submission"),
        ("ICLR.cc/2026/Conference/Submission", "ICLR 2026 Conference Submission"),
        ("ICLR.cc/2026/Conference", "Submitted to ICLR 2026"),
        ("ICLR.cc/2026/Conference", "ICLR 2026 rejected submission"),
        ("ICML.cc/2025/Workshop/ES-FoMo", "ES-FoMo III"),
        ("NeurIPS.cc/2025/Datasets_and_Benchmarks_Track/Rejected_Submission", "Submitted to NeurIPS 2025"),
        ("TMLR/Rejected", "Rejected by TMLR"),
        ("TMLR/Under_Review", "Under review for TMLR"),
        ("dblp.org/journals/CORR/2024", "CoRR 2024"),
        ("dblp.org/conf/ICML/2025", "ICML 2025"),
        ("OpenReview.net/Public_Article", "OpenReview Archive"),
        ("aclweb.org/ACL/ARR/2025/May", "ACL ARR 2025 May Submission"),
        ("", ""),
    ],
)
def test_not_accepted(venueid: str, venue: str) -> None:
    assert answer_to(note(venueid, venue)) is None


def test_the_accepted_one_among_others() -> None:
    others = [note("ICLR.cc/2026/Conference/Rejected_Submission", "Submitted to ICLR 2026"), {}, {"content": None}]
    answer = answer_to(*others, note("ICML.cc/2026/Conference", "ICML 2026 oral"))
    assert answer is not None
    assert answer.published is not None
    assert answer.published.short == "ICML 2026"


def test_authors_as_objects() -> None:
    listed = {"value": [{"fullname": "Jane Doe", "username": "~Jane_Doe1"}, {"fullname": "Ann Bell"}]}
    answer = answer_to(note("ICML.cc/2026/Conference", "ICML 2026", authors=listed))
    assert answer is not None
    assert [str(author.name) for author in answer.authors] == ["Jane Doe", "Ann Bell"]


def test_a_search_that_is_out_of_order_is_no_answer() -> None:
    with pytest.raises(BadAnswer, match="says that its search is out of order") as caught:
        OpenReview().read(b'{"notes": [], "count": 0, "searchUnavailable": true}', [QUESTION])
    assert caught.value.again


def test_what_is_asked() -> None:
    address, query, _ = OpenReview().request(OpenReview.home, [QUESTION])
    assert address == "https://api2.openreview.net/notes/search"
    assert dict(query) == {
        "term": "a title of things", "type": "terms", "content": "title", "source": "forum", "limit": "25"
    }  # fmt: skip
