"""The layout engine: a document's lines get roles, and the roles become a meeting.

A layout is data: how a kind of document looks. :func:`read_meeting` picks the one layout that
fits, gives every line a role (noise, header, contents, item, section, body), and reads the
meeting from them. What gets no role is residue and is reported, for a lost sentence would turn
up later as "wording removed".
"""

from ordlyd.layout.choose import choose
from ordlyd.layout.data import HeaderField, Layout
from ordlyd.layout.links import linked
from ordlyd.layout.meeting import Given, Reading, read_meeting
from ordlyd.layout.roles import Role

__all__ = [
    "Given",
    "HeaderField",
    "Layout",
    "Reading",
    "Role",
    "choose",
    "linked",
    "read_meeting",
]
