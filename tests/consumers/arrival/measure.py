"""What a consumer made of a format, counted and told apart, value by value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kyutai_bib.model.paper import Record
from tests.consumers.arrival.facts import FIELDS, Facts, kind_of, said
from tests.consumers.corpus import nine

__all__ = ["measured"]

_SHOWN = 100
"""So many characters of a changed value are kept, beginning a little before the first difference."""


def measured(records: list[Record], read: Mapping[str, Facts]) -> dict[str, Any]:
    """Of each field: how many records say something in it, how many of these values arrived as they are, which
    did not arrive at all, which arrived changed, and what was made up where the record says nothing."""
    wanted = {record.key: said(record) for record in records}
    fields = {field: _field(field, wanted, read) for field in FIELDS}
    return {
        "records": len(records),
        "nine": _nine(wanted, read),
        "missing": sorted(set(wanted) - set(read)),
        "invented": sorted(set(read) - set(wanted)),
        "kinds": _kinds(records, read),
        "fields": {field: counts for field, counts in fields.items() if counts["said"] or "made up" in counts},
    }


def _nine(wanted: Mapping[str, Facts], read: Mapping[str, Facts]) -> dict[str, int]:
    """The values of the nine papers that arrive, of those that they have."""
    papers = {record.key for record in nine()} & set(wanted)
    values = [(key, field, text) for key in papers for field, text in wanted[key].items()]
    arrived = [text == read.get(key, {}).get(field) for key, field, text in values]
    return {"said": len(values), "arrived": sum(arrived)}


def _kinds(records: list[Record], read: Mapping[str, Facts]) -> dict[str, list[str]]:
    kinds = defaultdict(set)
    for record in records:
        kinds[kind_of(record)].add(read.get(record.key, {}).get("kind", ""))
    return {kind: sorted(found) for kind, found in sorted(kinds.items())}


def _field(field: str, wanted: Mapping[str, Facts], read: Mapping[str, Facts]) -> dict[str, Any]:
    pairs = {key: (facts.get(field, ""), read.get(key, {}).get(field, "")) for key, facts in wanted.items()}
    there = [key for key, (ours, _) in pairs.items() if ours]
    arrived = [key for key in there if pairs[key][0] == pairs[key][1]]
    absent = [key for key in there if not pairs[key][1]]
    counts: dict[str, Any] = {"said": len(there), "arrived": len(arrived)}
    if absent:
        counts["absent"] = absent if len(absent) < len(there) else "all"
    if changed := _grouped({key: pairs[key] for key in there if key not in {*arrived, *absent}}):
        counts["changed"] = changed
    if made_up := _grouped({key: pair for key, pair in pairs.items() if pair[1] and not pair[0]}):
        counts["made up"] = made_up
    return counts


def _grouped(pairs: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Value -> keys of the records with it."""
    groups = defaultdict(list)
    for key, (ours, theirs) in pairs.items():
        groups[_shown(ours, theirs)].append(key)
    return dict(groups)


def _shown(ours: str, theirs: str) -> str:
    """The value; of a long one the part round the first difference, with a hash of the whole."""
    if len(theirs) <= _SHOWN:
        return theirs
    same = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), len(ours))
    start = max(0, same - 10)
    return f"…{theirs[start : start + _SHOWN]}… sha1 {hashlib.sha1(theirs.encode()).hexdigest()[:8]}"  # noqa: S324
