// Mouse, pen and fingers on the network: point, click, drag a node or the ground, wheel and pinch.

const SLACK = 4; // pixels that a click may move
const fingers = new Map();
let grip = null; // { id, x, y, moved, ground }
let lastClick = { id: null, at: 0 };

function startPointer(place) {
  place.addEventListener("pointerdown", pressed);
  place.addEventListener("pointermove", moved);
  place.addEventListener("pointerup", released);
  place.addEventListener("pointercancel", released);
  place.addEventListener("pointerleave", () => { if (!grip) hover(null); });
  place.append(element("p", { id: "hint", class: "tip", "aria-hidden": "true", hidden: true }));
  place.addEventListener("wheel", (event) => {
    if (scrollsPast(event)) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), within(event), false);
  }, { passive: false });
}

// In an article, who scrolls over the picture means the article: the wheel zooms once the page has been clicked, or with Ctrl.
function scrollsPast(event) {
  return data.opening.embedded && !event.ctrlKey && !document.hasFocus();
}

function within(event) {
  const box = document.getElementById("drawing").getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function pressed(event) {
  if (event.button > 0 ) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, within(event));
  moveCamera.run = (moveCamera.run ?? 0) + 1;
  const [x, y] = within(event), node = nodeAt(x, y);
  grip = fingers.size > 1 ? null : { id: node?.id ?? null, x, y, moved: false, start: node && [node.x, node.y] };
}

function moved(event) {
  const [x, y] = within(event);
  if (!fingers.has(event.pointerId)) return hover(nodeAt(x, y)?.id ?? lineAt(x, y)?.id ?? null, x, y);
  const before = fingers.get(event.pointerId);
  if (fingers.size === 2) return pinch(event.pointerId, before, [x, y]);
  fingers.set(event.pointerId, [x, y]);
  if (!grip || (!grip.moved && Math.hypot(x - grip.x, y - grip.y) < SLACK)) return null;
  const [fromX, fromY] = grip.moved ? before : [grip.x, grip.y];
  grip.moved = true;
  if (grip.id) dragNode(scene.nodes.get(grip.id), (x - fromX) / camera.scale, (y - fromY) / camera.scale);
  else Object.assign(camera, { x: camera.x - (x - fromX) / camera.scale, y: camera.y - (y - fromY) / camera.scale, touched: true });
  return redraw(true);
}

// An event that hangs between its participants goes along with them.
function dragNode(node, dx, dy) {
  if (!node) return;
  node.x += dx;
  node.y += dy;
  if (node.sort !== "entity" || scene.mode !== "events") return;
  for (const number of eventsOf(node.number)) {
    const along = scene.nodes.get("e" + number);
    if (!along || state.pinned.has(along.id)) continue;
    const share = 1 / data.events[number].members.filter((member) => scene.nodes.has("n" + member)).length;
    along.x += dx * share;
    along.y += dy * share;
    settled.places.set(along.id, [along.x, along.y]);
  }
}

function pinch(finger, before, now) {
  const [other] = [...fingers].filter(([id]) => id !== finger).map(([, place]) => place);
  const spread = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
  fingers.set(finger, now);
  Object.assign(camera, { x: camera.x - (now[0] - before[0]) / 2 / camera.scale, y: camera.y - (now[1] - before[1]) / 2 / camera.scale });
  zoomBy(spread(now) / spread(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2], false);
}

function released(event) {
  fingers.delete(event.pointerId);
  const held = grip;
  if (!fingers.size) grip = null;
  if (!held || event.type === "pointercancel") return;
  const node = scene.nodes.get(held.id);
  if (held.moved && node) {
    settled.places.set(node.id, held.start);
    update({ pinned: new Map(state.pinned).set(node.id, [Math.round(node.x), Math.round(node.y)]) });
  } else if (held.moved) {
    keepView();
    redraw();
  }
  else clicked(event, ...within(event));
}

function clicked(event, x, y) {
  const badge = labelAt(x, y);
  if (badge?.sort === "badge") return expand(scene.nodes.get(badge.id).number);
  const node = nodeAt(x, y), line = node ? null : lineAt(x, y), id = node?.id ?? line?.id ?? null;
  const twice = id !== null && lastClick.id === id && event.timeStamp - lastClick.at < 400;
  lastClick = { id: twice ? null : id, at: event.timeStamp };
  if (twice && node) return openNode(node);
  drawing.pointed = true; // what was clicked is in view; moving it away from under the pointer would spoil a second click
  choose(node, line);
  drawing.pointed = false;
  return null;
}

// A click: shows what it means. A second one on an entity or community opens it (`openNode`).
function choose(node, line) {
  if (node?.sort === "entity") return endPath(node.number) || select("entity", node.number);
  if (node?.sort === "community") return select("community", node.number);
  const events = node?.events ?? line?.events;
  if (!events) return update({ selection: null, path: null });
  if (line && line.type === "MIXED" && line.pair && scene.mode === "lines") update({ opened: new Set(state.opened).add(line.pair) });
  return events.length === 1 ? select("event", events[0]) : update({ selection: { kind: "events", events: [...events] } });
}

function openNode(node) {
  if (node.sort === "community") return toggleCommunity(node.number);
  if (node.sort === "entity") return isExpanded(node.number) ? collapse(node.number) : expand(node.number);
  return choose(node, null);
}

function hover(id, x, y) {
  showTip(id, x, y);
  if (hovered === id) return;
  hovered = id;
  document.getElementById("drawing").classList.toggle("pointing", id !== null);
  redraw(id === null || labels.some((label) => label.id === id));
}

// What a point or line is, before one clicks.
function showTip(id, x, y) {
  const tip = document.getElementById("hint"), node = scene.nodes.get(id), line = scene.lines.get(id);
  tip.hidden = !node && !line;
  if (tip.hidden) return;
  if (hovered !== id) tip.textContent = node ? spokenText(node) : spokenLine(line);
  tip.style.setProperty("--x", Math.min(camera.width - tip.offsetWidth - 8, Math.max(8, x - tip.offsetWidth / 2)) + "px");
  tip.style.setProperty("--y", (y > camera.height - 90 ? y - tip.offsetHeight - 14 : y + 20) + "px");
}

function nodeAt(x, y) {
  const near = [...scene.nodes.values()].map((node) => { const [nx, ny] = camera.toScreen(node.x, node.y); return [Math.hypot(nx - x, ny - y) - radiusOf(node, camera), node]; });
  const [distance, node] = near.reduce((best, one) => (one[0] < best[0] ? one : best), [5, null]);
  if (node && distance < 5) return node;
  const label = labelAt(x, y);
  return label && label.sort !== "line" ? scene.nodes.get(label.id) : null;
}

// Labels are easier to hit than lines.
function lineAt(x, y) {
  const label = labelAt(x, y);
  if (label?.sort === "line") return scene.lines.get(label.id);
  let best = null, least = 7;
  for (const line of scene.lines.values()) {
    if (!inSight(line, camera) || (line.tie && !state.ties)) continue;
    const course = courseOf(line, camera);
    const distance = course.loop ? Math.abs(Math.hypot(x - course.loop.x, y - course.loop.y) - course.loop.radius) : distanceTo(course, x, y);
    if (distance < least) [best, least] = [line, distance];
  }
  return best;
}

function labelAt(x, y) {
  return labels.find((label) => {
    const point = labelPoint(label, camera);
    return point && Math.abs(x - point[0]) < label.width / 2 && Math.abs(y - point[1]) < label.height / 2;
  });
}
