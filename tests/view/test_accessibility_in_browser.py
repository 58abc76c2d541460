"""The page for those who do not see it, do not use a mouse, or see it large, small or in colours of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from visiting import IN_BROWSER, Visit

pytestmark = IN_BROWSER

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
# What the page can look like: each tab, and each thing that the panel shows.
STATES = [
    "tab=network", "tab=map", "tab=table", "selection=event:event/e000", "selection=entity:dawn", "tab=map&selection=entity:place/basalt",
    "focus=dawn&mode=events",
]  # fmt: skip
# Controls that one touches: a link within running text may be as high as its line.
CONTROLS = "button, select, summary, input, label.check, [role=tab], .report a"
_SMALL = f"""() => [...document.querySelectorAll("{CONTROLS}")]
    .filter((one) => one.checkVisibility() && !one.closest(".unseen, .skip") && !(one.type === "checkbox" && one.closest("label")))
    .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()]).filter(([, box]) => box.width < 43.5 || box.height < 43.5).map(([text]) => text)"""


def violations(page: Visit, **options: Any) -> list[str]:
    """What axe-core finds, one line a rule with the first elements; what it cannot decide counts too, but for colours under something else."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    told = axe.run(page.page, options={"resultTypes": ["violations", "incomplete"], **options}).response
    found = told["violations"] + [one for one in told["incomplete"] if one["id"] != "color-contrast"]
    return [f"{one['id']}: " + " | ".join(node["html"][:160] for node in one["nodes"][:4]) for one in found]


@pytest.mark.parametrize("manner", ["light", "dark", "phone"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(visit: Callable[..., Visit], language: str, manner: str) -> None:
    size: dict[str, Any] = PHONE if manner == "phone" else {}
    page, theme = visit(**size), "dark" if manner == "dark" else "light"
    # The dark page has the same elements: only its colours are new.
    options = {"runOnly": ["color-contrast"]} if manner == "dark" else {}
    found = {state: violations(page.open(f"#lang={language}&theme={theme}&{state}"), **options) for state in STATES}
    if manner == "phone":
        page.page.locator(".sheet-button").click()
        found["filters"] = violations(page)
        assert page.page.evaluate(_SMALL) == []
    assert {state: some for state, some in found.items() if some} == {}


def test_axe_would_find_something(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en")
    page.page.evaluate("document.querySelectorAll('#theme').forEach((one) => ['aria-label', 'title'].forEach((name) => one.removeAttribute(name)))")
    page.page.evaluate("document.getElementById('summary').style.color = '#ccc'")
    assert {one.split(":")[0] for one in violations(page)} == {"button-name", "color-contrast"}


def test_the_keyboard_goes_past_the_filters_and_in_the_order_of_the_eye(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.textContent") == "Skip to the view"
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.activeElement.id") == "drawing"
    for tab, reached in (("map", "chart"), ("table", "sheet")):
        page.open(f"#lang=en&tab={tab}")
        page.page.keyboard.press("Tab")
        page.page.keyboard.press("Enter")
        assert page.page.evaluate("document.activeElement.getAttribute('class')") == reached


@pytest.mark.parametrize("language", ["ar", "en"])
def test_regions_come_in_the_order_in_which_they_are_seen(visit: Callable[..., Visit], language: str) -> None:
    page = visit().open(f"#lang={language}")
    regions = page.page.evaluate("[...document.querySelectorAll('main > *')].map((one) => [one.id, one.offsetLeft])")
    assert [one[0] for one in regions] == [one[0] for one in sorted(regions, key=lambda one: -one[1] if language == "ar" else one[1])]


def test_the_focus_is_never_lost_by_what_the_panel_shows(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en")
    page.page.locator("#panel .events button").nth(2).focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_function("document.activeElement.closest('#panel')")
    page.page.locator("#panel .entity").first.focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_function("document.activeElement.closest('#panel')")
    page.page.locator("#query").focus()
    page.page.locator("#panel .close").focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_function("document.activeElement.id === 'query'")


@pytest.mark.parametrize("state", ["tab=network", "tab=map", "tab=table"])
def test_what_has_the_focus_shows_it(visit: Callable[..., Visit], state: str) -> None:
    """From Tab to Tab: each thing that is reached has an outline or changes its picture."""
    page = visit().open(f"#lang=en&{state}")
    bare = set()
    for _ in range(60):
        page.page.keyboard.press("Tab")
        bare |= set(
            page.page.evaluate("""() => {
            const one = document.activeElement, own = getComputedStyle(one.closest("label.check") ?? one), dot = one.querySelector(".dot");
            const outlined = own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2;
            return one === document.body || outlined || (dot && parseFloat(getComputedStyle(dot).strokeWidth) >= 4) ? [] : [one.outerHTML.slice(0, 120)];
        }""")
        )
    assert bare == set()


def test_what_is_shown_is_told_when_it_changes(visit: Callable[..., Visit]) -> None:
    for width in (1440, 390):
        page = visit(width=width).open("#lang=en&tab=table")
        summary = page.page.locator("#summary")
        before = summary.text_content()
        assert summary.evaluate("(one) => one.getAttribute('aria-live') && getComputedStyle(one).display") == "block"
        page.page.evaluate("location.hash = '#lang=en&tab=table&belief=0.9'")
        page.page.wait_for_function("(before) => document.getElementById('summary').textContent !== before", arg=before)


@pytest.mark.parametrize("width", [720, 390, 320])
@pytest.mark.parametrize("state", ["tab=network", "tab=map", "tab=table", "selection=event:event/e000"])
def test_nothing_is_cut_off_sideways_on_a_phone_or_enlarged(visit: Callable[..., Visit], state: str, width: int) -> None:
    """A screen of 1440 pixels at 200 % is one of 720; one of 1280 at 400 % has 320."""
    page = visit(width=width, height=450).open(f"#lang=ar&{state}")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    cut_off = page.page.evaluate("""() => [...document.querySelectorAll("button, input")]
        .filter((one) => one.checkVisibility() && !one.closest(".skip, .sheet, .check, .unseen"))
        .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
        .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1).map(([text]) => text)""")
    assert cut_off == []


@pytest.mark.parametrize("state", ["tab=network", "tab=map", "tab=table", "selection=event:event/e000", "selection=entity:dawn"])
def test_a_finger_can_touch_every_control(visit: Callable[..., Visit], state: str) -> None:
    assert visit(**PHONE).open(f"#lang=ar&{state}").page.evaluate(_SMALL) == []


def test_who_wants_no_motion_gets_none(visit: Callable[..., Visit]) -> None:
    page = visit(reduced_motion="reduce").open("#lang=en")
    moved = page.page.evaluate("""() => {
        const before = khabar.pointOf(khabar.nodes()[0]);
        document.getElementById("zoom-in").click();
        const after = khabar.pointOf(khabar.nodes()[0]);
        return [before.x !== after.x, document.getAnimations().length];
    }""")
    assert moved == [True, 0]


def test_colours_of_ones_own_leave_legend_and_choice_readable(visit: Callable[..., Visit]) -> None:
    page = visit(forced_colors="active", color_scheme="dark").open("#lang=en")
    swatches = page.page.evaluate("[...document.querySelectorAll('.swatch')].map((one) => getComputedStyle(one).backgroundColor)")
    assert len(set(swatches)) == len(swatches)
    assert page.page.evaluate("getComputedStyle(document.querySelector('[role=tab][aria-selected=true]')).outlineStyle") == "solid"
    assert page.page.evaluate("getComputedStyle(document.getElementById('drawing')).backgroundColor") == "rgb(19, 21, 23)"
    assert violations(page) == []
