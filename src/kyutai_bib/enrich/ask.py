"""Questions to a source, by way of the cache: what it answers, and what went wrong, in lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from kyutai_bib.enrich.answer import Answer, BadAnswer, Fault, Question, Reply, Scope, Source, told_together
from kyutai_bib.enrich.cache import Cache, Kept
from kyutai_bib.enrich.settings import Settings
from kyutai_bib.enrich.transport import Gone, NotKnown, Rejected, TimeIsUp, Transport, Unreachable
from kyutai_bib.enrich.withdrawn import without_notice
from kyutai_bib.errors import CacheError

__all__ = ["Desk"]

Progress = Callable[[Source, int], None]
_PATIENCE = 3
"""After so many requests in a row that came to nothing a source is not asked further in this run."""


class _Got(NamedTuple):
    question: Question
    reply: Reply
    day: str


class Desk:
    """Where questions are put to sources; `progress` is told how many papers each is done with.

    `faults` has what went wrong, `notes` what did not keep anything from being asked. Raises `CacheError` where
    only the cache is to be asked and cannot be used.
    """

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.transport = Transport(settings)
        self._settings = settings
        self._cache: Cache | None = Cache(settings.cache_folder)
        self._progress = progress or (lambda source, number: None)
        self._failed: dict[str, int] = {}
        self._out: dict[str, str] = {}

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
        if self._cache is not None:
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
                self._progress(source, 1)
        size = self._settings.batch(source)
        for start in range(0, len(open_questions), size):
            asked = open_questions[start : start + size]
            for got in self._sent(source, asked):
                self._take(source, got, answers)
            self._progress(source, len(asked))
        return answers

    def _take(self, source: Source, got: _Got, answers: dict[Question, Answer]) -> None:
        question, (answer, _, problem), day = got
        if answer is not None:
            answers[question] = without_notice(answer)._replace(day=day)
        elif problem:
            self._fault(source, [question], problem)
        elif not source.published:
            self._fault(source, [question], f"does not know {question.arxiv or question.doi}")

    def _kept(self, source: Source, question: Question) -> _Got | None:
        """From the cache; `None` where it must be asked. Offline old answers are good, and none is a fault."""
        if self._settings.refresh and not self._settings.offline:
            return None
        kept = self._found(source, question)
        if kept is not None and (self._settings.offline or not kept.stale):
            with suppress(BadAnswer):
                reply = Reply(None, b"") if not kept.body else source.read(kept.body, [question])[question]
                return _Got(question, reply, kept.day)
        return None

    def _found(self, source: Source, question: Question) -> Kept | None:
        if self._cache is None:
            return None
        try:
            return self._cache.find(source.request(self._settings.home(source), [question]))
        except CacheError as error:
            if self._settings.offline:
                raise
            self._go_without(error)
            return None

    def _go_without(self, error: CacheError) -> None:
        """A cache spares requests; that it cannot be used is no reason not to ask."""
        self._cache = None
        self.notes.append(f"{error}; nothing is kept in this run")

    def _sent(self, source: Source, questions: list[Question]) -> list[_Got]:
        """Over the network, and kept; a request that is refused as a whole is put again in halves."""
        if self._settings.offline:
            self._fault(source, questions, "not in the cache, and --offline asks nobody")
            return []
        if (why := self._out.get(source.name) or self._out.get("")) is not None:
            self._fault(source, questions, why, Scope.SOURCE)
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
        why = str(bad)
        if isinstance(bad, TimeIsUp):
            rest = f"not asked, as --timeout {self._settings.timeout:g} s is over; run again for the rest"
            self._out[""] = rest
            why = why if bad.sent else rest
        elif isinstance(bad, Unreachable):
            self._out[source.name] = why
        elif isinstance(bad, Gone):
            self._failed[source.name] = self._failed.get(source.name, 0) + 1
            if self._failed[source.name] >= _PATIENCE:
                self._out[source.name] = f"not asked further, as {_PATIENCE} requests in a row came to nothing"
        whole = isinstance(bad, Unreachable) or (isinstance(bad, TimeIsUp) and not bad.sent)
        self._fault(source, questions, why, Scope.SOURCE if whole else Scope.REQUEST)
        return []

    def _keep(self, source: Source, replies: dict[Question, Reply]) -> None:
        """What a source said is kept; what it said wrongly is asked again another time."""
        if self._cache is None:
            return
        home = self._settings.home(source)
        try:
            self._cache.keep(
                (source.request(home, [question]), reply.body, reply.answer is not None)
                for question, reply in replies.items()
                if not reply.problem
            )
        except CacheError as error:
            self._go_without(error)

    def _fault(
        self, source: Source, questions: Iterable[Question], message: str, scope: Scope = Scope.PAPER
    ) -> None:
        printable = "".join(c if c.isprintable() else "?" for c in message)
        self.faults += [Fault(question.label, source.label, printable[:400], scope) for question in questions]
