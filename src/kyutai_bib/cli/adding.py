"""`kyutai-bib add`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.drafts import open_draft
from kyutai_bib.cli.library import input_option
from kyutai_bib.cli.network import network_options, open_desk, warn
from kyutai_bib.cli.output import deliver

if TYPE_CHECKING:
    from kyutai_bib.model.library import Library

__all__ = ["command"]


@click.command("add")
@click.argument("words", metavar="ID...", nargs=-1, required=True)
@input_option
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="A tag of the new papers; repeat for more.")
@click.option(
    "--key", metavar="KEY", default="", help="The key of the one new paper.  [default: by the lab's pattern]"
)
@click.option(
    "--no-input", is_flag=True, help="Ask nothing: refuse papers with an author who may be somebody known."
)
@network_options
def command(
    words: tuple[str, ...],
    source: str | None,
    tags: tuple[str, ...],
    key: str,
    no_input: bool,
    sources: tuple[str, ...],
    **network: Any,
) -> int:
    """Add papers to the data file, from arXiv ids, DOIs or their addresses.

    All of them are added or, where one cannot be, none: a work that is there already is refused with its key.

    \b
    kyutai-bib add 2410.00037 https://arxiv.org/abs/2502.03382 --tag speech
    """
    from kyutai_bib.cli.asking import decider
    from kyutai_bib.enrich.newcomers import answers_to, newcomers, question_of
    from kyutai_bib.enrich.people import Roster
    from kyutai_bib.enrich.sources import picked
    from kyutai_bib.errors import BadValue, SourceError

    if key and len(words) > 1:
        raise BadValue("--key is for one paper; add the others in a run of their own")
    questions = list(dict.fromkeys(question_of(word) for word in words))
    draft = open_draft(source, write=True)
    _check_words(draft.library, tags, key)
    with open_desk(len(questions), **network) as desk:
        answers = answers_to(desk, questions, draft.library, picked(sources))
        faults = desk.lines
    unanswered = [question for question in questions if question not in answers]
    if unanswered:
        raise SourceError([*faults, "nothing is written"])
    roster = Roster(draft.library.people, decider(no_input))
    new = newcomers(draft.library, answers, roster, tags, key)
    if new.refused:
        raise SourceError([*new.refused, "nothing is written"])
    warn([*faults, *_withdrawn(answers.items())])
    draft.write(new.changes, all_or_none=True)
    deliver((f"{paper.key}\n" for paper in new.changes.papers), None)
    click.echo(f"{draft.file}: {_summary(new.changes)}", err=True)
    return 0


def _check_words(library: Library, tags: Sequence[str], key: str) -> None:
    """What would make a file that cannot be read is refused before anybody is asked."""
    from kyutai_bib.errors import BadValue
    from kyutai_bib.reader.scalars import key_of, tag_of

    try:
        for tag in tags:
            tag_of(tag)
        if key:
            key_of(key)
    except ValueError as error:
        raise BadValue(str(error)) from None
    if key.casefold() in {name.casefold() for paper in library for name in (paper.key, *paper.aliases)}:
        raise BadValue(f"the key {key} is taken; choose another")


def _withdrawn(answers: Any) -> list[str]:
    return [f"{q.label}: {a.source}: withdrawn: {a.withdrawn}" for q, a in answers if a.withdrawn]


def _summary(changes: Any) -> str:
    counts = (
        (changes.papers, "paper", "papers"),
        (changes.people, "person", "people"),
        (changes.venues, "venue", "venues"),
    )
    return ", ".join(f"{len(x)} new {one if len(x) == 1 else many}" for x, one, many in counts if x)
