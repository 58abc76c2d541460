"""The panel in a browser: an event with why it is believed, every report of it, and nothing that runs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from news_fixture import BASE, entities, read_event, store_of
from pyoxigraph import Store
from visiting import HOSTILE_TEXTS, IN_BROWSER, Visit, bare

from extract.event_types import Stance
from extract.model import EntityKind, Factuality, Mention, Span
from kg.belief import Reckoning
from kg.model import Entity
from kg.network import Filters, build_network
from kg.network_details import with_details

pytestmark = IN_BROWSER

PREFIX = "PREFIX kh: <https://w3id.org/khabar/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
STRIKE = "[a:sahlan-army|قوات الجيش] [!|قصفت] [t:dawn|جبهة الفجر] في [p:place/green-valley|الوادي] [d:2024-01-09|الثلاثاء] وقُتل [c:killed=7|سبعة]"
DENIAL = "نفى [s:hadi|الشيخ هادي] أن يكون [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة] وقُتل [c:killed=9|تسعة]"
THIRD = "قال [s:monitor|الرصد] إن [a:sahlan-army|الجيش] [!|قصف] [t:dawn|الجبهة] وقُتل [c:killed=9|تسعة]"


def disputed() -> Store:
    """An event that an outlet and a monitor tell with other figures, and that somebody denies; its belief is what the reports give."""
    documents, event = read_event(f"ASSAULT .9 {STRIKE} // {THIRD} // {DENIAL}")
    *claims, denial = event.reports
    denial = replace(denial, mention=replace(denial.mention, factuality=Factuality.DENIED, stance=Stance.DENIES))
    event = replace(event, reports=(*claims, denial), reasons=("the same day", "by decision of a person: one raid"))
    store = store_of(entities(), documents, [event])
    reckoning = with_details(build_network(store, Filters()), store).graph["details"][f"{BASE}event/e000"].reckoning
    assert isinstance(reckoning, Reckoning)
    store = store_of(entities(), documents, [replace(event, belief=reckoning.belief, sources=reckoning.sources)])
    said = f"<{BASE}report/r001> kh:relayedBy <{BASE}union> ."
    store.update(PREFIX + f"INSERT DATA {{ GRAPH <{BASE}document/article-001> {{ {said} }} }}")
    definition = '"طرف يهاجم غيره."@ar , "A party attacks."@en'
    store.update(
        PREFIX + f"INSERT DATA {{ GRAPH <https://w3id.org/khabar/ontology> {{ kh:Assault <http://www.w3.org/2004/02/skos/core#definition> {definition} }} }}"
    )
    return store


def test_an_event_reads_as_a_sentence(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#selection=event:event/e000")
    assert bare(page.page.locator("#panel .headline").inner_text()) == "هجوم الجيش السهلاني على جبهة الفجر في الوادي الأخضر"
    page.open("#lang=en&selection=event:event/e000")
    assert bare(page.page.locator("#panel .headline").inner_text()) == "Sahlani Army attacked Dawn Front in Green Valley"


HEADLINES = [
    ("ASSAULT .9 [!|قُتل] [t:civilians|مدنيون]", "هجوم على مدنيون", "Attack on Civilians"),
    ("ASSAULT planned .9 [a:dawn|الجبهة] [!|ستهاجم] [t:falcons|اللواء]", "هجوم جبهة الفجر على لواء الصقور", "Attack by Dawn Front on Falcons Brigade"),
    ("AGREE .9 [a:dawn|الجبهة] و[a:falcons|اللواء] [!|اتفقا]", "اتفاق جبهة الفجر ولواء الصقور", "Agreement of Dawn Front and Falcons Brigade"),
    ("ASSAULT .9 [!|انفجار]", "هجوم", "Attack"),
]


@pytest.mark.parametrize(("told", "arabic", "english"), HEADLINES)
def test_headlines_of_all_shapes(visit: Callable[..., Visit], told: str, arabic: str, english: str) -> None:
    documents, event = read_event(told)
    known = entities() | {"civilians": Entity("civilians", EntityKind.CIVILIANS, "مدنيون", "Civilians")}
    page = visit(store_of(known, documents, [event]))
    for language, expected in (("ar", arabic), ("en", english)):
        assert bare(page.open(f"#lang={language}&selection=event:event/e000").page.locator("#panel .headline").inner_text()) == expected


def test_the_type_is_explained_on_demand(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#selection=event:event/e000")
    text = page.page.locator("#panel .definition p")
    assert not text.is_visible()
    page.page.locator("#panel .definition summary").click()
    assert text.inner_text() == "طرف يهاجم غيره."


def test_figures_have_their_sources_and_what_they_span(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#lang=en&selection=event:event/e000")
    lines = [bare(line) for line in page.page.locator("#panel .figures li").all_inner_texts()]
    assert lines[0] == "killed Figures differ: from 7 to 9"
    assert lines[1] == "killed: 7 — وكالة الضفة"
    assert lines[2].startswith("killed: 9 — ")
    assert lines[2].removeprefix("killed: 9 — ") in ("Valley Monitor", "Valley Monitor, Hadi al-Sheikh")
    page.page.locator("#panel .figures .entity").first.click()
    assert page.ask("state()").find("selection=entity:") > 0


def test_belief_is_explained_in_words_and_numbers(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#selection=event:event/e000")
    assert "يقوله مصدران مستقلان. وينفيه مصدر واحد." in page.panel()
    why = page.page.locator("#panel .why details")
    assert not why.locator(".sources").is_visible()
    why.locator("summary").click()
    assert why.locator(".sources li").count() == 3
    assert why.locator(".sources .against").count() == 1
    assert [bare(name) for name in why.locator(".sources .entity").all_inner_texts()] == ["شبكة رصد الوادي", "هادي الشيخ"]
    last = why.locator(".sum").last.inner_text()
    belief = page.page.locator("#panel .belief-line .figure").inner_text()
    assert float(last.rsplit("=", 1)[1]) == pytest.approx(float(belief), abs=0.006)


def test_an_arithmetic_that_is_not_of_this_belief_is_not_shown(visit: Callable[..., Visit]) -> None:
    documents, event = read_event(f"ASSAULT .11 {STRIKE}")
    page = visit(store_of(entities(), documents, [event])).open("#selection=event:event/e000")
    assert page.page.locator("#panel .sources li").count() == 1
    assert page.page.locator("#panel :is(.sum, .sources .alone)").count() == 0


def test_a_denial_stands_beside_the_claim(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#lang=en&selection=event:event/e000")
    assert page.page.locator("#panel .report").count() == 3
    assert page.page.locator("#panel .denials .report").count() == 1
    assert "denies it" in page.page.locator("#panel .denials .chip").inner_text()
    assert "Hadi" in page.page.locator("#panel > .dissent").inner_text()


def test_reasons_and_decisions_stand_apart(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#selection=event:event/e000")
    page.page.locator("#panel .reasons summary").click()
    lists = page.page.locator("#panel .reasons ul")
    assert lists.nth(0).inner_text() == "اليوم نفسه"
    assert lists.nth(1).inner_text() == "قرار مُراجِع: one raid"


def test_a_report_says_who_told_whom_and_what_it_copies(visit: Callable[..., Visit]) -> None:
    store = disputed()
    copied = f"<{BASE}report/r001> prov:wasQuotedFrom <{BASE}document/article-000>"
    store.update(PREFIX + f"INSERT DATA {{ GRAPH <{BASE}document/article-001> {{ {copied} }} }}")
    page = visit(store).open("#lang=en&selection=event:event/e000")
    chain = page.page.locator("#panel .chain").first
    assert bare(chain.inner_text()) == "صحيفة المنارة ← Regional Union ← Valley Monitor"
    lefts = chain.evaluate("(one) => Array.from(one.children, (part) => part.getBoundingClientRect().left)")
    assert lefts == sorted(lefts)  # from left to right in English, whatever the names
    assert "A copy of \u2068وكالة الضفة\u2069" in page.panel()
    assert "read by \u2068rules\u2069" in page.panel()
    chain.locator("button").last.click()
    assert page.page.locator("#panel .headline").inner_text() == "\u2068Valley Monitor\u2069"


def test_a_title_that_is_the_sentence_itself_is_said_once(visit: Callable[..., Visit]) -> None:
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]")
    sentence = event.reports[0].mention.sentence.of(documents[0].text)
    for title, shown in ((sentence, 0), ("عنوان آخر", 1)):
        page = visit(store_of(entities(), [replace(documents[0], title=title)], [event])).open("#selection=event:event/e000")
        assert page.page.locator("#panel .report .title").count() == shown


def test_marks_within_marks_and_across(visit: Callable[..., Visit]) -> None:
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:civilians|سكان الوادي الأخضر القديم] أمس")
    mention = event.reports[0].mention
    start = mention.targets[0].span.start
    within = Mention(Span(start + 5, start + 18), "الوادي الأخضر", "الوادي الأخضر", entity="place/green-valley")
    across = Mention(Span(start + 19, start + 29), "القديم أمس", "القديم أمس", entity="place/tell-siraj")
    found = replace(mention, places=(within, across))
    report = replace(event.reports[0], mention=found, places=("place/green-valley", "place/tell-siraj"))
    page = visit(store_of(entities(), documents, [replace(event, reports=(report,))])).open("#selection=event:event/e000")
    sentence = page.page.locator("#panel .sentence")
    assert sentence.locator(".role-target .role-place").first.inner_text() == "الوادي الأخضر"
    assert sentence.locator(".role-place").all_inner_texts() == ["الوادي الأخضر", "القديم", " أمس"]
    assert sentence.inner_text().startswith("الجبهة هاجمت سكان الوادي الأخضر القديم أمس")


def test_marks_within_a_word_do_not_part_its_letters(visit: Callable[..., Visit]) -> None:
    documents, event = read_event("ASSAULT .9 قصف[a:dawn|هم] الطيران ثم است[!|هدف]هم لـ[t:falcons|لواء] ب[p:place/green-valley|الوادي]")
    page = visit(store_of(entities(), documents, [event])).open("#selection=event:event/e000")
    with_marks, without = page.page.locator("#panel .sentence").evaluate("""(one) => {
        const width = (node) => { node.style.whiteSpace = "nowrap"; node.style.display = "inline-block"; return node.getBoundingClientRect().width; };
        const bare = one.cloneNode(false);
        bare.textContent = one.textContent;
        one.after(bare);
        return [width(one), width(bare)];
    }""")
    assert with_marks == pytest.approx(without, abs=1.0)


def test_the_quotation_is_copied_with_its_source(visit: Callable[..., Visit]) -> None:
    page = visit(disputed())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.open("#selection=event:event/e000")
    page.page.locator("#panel .quote").first.click()
    page.page.wait_for_selector("#toast:not([hidden])")
    copied = page.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("«قوات الجيش قصفت جبهة الفجر في الوادي")
    assert copied.endswith("— وكالة الضفة، 2024-01-16، أخبار اليوم 0، https://example.org/wire/0")


def test_reports_are_walked_through_with_keys_and_buttons(visit: Callable[..., Visit]) -> None:
    page = visit(disputed()).open("#lang=en&selection=event:event/e000")
    at = "document.activeElement.getAttribute('aria-label')"
    page.page.keyboard.press("j")
    assert page.page.evaluate(at) == "report 1 of 3"
    page.page.keyboard.press("j")
    page.page.keyboard.press("j")
    page.page.keyboard.press("j")
    assert page.page.evaluate(at) == "report 3 of 3"
    page.page.keyboard.press("k")
    assert page.page.evaluate(at) == "report 2 of 3"
    page.page.locator("#query").focus()
    page.page.keyboard.press("j")
    assert page.page.locator("#query").input_value() == "j"
    page.page.keyboard.press("Escape")
    page.page.locator("#panel .step").last.click()
    assert page.page.evaluate(at) == "report 1 of 3"


def test_a_movement_says_whence_and_whither_and_how_exactly(visit: Callable[..., Visit]) -> None:
    documents, event = read_event("RETREAT .9 [a:dawn|الجبهة] [!|انسحبت] من [p:place/green-valley|الوادي] إلى [p:place/tell-siraj|التل]")
    event = replace(event, places=(), origins=("place/green-valley",), destinations=("place/tell-siraj",))
    page = visit(store_of(entities(), documents, [event])).open("#selection=event:event/e000")
    assert bare(page.page.locator("#panel .headline").inner_text()) == "انسحاب جبهة الفجر من الوادي الأخضر إلى تل السراج"
    assert "(ضمن 5 كم)" in page.panel()
    assert page.page.locator("#panel .small-map").count() == 1


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_in_the_panel_is_cut_off(visit: Callable[..., Visit], language: str, width: int) -> None:
    page = visit(disputed(), width=width).open(f"#lang={language}&selection=event:event/e000")
    for closed in page.page.locator("#panel summary").all():
        closed.click()
    assert page.page.locator("#panel").evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width


def hostile_graph() -> Store:
    """Each hostile text as a name, an alias, an outlet, a title, an address, words of a date and part of a sentence."""
    known, documents, events = entities(), [], []
    for number, text in enumerate(HOSTILE_TEXTS):
        inert = text.replace("]", "").replace("[", "").replace("|", "") or "نص"
        read, event = read_event(
            f"ASSAULT .9 قال [s:evil{number}|{inert}] إن [a:evil{number}|{inert}] [!|هاجم] [t:dawn|الجبهة] [d:2024-01-0{number % 9 + 1}|{inert}]", number
        )
        known[f"evil{number}"] = Entity(f"evil{number}", EntityKind.GROUP, text, text, aliases=(text, f"بديل {text}"))
        documents += [replace(read[0], url=text, source=text, title=text)]
        events.append(replace(event, reasons=(text, f"by decision of a person: {text}")))
    return store_of(known, documents, events)


def test_no_hostile_text_runs_anywhere_in_the_panel(visit: Callable[..., Visit]) -> None:
    page = visit(hostile_graph(), title=HOSTILE_TEXTS[0]).open()
    for number in range(len(HOSTILE_TEXTS)):
        for selection in (f"event:event/e{number:03}", f"entity:evil{number}"):
            page.page.evaluate("(hash) => { location.hash = hash; }", f"#lang=en&selection={selection}")
            page.settle()
            page.page.locator("#panel").evaluate(
                "(one) => { for (const part of one.querySelectorAll('details')) part.open = true; one.querySelector('.quote')?.click(); }"
            )
            assert page.page.locator("#panel .headline").count() == 1, HOSTILE_TEXTS[number]
            assert page.page.evaluate("window.struck") is None, HOSTILE_TEXTS[number]
            assert page.page.locator("#panel :is(img, iframe, script, style, base, meta, form, math, svg script, [onerror], [onload], [srcdoc])").count() == 0
            addresses = page.page.locator("#panel a").evaluate_all("(all) => all.map((one) => one.protocol)")
            assert set(addresses) <= {"http:", "https:"}
            assert not set("\u202e\u202a\u2066") & set(page.panel().replace("\n", ""))
