"""What stands inside sections: attachments, web addresses and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ordlyd.lines import Line
from ordlyd.model import Attachment
from ordlyd.text import clean, collapse

_URL = re.compile(
    r"(?:https?://|\bwww\.(?=[\w-]{1,63}\.))[^\s<>\"|\\^`{}\[\]]{3,2000}", re.IGNORECASE
)
_GOES_ON = re.compile(r"^[\w\-./%?=&#~+]+$")
_MARK = re.compile(r"^\s*[-*•·]\s+")
_RULE = re.compile(r"^\|?[\s:|-]*-{2,}[\s:|-]*\|?$")


def read_links(lines: Sequence[Line]) -> list[str]:
    """Return web addresses in reading order, each once.

    An address that runs to the end of its line goes on in the next where it breaks after a
    mark that addresses break at.
    """
    found: dict[str, None] = {}
    for i, line in enumerate(lines):
        for match in _URL.finditer(line.text):
            url = match[0]
            if match.end() == len(line.text.rstrip()) and i + 1 < len(lines):
                url += _continuation(url, lines[i + 1].text)
            found[_trim(clean(url))] = None
        for url in line.data.get("href", "").split():
            found[url] = None
    return list(found)


def _continuation(url: str, text: str) -> str:
    """Return what the next line adds to an address that its line's end broke."""
    token = next(iter(text.split(maxsplit=1)), "")
    if not _GOES_ON.match(token):
        return ""
    return token if url[-1] in "-/=&?_%" or ("/" in token and token[:1].islower()) else ""


def _trim(url: str) -> str:
    url = url.rstrip(").,;:'\"”»*_")
    return url + ")" if "(" in url and ")" not in url else url


def read_attachments(lines: Sequence[Line]) -> list[Attachment]:
    """Return the titles under “Bilag”, in order.

    Titles are parted by blank lines where there are any, else each line is one; list marks are
    left out.
    """
    said = [line for line in lines if not line.blank]
    if any(line.mark for line in said):
        return [
            Attachment(
                title=collapse(clean(line.text)),
                url=line.data.get("url") or None,
                id=line.data.get("id") or None,
            )
            for line in said
        ]
    titles = (collapse(clean(_MARK.sub("", title))) for title in _paragraphs(lines))
    return [Attachment(title=title) for title in titles if title]


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    parted = any(line.blank for line in lines)
    parts: list[str] = []
    for line in lines:
        if parts and (line.blank or not parted or _opens(line.text)):
            yield " ".join(parts)
            parts = []
        if not line.blank:
            parts.append(line.text.strip())
    yield " ".join(parts)


def _opens(text: str) -> bool:
    """Whether a line opens a title of its own although no blank line stands before it."""
    return bool(_MARK.match(text) or re.match(r"(?i)^\s*bilag\s+\d+\w?\b", text))


def count_tables(lines: Sequence[Line]) -> int:
    """Return the number of tables: marked rows, Markdown, or columns parted by tabs.

    A table that a page break splits and whose header row is repeated is one. Columns that
    extraction flattened to plain lines are none.
    """
    marked = {line.data["table"] for line in lines if line.mark == "row" and "table" in line.data}
    if marked:
        return len(marked)
    headers: list[str] = []
    former = ""
    for line in lines:
        text = line.text.strip("\n")
        row = "\t" in text or text.lstrip().startswith("|")
        if row and _RULE.match(text.strip()):
            header = former  # Markdown: the row above a rule is a header
        elif row and not former:
            header = collapse(text)
        else:
            header = ""
        if header and headers[-1:] != [header]:
            headers.append(header)
        former = collapse(text) if row else ""
    return len(headers)
