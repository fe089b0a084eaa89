"""Search finds what was said, in any form of the words, and shows it in its sentence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_meetings import ID, keep, made_item

from ordlyd.archive import Archive
from ordlyd.archive.excerpt import LONGEST, excerpt
from ordlyd.archive.query import TERMS, parse
from ordlyd.errors import UnknownName
from ordlyd.stems import stem, stem_words, stems, words

ITEMS = (
    made_item(
        "1",
        "Flere plejeboliger i Nørreby",
        case_number="27.42.00-P20-3-31",
        summary="Byrådet har sat penge af. Der mangler 40 boliger kl. 12.30 den 3. maj.",
        decision="Godkendt. Ø stemmer imod.",
        attachments="Notat om støj",
    ),
    made_item("2", "Cykelsti langs åen", summary="Stien føres langs åen.\nDen er bred."),
    made_item("3", "Støj fra ringvejen", summary="Støjen måles igen, og støjen er høj."),
    made_item("4", "Budget", summary="Plejeboligventelisten er lang. Aanden er god."),
    made_item("5", "Lukket punkt", case_number="27.42.00-P20-4-31"),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("archive"), create=True) as opened:
        keep(opened, *ITEMS)
        yield opened


def numbers(hits):
    return [hit.item_id.rpartition("#")[2] for hit in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("plejebolig", {"1"}),
        ("plejeboligerne", {"1"}),
        ("PLEJEBOLIGER", {"1"}),
        ("plejebolig*", {"1", "4"}),
        ("boliger mangler", {"1"}),
        ("mangler boliger", {"1"}),
        ("boliger åen", set()),
        ('"40 boliger"', {"1"}),
        ('"boliger 40"', set()),
        ('"mangler 40 bol*"', set()),
        ('"mangler 40 bol"*', {"1"}),
        ('"den er bred', {"2"}),
        ("åen", {"2"}),
        ("aaen", set()),
        ("å*", {"2"}),
        ("27.42.00-P20-3-31", {"1"}),
        ("27.42.00-p20*", {"1", "5"}),
        ("27.42.00", {"1", "5"}),
        ("P20", {"1", "5"}),
        ("støj", {"3", "1"}),
        ("cykelst\u0456", {"2"}),
        ("cykelsti langs a\u030aen", {"2"}),
        ("lukket", {"5"}),
        ("ringvejen NOT støj", set()),
        ("", set()),
        ("*", set()),
        ('""', set()),
        ("- . (", set()),
    ],
)
def test_a_query_finds(archive, query, expected):
    assert set(numbers(archive.search(query))) == expected


@pytest.mark.parametrize(
    ("query", "kind", "sentence", "highlights"),
    [
        ("boliger mangler", "summary", "Der mangler 40 boliger kl. 12.30 den 3. maj.", "mangler boliger"),
        ("stemme", "decision", "Ø stemmer imod.", "stemmer"),
        ('"den er"', "summary", None, "Den er"),
        ("plejebolig*", "summary", "Plejeboligventelisten er lang.", "Plejeboligventelisten"),
        ("ringvejen", None, "Støj fra ringvejen", "ringvejen"),
        ("27.42.00-P20-4-31", None, "Lukket punkt", ""),
        ("notat", "attachments", "Notat om støj", "Notat"),
    ],
)  # fmt: skip
def test_a_hit_is_shown_in_its_sentence(archive, query, kind, sentence, highlights):
    hits = {hit.sentence: hit for hit in archive.search(query)}
    hit = hits[sentence] if sentence else next(iter(hits.values()))
    assert hit.section_kind == kind
    assert " ".join(hit.sentence[start:end] for start, end in hit.highlights) == highlights


def test_a_hit_names_its_item_and_meeting(archive):
    (hit,) = archive.search("cykelsti")
    assert hit.item_id == f"{ID}#2"
    assert archive.get(hit.item_id).item.title == hit.title == "Cykelsti langs åen"
    assert (hit.committee, hit.date) == ("Teknik- og Miljøudvalget", date(2031, 3, 4))
    assert hit.municipality == "aaby"


def test_titles_come_first_and_names_of_attachments_last(archive):
    hits = archive.search("støj")
    assert numbers(hits) == ["3", "1"]
    assert hits[0].score > hits[1].score > 0


def test_a_sentence_counts_before_the_name_of_an_attachment():
    found = excerpt(
        "Titel",
        [("attachments", "Notat om veje"), ("summary", "Der er mange veje.")],
        parse("vej"),
    )
    assert found.sentence == "Der er mange veje."


def test_a_sentence_with_more_of_the_words_is_shown():
    text = "Skolen er ny. Skolen har tag. Skolen har nyt tag og flere tage."
    found = excerpt("Titel", [("summary", text)], parse("skole flere tag"))
    assert found.sentence == "Skolen har nyt tag og flere tage."
    assert len(found.highlights) == 4


@pytest.mark.parametrize("place", [0, 3, 500, 999])
def test_a_sentence_without_end_is_cut_around_the_word(place):
    text = " ".join("vejen" if n == place else f"ord{n}" for n in range(1000))
    found = excerpt("Titel", [("summary", text)], parse("vejen"))
    assert found.sentence in text
    assert len(found.sentence) <= LONGEST
    assert [found.sentence[a:b] for a, b in found.highlights] == ["vejen"]


def test_a_word_without_end_is_cut_too():
    found = excerpt("Titel", [("summary", "ordet " + "x" * 9000)], parse("x*"))
    assert len(found.sentence) <= LONGEST
    assert found.highlights


def test_only_current_versions_that_were_not_withdrawn_are_found(tmp_path):
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive, made_item(summary="Gamle ord om fyrtårnet."))
        keep(archive, made_item(summary="Nye ord om fyrtårnet."), original=b"two")
        assert archive.search("gamle") == []
        assert [hit.sentence for hit in archive.search("fyrtårn")] == ["Nye ord om fyrtårnet."]
        archive.withdraw(ID)
        assert archive.search("fyrtårn") == []
        archive.withdraw(ID, withdrawn=False)
        assert len(archive.search("fyrtårn")) == 1


def test_hits_can_be_chosen_by_municipality_date_and_number(tmp_path):
    with Archive.open(tmp_path, create=True) as archive:
        for place, town in enumerate(["aaby", "bolund", "aaby", "bolund"]):
            day = date(2031, 1 + place, 1)
            keep(archive, original=b"%d" % place, municipality=town, date=day)
        find = archive.search
        assert [hit.date.month for hit in find("cykelsti")] == [4, 3, 2, 1]
        assert [hit.date.month for hit in find("cykelsti", municipality="aaby")] == [3, 1]
        assert [hit.date.month for hit in find("cykelsti", since=date(2031, 3, 1))] == [4, 3]
        assert [hit.date.month for hit in find("cykelsti", limit=1)] == [4]
        assert find("cykelsti", limit=0) == find("cykelsti", municipality="nowhere") == []


def test_a_decision_that_stands_in_no_section_is_found(tmp_path):
    item = made_item().model_copy(
        update={"decision": made_item().decision.model_copy(update={"text": "Udsat til maj."})}
    )
    with Archive.open(tmp_path, create=True) as archive:
        keep(archive, item)
        (hit,) = archive.search("udsat")
        assert (hit.section_kind, hit.sentence) == ("decision", "Udsat til maj.")


@pytest.mark.parametrize(
    "query",
    [
        'a" OR search MATCH "b',
        "rowid:1",
        "NEAR(a b)",
        "{head} : x",
        "^a",
        "'; DROP TABLE items; --",
        "a AND OR NOT",
        '"' * 99,
        "*" * 99,
        "x\0y",
        "\ud800",
        "ord " * 9999,
        "x" * 100_000,
    ],
    ids=repr,
)
def test_a_hostile_query_is_only_words(archive, query):
    assert isinstance(archive.search(query), list)


@settings(deadline=None, max_examples=150)
@given(st.text(st.one_of(st.characters(), st.sampled_from('"*:(){}^+-å ')), max_size=60))
def test_no_query_is_an_error(archive, query):
    assert len(parse(query)) <= TERMS
    for hit in archive.search(query):
        assert all(0 <= start < end <= len(hit.sentence) for start, end in hit.highlights)


TEXT = st.text("abæøå AB.\n-09і", max_size=80)


@settings(deadline=None, max_examples=150)
@given(TEXT, st.data())
def test_every_word_of_a_text_is_found_where_it_stands(text, data):
    found = list(words(text))
    if not found:
        return
    word, start, end = data.draw(st.sampled_from(found))
    for query in (word, f'"{word}"', f"{word[:2]}*"):
        (term,) = parse(query)
        assert (start, end) in list(term.spans(text))


@settings(deadline=None, max_examples=200)
@given(st.text("abdefgiklmnorstuvøæå", min_size=1, max_size=20))
def test_a_stem_is_the_beginning_of_its_word(word):
    assert word.startswith(stem(word))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_stems_say_where_their_words_stand(text):
    assert [found for found, _, _ in stems(text)] == [
        stem(text[start:end]) for _, start, end in stems(text)
    ]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("plejebolig plejeboliger plejeboligerne Plejeboligens", 1),
        ("skole skoler skolerne", 1),
        ("Ørbækvej Ørbækv\u0435j", 1),
        ("indstilling bestilling", 2),
    ],
)
def test_forms_of_a_word_have_one_stem(text, same):
    assert len(set(stem_words(text))) == same


def test_a_found_item_has_an_id_that_the_archive_knows(archive):
    with pytest.raises(UnknownName):
        archive.get(f"{ID}#99")
    assert all(archive.get(hit.item_id) for hit in archive.search("støj"))
