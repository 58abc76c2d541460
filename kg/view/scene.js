// What is drawn: from the state and the passing events to nodes and lines. Nothing here knows of pixels or colours.
//
// A scene has  nodes: id → { id, sort: "entity" | "event" | "hanging" | "community", kind, number, events, size, shape, folded }
//              lines: id → { id, from, to, type, role, events, bend, tie }, events: those that are drawn, mode
// Ids: n3 entity 3, e7 event 7, h0 events that hang together, c2 community 2; a line is from>to>type.

const CORE = 70; // layout.py has the same number
const NARROW = window.innerWidth < 700; // a phone held upright, when the page was opened
const FIRST_SHOWN = NARROW ? 30 : CORE;
const MOST_CHOSEN = 500;
const MOST_THINGS = 2000;
const EVENTS_AS_NODES_UP_TO = 300;
const WHOLE_UP_TO = 1000; // compose.py has the same number
const WIDEST_FAN = 4;
const CURVE = 0.22;
const MODES = ["auto", "events", "lines", "communities"];

stateKey("mode", { ...oneOf(MODES, "auto"), undo: true });
stateKey("limit", { initial: () => FIRST_SHOWN, read: (text) => Math.min(MOST_CHOSEN, Math.max(10, Math.floor(Number(text) || FIRST_SHOWN))), write: (limit) => (limit === FIRST_SHOWN ? null : String(limit)), undo: true });
stateKey("ties", { initial: () => true, read: (text) => text !== "no", write: (shown) => (shown ? null : "no"), undo: true });
stateKey("expanded", { initial: () => new Set(), ...asEntities, undo: true });
stateKey("collapsed", { initial: () => new Set(), ...asEntities, undo: true });
stateKey("focus", { initial: () => null, ...asEntity, undo: true, push: true });
stateKey("opened", { initial: () => new Set(), ...asSet, undo: true }); // fans and communities that the reader opened

function isClustered() {
  return data.communities.length > 0 && (state.mode === "communities" || (state.mode === "auto" && rankedEntities().length > WHOLE_UP_TO)) && state.focus === null && !pathFound();
}

function makeScene() {
  const scene = { nodes: new Map(), lines: new Map(), events: new Set(), mode: "lines", left: 0 };
  if (isClustered()) return clusteredScene(scene);
  const stage = stageEntities();
  const bundles = standingBundles(stage);
  for (const { events } of bundles) for (const event of events) scene.events.add(event);
  const hung = data.alone.filter(([, event]) => isChosenEvent(event) || (stage.whole && passesAll(data.events[event])));
  for (const [, event] of hung) scene.events.add(event);
  scene.mode = state.mode === "events" || (state.mode === "auto" && stage.size + scene.events.size <= EVENTS_AS_NODES_UP_TO) ? "events" : "lines";
  for (const number of stage) if (touched(number, scene.events, stage)) addEntity(scene, number);
  if (scene.mode === "events") addEventNodes(scene);
  else addBundles(scene, bundles, hung);
  return countFolded(capped(scene));
}

function isChosenEvent(number) {
  return (state.selection?.kind === "event" && state.selection.number === number) || (state.selection?.kind === "events" && state.selection.events.includes(number));
}

// An entity that has nothing to do with anything drawn would only stand about.
function touched(number, events, stage) {
  return stage.called.has(number) || eventsOf(number).some((event) => events.has(event));
}

// The entities on stage: the strongest, whatever was expanded, and those that the selection, the focus or a path calls.
function stageEntities() {
  const ranked = rankedEntities(), called = calledEntities();
  const stage = state.focus === null ? new Set(ranked.slice(0, state.limit)) : aroundFocus();
  for (const number of state.expanded) if (strengths()[number]) stage.add(number);
  for (const number of state.collapsed) stage.delete(number);
  for (const number of called) stage.add(number);
  stage.called = called;
  stage.whole = state.focus === null && stage.size >= ranked.length;
  return stage;
}

function calledEntities() {
  const { selection } = state, called = new Set(pathFound()?.entities ?? []);
  if (selection?.kind === "entity") called.add(selection.number);
  if (selection?.kind === "event") for (const member of data.events[selection.number].members) called.add(member);
  if (state.focus !== null) called.add(state.focus);
  return called;
}

function aroundFocus() {
  const ties = new Map();
  for (const event of passingEventsOf(state.focus)) for (const member of data.events[event].members) ties.set(member, (ties.get(member) ?? 0) + 1);
  return new Set([...ties].sort(([a, one], [b, other]) => other - one || a - b).slice(0, CORE * 2).map(([number]) => number));
}

// Bundles whose ends are on stage, each with its passing events.
function standingBundles(stage) {
  const events = passingSet(), found = [];
  const onStage = (id) => !id.startsWith("n") || stage.has(Number(id.slice(1)));
  const chosen = (event) => isChosenEvent(event);
  for (const bundle of data.bundles) {
    if (!onStage(bundle.from) || !onStage(bundle.to)) continue;
    const standing = bundle.events.filter((event) => (events.has(event) && inFocus(event)) || chosen(event));
    if (standing.length) found.push({ ...bundle, events: standing });
  }
  return found;
}

function inFocus(event) {
  return state.focus === null || state.expanded.size > 0 || data.events[event].members.includes(state.focus);
}

function addEntity(scene, number) {
  const { kind, shape } = data.nodes.get("n" + number) ?? { kind: data.entities[number].kind, shape: "dot" };
  const ties = Math.max(1, strengths()[number]);
  scene.nodes.set("n" + number, { id: "n" + number, sort: "entity", kind, number, events: null, size: sizeOf(kind, ties), shape, folded: 0 });
}

function sizeOf(kind, ties) {
  return Math.min(kind === "place" ? 15 : 26, (kind === "place" ? 5 : 7.5) + (kind === "place" ? 1.1 : 2.6) * Math.sqrt(ties));
}

function addEventNodes(scene) {
  for (const number of [...scene.events].sort((a, b) => a - b)) {
    const event = data.events[number], id = "e" + number;
    scene.nodes.set(id, { id, sort: "event", kind: "event", number, events: [number], size: 6 + 1.6 * Math.log2(Math.max(1, event.documents.length)), shape: "event", folded: 0 });
    for (const [role, members] of [["actor", event.actors], ["target", event.targets], ["place", event.places]]) {
      for (const member of members) {
        if (!scene.nodes.has("n" + member)) continue;
        const [from, to] = role === "actor" ? ["n" + member, id] : [id, "n" + member];
        const key = from + ">" + to + ">" + role;
        scene.lines.set(key, { id: key, from, to, type: event.type, role, events: [number], bend: 0, tie: role === "place" });
      }
    }
  }
}

function addBundles(scene, bundles, hung) {
  for (const { from, to, events } of bundles) {
    for (const id of [from, to]) if (id.startsWith("h")) addHanging(scene, id, events);
  }
  for (const [id, event] of hung) addHanging(scene, id, [event]);
  addFans(scene, bundles);
}

function addHanging(scene, id, events) {
  const known = scene.nodes.get(id);
  const all = [...new Set([...(known?.events ?? []), ...events])];
  scene.nodes.set(id, { id, sort: "hanging", kind: "event", number: null, events: all, size: 6, shape: "event", folded: 0 });
}

// Lines between the same two nodes lie side by side; a fan too wide to tell apart becomes one line each way until it is opened.
function addFans(scene, bundles) {
  const fans = new Map();
  for (const bundle of bundles) {
    const pair = pairOf(bundle.from, bundle.to);
    if (!fans.has(pair)) fans.set(pair, []);
    fans.get(pair).push(bundle);
  }
  for (const [pair, all] of fans) {
    const fan = all.length > WIDEST_FAN && !state.opened.has(pair) ? merged(all) : all;
    const step = fan.length > WIDEST_FAN ? (CURVE * WIDEST_FAN) / fan.length : CURVE;
    fan.sort((a, b) => (a.from + a.type < b.from + b.type ? -1 : 1)).forEach((bundle, place) => {
      const id = bundle.from + ">" + bundle.to + ">" + bundle.type;
      const bend = (place - (fan.length - 1) / 2) * step * (bundle.from <= bundle.to ? 1 : -1);
      scene.lines.set(id, { ...bundle, id, bend, tie: false, pair });
    });
  }
}

function pairOf(from, to) {
  return from < to ? from + "~" + to : to + "~" + from;
}

function merged(fan) {
  const ways = new Map();
  for (const bundle of fan) {
    const known = ways.get(bundle.from);
    if (known) known.events = [...new Set([...known.events, ...bundle.events])];
    else ways.set(bundle.from, { ...bundle, type: "MIXED", events: [...bundle.events] });
  }
  return [...ways.values()];
}

// Never more than can be drawn: the lines of the fewest events give way first.
function capped(scene) {
  const room = MOST_THINGS - scene.nodes.size;
  if (scene.lines.size <= room) return scene;
  const kept = [...scene.lines.values()].sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1)).slice(0, Math.max(0, room));
  scene.left += scene.lines.size - kept.length;
  scene.lines = new Map(kept.map((line) => [line.id, line]));
  return scene;
}

// How many neighbours of each entity are not on stage.
function countFolded(scene) {
  for (const node of scene.nodes.values()) {
    if (node.sort !== "entity") continue;
    node.folded = neighboursOf(node.number).filter((number) => !scene.nodes.has("n" + number)).length;
  }
  return scene;
}

function neighboursOf(number) {
  passing.neighbours ??= new Map();
  if (!passing.neighbours.has(number)) {
    const found = new Set(passingEventsOf(number).flatMap((event) => data.events[event].members));
    found.delete(number);
    passing.neighbours.set(number, [...found]);
  }
  return passing.neighbours.get(number);
}
