// Which events and entities are shown, and the column of controls that says so: the legend is the filter.

// More than this at once no one reads and no browser draws smoothly; search and the list reach the rest.
const MOST_DRAWN = 500;
const involved = data.events.map((event) => new Set([...event.actors, ...event.targets, ...event.places]));
const rank = strongestFirst();

function strongestFirst() {
  const ties = data.entities.map(() => 0);
  for (const members of involved) for (const member of members) ties[member] += 1;
  const order = data.entities.map((_, number) => number).filter((number) => ties[number]).sort((a, b) => ties[b] - ties[a] || a - b);
  const places = new Map(order.map((number, place) => [number, place]));
  return { of: (number) => places.get(number) ?? Infinity, count: order.length };
}

function within(event) {
  if (!event.first && !event.last) return state.undated;
  const first = event.first ?? event.last, last = event.last ?? event.first;
  return !(state.from && last < state.from) && !(state.to && first > state.to);
}

// Passes all filters but that of the entities on display; `aside` leaves one filter out, to count what it would show.
function passes(event, aside) {
  return (aside === "type" || !state.off.has(event.type)) && (aside === "factuality" || !state.doubt.has(event.factuality))
    && (aside === "time" || within(event)) && event.belief >= state.belief;
}

function onStage(number) {
  return rank.of(number) < Math.min(state.limit, MOST_DRAWN) || state.expanded.has(number) || (state.selection?.kind === "entity" && state.selection.number === number);
}

// Event numbers that are drawn now.
function shownEvents() {
  const shown = new Set();
  for (const [number, event] of data.events.entries()) {
    if (!passes(event)) continue;
    const chosen = state.selection?.kind === "event" && state.selection.number === number;
    if (state.focus !== null && !involved[number].has(state.focus)) continue;
    const ends = [...event.actors, ...(event.targets.length ? event.targets : event.places)];
    if (chosen || state.focus !== null || ends.every(onStage)) shown.add(number);
  }
  return shown;
}

function tally(key, aside) {
  const counts = new Map();
  for (const event of data.events) counts.set(event[key], (counts.get(event[key]) ?? 0) + (passes(event, aside) ? 1 : 0));
  return counts;
}

function renderFilters() {
  const open = document.getElementById("filters");
  const held = document.activeElement?.dataset?.hold;
  open.setAttribute("aria-label", word("ui", "types"));
  open.replaceChildren(...[typeFilter(), symbolKey(), viewControls(), doubtFilter()].filter(Boolean));
  if (held) open.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
}

function typeFilter() {
  const counts = tally("type", "type");
  const order = Object.keys(data.words.en.type).filter((type) => counts.has(type));
  const toggle = (type) => update({ off: toggled(state.off, type) });
  return group(word("ui", "types"),
    element("div", { class: "pair" },
      button(word("ui", "all"), () => update({ off: new Set() }), { class: "link", "data-hold": "all" }),
      button(word("ui", "none"), () => update({ off: new Set(order) }), { class: "link", "data-hold": "none" })),
    order.map((type) => check(type, word("type", type), counts.get(type), !state.off.has(type), () => toggle(type), "swatch type-" + type)));
}

function doubtFilter() {
  const counts = tally("factuality", "factuality");
  if (counts.size < 2) return null;
  const order = ["asserted", "planned", "negated", "denied"].filter((one) => counts.has(one));
  return group(word("ui", "factualityFilter"),
    order.map((one) => check(one, word("factuality", one), counts.get(one), !state.doubt.has(one), () => update({ doubt: toggled(state.doubt, one) }), "stroke " + one)));
}

function viewControls() {
  const steps = Math.min(rank.count, MOST_DRAWN);
  return group(word("ui", "show"),
    range("belief", word("ui", "minimumBelief"), 0, 1, 0.05, state.belief, state.belief.toFixed(2), (value) => update({ belief: value })),
    steps > 12 && range("limit", word("ui", "strongest"), Math.min(10, steps), steps, 1, Math.min(state.limit, steps), Math.min(state.limit, steps) + " / " + rank.count,
      (value) => update({ limit: value })),
    check("ties", word("ui", "ties"), "", state.ties, () => update({ ties: !state.ties }), "stroke tie"),
    button(word("ui", "reset"), () => update({ ...initialState(), language: state.language, theme: state.theme }), { class: "link", "data-hold": "reset" }));
}

function symbolKey() {
  const kinds = Object.keys(data.words.en.kind).filter((kind) => data.nodes.some((node) => node.kind === kind));
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
