"""The published schema is the one that the program writes."""

from pathlib import Path

from ordlyd.model import OUTCOMES, SECTION_KINDS, Decision
from ordlyd.schema import NAME, schema_text

PUBLISHED = Path(__file__).resolve().parents[1] / "docs" / "schema" / NAME


def test_the_published_schema_is_current():
    assert PUBLISHED.read_text("utf-8") == schema_text()


def test_votes_for_are_called_for_in_json():
    assert Decision(for_=("A",)).model_dump()["for"] == ("A",)


def test_kinds_and_outcomes_are_those_that_the_design_fixes():
    assert len(SECTION_KINDS) == 14
    assert len(OUTCOMES) == 10
