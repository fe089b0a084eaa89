"""A later run draws only what changed, and gives the bytes that a first run would."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import matterdata as matters
import pytest
import reportdata as data
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reportsite import files_of

from compare.model import Commitment, Comparison
from ordlyd.stored import StoredMeeting
from reports import marks, write_site
from reports.drawing import Pen
from reports.folder import File, Folder
from reports.page import Page
from reports.site import SiteSummary
from reports.view import FoundAt, Site
from reports.words import Language, Words


@dataclass
class World:
    """What a report is written from, changing as time goes by."""

    held: list[StoredMeeting] = field(default_factory=matters.meetings)
    compared: Comparison = field(default_factory=lambda: matters.comparison(matters.meetings()))
    names: dict[str, str] = field(default_factory=lambda: dict(data.NAMES))
    refusals: list[data.Refusal] = field(default_factory=lambda: list(data.REFUSALS))
    found: dict[str, FoundAt] = field(default_factory=dict)
    language: Language = "da"
    masks: bool = True
    nights: int = 0

    def write(self, output: Path) -> SiteSummary:
        return write_site(
            self.held,
            self.compared,
            output,
            names=self.names,
            language=self.language,
            refusals=self.refusals,
            found=self.found,
            mask_personal_data=self.masks,
            now=data.NOW + timedelta(days=self.nights),
        )


def new_version(world: World, chance: random.Random) -> None:
    old = chance.choice([m for m in world.held if m.meeting.items])
    items = [i.model_copy(update={"title": f"{i.title} {world.nights}"}) for i in old.meeting.items]
    chance.shuffle(items)
    meeting = old.meeting.model_copy(update={"items": tuple(items[: chance.randint(1, 9)])})
    version = max(m.version for m in world.held if m.id == old.id) + 1
    world.held.append(replace(data.stored(meeting, version), id=old.id))


def new_meeting(world: World, chance: random.Random) -> None:
    day = date(2026, 7, 1) + timedelta(days=world.nights)
    made = data.meeting(chance.choice(["Byrådet", data.YOUTH]), day, (data.opening(),))
    world.held.append(data.stored(made))


def new_relation(world: World, chance: random.Random) -> None:
    a, b = (data.ref(chance.choice(list(chance.choice(world.held).items()))) for _ in "ab")
    if a.id != b.id:
        kind = chance.choice(["series", "passage", "same_case", "duplicate", "standing_item"])
        added = data.relation(a, b, kind, "same day")
        relations = [r for r in world.compared.relations if r.key != added.key]
        world.compared = world.compared.model_copy(update={"relations": (*relations, added)})


def lost_relation(world: World, chance: random.Random) -> None:
    kept = [r for r in world.compared.relations if chance.random() < 0.7]
    world.compared = world.compared.model_copy(update={"relations": tuple(kept)})


def other_change(world: World, chance: random.Random) -> None:
    changes = [
        c.model_copy(update={"before": f"før {world.nights}"}) for c in world.compared.changes
    ]
    chance.shuffle(changes)
    world.compared = world.compared.model_copy(update={"changes": tuple(changes[:3])})


def new_promise(world: World, chance: random.Random) -> None:
    item = chance.choice(list(chance.choice(world.held).items()))
    made = Commitment(item=item.id, due="2027-Q1", text=f"Løfte {world.nights}", status="open")
    world.compared = world.compared.model_copy(
        update={"commitments": (*world.compared.commitments, made)}
    )


def found_now(world: World, chance: random.Random) -> None:
    if world.compared.relations:
        key = chance.choice(world.compared.relations).key
        moment = data.NOW + timedelta(days=world.nights)
        world.found[key] = FoundAt(moment, moment)


def withdrawn(world: World, chance: random.Random) -> None:
    at = chance.randrange(len(world.held))
    world.held[at] = replace(world.held[at], withdrawn=not world.held[at].withdrawn)


def vanished(world: World, chance: random.Random) -> None:
    if len(world.held) > 1:
        gone = chance.choice(world.held).id
        world.held = [m for m in world.held if m.id != gone]


def renamed_town(world: World, chance: random.Random) -> None:
    world.names[chance.choice(sorted(world.names))] = f"By {world.nights}"


def refused(world: World, chance: random.Random) -> None:
    town = chance.choice([None, "noerreby", "aarslund"])
    world.refusals.append(data.Refusal(f"{world.nights}.pdf", "scanned", town))


def read_at_last(world: World, chance: random.Random) -> None:
    if world.refusals:
        world.refusals.pop(chance.randrange(len(world.refusals)))


def other_language(world: World, chance: random.Random) -> None:
    world.language = chance.choice(["da", "en"])


def masks_switched(world: World, chance: random.Random) -> None:
    world.masks = chance.random() < 0.5


NIGHTS: list[Callable[[World, random.Random], None]] = [
    new_version, new_meeting, new_relation, lost_relation, other_change, new_promise, found_now,
    withdrawn, vanished, renamed_town, refused, read_at_last, other_language, masks_switched,
]  # fmt: skip


@pytest.mark.slow
@settings(
    deadline=None,
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would write for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    nights=st.lists(st.sampled_from(range(len(NIGHTS))), min_size=1, max_size=6),
    seed=st.integers(0, 2**16),
)
def test_after_any_nights_the_site_is_what_a_first_run_would_write(
    tmp_path: Path, nights: list[int], seed: int
) -> None:
    shutil.rmtree(tmp_path)
    world, chance = World(), random.Random(seed)
    world.write(tmp_path / "kept")
    for night in nights:
        world.nights += 1
        NIGHTS[night](world, chance)
        world.write(tmp_path / "kept")
    world.write(tmp_path / "new")
    assert files_of(tmp_path / "kept") == files_of(tmp_path / "new")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are drawn, as they are."""
    names: list[str] = []
    draw = Pen.draw

    def noting(pen: Pen, page: Page) -> bytes:
        names.append(page.path)
        return draw(pen, page)

    monkeypatch.setattr(Pen, "draw", noting)
    return names


def folders(names: list[str]) -> set[str]:
    return {name.partition("/")[0] for name in names}


def test_a_second_run_draws_no_item_and_no_pair(tmp_path: Path, drawn: list[str]) -> None:
    world = World()
    world.write(tmp_path)
    assert {"items", "meetings", "relations"} <= folders(drawn)
    drawn.clear()
    world.nights += 1
    assert world.write(tmp_path).written == len(drawn)
    assert sorted(drawn) == [
        "about.html",
        "index.html",
        "matrix.html",
        "receipt.html",
        "search.html",
    ]


def test_a_new_meeting_draws_its_own_items_and_no_other(tmp_path: Path, drawn: list[str]) -> None:
    world = World(data.meetings(), data.comparison(data.meetings()))
    world.write(tmp_path)
    drawn.clear()
    made = data.meeting("Byrådet", date(2026, 7, 1), (data.opening(),), municipality="aarslund")
    world.held.append(data.stored(made))
    world.write(tmp_path)
    items = [name for name in drawn if name.startswith("items")]
    assert len(items) == len(made.items)
    assert all("/aarslund/" in name for name in drawn if name.startswith("meetings"))


@pytest.mark.parametrize(
    "harm",
    [Path.unlink, lambda path: path.write_text("cut"), lambda path: path.write_bytes(b"")],
    ids=["gone", "another size", "empty"],
)
def test_a_page_that_is_not_there_as_it_was_written_is_drawn_again(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    world = World()
    world.write(tmp_path)
    before = files_of(tmp_path)
    harm(next(tmp_path.glob("items/*/*/*.html")))
    assert world.write(tmp_path).written == 1
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("after", [0, 1, 7, 13, 25])
def test_a_run_that_was_killed_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    class Killed(BaseException):
        pass

    world = World()
    world.write(tmp_path / "site")
    world.nights += 1
    new_version(world, random.Random(after))
    renamed_town(world, random.Random(after))
    draw, left = Pen.draw, [after]

    def mortal(pen: Pen, page: Page) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return draw(pen, page)

    with monkeypatch.context() as patched:
        patched.setattr(Pen, "draw", mortal)
        with pytest.raises(Killed):
            world.write(tmp_path / "site")
    world.write(tmp_path / "site")
    world.write(tmp_path / "new")
    assert files_of(tmp_path / "site") == files_of(tmp_path / "new")


def test_an_edited_template_or_program_draws_every_page_anew(
    tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    pages = world.write(tmp_path).pages
    drawn.clear()
    monkeypatch.setattr(marks, "code", lambda: b"another")
    world.write(tmp_path)
    assert len(drawn) == pages


def test_the_mark_of_the_program_covers_its_templates_and_words(
    tmp_path: Path,
) -> None:
    (tmp_path / "templates").mkdir()
    seen = set()
    for name in ("item.html", "da.po", "pages.py", "style.css", "search.js"):
        (tmp_path / "templates" / name).write_text(name)
        seen.add(b"".join(marks._sources(tmp_path)))
    assert len(seen) == 5


def test_a_page_without_word_of_what_it_rests_on_is_drawn_each_time(tmp_path: Path) -> None:
    made: list[int] = []
    for night in range(2):
        with Folder(tmp_path) as folder:
            list(folder.write([File("a.html", None, lambda n=night: made.append(n) or b"a")]))
            folder.finish()
    assert made == [0, 1]


def test_a_page_cannot_rest_on_what_says_nothing_lasting() -> None:
    held = data.meetings()
    site = Site(held, Comparison(), names={}, words=Words("da"))
    with pytest.raises(TypeError, match="cannot rest on a function"):
        marks.Marks(site).of(Page("a.html", "item.html", dict, (lambda: 1,)))
