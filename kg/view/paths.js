// What one can do with an entity: expand, collapse, focus, find the way to another, pin. Each is a change of the state, and undone like one.

const MOST_EXPANDED = 40;

stateKey("path", {
  initial: () => null,
  read: (text) => { const ends = text.split(",").map((id) => byId("entity", id)); return ends.length === 2 && !ends.includes(null) && ends[0] !== ends[1] ? ends : null; },
  write: (ends) => (ends ? ends.map((number) => data.entities[number].id).join(",") : null), undo: true, push: true,
});
let pathStart = null; // the first end, while the reader chooses the second

// The shortest way between the two ends over passing events: entities in order and the events of each step; null if none is asked for or there is none.
function pathFound() {
  if (!state.path) return null;
  if (passing.path?.ends !== state.path) passing.path = { ends: state.path, found: shortest(...state.path) };
  return passing.path.found;
}

function shortest(start, end) {
  const before = new Map([[start, null]]);
  let edge = [start];
  while (edge.length && !before.has(end)) {
    const next = [];
    for (const number of edge) {
      for (const near of neighboursOf(number)) if (!before.has(near)) { before.set(near, number); next.push(near); }
    }
    edge = next;
  }
  if (!before.has(end)) return null;
  const entities = [];
  for (let at = end; at !== null; at = before.get(at)) entities.unshift(at);
  const steps = entities.slice(1).map((number, place) => passingEventsOf(number).filter((event) => data.events[event].members.includes(entities[place])));
  return { entities, events: new Set(steps.flat()) };
}

function startPath(number) {
  pathStart = number;
  announce(word("ui", "choosePathEnd"), true);
  renderViews(new Set(["selection"]));
}

// Called with each entity that is chosen; true if it was the second end of a path.
function endPath(number) {
  if (pathStart === null || pathStart === number) return false;
  const ends = [pathStart, number];
  pathStart = null;
  update({ path: ends, focus: null, selection: null });
  const found = pathFound();
  announce(found ? phrase("pathFound", { n: found.entities.length - 1 }) : word("ui", "noPath"), true);
  if (!found) update({ path: null });
  else fitAll(true);
  return true;
}

function isExpanded(number) {
  return neighboursOf(number).every((near) => scene.nodes.has("n" + near));
}

function expand(number) {
  const ties = strengths(), near = neighboursOf(number).filter((one) => !scene.nodes.has("n" + one)).sort((a, b) => ties[b] - ties[a] || a - b);
  const expanded = new Set(state.expanded).add(number), collapsed = new Set(state.collapsed);
  for (const one of near.slice(0, MOST_EXPANDED)) { expanded.add(one); collapsed.delete(one); }
  update({ expanded, collapsed });
  const rest = near.length - MOST_EXPANDED;
  announce(phrase(rest > 0 ? "expandedSome" : "expanded", { n: Math.min(near.length, MOST_EXPANDED), rest }), true);
  bringIntoView(["n" + number, ...near.slice(0, MOST_EXPANDED).map((one) => "n" + one)]);
}

// Folds the neighbours that nothing else on the stage holds.
function collapse(number) {
  const expanded = new Set(state.expanded), collapsed = new Set(state.collapsed);
  const leaves = neighboursOf(number).filter((near) => scene.nodes.has("n" + near) && neighboursOf(near).every((one) => one === number || !scene.nodes.has("n" + one)));
  for (const near of leaves) { expanded.delete(near); collapsed.add(near); }
  update({ expanded, collapsed });
  announce(phrase("collapsed", { n: leaves.length }), true);
}

function setFocus(number) {
  update({ focus: state.focus === number ? null : number, path: null });
  fitAll(true);
}

function toggleCommunity(number) {
  update({ opened: toggled(state.opened, "c" + number) });
  bringIntoView(["c" + number, ...membersOf(number).slice(0, MOST_MEMBERS).map((one) => "n" + one)]);
}

function togglePin(id) {
  const pinned = new Map(state.pinned), node = scene.nodes.get(id);
  if (!pinned.delete(id)) pinned.set(id, [Math.round(node.x), Math.round(node.y)]);
  update({ pinned });
}
