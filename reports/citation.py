"""Citations: a few lines of plain text that say what stands where, and how to check it.

Municipality, meeting, item, passage, when it was fetched, the document's hash and the council's
own link, with the lasting address of the finding. Nothing in it depends on when the report is
written, so that a citation copied today is the one that stands there next year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.model import Decided, Relation, Thread
from ordlyd.stored import StoredItem
from ordlyd.text import collapse
from reports import paths
from reports.labels import MEETING_KINDS, SECTIONS, VERDICTS
from reports.promises import Promised
from reports.sheets import Told
from reports.story import Finding
from reports.view import Site

QUOTED = 400
"""Characters of one quoted passage."""
MOST = 4
"""Changes quoted."""


def of_relation(site: Site, found: Finding, told: Sequence[Told]) -> str:
    """Both sides of a pair with what differs in its sentence, and the address of its page."""
    relation = found.relation
    lines = [f"{found.title}: {found.headline}"]
    for letter, identifier in (("a", relation.a.id), ("b", relation.b.id)):
        item = site.item(identifier)
        lines += ["", f"({letter}) {_where(site, item)}"] if item else []
        lines += _source(site, item) if item else []
    for one in told[:MOST]:
        lines += ["", f"{site.words.label(SECTIONS, one.change.section)}:"]
        lines += [f"(a) {_passage(one, one.change.before)}"]
        lines += [f"(b) {_passage(one, one.change.after)}"]
    return _joined(site, lines, _address(relation))


def of_thread(site: Site, thread: Thread, items: Sequence[StoredItem]) -> str:
    """Each step of a matter, and the address of its page."""
    lines = [thread.title, ""]
    for item in items[-20:]:
        lines += [f"- {_where(site, item)}", *(f"  {line}" for line in _source(site, item))]
    return _joined(site, lines, paths.thread_path(thread.key))


def of_promise(site: Site, shown: Promised) -> str:
    """A promise in its words, where and when it was made, and what met it."""
    words = site.words
    lines = [_quoted(shown.commitment.text), "", _where(site, shown.item)]
    lines += _source(site, shown.item)
    if shown.due or shown.every:
        due = ", ".join(filter(None, (shown.due, shown.every)))
        lines += [words.gettext("Due: %(due)s", due=due)]
    if shown.met:
        lines += [words.gettext("Met by: %(item)s", item=_where(site, shown.met))]
    return _joined(site, lines, f"{shown.path}#{shown.name}")


def of_decided(site: Site, decided: Decided, item: StoredItem) -> str:
    """What was recommended and what was decided, point by point."""
    words = site.words
    lines = [_where(site, item), *_source(site, item)]
    for point in decided.points[:12]:
        number = f"{point.number}. " if point.number else ""
        verdict = words.label(VERDICTS, point.verdict or "unknown")
        lines += ["", f"{words.gettext('Recommended')}: {number}{_quoted(point.recommended)}"]
        lines += [f"{words.gettext('Decided')}: {_quoted(point.decided)} ({verdict})"]
    return _joined(site, lines, f"{site.item_path(item)}#decided")


def _where(site: Site, item: StoredItem) -> str:
    words, meeting = site.words, item.meeting
    said = (
        site.name(meeting.municipality),
        meeting.committee or words.gettext("committee unknown"),
        f"{words.label(MEETING_KINDS, meeting.kind)}, {words.date(meeting.date)}",
        words.gettext("item %(n)s", n=item.item.number),
    )
    return f"{', '.join(said)}: {collapse(item.item.title)}"


def _source(site: Site, item: StoredItem) -> list[str]:
    """When a document was fetched, its version and hash, and the council's link."""
    words, source = site.words, item.meeting.source
    fetched = source.retrieved_at or site.stored(item).stored_at
    lines = [
        words.gettext(
            "Fetched %(moment)s, version %(n)s. SHA-256: %(hash)s",
            moment=words.moment(fetched),
            n=item.version,
            hash=source.sha256,
        )
    ]
    link = paths.web_link(source.url)
    return [*lines, link] if link else lines


def _quoted(text: str) -> str:
    joined = collapse(text)
    if not joined:
        return "–"
    return f"“{joined}”" if len(joined) <= QUOTED else f"“{joined[:QUOTED].rsplit(' ', 1)[0]} …”"


def _passage(told: Told, words: str) -> str:
    """The words of one side in their sentence; a passage that stands alone as it is."""
    if told.change.level == "passage":
        return _quoted(words)
    return _quoted(f"{told.lead}{words}{told.tail}")


def _address(relation: Relation) -> str:
    return paths.relation_path(relation.a.id, relation.b.id)


def _joined(site: Site, lines: Iterable[str], path: str) -> str:
    found = site.words.gettext("Found by ordlyd: %(address)s", address=path)
    return "\n".join([*lines, "", found])
