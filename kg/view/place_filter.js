// Places to choose from, the larger with those that lie in them; a choice takes in all of them.

const openPlaces = new Map(); // place → whether the reader has it open, where that is not as at first

function placeFilter() {
  const totals = totalsOf("places", placesAround);
  if (!totals.size) return null;
  const counts = tally(placesAround, "place");
  const row = (number) => ({
    id: "place-" + number, name: nameOf(data.entities[number]), count: counts.get(number) ?? 0, on: state.place.has(number), act: () => update({ place: toggled(state.place, number) }),
  });
  const search = typed.get("places") ?? "";
  return group("places", word("ui", "placeFilter"), state.place.size, false,
    ...(folded(search, true) || totals.size <= LISTED ? list("places", word("ui", "findPlace"), placesByName(search, totals).map((number) => ({ ...row(number), note: holderName(number), fits: true })))
      : [finder("places", word("ui", "findPlace")), ...placeTree(totals, row)]));
}

// Those that any name of theirs fits, and the chosen.
function placesByName(search, totals) {
  const wanted = folded(search, true);
  return [...totals.keys()].filter((number) => !wanted || state.place.has(number) || formsOf(number).some((form) => (" " + form).includes(wanted))).sort(byTotal(totals));
}

function byTotal(totals) {
  return (a, b) => totals.get(b) - totals.get(a) || a - b;
}

function holderName(number) {
  const { partOf } = data.entities[number];
  return partOf === null ? null : nameOf(data.entities[partOf]);
}

function placeTree(totals, row) {
  const inner = new Map(), roots = [];
  for (const number of [...totals.keys()].sort(byTotal(totals))) {
    const { partOf } = data.entities[number];
    if (partOf === null || !totals.has(partOf) || lineOfPlace(partOf).includes(number)) roots.push(number);
    else inner.set(partOf, [...(inner.get(partOf) ?? []), number]);
  }
  const held = new Set([...state.place].flatMap((number) => lineOfPlace(number).slice(1)));
  const branch = (number, depth) => {
    const within = inner.get(number) ?? [], open = openPlaces.get(number) ?? (held.has(number) || (depth === 0 && roots.length === 1));
    return [placeRow(row(number), number, depth, within.length > 0, open), ...(open ? within.flatMap((one) => branch(one, depth + 1)) : [])];
  };
  const whole = shownWhole.has("places"), seen = roots.filter((number, place) => whole || place < LISTED || held.has(number) || state.place.has(number));
  const more = () => { shownWhole.add("places"); renderLegend(); };
  return [...seen.flatMap((number) => branch(number, 0)), seen.length < roots.length && button(phrase("showAll", { n: roots.length }), more, { class: "link", "data-hold": "more-places" })];
}

function placeRow({ id, name, count, on, act }, number, depth, inner, open) {
  const toggle = () => { openPlaces.set(number, !open); renderLegend(); };
  const turn = inner ? button(open ? "−" : "+", toggle, { class: "turn", "data-hold": "turn-" + number, "aria-expanded": String(open), "aria-label": phrase("placesWithin", { name: isolate(name) }) })
    : element("span", { class: "turn" });
  const made = element("div", { class: "branch", "data-hold": "branch-" + number }, turn, check(id, isolate(name), count, on, act, "box"));
  made.style.setProperty("--depth", String(depth));
  return made;
}
