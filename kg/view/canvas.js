// The canvas and its camera: draws the scene, when something changed and only then.

let scene = { nodes: new Map(), lines: new Map(), events: new Set(), mode: "lines", left: 0 };
let hovered = null; // id of the node or line under the pointer
let cursor = null; // id of the node on which the keyboard stands
const drawing = { canvas: null, pen: null, ratio: 1, waiting: false, stale: true, pointed: false };

const camera = {
  x: 0, y: 0, scale: 1, width: 0, height: 0,
  toScreen(x, y) { return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2]; },
  toGround(x, y) { return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y]; },
};

// The middle of the view and its scale, once the reader has moved it; null while the page fits everything in.
stateKey("view", { initial: () => null, read: readView, write: (view) => (view ? view.join(",") : null) });

function readView(text) {
  const [x, y, scale] = text.split(",").map(Number);
  return [x, y, scale].every(Number.isFinite) && scale > 0 ? [x, y, Math.min(5, Math.max(0.03, scale))] : null;
}

function keepView() {
  clearTimeout(keepView.timer);
  keepView.timer = setTimeout(() => keep("view", camera.touched ? [Math.round(camera.x), Math.round(camera.y), Math.round(camera.scale * 1000) / 1000] : null), 350);
}

function startCanvas(place) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  place.append(canvas);
  Object.assign(drawing, { canvas, pen: canvas.getContext("2d") });
  new ResizeObserver(() => resize(place)).observe(place);
  resize(place);
}

function resize(place) {
  const ratio = window.devicePixelRatio || 1, width = place.clientWidth, height = place.clientHeight;
  if (!width || !height || (width === camera.width && height === camera.height && ratio === drawing.ratio)) return;
  Object.assign(camera, { width, height });
  Object.assign(drawing.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  drawing.ratio = ratio;
  if (!camera.touched) fitAll(false);
  drawNow();
}

// Asks for the next picture; `moved` says that labels may keep their places beside their nodes until the movement ends.
function redraw(moved = false) {
  if (!moved) drawing.stale = true;
  if (drawing.waiting) return;
  drawing.waiting = true;
  requestAnimationFrame(drawNow);
}

function drawNow() {
  drawing.waiting = false;
  if (!drawing.pen || !camera.width) return;
  drawing.pen.setTransform(drawing.ratio, 0, 0, drawing.ratio, 0, 0);
  drawing.pen.clearRect(0, 0, camera.width, camera.height);
  if (drawing.stale) placeLabels(camera);
  drawing.stale = false;
  drawScene(drawing.pen, camera);
  drawing.drawnAt ??= performance.now();
}

function drawScene(pen, view) {
  const chosen = highlighted();
  const litLine = (line) => (chosen ? line.events.some((event) => chosen.events.has(event)) : hovered === line.id ? true : undefined);
  const lines = [...scene.lines.values()].filter((line) => inSight(line, view));
  if (state.ties && scene.mode === "lines") for (const line of lines) drawPlaceTies(pen, line, view, litLine(line));
  for (const line of lines) if (!line.tie || state.ties) drawLine(pen, line, view, litLine(line));
  for (const node of scene.nodes.values()) {
    const [x, y] = view.toScreen(node.x, node.y);
    if (x < -80 || y < -80 || x > view.width + 80 || y > view.height + 80) continue;
    drawNode(pen, node, view, chosen ? isLit(node, chosen) : undefined, marksOf(node));
  }
  drawLabels(pen, view, chosen);
}

function inSight(line, view) {
  const from = scene.nodes.get(line.from), to = scene.nodes.get(line.to);
  if (!from || !to) return false;
  const [x1, y1] = view.toScreen(from.x, from.y), [x2, y2] = view.toScreen(to.x, to.y);
  const slack = 60 + Math.abs(line.bend) * Math.hypot(x1 - x2, y1 - y2);
  return Math.max(x1, x2) > -slack && Math.min(x1, x2) < view.width + slack && Math.max(y1, y2) > -slack && Math.min(y1, y2) < view.height + slack;
}

function marksOf(node) {
  const { selection } = state;
  const selected = Boolean(selection) && ((selection.kind === node.sort && selection.number === node.number) || (selection.kind === "events" && node.sort === "hanging" && node.events.every((event) => selection.events.includes(event))));
  return { selected, hovered: hovered === node.id, cursor: cursor === node.id && document.activeElement?.id === "drawing", pinned: state.pinned.has(node.id) };
}

// What the selection or a path lights up: events and nodes; null when nothing is chosen.
function highlighted() {
  const { selection } = state, path = pathFound();
  if (!selection && !path) return null;
  if (scene.lit?.selection === selection && scene.lit.path === path) return scene.lit;
  const events = new Set(path?.events), nodes = new Set((path?.entities ?? []).map((number) => "n" + number));
  if (selection?.kind === "event") events.add(selection.number);
  if (selection?.kind === "events") for (const event of selection.events) events.add(event);
  if (selection?.kind === "entity") {
    nodes.add("n" + selection.number);
    for (const event of eventsOf(selection.number)) if (scene.events.has(event)) events.add(event);
  }
  if (selection?.kind === "community") {
    nodes.add("c" + selection.number);
    for (const line of scene.lines.values()) if (line.from === "c" + selection.number || line.to === "c" + selection.number) { nodes.add(line.from).add(line.to); for (const event of line.events) events.add(event); }
  }
  if (!path || selection) for (const event of events) for (const member of data.events[event].members) nodes.add("n" + member);
  scene.lit = { selection, path, events, nodes };
  return scene.lit;
}

function isLit(node, chosen) {
  return chosen.nodes.has(node.id) || Boolean(node.events?.some((event) => chosen.events.has(event)));
}

// The part of the network's ground that some nodes take with their labels, which keep their size on screen: hence the few rounds.
function fitted(nodes, most = 1.35) {
  const boxes = nodes.map((node) => ({ x: node.x, y: node.y, half: node.sort === "event" ? 22 : Math.max(24, labelWidth(node) / 2), down: radiusOf(node, { scale: 1 }) + 22 }));
  const above = 50, below = NARROW ? 130 : 54; // the tools
  let scale = 1, x = 0, y = 0;
  for (let round = 0; round < 16; round += 1) {
    const left = Math.min(...boxes.map((box) => box.x - box.half / scale)), right = Math.max(...boxes.map((box) => box.x + box.half / scale));
    const top = Math.min(...boxes.map((box) => box.y - 26 / scale)), bottom = Math.max(...boxes.map((box) => box.y + box.down / scale));
    [x, y] = [(left + right) / 2, (top + bottom) / 2];
    scale = Math.max(0.03, Math.min(most, scale * Math.min((camera.width - 36) / ((right - left) * scale), (camera.height - above - below) / ((bottom - top) * scale))));
  }
  return { x, y: y + (below - above) / 2 / scale, scale };
}

function fitAll(animated) {
  camera.touched = false;
  keepView();
  if (scene.nodes.size && camera.width) moveCamera(fitted([...scene.nodes.values()]), animated);
}

function zoomBy(factor, at = [camera.width / 2, camera.height / 2], animated = true) {
  keepView();
  const scale = Math.min(5, Math.max(0.03, camera.scale * factor)), [gx, gy] = camera.toGround(...at);
  camera.touched = true;
  moveCamera({ scale, x: gx - (at[0] - camera.width / 2) / scale, y: gy - (at[1] - camera.height / 2) / scale }, animated);
}

function moveCamera(aim, animated) {
  const calm = window.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  const { x, y, scale } = camera, start = performance.now(), run = (moveCamera.run = (moveCamera.run ?? 0) + 1);
  if (!animated || calm) {
    Object.assign(camera, aim);
    return redraw();
  }
  const step = () => {
    if (run !== moveCamera.run) return;
    const share = Math.min(1, (performance.now() - start) / 280), eased = share * share * (3 - 2 * share), zoom = scale * (aim.scale / scale) ** eased;
    Object.assign(camera, { x: x + (aim.x - x) * eased, y: y + (aim.y - y) * eased, scale: zoom });
    redraw(share < 1);
    if (share < 1) requestAnimationFrame(step);
  };
  return step();
}

// Brings nodes into view without changing more than is needed.
function bringIntoView(ids) {
  const nodes = ids.map((id) => scene.nodes.get(id)).filter(Boolean);
  if (!nodes.length || !camera.width) return;
  const inside = nodes.every((node) => { const [x, y] = camera.toScreen(node.x, node.y); return x > 40 && y > 40 && x < camera.width - 40 && y < camera.height - 60; });
  if (inside) return;
  const aim = fitted(nodes, camera.scale);
  moveCamera({ ...aim, scale: Math.min(camera.scale, aim.scale) }, true);
}
