// What a printer gets: the present view as a page to read: heading, filters in words, picture, legend, what is chosen, and the shown events with their sources.

const MOST_PRINTED = 500; // some forty sheets of paper; the CSV has them all

window.addEventListener("beforeprint", preparePrint);
window.addEventListener("afterprint", clearPrint);

// Paper is light, whatever the screen is.
function preparePrint() {
  const root = document.documentElement, events = printedEvents();
  root.dataset.theme = "light";
  readPalette();
  document.getElementById("print").replaceChildren(...[
    element("h1", {}, plain(data.title)),
    element("p", { class: "hint" }, document.getElementById("summary").textContent),
    printedFilters(),
    printedPicture(),
    printedLegend(events),
    printedChoice(),
    ...printedTable(events),
  ].filter(Boolean));
}

function clearPrint() {
  document.documentElement.dataset.theme = state.theme;
  readPalette();
  document.getElementById("print").replaceChildren();
}

function printedEvents() {
  const shown = state.tab === "network" ? [...scene.events] : passingEvents();
  return state.tab === "table" ? sheet.order : shown.sort(newestFirst);
}

function printedFilters() {
  const chosen = activeFilters().flatMap((one) => one.chosen.map(({ label }) => label));
  return element("p", {}, element("b", {}, word("ui", "filters") + ": "), chosen.length ? chosen.join(" · ") : word("ui", "printUnfiltered"));
}

function printedPicture() {
  if (state.tab === "table") return null;
  const drawn = state.tab === "map" ? chart.svg.cloneNode(true) : svgDrawing();
  const [width, height] = state.tab === "map" ? [chart.width, chart.height] : [camera.width, camera.height];
  drawn.setAttribute("viewBox", "0 0 " + width + " " + height);
  for (const name of ["width", "height", "tabindex"]) drawn.removeAttribute(name);
  return element("figure", {}, drawn, state.tab === "map" && element("figcaption", { class: "hint" }, word("ui", "mapOutlines")));
}

function printedLegend(events) {
  const counts = new Map();
  for (const number of events) counts.set(data.events[number].type, (counts.get(data.events[number].type) ?? 0) + 1);
  const kinds = state.tab === "network" ? new Set([...scene.nodes.values()].map((node) => node.kind).filter(Boolean)) : new Set();
  const types = Object.keys(data.words.en.type).filter((type) => counts.has(type));
  return element("ul", { class: "legend" },
    types.map((type) => element("li", {}, element("span", { class: "swatch type-" + type }), word("type", type) + " " + counts.get(type))),
    Object.keys(data.words.en.kind).filter((kind) => kinds.has(kind)).map((kind) => element("li", {}, symbol(kind), word("kind", kind))),
    state.tab === "network" && element("li", { class: "hint" }, ["dashed", "thick", "faint"].map((one) => word("ui", one)).join(" · ")));
}

// The panel as it stands, without what only a screen can do.
function printedChoice() {
  if (!state.selection) return null;
  const copy = element("div", { class: "chosen-page" }, ...[...document.getElementById("panel").children].map((child) => child.cloneNode(true)));
  for (const one of copy.querySelectorAll(".bar, .acts, .link, [role=tablist], input")) one.remove();
  for (const one of copy.querySelectorAll("button")) if (!/\p{L}/u.test(one.textContent) && !one.querySelector("svg")) one.remove();
  for (const one of copy.querySelectorAll("details")) one.open = true;
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  return copy;
}

function printedTable(events) {
  const columns = COLUMNS.filter(({ id }) => id !== "sources"), seen = events.slice(0, MOST_PRINTED);
  const rows = seen.map((number) => element("tr", {}, columns.map(({ cell }) => element("td", {}, cell(data.events[number]))), element("td", {}, printedSources(data.events[number]))));
  return [
    element("h2", {}, word("ui", "events")),
    element("table", {}, element("thead", {}, element("tr", {}, columns.map(({ title }) => element("th", {}, title())), element("th", {}, word("ui", "columnSources")))), element("tbody", {}, rows)),
    events.length > seen.length && element("p", { class: "hint" }, phrase("printMore", { n: events.length - seen.length })),
  ];
}

function printedSources(event) {
  return event.documents.map((number) => {
    const { outlet, published, url, id } = data.documents[number];
    return element("div", {}, outlet === null ? word("ui", "noOutlet") : isolate(data.outlets[outlet]), published && " · " + edtfText(published), " ", element("bdi", { class: "where" }, plain(url ?? id)));
  });
}
