// The network from the keyboard, told to screen readers as it goes: arrows walk from node to node, Enter shows, Space opens, Escape leaves.

function startKeyboard(place) {
  place.addEventListener("keydown", networkKey);
  place.addEventListener("focus", () => { if (!scene.nodes.has(cursor)) stand(heaviestFirst([...scene.nodes.values()], (node) => node.size)[0]); else redraw(); });
  place.addEventListener("blur", () => redraw());
  document.addEventListener("keydown", pageKey);
}

function stand(node) {
  cursor = node?.id ?? null;
  if (node) { announce(spokenText(node)); bringIntoView([node.id]); }
  redraw();
}

function spokenText(node) {
  const text = textOf(node), counted = node.sort === "entity" ? passingEventsOf(node.number).length : node.events?.length ?? membersOf(node.number).length;
  if (node.sort === "entity") return phrase("spokenEntity", { name: text, kind: word("kind", node.kind), n: counted });
  if (node.sort === "community") return phrase("spokenCommunity", { name: text, n: counted });
  return node.events.length === 1 ? eventText(data.events[node.events[0]]) : text;
}

function spokenLine(line) {
  if (line.events.length === 1) return eventText(data.events[line.events[0]]);
  const ends = [line.from, line.to].map((id) => textOf(scene.nodes.get(id)));
  return typeText(line.type, line.events) + joiner() + ends.map(isolate).join(line.folded ? joiner() : arrow());
}

function eventText(event) {
  const who = [names(event.actors), names(event.targets.length ? event.targets : event.places)].filter(Boolean).join(arrow());
  return [word("type", event.type), who, dateText(event)].filter(Boolean).join(joiner());
}

function arrow() {
  return state.lang === "ar" ? " ← " : " → ";
}

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function networkKey(event) {
  const node = scene.nodes.get(cursor), way = WAYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = {
    Enter: () => node && choose(node, null), " ": () => node && openNode(node), "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: () => fitAll(true),
    f: () => node?.sort === "entity" && setFocus(node.number), p: () => node && togglePin(node.id), e: () => node?.sort === "entity" && expand(node.number), c: () => node?.sort === "entity" && collapse(node.number),
  };
  const act = way ? () => stand(nextNode(node, way) ?? node) : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// The nearest node in about this direction; what lies aside counts for farther.
function nextNode(node, [wx, wy]) {
  if (!node) return null;
  let best = null, least = Infinity;
  for (const other of scene.nodes.values()) {
    const dx = other.x - node.x, dy = other.y - node.y, along = dx * wx + dy * wy, aside = Math.abs(dx * wy) + Math.abs(dy * wx);
    if (other === node || along <= 0 || aside > along * 1.7) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

function pageKey(event) {
  const typing = event.target.matches?.("input[type=search], input[type=text], textarea, select");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
    event.preventDefault();
    if (undo()) announce(word("ui", "undone"), true);
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("query").focus();
  } else if (event.key === "Escape" && !typing) {
    pathStart = null;
    if (state.selection || state.path) update({ selection: null, path: null });
  }
}
