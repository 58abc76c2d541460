// The drawing: vis-network holds nodes and bundles of events at given places; colours come from the style sheet.

let network = null;
let nodeSet = null;
let edgeSet = null;
let palette = {};
let shown = new Set();
let hovered = null;

const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
const bundleById = new Map(data.edges.map((edge) => [edge.id, edge]));
const standing = new Map(); // bundle id → the events of it that are shown
const hanging = hangingEvents();

// Hanging node → its events.
function hangingEvents() {
  const found = new Map();
  for (const one of data.alone) found.set(one.node, [...(found.get(one.node) ?? []), one.event]);
  for (const edge of data.edges) {
    for (const end of [edge.from, edge.to]) if (end.startsWith("h")) found.set(end, [...new Set([...(found.get(end) ?? []), ...edge.events])]);
  }
  return found;
}

function entityOf(nodeId) {
  return nodeId.startsWith("n") ? Number(nodeId.slice(1)) : null;
}

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  palette = { ink: colour("--ink"), quiet: colour("--quiet"), paper: colour("--stage"), accent: colour("--accent"), line: colour("--line") };
  for (const type of Object.keys(data.words.en.type)) palette[type] = colour("--type-" + type);
  for (const kind of Object.keys(data.words.en.kind)) palette["kind-" + kind] = colour("--kind-" + kind);
}

function startNetwork() {
  nodeSet = new vis.DataSet([]);
  edgeSet = new vis.DataSet([]);
  network = new vis.Network(document.getElementById("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: false, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, multiselect: false, keyboard: false, zoomSpeed: 0.6 },
    nodes: { borderWidth: 1.5, borderWidthSelected: 2.5, shapeProperties: { borderRadius: 3 }, chosen: false },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.55 } }, selfReference: { size: 22 }, chosen: false, hoverWidth: 0, selectionWidth: 0 },
  });
  network.on("click", ({ nodes, edges, pointer }) => clicked(nodes[0], labelAt(pointer.DOM) ?? edges[0]));
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", ({ edge }) => hover(edge));
  network.on("blurEdge", () => hover(null));
  network.on("beforeDrawing", drawTies);
  network.on("afterDrawing", drawLabels);
}

function hover(id) {
  if (hovered === id) return;
  hovered = id;
  document.getElementById("network").classList.toggle("pointing", id !== null);
  network.redraw();
}

function clicked(nodeId, edgeId) {
  if (nodeId !== undefined && entityOf(nodeId) !== null) return update({ selection: { kind: "entity", number: entityOf(nodeId) } });
  const events = nodeId !== undefined ? hanging.get(nodeId).filter((event) => shown.has(event)) : standing.get(edgeId);
  if (!events) return update({ selection: null });
  return update({ selection: events.length === 1 ? { kind: "event", number: events[0] } : { kind: "bundle", number: nodeId ?? edgeId, events } });
}

// Redraws for the present state; nodes keep the place to which the reader has dragged them.
function refreshNetwork() {
  shown = shownEvents();
  const chosen = highlighted();
  const drawnNodes = new Set();
  const edges = [];
  standing.clear();
  for (const bundle of data.edges) {
    const events = bundle.events.filter((event) => shown.has(event));
    if (!events.length) continue;
    standing.set(bundle.id, events);
    drawnNodes.add(bundle.from).add(bundle.to);
    edges.push(drawnEdge(bundle, events, chosen));
  }
  for (const one of data.alone) if (shown.has(one.event)) drawnNodes.add(one.node);
  if (state.ties) for (const event of shown) for (const place of data.events[event].places) if (onStage(place) || state.focus !== null) drawnNodes.add("n" + place);
  if (state.selection?.kind === "entity" && nodeById.has("n" + state.selection.number)) drawnNodes.add("n" + state.selection.number);
  replace(nodeSet, [...drawnNodes].map((id) => drawnNode(nodeById.get(id), chosen)));
  replace(edgeSet, edges);
}

function replace(set, wanted) {
  const ids = new Set(wanted.map((one) => one.id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  set.update(wanted.map((one) => (set.get(one.id) && "x" in one ? { ...one, x: undefined, y: undefined } : one)).map(withoutUndefined));
}

function withoutUndefined(one) {
  return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
}

// What the selection lights up: events and nodes; null when nothing is chosen.
function highlighted() {
  const selection = state.selection;
  if (!selection) return null;
  const events = new Set(selection.kind === "event" ? [selection.number] : selection.kind === "bundle" ? selection.events : []);
  if (selection.kind === "entity") for (const event of shown) if (involved[event].has(selection.number)) events.add(event);
  const nodes = new Set(selection.kind === "entity" ? ["n" + selection.number] : []);
  for (const event of events) for (const member of involved[event]) nodes.add("n" + member);
  return { events, nodes };
}

function drawnNode(node, chosen) {
  const events = hanging.get(node.id);
  const lit = !chosen || chosen.nodes.has(node.id) || events?.some((event) => chosen.events.has(event));
  const colour = events ? palette[data.events[events[0]].type] : palette["kind-" + node.kind];
  const hollow = node.kind === "place";
  const selected = state.selection?.kind === "entity" && node.id === "n" + state.selection.number;
  return {
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: hollow ? Math.max(5, node.size * 0.6) : node.size, opacity: lit ? 1 : 0.22, borderWidth: selected ? 3.5 : hollow ? 2 : 1,
    color: { background: hollow ? palette.paper : colour, border: selected ? palette.accent : hollow ? colour : palette.paper, hover: { background: hollow ? palette.paper : colour, border: palette.ink } },
  };
}

function drawnEdge(bundle, events, chosen) {
  const reports = events.reduce((sum, event) => sum + Math.max(1, data.events[event].reports.length), 0);
  const belief = Math.max(...events.map((event) => data.events[event].belief));
  const lit = !chosen || events.some((event) => chosen.events.has(event));
  const colour = palette[bundle.type];
  return {
    id: bundle.id, from: bundle.from, to: bundle.to, smooth: bundle.smooth, width: Math.min(8, 1.1 + 1.15 * Math.log2(reports + (chosen && lit ? 1 : 0))),
    dashes: events.every((event) => data.events[event].factuality !== "asserted") ? [7, 6] : false,
    arrows: { to: { enabled: bundle.role !== "place" && !bundle.to.startsWith("h"), scaleFactor: 0.55 } },
    color: { color: colour, hover: colour, highlight: colour, opacity: lit ? 0.4 + 0.55 * belief : 0.09 },
  };
}

// A point on a bundle's line, `share` of the way along it, in the network's coordinates.
function pointOn(bundleId, share) {
  const edge = network.body.edges[bundleId];
  if (!edge?.connected) return null;
  return edge.edgeType.getPoint(share);
}

// Faint dotted lines from the middle of an event to where it happened.
function drawTies(context) {
  if (!state.ties) return;
  const chosen = highlighted();
  context.save();
  context.setLineDash([1, 5]);
  context.lineCap = "round";
  context.strokeStyle = palette["kind-place"];
  for (const [bundleId, events] of standing) {
    const bundle = bundleById.get(bundleId);
    if (bundle.role === "place" || bundle.from.startsWith("h") || bundle.to.startsWith("h")) continue;
    const middle = pointOn(bundleId, 0.5);
    const places = new Set(events.filter((event) => !chosen || chosen.events.has(event)).flatMap((event) => data.events[event].places));
    context.globalAlpha = chosen ? 0.95 : 0.45;
    context.lineWidth = chosen ? 2 : 1.3;
    for (const place of places) {
      const node = network.body.nodes["n" + place];
      if (!node || !middle) continue;
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      context.lineTo(node.x, node.y);
      context.stroke();
    }
  }
  context.restore();
}

// Shows everything with its labels, which keep their size on screen: hence the few rounds.
function fitAll(animated) {
  const stage = document.getElementById("network");
  const boxes = nodeSet.getIds().map((id) => ({ ...network.getPosition(id), half: halfLabel(id) }));
  if (!boxes.length || !stage.clientWidth) return;
  let scale = 1, position = { x: 0, y: 0 };
  for (let round = 0; round < 16; round += 1) {
    const left = Math.min(...boxes.map(({ x, half }) => x - half / scale)), right = Math.max(...boxes.map(({ x, half }) => x + half / scale));
    const top = Math.min(...boxes.map(({ y }) => y - 24 / scale)), bottom = Math.max(...boxes.map(({ y }) => y + 64 / scale));
    position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    scale = Math.max(0.02, Math.min(1.5, scale * Math.min((stage.clientWidth - 24) / ((right - left) * scale), (stage.clientHeight - 24) / ((bottom - top) * scale))));
  }
  network.moveTo({ position, scale, animation: animated ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: { duration: 160, easingFunction: "easeInOutQuad" } });
}

// Brings what is chosen into view without changing the zoom by more than is needed.
function bringIntoView(nodeIds) {
  const places = nodeIds.map((id) => network.body.nodes[id]).filter(Boolean);
  if (!places.length) return;
  const corners = places.map(({ x, y }) => network.canvasToDOM({ x, y }));
  const stage = document.getElementById("network");
  if (corners.every(({ x, y }) => x > 40 && y > 40 && x < stage.clientWidth - 40 && y < stage.clientHeight - 60)) return;
  const middle = { x: places.reduce((sum, { x }) => sum + x, 0) / places.length, y: places.reduce((sum, { y }) => sum + y, 0) / places.length };
  network.moveTo({ position: middle, animation: { duration: 300, easingFunction: "easeInOutQuad" } });
}
