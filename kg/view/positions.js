// Where nodes stand, in the network's own pixels: pinned by the reader, else laid out in Python, else beside those they have to do with.
// What was placed once keeps its place, so that the picture does not jump.

stateKey("pinned", { initial: () => new Map(), read: readPins, write: writePins, undo: true });

const LAID_OUT_WHOLE_UP_TO = 150; // layout.py has the same number
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const CELL = 60;
const UPRIGHT = 1.7; // on a phone, the picture is drawn out to the height that is there
const settled = { key: null, places: new Map() };
let coreEntities = null;

function readPins(text) {
  const pins = text.split(",").map((pin) => pin.split("@")).map(([id, x, y]) => [byId("entity", id ?? ""), Number(x), Number(y)]);
  return new Map(pins.filter(([number, x, y]) => number !== null && Number.isFinite(x) && Number.isFinite(y)).map(([number, x, y]) => ["n" + number, [x, y]]));
}

function writePins(pins) {
  const told = [...pins].filter(([id]) => id.startsWith("n")).map(([id, [x, y]]) => [data.entities[Number(id.slice(1))].id, x, y].join("@"));
  return told.length ? told.join(",") : null;
}

// The entities that the layout of Python placed with care; the others it only put around them.
function isCore(number) {
  if (!coreEntities) {
    const all = data.entities.map((one) => one.number).filter((one) => data.nodes.has("n" + one));
    const strongest = all.sort((a, b) => eventsOf(b).length - eventsOf(a).length || a - b);
    coreEntities = new Set(data.nodes.size <= LAID_OUT_WHOLE_UP_TO ? strongest : strongest.slice(0, CORE));
  }
  return coreEntities.has(number);
}

function placeScene(scene) {
  const key = [state.focus, scene.mode, state.mode, [...state.opened].filter((one) => one.startsWith("c")).join()].join();
  if (key !== settled.key) Object.assign(settled, { key, places: state.focus === null ? new Map() : ring(scene) });
  const ground = new Ground(), waiting = [];
  for (const node of scene.nodes.values()) {
    const place = givenPlace(node);
    if (place) ground.put(node, ...place);
    else waiting.push(node);
  }
  const near = nearby(scene);
  for (const node of byTies(waiting, near)) {
    const around = near.get(node.id).filter((one) => one.x !== undefined);
    const outset = node.sort === "event" && around.length > 1 ? 0 : 1;
    ground.settle(node, around, outset);
    settled.places.set(node.id, [node.x, node.y]);
  }
}

function givenPlace(node) {
  const pin = state.pinned.get(node.id) ?? settled.places.get(node.id);
  if (pin) return pin;
  if (state.focus !== null) return null;
  if (node.sort === "community") return pushed(data.communities[node.number], node.number);
  const base = data.nodes.get(node.id);
  if (!base || base.x === null) return null;
  const laidOut = node.sort === "entity" ? isCore(node.number) : node.events.every((event) => data.events[event].members.every(isCore));
  return laidOut ? [base.x, base.y * (NARROW ? UPRIGHT : 1)] : null;
}

// Communities make room for those that are open.
function pushed([x, y], number) {
  let [px, py] = [x, y];
  for (const key of state.opened) {
    const open = data.communities[Number(key.slice(1))];
    if (!key.startsWith("c") || !open || Number(key.slice(1)) === number) continue;
    const [dx, dy] = [x - open[0], y - open[1]], length = Math.hypot(dx, dy) || 1;
    const room = 75 * Math.sqrt(Math.min(MOST_MEMBERS, membersOf(Number(key.slice(1))).length));
    px += (dx / length) * room;
    py += (dy / length) * room;
  }
  return [px, py];
}

// One entity in the middle, its neighbours around it in the order of their events, so that like stands by like.
function ring(scene) {
  const places = new Map([["n" + state.focus, [0, 0]]]);
  const others = [...scene.nodes.values()].filter((node) => node.sort === "entity" && node.number !== state.focus);
  const typeOf = (node) => passingEventsOf(node.number).map((event) => data.events[event]).find((event) => event.members.includes(state.focus))?.type ?? "~";
  const sorted = others.map((node) => [typeOf(node) + node.kind, node]).sort(([a, one], [b, other]) => (a === b ? one.number - other.number : a < b ? -1 : 1)).map(([, node]) => node);
  const rings = Math.max(1, Math.ceil(sorted.length / 22));
  sorted.forEach((node, place) => {
    const angle = (place / sorted.length) * 2 * Math.PI - Math.PI / 2, radius = Math.max(190, (sorted.length * 62) / (2 * Math.PI)) * (1 + (place % rings) * 0.45);
    places.set(node.id, [radius * 1.2 * Math.cos(angle), radius * 0.85 * Math.sin(angle)]);
  });
  return places;
}

function nearby(scene) {
  const near = new Map([...scene.nodes.keys()].map((id) => [id, []]));
  for (const { from, to } of scene.lines.values()) {
    if (from === to) continue;
    near.get(from)?.push(scene.nodes.get(to));
    near.get(to)?.push(scene.nodes.get(from));
  }
  if (scene.mode !== "communities") for (const event of scene.events) placesNear(scene, near, data.events[event]);
  else for (const node of scene.nodes.values()) homeNear(near, node);
  return near;
}

// A member that left its community stays about where that is.
function homeNear(near, node) {
  const community = node.sort === "entity" ? data.entities[node.number].community : null, home = community === null ? null : data.communities[community];
  if (!home) return;
  const [x, y] = pushed(home, community);
  near.set(node.id, [{ id: "c" + community, x, y }]);
}

// A place stands by those who acted there, though only a dotted line ties it to them.
function placesNear(scene, near, event) {
  for (const place of event.places) {
    for (const member of event.members) if (member !== place && scene.nodes.has("n" + member)) near.get("n" + place)?.push(scene.nodes.get("n" + member));
  }
  for (const member of event.members) {
  }
}

// Entities before events; those with neighbours already placed come first, as waves from what stands.
function byTies(waiting, near) {
  const order = new Set(), left = new Set(waiting.sort((a, b) => (a.sort === "entity" ? 0 : 1) - (b.sort === "entity" ? 0 : 1) || b.size - a.size || (a.id < b.id ? -1 : 1)));
  const stands = (one) => one.x !== undefined || order.has(one);
  for (let found = true; found && left.size;) {
    found = false;
    for (const node of left) if (near.get(node.id).some(stands)) { order.add(node); left.delete(node); found = true; }
    if (!found) for (const node of left) { order.add(node); left.delete(node); found = true; break; }
  }
  return order;
}

// The ground that is taken, in squares.
class Ground {
  constructor() {
    this.squares = new Map();
  }

  put(node, x, y) {
    Object.assign(node, { x, y });
    const box = this.box(node, x, y);
    for (const square of this.under(box)) this.squares.set(square, [...(this.squares.get(square) ?? []), box]);
  }

  box(node, x, y) {
    if (node.sort === "event") return [x - 17, y - 14, x + 17, y + 14];
    const across = Math.max(node.size + 6, Math.min(90, labelWidth(node) / 2 + 4)), up = node.size + (node.sort === "hanging" ? 8 : 12);
    const room = scene.mode === "communities" ? 1.6 : 1; // such a picture is looked at from farther away
    return [x - across * room, y - up * room, x + across * room, y + (up + 20) * room]; // the label under it
  }

  under([left, top, right, bottom]) {
    const found = [];
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
      for (let line = Math.floor(top / CELL); line <= Math.floor(bottom / CELL); line += 1) found.push(column + ":" + line);
    }
    return found;
  }

  isFree(box) {
    return !this.under(box).some((square) => this.squares.get(square)?.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
  }

  // The free place nearest to the middle of its neighbours, on the outer side if it has but one.
  settle(node, around, outset) {
    const [x, y] = around.length ? [mean(around.map((one) => one.x)), mean(around.map((one) => one.y))] : [0, 0];
    const outward = Math.atan2(y, x), step = node.sort === "event" ? 5 : 11;
    for (let turn = 0; turn < 4000; turn += 1) {
      const radius = (outset && node.sort !== "community" ? (node.sort === "entity" ? 70 : 58) : 0) + step * Math.sqrt(turn), angle = outward + turn * GOLDEN_ANGLE;
      const place = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
      if (this.isFree(this.box(node, ...place))) return this.put(node, ...place);
    }
    return this.put(node, x, y);
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
