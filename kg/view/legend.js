// The column of filters: the legend is the filter.

registerView({ id: "filters", render: renderLegend });
const legendParts = []; // registerLegend((group of elements or null) maker): other files add their filter here

function registerLegend(make, place = legendParts.length) {
  legendParts.splice(place, 0, make);
}

registerLegend(typeFilter);
registerLegend(viewControls);
registerLegend(doubtFilter);
registerLegend(symbolKey);

function renderLegend() {
  const open = document.getElementById("filters");
  const held = document.activeElement?.dataset?.hold;
  open.setAttribute("aria-label", word("ui", "types"));
  open.replaceChildren(...legendParts.map((make) => make()).filter(Boolean));
  if (held) open.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
}

function typeFilter() {
  const counts = tally((event) => event.type, "off");
  const order = Object.keys(data.words.en.type).filter((type) => counts.has(type));
  return group(word("ui", "types"),
    element("div", { class: "pair" },
      button(word("ui", "all"), () => update({ off: new Set() }), { class: "link", "data-hold": "all" }),
      button(word("ui", "none"), () => update({ off: new Set(order) }), { class: "link", "data-hold": "none" })),
    order.map((type) => check(type, word("type", type), counts.get(type), !state.off.has(type), () => update({ off: toggled(state.off, type) }), "swatch type-" + type)));
}

function doubtFilter() {
  const counts = tally((event) => event.factuality, "without");
  if (counts.size < 2) return null;
  const order = data.tables.factualities.filter((one) => counts.has(one));
  return group(word("ui", "factualityFilter"),
    order.map((one) => check(one, word("factuality", one), counts.get(one), !state.without.has(one), () => update({ without: toggled(state.without, one) }), "stroke " + one)));
}

function viewControls() {
  const all = rankedEntities().length, steps = Math.min(all, MOST_CHOSEN);
  return group(word("ui", "show"),
    range("belief", word("ui", "minimumBelief"), 0, 1, 0.05, state.belief, state.belief.toFixed(2), (value) => update({ belief: value })),
    steps > 12 && !isClustered() && range("limit", word("ui", "strongest"), Math.min(10, steps), steps, 1, Math.min(state.limit, steps), Math.min(state.limit, steps) + " / " + all,
      (value) => update({ limit: value })),
    check("ties", word("ui", "ties"), "", state.ties, () => update({ ties: !state.ties }), "stroke tie"),
    button(word("ui", "reset"), () => { resetState(); fitAll(true); }, { class: "link", "data-hold": "reset" }));
}

function symbolKey() {
  const present = new Set([...data.nodes.values()].map((node) => node.kind));
  const kinds = Object.keys(data.words.en.kind).filter((kind) => present.has(kind));
  return group(word("ui", "symbols"),
    element("ul", { class: "key" }, kinds.map((kind) => element("li", {}, symbol(kind), word("kind", kind)))),
    element("p", { class: "hint" }, ["dashed", "thick", "faint"].map((one) => word("ui", one)).join(" · ")));
}

function symbol(kind) {
  return element("span", { class: "symbol kind-" + kind, "aria-hidden": "true" });
}

function group(title, ...children) {
  return element("section", {}, element("h2", {}, title), ...children);
}

function toggled(set, member) {
  const copy = new Set(set);
  if (!copy.delete(member)) copy.add(member);
  return copy;
}

function check(id, label, count, checked, onchange, mark) {
  const box = element("input", { type: "checkbox", onchange, "data-hold": "check-" + id });
  box.checked = checked;
  return element("label", { class: "check" }, box, element("span", { class: mark, "aria-hidden": "true" }), element("span", { class: "name" }, label), element("span", { class: "figure" }, String(count)));
}

function range(id, label, min, max, step, value, shown, changed) {
  const input = element("input", { type: "range", min, max, step, "data-hold": "range-" + id, oninput: () => changed(Number(input.value)) });
  input.value = value;
  return element("label", { class: "range" }, element("span", { class: "name" }, label), element("span", { class: "figure" }, shown), input);
}
