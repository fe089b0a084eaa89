"""The words that readers see for the words of the schema, as message ids.

English is the language of the ids; ``locale/da.po`` holds the Danish. :func:`N_` marks an id so
that Babel finds it; :class:`reports.words.Words` translates it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message id for extraction."""
    return message


MEETING_KINDS: Mapping[str, str] = {
    "agenda": N_("agenda"),
    "minutes": N_("minutes"),
    "supplement": N_("supplementary agenda"),
}
DOCUMENTS: Mapping[str, str] = {
    "agenda": N_("the agenda"),
    "minutes": N_("the minutes"),
    "supplement": N_("the supplementary agenda"),
}
"""The same in the definite form, for "only in …"."""

OUTCOMES: Mapping[str, str] = {
    "approved": N_("approved"),
    "recommended": N_("recommended"),
    "noted": N_("noted"),
    "informed": N_("informed"),
    "discussed": N_("discussed"),
    "postponed": N_("postponed"),
    "rejected": N_("rejected"),
    "returned": N_("sent back"),
    "none": N_("no decision printed"),
    "other": N_("other decision"),
}
SECTIONS: Mapping[str, str] = {
    "title": N_("Title"),
    "summary": N_("Summary"),
    "background": N_("Background"),
    "recommendation": N_("Recommendation"),
    "decision": N_("Decision"),
    "presentation": N_("Presentation of the case"),
    "effect": N_("Effect"),
    "economy": N_("Economy"),
    "hearing": N_("Hearing"),
    "statements": N_("Statements"),
    "assessment": N_("Assessment"),
    "competence": N_("Who decides"),
    "case_history": N_("Course of the case"),
    "attachments": N_("Attachments"),
    "other": N_("Other section"),
}
RELATIONS: Mapping[str, str] = {
    "edited": N_("Edited after publication"),
    "duplicate": N_("Same text"),
    "near_duplicate": N_("Nearly the same text"),
    "completed": N_("From agenda to minutes"),
    "series": N_("The same report again"),
    "follow_up": N_("Follow-up"),
    "passage": N_("Shared passage"),
    "similar": N_("Same matter elsewhere"),
    "same_case": N_("Same case number"),
    "standing_item": N_("Standing item"),
}
"""By the kind of a relation; ``version`` is told apart as ``edited`` and ``completed``."""

LEVELS: Mapping[str, str] = {
    "layout": N_("layout"),
    "typography": N_("typography"),
    "spelling": N_("spelling"),
    "wording": N_("wording"),
    "fact": N_("fact"),
    "passage": N_("passage"),
}
SEVERITIES: tuple[str, ...] = (
    N_("Layout and typography only"),
    N_("Spelling"),
    N_("Wording: other words, same facts"),
    N_("Facts and passages"),
)
FACTS: Mapping[str, str] = {
    "amount": N_("amount"),
    "date": N_("date"),
    "deadline": N_("deadline"),
    "period": N_("period"),
    "percentage": N_("percentage"),
    "number": N_("number"),
    "negation": N_("negation"),
    "modality": N_("must or may"),
    "name": N_("name"),
    "law": N_("law"),
    "case_number": N_("case number"),
    "decision": N_("decision"),
    "vote": N_("vote"),
}
VERDICTS: Mapping[str, str] = {
    "as_recommended": N_("as recommended"),
    "amended": N_("amended"),
    "postponed": N_("postponed"),
    "returned": N_("sent back"),
    "rejected": N_("rejected"),
    "noted": N_("only noted"),
    "unknown": N_("the decision does not tell"),
}
"""What became of a recommendation."""

DISSENT: Mapping[str, str] = {
    "against": N_("against"),
    "abstained": N_("abstained"),
    "reserved": N_("reserved their position"),
}
STATUSES: Mapping[str, str] = {
    "open": N_("not due yet"),
    "met": N_("met"),
    "overdue": N_("overdue"),
}
"""Of a promise."""

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("index.html", N_("Findings")),
    ("edits/all-every-1.html", N_("Edits")),
    ("promises/all-overdue-1.html", N_("Promises")),
    ("decided/all-amended-1.html", N_("Decisions")),
    ("threads/all-late-1.html", N_("Matters")),
    ("index.html#municipalities", N_("Municipalities")),
    ("about.html", N_("About the data")),
)
"""What every page links to: the address from the top of the site, and its name."""

SHELVES: Mapping[str, str] = {
    "edits": N_("Edited after publication"),
    "promises": N_("Promises"),
    "decided": N_("Decided otherwise than recommended"),
    "climbs": N_("On its way up: from committee to council"),
    "threads": N_("Matters over time"),
}
"""The lists that there are of each municipality and of all."""

EVIDENCE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"case_number"), N_("the same case number")),
    (re.compile(r"title"), N_("the same title")),
    (re.compile(r"title but for dates"), N_("the same title but for dates and numbers")),
    (re.compile(r"title (?P<share>[01](?:\.\d{1,6})?)"), N_("titles that agree to %(share)s")),
    (re.compile(r"same day"), N_("the same day")),
    (re.compile(r"text (?P<share>[01](?:\.\d{1,6})?)"), N_("%(share)s of the text is the same")),
    (re.compile(r"passage (?P<words>\d{1,6}) words"), N_("a shared passage of %(words)s words")),
    (re.compile(r"names the item"), N_("the later one names the earlier")),
    (re.compile(r"names the meeting"), N_("the later one names the meeting of the earlier")),
    (re.compile(r"standing item: (?P<name>.{1,200})"), N_("standing item: %(name)s")),
    (re.compile(r"terms: (?P<terms>.{1,200})"), N_("both speak of %(terms)s")),
    (re.compile(r"version (?P<a>\d+) to (?P<b>\d+)"), N_("version %(a)s became version %(b)s")),
    (re.compile(r"(?P<a_kind>[a-z]+) to (?P<b_kind>[a-z]+)"), N_("%(a)s became %(b)s")),
)
"""Evidence as :mod:`compare` writes it, and how a reader is told; other evidence is shown as is."""
