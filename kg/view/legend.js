// The column of filters: the legend is the filter. On a phone it is a sheet (chosen.js opens it).

registerView({ id: "filters", render: renderLegend });
const legendParts = []; // registerLegend((element or null) maker): other files add their filter here
const opened = new Map(); // group → whether the reader has it open, where that is not as at first
const typed = new Map(); // list → what is written into its field
const shownWhole = new Set(); // lists that are shown to the end
const LISTED = 8;

function registerLegend(make, place = legendParts.length) {
  legendParts.splice(place, 0, make);
}

registerLegend(sheetHead);
registerLegend(typeFilter);
registerLegend(doubtFilter);
registerLegend(sourceFilter);
registerLegend(placeFilter);
registerLegend(actorFilter);
registerLegend(viewControls);
registerLegend(symbolKey);
registerLegend(sheetFoot);

function renderLegend() {
  const place = document.getElementById("filters");
  place.setAttribute("aria-label", word("ui", "filters"));
  morphChildren(place, legendParts.map((make) => make()).filter(Boolean));
}

// A group that opens and closes; `active` is how many choices are made in it.
function group(id, title, active, open, ...children) {
  const isOpen = opened.get(id) ?? (open || active > 0);
  return element("details", { class: "group", "data-hold": "group-" + id, open: isOpen, ontoggle: (event) => opened.set(id, event.target.open) },
    element("summary", {}, element("h2", {}, title), active > 0 && element("span", { class: "active", title: word("ui", "activeFilters") }, String(active))),
    ...children);
}

function typeFilter() {
  const counts = tally((event) => event.type, "off"), order = typesPresent();
  return group("types", word("ui", "types"), order.filter((type) => state.off.has(type)).length, true,
    element("div", { class: "pair" },
      button(word("ui", "all"), () => update({ off: new Set() }), { class: "link", "data-hold": "all" }),
      button(word("ui", "none"), () => update({ off: new Set(order) }), { class: "link", "data-hold": "none" })),
    order.map((type) => check(type, word("type", type), counts.get(type), !state.off.has(type), () => update({ off: toggled(state.off, type) }), "swatch type-" + type)));
}

// How the events are told: what the graph holds of them, how their reports put them, and how much of it is believed.
function doubtFilter() {
  const facts = tally((event) => event.factuality, "without"), stances = tally((event) => event.stances, "unlike");
  const rows = (all, counts, key, kind, mark) => all.filter((one) => counts.has(one)).map((one) =>
    check(key + "-" + one, word(kind, one), counts.get(one), !state[key].has(one), () => update({ [key]: toggled(state[key], one) }), mark + one));
  return group("doubt", word("ui", "doubtFilter"), state.without.size + state.unlike.size + (state.belief ? 1 : 0), true,
    range("belief", word("ui", "minimumBelief"), 0, 1, 0.05, state.belief, state.belief.toFixed(2), (value) => update({ belief: value })),
    facts.size > 1 && [element("h3", {}, word("ui", "factualityFilter")), ...rows(data.tables.factualities, facts, "without", "factuality", "stroke ")],
    stances.size > 1 && [element("h3", {}, word("ui", "stanceFilter")), ...rows(data.tables.stances, stances, "unlike", "stance", "stroke stance-")]);
}

function sourceFilter() {
  const counts = tally(outletsTelling, "outlet"), totals = totalsOf("outlets", outletsTelling);
  if (!data.events.length) return null;
  const two = tally((event) => event.sources >= 2, "sources").get(true) ?? 0;
  const order = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || a - b);
  const rows = order.map((one) => ({ id: "outlet-" + one, name: outletName(one), count: counts.get(one), on: state.outlet.has(one), act: () => update({ outlet: toggled(state.outlet, one) }) }));
  return group("sources", word("ui", "sourceFilter"), state.outlet.size + (state.sources > 1 ? 1 : 0), false,
    check("two-sources", word("ui", "twoSources"), two, state.sources > 1, () => update({ sources: state.sources > 1 ? 1 : 2 }), "box"),
    order.length > 1 && list("outlets", word("ui", "findOutlet"), rows));
}

function actorFilter() {
  const counts = tally(kindsActing, "kind");
  const order = [...Object.keys(data.words.en.kind), NO_ACTOR].filter((kind) => counts.has(kind));
  if (order.length < 2) return null;
  return group("actors", word("ui", "actorFilter"), state.kind.size, false,
    order.map((kind) => check("kind-" + kind, kindName(kind), counts.get(kind), state.kind.has(kind), () => update({ kind: toggled(state.kind, kind) }), "box")));
}

function viewControls() {
  const all = rankedEntities().length, steps = Math.min(all, MOST_CHOSEN);
  return group("view", word("ui", "show"), 0, false,
    steps > 12 && !isClustered() && range("limit", word("ui", "strongest"), Math.min(10, steps), steps, 1, Math.min(state.limit, steps), Math.min(state.limit, steps) + " / " + all,
      (value) => update({ limit: value })),
    check("ties", word("ui", "ties"), "", state.ties, () => update({ ties: !state.ties }), "stroke tie"),
    button(word("ui", "reset"), () => { resetState(); fitAll(true); }, { class: "link", "data-hold": "reset" }));
}

function symbolKey() {
  const present = new Set([...data.nodes.values()].map((node) => node.kind));
  const kinds = Object.keys(data.words.en.kind).filter((kind) => present.has(kind));
  return group("symbols", word("ui", "symbols"), 0, true,
    element("ul", { class: "key" }, kinds.map((kind) => element("li", {}, symbol(kind), word("kind", kind)))),
    element("p", { class: "hint" }, ["dashed", "thick", "faint"].map((one) => word("ui", one)).join(" · ")));
}

function symbol(kind) {
  return element("span", { class: "symbol kind-" + kind, "aria-hidden": "true" });
}

// How many events have each value, whatever is filtered: what lists are sorted by, so that they do not jump.
function totalsOf(id, valuesOf) {
  data.totals ??= {};
  if (!data.totals[id]) {
    data.totals[id] = new Map();
    for (const event of data.events) for (const value of valuesOf(event)) data.totals[id].set(value, (data.totals[id].get(value) ?? 0) + 1);
  }
  return data.totals[id];
}

// A list of { id, name, note, count, on, act, fits } that is shown in part and searched where it is long.
function list(id, label, rows) {
  const wanted = folded(typed.get(id) ?? "", true), whole = shownWhole.has(id);
  const fitting = wanted ? rows.filter((row) => row.on || row.fits || (" " + folded(row.name)).includes(wanted)) : rows;
  const seen = fitting.filter((row, place) => whole || row.on || place < LISTED);
  const more = () => { shownWhole.add(id); renderLegend(); };
  return [
    (rows.length > LISTED || wanted) && finder(id, label),
    ...seen.map((row) => check(row.id, [isolate(row.name), row.note && element("small", {}, " " + isolate(row.note))], row.count, row.on, row.act, "box")),
    fitting.length > seen.length && button(phrase("showAll", { n: fitting.length }), more, { class: "link", "data-hold": "more-" + id }),
    wanted && !fitting.length && element("p", { class: "hint" }, word("ui", "noMatch")),
  ];
}

function finder(id, label) {
  const act = (event) => { typed.set(id, event.target.value); renderLegend(); };
  const field = element("input", { type: "search", class: "finder", autocomplete: "off", spellcheck: "false", placeholder: label, "aria-label": label, "data-hold": "find-" + id, oninput: act });
  field.value = typed.get(id) ?? "";
  return field;
}

function check(id, label, count, checked, onchange, mark) {
  const box = element("input", { type: "checkbox", onchange, "data-hold": "box-" + id });
  box.checked = checked;
  return element("label", { class: mark === "box" ? "check choice" : "check", "data-hold": "check-" + id, "data-empty": count === 0 },
    box, element("span", { class: mark, "aria-hidden": "true" }), element("span", { class: "name" }, label), element("span", { class: "figure" }, String(count)));
}

function range(id, label, min, max, step, value, shown, changed) {
  const input = element("input", { type: "range", min, max, step, "data-hold": "range-" + id, oninput: (event) => changed(Number(event.target.value)) });
  input.value = value;
  return element("label", { class: "range", "data-hold": "label-" + id }, element("span", { class: "name" }, label), element("span", { class: "figure" }, shown), input);
}
