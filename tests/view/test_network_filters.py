"""Which events the options of `kg view` keep, and what they say to a name that the graph does not have."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from news_fixture import entities, news_store, read_event, store_of
from pyoxigraph import Store

from extract.model import EntityKind, EventType, Factuality
from kg.model import Entity
from kg.network import Filters, Wishes, build_network, parse_filters
from ontology.errors import InputError


def kept(store: Store, **filters: object) -> set[str]:
    network = build_network(store, Filters(**filters))  # type: ignore[arg-type]
    return {key.rsplit("/", 1)[-1] for *_, key in network.edges(keys=True)}


@pytest.fixture(scope="module")
def store() -> Store:
    return news_store()


def test_actor_target_and_party(store: Store) -> None:
    actor, target, party = (kept(store, **{role: "dawn"}) for role in ("actor", "target", "party"))
    assert actor and target and party == actor | target
    assert not actor & target
    assert kept(store, actor="جبهةُ الفجر") == kept(store, actor="Fajr Front") == kept(store, actor="dawn") == actor


def test_a_place_means_what_lies_in_it_too() -> None:
    known = entities()
    province = Entity("place/province", EntityKind.PLACE, "محافظة الوادي", "Wadi Province", known=True)
    known |= {"place/province": province, "place/basalt": replace(known["place/basalt"], parent="place/province")}
    documents, events = [], []
    for number, place in enumerate(("place/basalt", "place/province", "place/sarraj")):
        if place not in known:
            place = next(one for one in known if one.startswith("place/") and one not in ("place/basalt", "place/province"))
        read, event = read_event(f"ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:{place}|المكان]", number * 10)
        documents += read
        events.append(event)
    store = store_of(known, documents, events)
    assert len(kept(store, place="محافظة الوادي")) == 2
    assert len(kept(store, place="place/basalt")) == 1


def test_outlet_factuality_and_sources(store: Store) -> None:
    everything = kept(store)
    outlets = [kept(store, outlets=(name,)) for name in ("وكالة الضفة", "Valley Monitor")]
    assert all(outlets) and all(some < everything for some in outlets)
    assert kept(store, outlets=("وكالة الضفة", "valley monitor")) == outlets[0] | outlets[1]
    parts = [kept(store, factualities=(one,)) for one in Factuality]
    assert set.union(*parts) == everything and sum(map(len, parts)) == len(everything)
    several = kept(store, minimum_sources=2)
    assert several and several < everything and not kept(store, minimum_sources=99)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"actor": "جبهة الفجرر"}, "جبهة الفجر"),
        ({"target": "nobody at all"}, "no entity of this graph is called 'nobody at all': give a name"),
        ({"party": ""}, "no entity"),
        ({"place": "dawn"}, "no place of this graph is called 'dawn'"),
        ({"outlets": ("وكالة الظفة",)}, "no outlet of this graph is called 'وكالة الظفة'; near it: وكالة الضفة"),
        ({"outlets": ("xyz",)}, "no outlet of this graph is called 'xyz': give a name as the graph has it"),
        ({"minimum_sources": 0}, "too few"),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(store: Store, filters: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        kept(store, **filters)
    assert said in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("wishes", "meant"),
    [
        ({}, Filters()),
        ({"types": (), "outlets": set(), "factualities": [], "actor": None, "first": None}, Filters()),
        ({"types": "assault"}, Filters(types=(EventType.ASSAULT,))),
        ({"types": ["Assault", EventType.AID]}, Filters(types=(EventType.ASSAULT, EventType.AID))),
        ({"first": "2021-12-06", "last": date(2021, 12, 9)}, Filters(first=date(2021, 12, 6), last=date(2021, 12, 9))),
        ({"outlets": "وكالة الضفة"}, Filters(outlets=("وكالة الضفة",))),
        ({"factualities": ["DENIED", "planned"]}, Filters(factualities=(Factuality.DENIED, Factuality.PLANNED))),
        ({"target": "dawn", "party": "one", "place": "two", "minimum_sources": 2}, Filters(target="dawn", party="one", place="two", minimum_sources=2)),
    ],
)
def test_what_people_and_programs_write_becomes_filters(wishes: Any, meant: Filters) -> None:
    assert parse_filters(**wishes) == meant


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"types": "attack"}, "no event type 'attack'; give one of AGREE"),
        ({"factualities": ["certain"]}, "no factuality 'certain'; give one of asserted"),
        ({"first": "6/12/2021"}, "write it as 2021-12-06"),
        ({"outlet": "one"}, "no filter 'outlet'; give outlets"),
        ({"minimum_belief": 2.0}, "not within 0 and 1"),
        ({"actor": ""}, None),
    ],
)
def test_wishes_that_cannot_be_are_errors(wishes: Any, told: str | None, store: Store) -> None:
    with pytest.raises(InputError, match=told):
        build_network(store, parse_filters(**wishes))


def test_every_filter_can_be_wished_for() -> None:
    assert set(Wishes.__annotations__) == {field.name for field in fields(Filters)}
