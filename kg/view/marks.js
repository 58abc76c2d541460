// Places with their events as circles: as large as they have events, in the colour of most of them, hollow where the place is not exact.
// Places that would cover each other at a zoom are one circle with a ring around it.

let mapPlaces = []; // { number, entity, at: [x, y] on the plane, events, hollow }
let marks = []; // { places, events, x, y (pixels of the present zoom), radius, hollow, type, lead }
let markInHand = null; // the place whose mark the Tab key reaches
const MOST_TITLED = 4;

function gatherPlaces() {
  const found = new Map();
  for (const number of passingEvents()) {
    for (const place of data.events[number].places) {
      if (found.has(place)) found.get(place).push(number);
      else if (data.entities[place].place) found.set(place, [number]);
    }
  }
  mapPlaces = [...found].map(([number, events]) => {
    const entity = data.entities[number];
    return { number, entity, events, at: onPlane(entity.place.longitude, entity.place.latitude), hollow: isUncertain(entity.place) };
  }).sort((a, b) => b.events.length - a.events.length || a.number - b.number);
}

function markRadius(count) {
  return Math.min(25, 4.2 + 2.6 * Math.sqrt(count));
}

// Greedy, the largest first; where circles are depends on the zoom alone, so that a map that is only moved keeps them.
function clusterMarks() {
  const groups = [];
  const squares = new Map(), side = 54;
  const near = (x, y) => [-1, 0, 1].flatMap((right) => [-1, 0, 1].flatMap((down) => squares.get((Math.floor(x / side) + right) + ":" + (Math.floor(y / side) + down)) ?? []));
  for (const place of mapPlaces) {
    const x = place.at[0] * chart.k, y = place.at[1] * chart.k, radius = markRadius(place.events.length);
    const group = near(x, y).find((one) => Math.hypot(one.x - x, one.y - y) < (one.radius + radius) * 0.8);
    if (group) {
      group.places.push(place);
      continue;
    }
    const made = { places: [place], x, y, radius };
    groups.push(made);
    const square = Math.floor(x / side) + ":" + Math.floor(y / side);
    squares.set(square, [...(squares.get(square) ?? []), made]);
  }
  return apart(groups.map(finishedMark));
}

// Circles grow with what joins them, so those that now cover each other are joined again, until none do.
function apart(found) {
  const free = [];
  for (const mark of found.sort((a, b) => b.events.length - a.events.length || a.lead.number - b.lead.number)) {
    const at = free.findIndex((one) => Math.hypot(one.x - mark.x, one.y - mark.y) < (one.radius + mark.radius) * 0.8);
    if (at < 0) free.push(mark);
    else free[at] = finishedMark({ ...free[at], places: [...free[at].places, ...mark.places] });
  }
  return free.length < found.length ? apart(free) : free;
}

function finishedMark(group) {
  const events = group.places.length === 1 ? group.places[0].events : [...new Set(group.places.flatMap((place) => place.events))];
  return { ...group, events, radius: markRadius(events.length), hollow: group.places.every((place) => place.hollow), type: typesOf(events)[0][0], lead: group.places[0] };
}

// Types with their counts, the most frequent first.
function typesOf(events) {
  const counts = new Map();
  for (const number of events) counts.set(data.events[number].type, (counts.get(data.events[number].type) ?? 0) + 1);
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}

// The events that the selection is about, null without one.
function eventsInLight() {
  const { selection } = state;
  if (selection?.kind === "event") return new Set([selection.number]);
  if (selection?.kind === "events") return new Set(selection.events);
  return selection?.kind === "entity" ? new Set(eventsOf(selection.number)) : null;
}

function drawMarks() {
  const light = eventsInLight(), held = chart.marks.contains(document.activeElement);
  marks = clusterMarks();
  const reached = Math.max(0, marks.findIndex((mark) => mark.places.some(({ number }) => number === markInHand)));
  chart.marks.replaceChildren(...[...marks.keys()].reverse().map((at) => drawnMark(marks[at], at, light, at === reached)));
  chart.areas.replaceChildren(...drawnAreas(light));
  if (held) chart.marks.querySelector("[tabindex='0']")?.focus();
}

function drawnMark(mark, at, light, reached) {
  const lit = !light || mark.events.some((number) => light.has(number));
  const many = mark.places.length > 1, text = markText(mark);
  const classes = ["mark", "type-" + mark.type, mark.hollow && "hollow", many && "many", light && (lit ? "lit" : "dim")];
  return svgElement("g", {
    class: classes.filter(Boolean).join(" "), transform: "translate(" + mark.x.toFixed(1) + " " + mark.y.toFixed(1) + ")", role: "button", tabindex: reached ? 0 : -1,
    "aria-label": text.replaceAll("\n", ", "), "data-mark": at,
  },
  svgElement("title", {}, text), svgElement("circle", { class: "hit", r: Math.max(13, mark.radius + 3) }), many && svgElement("circle", { class: "ring", r: (mark.radius + 3.2).toFixed(1) }),
  svgElement("circle", { class: "dot", r: mark.radius.toFixed(1) }), mark.events.length > 1 && svgElement("text", { class: "count", dy: "0.36em" }, String(mark.events.length)));
}

// What pointing at a mark tells, and what is read out: places, number of events, their types.
function markText(mark) {
  const places = mark.places.slice(0, MOST_TITLED).map(({ entity }) => isolate(nameOf(entity))).join(joiner());
  const rest = mark.places.length > MOST_TITLED ? joiner() + phrase("mapMore", { n: mark.places.length - MOST_TITLED }) : "";
  const types = typesOf(mark.events).slice(0, MOST_TITLED).map(([type, count]) => word("type", type) + " " + count).join(joiner());
  const km = mark.places.length === 1 && mark.hollow && mark.lead.entity.place.km;
  return [places + rest, phrase("mapEvents", { n: mark.events.length }) + ": " + types, km && phrase("within", { n: km })].filter(Boolean).join("\n");
}

// Ground that can be told from its mark at this zoom, the widest first. What is wider than the view is drawn for the chosen events only:
// it would tint all of the map and tell nothing.
function drawnAreas(light) {
  const drawn = [];
  for (const place of mapPlaces) {
    const shape = groundOf(place.entity);
    if (!shape) continue;
    const [left, top, right, bottom] = shape.box, wide = Math.max(right - left, bottom - top);
    const lit = light && place.events.some((number) => light.has(number));
    if (wide * chart.k < 2.4 * markRadius(place.events.length) || (!lit && wide * chart.k > 0.8 * Math.max(chart.width, chart.height))) continue;
    const classes = ["area", "type-" + typesOf(place.events)[0][0], shape.open && "line", light && (lit ? "lit" : "dim")];
    drawn.push([wide, svgElement("path", { class: classes.filter(Boolean).join(" "), d: shape.path, "data-place": place.number })]);
  }
  return drawn.sort(([a], [b]) => b - a).map(([, path]) => path);
}

// The ground of the mark that is pointed at, or of none.
function pointAtGround(event) {
  const mark = event.target.closest?.(".mark"), places = mark ? marks[Number(mark.dataset.mark)].places.map(({ number }) => String(number)) : [];
  for (const area of chart.areas.children) area.classList.toggle("pointed", places.includes(area.dataset.place));
}

// One event is told at once, one place by its page; places that stand closely are drawn apart, or listed if they cannot be.
function chooseMark(at) {
  const mark = marks[at];
  markInHand = mark.lead.number;
  if (mark.events.length === 1) return select("event", mark.events[0]);
  if (mark.places.length === 1) return select("entity", mark.lead.number);
  const xs = mark.places.map((place) => place.at[0]), ys = mark.places.map((place) => place.at[1]);
  const wide = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const k = Math.min(256 * 2 ** CLOSEST, (Math.min(chart.width, chart.height) * 0.6) / Math.max(wide, 1e-9));
  if (wide * k < 40) return update({ selection: { kind: "events", events: mark.events } });
  chart.k = Math.max(chart.k * 1.6, k);
  chart.x = chart.width / 2 - ((Math.max(...xs) + Math.min(...xs)) / 2) * chart.k;
  chart.y = chart.height / 2 - ((Math.max(...ys) + Math.min(...ys)) / 2) * chart.k;
  return movedMap();
}

// The next mark in the direction of an arrow key.
function focusMark(at, [across, down]) {
  const here = marks[at];
  const cost = (mark) => {
    const right = (mark.x - here.x) * -across + (mark.y - here.y) * -down, aside = Math.abs((mark.x - here.x) * down) + Math.abs((mark.y - here.y) * across);
    return right > 0 ? right + 2 * aside : Infinity;
  };
  const next = [...marks.keys()].filter((one) => one !== at && cost(marks[one]) < Infinity).sort((a, b) => cost(marks[a]) - cost(marks[b]))[0];
  if (next === undefined) return;
  markInHand = marks[next].lead.number;
  for (const mark of chart.marks.children) mark.setAttribute("tabindex", Number(mark.dataset.mark) === next ? 0 : -1);
  chart.marks.querySelector(`[data-mark="${next}"]`).focus();
  const x = marks[next].x + chart.x, y = marks[next].y + chart.y;
  if (x < 30 || y < 30 || x > chart.width - 30 || y > chart.height - 50) panMap(chart.width / 2 - x, chart.height / 2 - y);
}

// Moves the map no further than is needed to see where the chosen events happened.
function bringOnMap() {
  const light = eventsInLight();
  const places = light ? mapPlaces.filter((place) => place.events.some((number) => light.has(number))) : [];
  const seen = ({ at }) => { const x = at[0] * chart.k + chart.x, y = at[1] * chart.k + chart.y; return x > 20 && y > 20 && x < chart.width - 20 && y < chart.height - 60; };
  if (!places.length || places.some(seen)) return;
  chart.x = chart.width / 2 - places[0].at[0] * chart.k;
  chart.y = chart.height / 2 - places[0].at[1] * chart.k;
  movedMap();
}
