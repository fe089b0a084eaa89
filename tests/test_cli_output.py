"""What the command line writes in parts is what it would write at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.model import ItemRef, Relation
from ordlyd.cli.output import as_json, json_lists

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=9,
)


@given(lists=st.dictionaries(st.text(), st.lists(JSON, max_size=4), min_size=1, max_size=4))
def test_an_object_of_lists_is_written_one_by_one_as_it_would_be_at_once(
    lists: dict[str, list[object]],
) -> None:
    assert b"".join(json_lists(lists)) == as_json(lists)


def test_records_are_written_by_their_fields() -> None:
    side = ItemRef(
        id="a/b/2031-01-02/minutes#1",
        municipality="a",
        committee="B",
        date="2031-01-02",  # type: ignore[arg-type]
        number="1",
        title="Støj\nog ø",
    )
    relation = Relation(a=side, b=side, kind="series", score=0.5, evidence=("title",))
    lists = {"relations": [relation], "changes": []}
    assert b"".join(json_lists(lists)) == as_json(lists)


def test_nothing_is_read_ahead_of_what_is_written() -> None:
    read: list[int] = []
    parts = json_lists({"a": (read.append(n) or n for n in range(3))})
    next(part for part in parts if b"0" in part)
    assert read == [0]
