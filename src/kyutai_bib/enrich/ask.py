"""Questions to a source, by way of the cache: what it answers, and what went wrong, in lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from kyutai_bib.enrich.answer import Answer, BadAnswer, Fault, Question, Reply, Source, told_together
from kyutai_bib.enrich.cache import Cache
from kyutai_bib.enrich.settings import Settings
from kyutai_bib.enrich.transport import Gone, NotKnown, Rejected, Transport, Unreachable

__all__ = ["Desk"]

Progress = Callable[[Source, int], None]
_PATIENCE = 3
"""After so many requests in a row that came to nothing a source is not asked further in this run."""


class _Got(NamedTuple):
    question: Question
    reply: Reply
    day: str


class Desk:
    """Where questions are put to sources. `faults` has what went wrong; `progress` is told of each reply."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.faults: list[Fault] = []
        self.transport = Transport(settings)
        self._settings = settings
        self._cache = Cache(settings.cache_folder)
        self._progress = progress or (lambda source, number: None)
        self._failed: dict[str, int] = {}

    @property
    def offline(self) -> bool:
        """Whether only the cache is asked."""
        return self._settings.offline

    @property
    def lines(self) -> list[str]:
        """What went wrong, in lines for people."""
        return told_together(self.faults)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *error: object) -> None:
        self.transport.close()
        self._cache.close()

    def ask(self, source: Source, questions: Iterable[Question]) -> dict[Question, Answer]:
        """The answers to those questions that the source can be asked and knows an answer to."""
        answers: dict[Question, Answer] = {}
        open_questions = []
        for question in dict.fromkeys(question for question in questions if source.knows(question)):
            kept = self._kept(source, question)
            if kept is None:
                open_questions.append(question)
            else:
                self._take(source, kept, answers)
        size = self._settings.batch(source)
        for start in range(0, len(open_questions), size):
            for got in self._sent(source, open_questions[start : start + size]):
                self._take(source, got, answers)
        return answers

    def _take(self, source: Source, got: _Got, answers: dict[Question, Answer]) -> None:
        self._progress(source, 1)
        question, (answer, _, problem), day = got
        if answer is not None:
            answers[question] = answer._replace(day=day)
        elif problem:
            self._fault(source, question.label, problem)
        elif not source.published:
            self._fault(source, question.label, f"does not know {question.arxiv or question.doi}")

    def _kept(self, source: Source, question: Question) -> _Got | None:
        """From the cache; `None` where it must be asked. Offline old answers are good, and none is a fault."""
        if self._settings.refresh and not self._settings.offline:
            return None
        kept = self._cache.find(source.request(self._settings.home(source), [question]))
        if kept is not None and (self._settings.offline or not kept.stale):
            with suppress(BadAnswer):
                reply = Reply(None, b"") if not kept.body else source.read(kept.body, [question])[question]
                return _Got(question, reply, kept.day)
        return None

    def _sent(self, source: Source, questions: list[Question]) -> list[_Got]:
        """Over the network, and kept; a request that is refused as a whole is put again in halves."""
        if self._settings.offline:
            for question in questions:
                self._fault(source, question.label, "not in the cache, and --offline asks nobody")
            return []
        if self._failed.get(source.name, 0) >= _PATIENCE:
            self._fault(source, "", f"not asked further; {_counted(questions)} not asked")
            return []
        try:
            replies = self._fetched(source, questions)
        except BadAnswer as bad:
            return self._failed_request(source, questions, bad)
        self._failed[source.name] = 0
        self._keep(source, replies)
        today = datetime.now(UTC).date().isoformat()
        return [_Got(question, reply, today) for question, reply in replies.items()]

    def _fetched(self, source: Source, questions: Sequence[Question]) -> dict[Question, Reply]:
        request = source.request(self._settings.home(source), questions)
        try:
            return self.transport.fetch(
                source.name, self._settings.pause(source), request, lambda body: source.read(body, questions)
            )
        except NotKnown:
            if len(questions) > 1:
                raise
            return {questions[0]: Reply(None, b"")}
        except Rejected as rejected:
            with suppress(BadAnswer):
                replies = source.read(rejected.body, questions)
                if len(questions) == 1 and any(reply.problem for reply in replies.values()):
                    return replies
            raise

    def _failed_request(self, source: Source, questions: list[Question], bad: BadAnswer) -> list[_Got]:
        if isinstance(bad, Rejected) and len(questions) > 1:
            middle = len(questions) // 2
            return self._sent(source, questions[:middle]) + self._sent(source, questions[middle:])
        if isinstance(bad, Unreachable):
            self._failed[source.name] = _PATIENCE
        elif isinstance(bad, Gone):
            self._failed[source.name] = self._failed.get(source.name, 0) + 1
        labels = ", ".join(question.label for question in questions[:3])
        more = f" and {len(questions) - 3} more" if len(questions) > 3 else ""
        self._fault(source, labels + more, str(bad))
        return []

    def _keep(self, source: Source, replies: dict[Question, Reply]) -> None:
        """What a source said is kept; what it said wrongly is asked again another time."""
        home = self._settings.home(source)
        self._cache.keep(
            (source.request(home, [question]), reply.body, reply.answer is not None)
            for question, reply in replies.items()
            if not reply.problem
        )

    def _fault(self, source: Source, paper: str, message: str) -> None:
        printable = "".join(c if c.isprintable() else "?" for c in message)
        fault = Fault(paper, source.label, printable[:400])
        if fault not in self.faults:
            self.faults.append(fault)


def _counted(questions: Sequence[Question]) -> str:
    return f"{len(questions)} papers" if len(questions) > 1 else questions[0].label
