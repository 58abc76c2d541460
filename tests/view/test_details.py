"""What the panel tells besides the network: counts with who gives them, the arithmetic of belief, relays and copies, ties and offices, spellings."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from news_fixture import BASE, entities, news_store, read_event, store_of
from pyoxigraph import Store

from extract.event_types import Stance
from extract.model import EntityKind, Factuality
from kg.belief import Voice, reckon
from kg.decided import APART
from kg.model import Entity, Event
from kg.network import Filters, build_network
from kg.network_details import TIES, EventDetail, with_details
from kg.priors import Capacity, load_priors
from kg.same_event import load_reasons, load_weights
from kg.view.compose import Page, compose
from kg.view.page import words

PREFIX = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX schema: <https://schema.org/> PREFIX kh: <https://w3id.org/khabar/ontology#> "
PREFIX += "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
STRIKE = "ASSAULT .9 [a:sahlan-army|قوات الجيش] [!|قصفت] [t:dawn|جبهة الفجر] في [p:place/green-valley|الوادي] وقُتل [c:killed=7|سبعة]"


def details_of(store: Store) -> dict[str, EventDetail]:
    found: dict[str, EventDetail] = with_details(build_network(store, Filters()), store).graph["details"]
    return {iri.rsplit("/", 1)[-1]: detail for iri, detail in found.items()}


def page_of(store: Store) -> Page:
    return compose(with_details(build_network(store, Filters()), store))


def two_tell(first: str, second: str, **changes: Any) -> tuple[Store, Event]:
    """One event told in two articles."""
    documents, event = read_event(f"{first} // {second.split(' ', 2)[2]}")
    event = replace(event, **changes)
    return store_of(entities(), documents, [event]), event


def test_each_figure_is_told_with_who_gives_it_and_what_differing_ones_span() -> None:
    store, _ = two_tell(STRIKE, "ASSAULT .9 قال [s:monitor|الرصد] إن [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة] وقُتل [c:killed=9|تسعة]")
    figures = details_of(store)["e000"].figures
    assert [(figure.low, figure.high, figure.exactness) for figure in figures] == [(7, 7, "exact"), (9, 9, "exact"), (7, 9, "range")]
    assert [figure.tellers for figure in figures[:2]] == [(f"{BASE}document/article-000",), (f"{BASE}monitor",)]
    page = page_of(store)
    number = next(place for place, row in enumerate(page.data["entities"]) if row[0] == "monitor")
    assert page.details[0][0][0] == [["killed", 7, 7, "exact", None, [0]], ["killed", 9, 9, "exact", [number]], ["killed", 7, 9, "range"]]


def test_the_arithmetic_is_that_of_the_belief_of_the_graph() -> None:
    store, _ = two_tell(STRIKE, "ASSAULT .9 قال [s:monitor|الرصد] إن [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة]")
    priors = load_priors()
    voices = [
        Voice("article-000", "article-000", 11, "وكالة الضفة", None, Capacity.OWN, 1.0, Factuality.ASSERTED, "rules"),
        Voice(
            "article-001",
            "article-001",
            11,
            "صحيفة المنارة",
            f"{BASE}monitor",
            Capacity.ATTRIBUTED,
            1.0,
            Factuality.ASSERTED,
            "rules",
            Stance.ASSERTS,
            "شبكة رصد الوادي",
        ),
    ]
    found = details_of(store)["e000"].reckoning
    assert found is not None
    assert found.belief == pytest.approx(reckon(voices, priors).belief)
    assert found.belief not in (0.0, 1.0)


def test_the_row_of_a_reckoning_gives_its_belief_again() -> None:
    documents, event = read_event(f"{STRIKE} // نفى [s:monitor|الرصد] أن يكون [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة]")
    denial = replace(event.reports[1], mention=replace(event.reports[1].mention, factuality=Factuality.DENIED))
    store = store_of(entities(), documents, [replace(event, reports=(event.reports[0], denial))])
    page, found = page_of(store), details_of(store)["e000"].reckoning
    assert found is not None
    speaking, denying = page.details[0][0][4]
    support, against = (sum(weight * (1 - wrong) for weight, wrong in terms) for _, terms in (speaking, denying))
    assert support * (1 - page.data["priors"]["denial"] * against) == pytest.approx(found.belief, abs=0.002)
    assert [page.data["texts"][source[1]] for sources, _ in (speaking, denying) for source in sources] == ["وكالة الضفة", "شبكة رصد الوادي"]


def test_other_priors_give_another_arithmetic() -> None:
    store, _ = two_tell(STRIKE, STRIKE)
    network = with_details(build_network(store, Filters()), store, replace(load_priors(), hypothesis=0.9, denial=0.125))
    assert compose(network).data["priors"] == {"denial": 0.125, "hypothesis": 0.9}


def test_relays_copies_and_the_extractor_of_a_report() -> None:
    store, _ = two_tell(STRIKE, "ASSAULT .9 قال [s:monitor|الرصد] إن [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة]")
    said = f"<{BASE}report/r001> kh:relayedBy <{BASE}union> ; prov:wasQuotedFrom <{BASE}document/article-000> ."
    store.update(PREFIX + f"INSERT DATA {{ GRAPH <{BASE}document/article-001> {{ {said} }} }}")
    told = details_of(store)["e000"].reports
    assert told[f"{BASE}report/r001"].relays == (f"{BASE}union",)
    assert told[f"{BASE}report/r001"].copy_of == f"{BASE}document/article-000"
    assert {detail.extractor for detail in told.values()} == {"rules 1"}
    page = page_of(store)
    assert [row[0] for row in page.details[0][0][5]] == [None, 0]
    assert page.data["texts"][page.details[0][0][5][0][2]] == "rules 1"


def test_where_a_movement_begins_and_ends() -> None:
    documents, event = read_event("RETREAT .9 [a:dawn|الجبهة] [!|انسحبت] من [p:place/green-valley|الوادي] إلى [p:place/tell-siraj|التل]")
    event = replace(event, places=(), origins=("place/green-valley",), destinations=("place/tell-siraj",))
    page = page_of(store_of(entities(), documents, [event]))
    assert [[page.data["entities"][one][0] for one in ends] for ends in page.details[0][0][1:3]] == [["place/green-valley"], ["place/tell-siraj"]]


def test_why_reports_are_one_event_and_what_people_decided() -> None:
    store, _ = two_tell(STRIKE, STRIKE, reasons=("the same day", "by decision of a person: one raid"))
    page = page_of(store)
    assert [page.data["texts"][number] for number in page.details[0][0][3]] == ["by decision of a person: one raid", "the same day"]


def test_every_reason_for_being_one_event_has_words_in_arabic() -> None:
    telling = {reason for name, reason in load_reasons().items() if name != "nothing" and load_weights()[name] > 0} | {
        "one text, copied",
        "by decision of a person",
    }
    assert telling <= set(words()["ar"]["reason"])
    assert APART == "kept apart from"  # event_panel.js sets what begins so apart


def test_ties_offices_and_names_elsewhere() -> None:
    store = news_store()
    about = f"<{BASE}dawn> kh:memberOf <{BASE}union> ; kh:partOf <{BASE}nowhere> ; owl:sameAs <http://www.wikidata.org/entity/Q1> , <javascript:alert(1)> ."
    store.update(
        PREFIX
        + f"""INSERT DATA {{ GRAPH <{BASE}graph/assembled> {{ {about}
      <{BASE}nowhere> <http://www.w3.org/2000/01/rdf-schema#label> "القيادة"@ar , "Command"@en }} }}"""
    )
    page = page_of(store)
    number, union = (next(place for place, row in enumerate(page.data["entities"]) if row[0] == name) for name in ("dawn", "union"))
    assert sorted(page.about[number][1], key=str) == [["memberOf", union], ["partOf", ["القيادة", "Command"]], ["sameAs", "http://www.wikidata.org/entity/Q1"]]


def test_offices_have_their_words_and_article() -> None:
    store = news_store()
    office = f"""<{BASE}office/1> a org:Membership ; org:member <{BASE}hadi> ; org:organization <{BASE}union> ; schema:roleName "الأمين العام"@ar ;
      kh:words "الأمين العام للاتحاد"@ar ; prov:wasDerivedFrom <{BASE}document/article-000> ."""
    store.update(PREFIX + f"INSERT DATA {{ GRAPH <{BASE}document/article-000> {{ {office} }} }}")
    page = page_of(store)
    number, union = (next(place for place, row in enumerate(page.data["entities"]) if row[0] == name) for name in ("hadi", "union"))
    assert page.about[number][2] == [["الأمين العام", union, None, None, "الأمين العام للاتحاد", 0]]


def test_names_as_the_articles_spell_them_most_often_first() -> None:
    store, _ = two_tell(STRIKE, "ASSAULT .9 [a:sahlan-army|قوات الجيش] [!|هاجمت] [t:dawn|الفجر]")
    page = page_of(store)
    spelled = {row[0]: page.about[number][0] for number, row in enumerate(page.data["entities"])}
    assert spelled["sahlan-army"] == [["قوات الجيش", 2]]
    assert spelled["dawn"] == [["الفجر", 1], ["جبهة الفجر", 1]]


def test_every_tie_has_a_word() -> None:
    assert set(TIES.values()) <= set(words()["ar"]["relation"])


def test_the_definitions_of_types_are_those_of_the_graph() -> None:
    store = news_store()
    store.update(
        PREFIX
        + """INSERT DATA { GRAPH <https://w3id.org/khabar/ontology> {
      kh:Aid <http://www.w3.org/2004/02/skos/core#definition> "عون"@ar , "help"@en , "aide"@fr } }"""
    )
    assert page_of(store).data["definitions"] == {"ar": {"AID": "عون"}, "en": {"AID": "help"}}


def test_a_network_without_details_composes_too() -> None:
    page = compose(build_network(news_store(), Filters()))
    assert [len(block) for block in page.details] == [60]
    assert page.data["definitions"] == {"ar": {}, "en": {}}


def test_details_cost_little() -> None:
    plain, whole = compose(build_network(news_store(), Filters())), page_of(news_store())
    assert len(str(whole.details).encode()) - len(str(plain.details).encode()) < 60 * 200


@pytest.mark.parametrize("kind", [EntityKind.GROUP, EntityKind.PLACE])
def test_the_bytes_are_the_same_whatever_the_order_of_the_graph(kind: EntityKind) -> None:
    documents, event = read_event(f"{STRIKE} // قال [s:monitor|الرصد] إن [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة]")
    known = entities() | {"other": Entity("other", kind, "آخر", None)}
    assert page_of(store_of(known, documents, [event])) == page_of(store_of(dict(reversed(known.items())), documents[::-1], [event]))


def test_an_interval_keeps_its_words() -> None:
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء] [d:2024-01|في كانون الثاني]")
    assert event.time is not None
    assert event.time.first == date(2024, 1, 1)
    row = page_of(store_of(entities(), documents, [event])).data["events"][0]
    assert row[7:12] == ["2024-01", "2024-01-01", "2024-01-28", "في كانون الثاني", "month"]
