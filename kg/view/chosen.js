// What is filtered now, as chips that take it back; what to say when nothing passes; and the sheet of filters on a phone.

registerView({ id: "chosen", start: startChosen, render: renderChosen });
const WIDEST_PHONE = "(max-width: 800px)";
let emptyState = null;
let sheetOpen = false;

function startChosen() {
  emptyState = element("div", { id: "nothing", class: "nothing", role: "status" });
  document.getElementById("stage").append(emptyState);
  document.body.append(element("div", { id: "shade", class: "shade", hidden: true, onclick: () => openSheet(false) }));
  document.getElementById("filters").addEventListener("keydown", keyInSheet);
  window.matchMedia?.(WIDEST_PHONE).addEventListener("change", () => openSheet(false));
}

function activeFilters() {
  return filterTests.map((filter) => ({ ...filter, chosen: filter.chips(), filter })).filter(({ chosen }) => chosen.length);
}

function renderChosen() {
  const active = activeFilters(), chips = active.flatMap(({ key, chosen }) => chosen.map((one) => ({ ...one, key })));
  const place = document.getElementById("chosen");
  place.setAttribute("aria-label", word("ui", "activeFilters"));
  place.classList.toggle("bare", !chips.length);
  morphChildren(place, [
    button([word("ui", "filters"), chips.length > 0 && element("span", { class: "active" }, String(chips.length))], () => openSheet(!sheetOpen),
      { class: "sheet-button", "data-hold": "sheet", "aria-expanded": String(sheetOpen), "aria-controls": "filters" }),
    ...chips.map(({ label, clear, key }, at) => button([element("span", {}, label), element("span", { "aria-hidden": "true" }, "×")], () => takeBack(clear),
      { class: "taken", "data-key": key, "data-hold": "chip-" + key + "-" + at, "aria-label": phrase("removeFilter", { name: label }) })),
    chips.length > 0 && button(word("ui", "clearAll"), () => { clearFilters(); focusChosen(); }, { class: "link", "data-hold": "clear" }),
    chips.length > 0 && element("span", { class: "figure left" }, phrase("passing", { n: passingEvents().length })),
  ].filter(Boolean));
  renderNothing(active);
}

function takeBack(clear) {
  update(clear);
  focusChosen();
}

// The chip that had the focus is gone: the next one, or the panel, has it now.
function focusChosen() {
  if (document.activeElement && document.activeElement !== document.body) return;
  const next = document.querySelector("#chosen .taken") ?? document.getElementById("panel");
  next.focus({ preventScroll: true });
}

// Which filter empties the view: each that alone would give events back, and how many.
function renderNothing(active) {
  const isEmpty = data.events.length > 0 && !passingEvents().length;
  emptyState.hidden = !isEmpty;
  if (!isEmpty) return morphChildren(emptyState, []);
  const helping = active.map((one) => ({ ...one, back: takenBy(one.filter) })).filter(({ back }) => back).sort((a, b) => b.back - a.back);
  const name = ({ chosen }) => chosen.map(({ label }) => label).slice(0, 3).join(joiner()) + (chosen.length > 3 ? " +" + (chosen.length - 3) : "");
  morphChildren(emptyState, [
    element("h2", {}, word("ui", "empty")),
    element("p", {}, word("ui", helping.length ? "emptyOne" : "emptySeveral")),
    element("ul", {}, helping.map((one) => element("li", {}, button([element("span", {}, name(one)), element("span", { class: "figure" }, phrase("bringsBack", { n: one.back }))],
      () => update(cleared(one.keys)), { "data-key": one.key })))),
    button(word("ui", "clearAll"), clearFilters, { class: "link" }),
  ]);
}

function openSheet(open) {
  if (open === sheetOpen) return;
  sheetOpen = open;
  const sheet = document.getElementById("filters");
  sheet.classList.toggle("open", open);
  document.getElementById("shade").hidden = !open;
  for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"]]) if (open) sheet.setAttribute(name, value); else sheet.removeAttribute(name);
  renderChosen();
  (open ? sheet.querySelector(".sheet-close") : document.querySelector(".sheet-button"))?.focus();
}

function sheetHead() {
  return element("div", { class: "sheet-head", "data-hold": "sheet-head" }, element("h2", {}, word("ui", "filters")),
    activeFilters().length > 0 && button(word("ui", "clearAll"), clearFilters, { class: "link", "data-hold": "sheet-clear" }),
    button("×", () => openSheet(false), { class: "sheet-close", "data-hold": "sheet-close", "aria-label": word("ui", "close") }));
}

function sheetFoot() {
  return element("div", { class: "sheet-foot", "data-hold": "sheet-foot" }, button(phrase("showEvents", { n: passingEvents().length }), () => openSheet(false), { class: "sheet-done", "data-hold": "sheet-done" }));
}

// Within the open sheet Tab goes round, and Escape closes it and nothing else.
function keyInSheet(event) {
  if (!sheetOpen) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    openSheet(false);
  }
  if (event.key !== "Tab") return;
  const stops = [...document.getElementById("filters").querySelectorAll("button, input, summary")].filter((one) => one.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
}
