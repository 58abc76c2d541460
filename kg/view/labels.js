// Labels at one size on screen whatever the zoom, placed one after the other so that none covers another.
// What finds no room waits for a closer look; what is chosen or pointed at comes first.

const FONT = "'Noto Sans Arabic', 'Segoe UI', 'SF Arabic', 'Geeza Pro', 'Dubai', Tahoma, 'Noto Sans', sans-serif";
const NODE_FONT = "600 13px " + FONT;
const EDGE_FONT = "500 11.5px " + FONT;
// Colour tells the type too: in a thicket words would only hide the lines.
const MOST_EDGE_LABELS = 90;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7];
const widths = new Map();
let drawnLabels = [];

function drawLabels(context) {
  const scale = network.getScale();
  const taken = new Map();
  const chosen = highlighted();
  const view = visibleArea(scale);
  const nodes = nodesByImportance(chosen).filter((node) => inside(node.x * scale, node.y * scale, view));
  context.save();
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  for (const node of nodes) take(nodeGlyph(node, scale), taken);
  drawnLabels = [];
  for (const node of nodes) placeNodeLabel(context, node, scale, taken, chosen, view);
  for (const bundle of bundlesByImportance(chosen)) {
    if (drawnLabels.length - nodes.length > MOST_EDGE_LABELS) break;
    placeEdgeLabel(context, bundle, scale, taken, chosen, view);
  }
  context.restore();
}

function visibleArea(scale) {
  const stage = document.getElementById("network");
  const from = network.DOMtoCanvas({ x: -80, y: -30 }), to = network.DOMtoCanvas({ x: stage.clientWidth + 80, y: stage.clientHeight + 30 });
  return { left: from.x * scale, top: from.y * scale, right: to.x * scale, bottom: to.y * scale };
}

function inside(x, y, area) {
  return x > area.left && x < area.right && y > area.top && y < area.bottom;
}

function nodesByImportance(chosen) {
  const weight = (id) => (id === hovered ? 1e6 : 0) + (chosen?.nodes.has(id) ? 1e5 : 0) + nodeById.get(id).size;
  return heaviestFirst(nodeSet.getIds(), weight).map((id) => network.body.nodes[id]);
}

function bundlesByImportance(chosen) {
  const weight = (id) => (id === hovered ? 1e6 : 0) + (chosen && standing.get(id).some((event) => chosen.events.has(event)) ? 1e5 : 0) + standing.get(id).length;
  return heaviestFirst([...standing.keys()], weight);
}

function heaviestFirst(ids, weight) {
  return ids.map((id) => [weight(id), id]).sort(([a, one], [b, other]) => b - a || (one < other ? -1 : 1)).map(([, id]) => id);
}

// Boxes are in screen pixels around the network's own origin, so that one size of label fits every zoom.
function nodeGlyph(node, scale) {
  const radius = node.options.size * scale + 2;
  return { left: node.x * scale - radius, right: node.x * scale + radius, top: node.y * scale - radius, bottom: node.y * scale + radius, node: node.id };
}

function placeNodeLabel(context, node, scale, taken, chosen, view) {
  const entity = entityOf(node.id), events = hanging.get(node.id);
  const lit = !chosen || chosen.nodes.has(node.id) || events?.some((event) => chosen.events.has(event));
  const text = nodeText(node.id), font = entity === null ? EDGE_FONT : NODE_FONT;
  const colour = events ? palette[data.events[events[0]].type] : data.entities[entity].kind === "place" ? palette.quiet : palette.ink;
  const width = widthOf(context, text, font), height = 19;
  const x = node.x * scale, y = node.y * scale, radius = node.options.size * scale + 3;
  const spots = [
    [x, y + radius + height / 2], [x, y - radius - height / 2], [x + radius + width / 2, y], [x - radius - width / 2, y],
    ...[1, -1].flatMap((side) => [1, -1].map((under) => [x + (side * width) / 3, y + under * (radius + height / 2)])),
    ...[1, -1].flatMap((side) => [1, -1].map((under) => [x + side * (radius + width / 2), y + under * height * 0.6])),
    [x, y + radius + height * 1.4], [x, y - radius - height * 1.4],
  ];
  const whole = ([across, down]) => across - width / 2 > view.left + 80 && across + width / 2 < view.right - 80 && down > view.top + 40 && down < view.bottom - 40;
  const spot = roomFor([...spots.filter(whole), ...spots.filter((one) => !whole(one))], width, height, taken);
  if (!spot) return;
  write(context, text, spot, scale, font, colour, lit ? 1 : 0.25);
  drawnLabels.push({ text, kind: "node", id: node.id, ...spot });
}

function nodeText(id) {
  const events = hanging.get(id);
  return events ? typeText(data.events[events[0]].type, events.filter((event) => shown.has(event))) : shortened(nameOf(data.entities[entityOf(id)]), 28);
}

function typeText(type, events) {
  return word("type", type) + (events.length > 1 ? " ×" + events.length : "");
}

// Half the width of a node's label on screen.
function halfLabel(id) {
  const context = network.canvas.getContext();
  return widthOf(context, nodeText(id), hanging.has(id) ? EDGE_FONT : NODE_FONT) / 2;
}

function placeEdgeLabel(context, bundleId, scale, taken, chosen, view) {
  const bundle = bundleById.get(bundleId), events = standing.get(bundleId);
  if (hanging.has(bundle.from) || hanging.has(bundle.to)) return; // the node says it
  const lit = !chosen || events.some((event) => chosen.events.has(event));
  if (!lit) return;
  const text = typeText(bundle.type, events);
  const width = widthOf(context, text, EDGE_FONT), height = 16;
  const ends = [bundle.from, bundle.to].map((id) => network.body.nodes[id]);
  if (bundle.from !== bundle.to && Math.hypot(ends[0].x - ends[1].x, ends[0].y - ends[1].y) * scale < 30) return;
  const points = ALONG.map((share) => pointOn(bundleId, share)).filter(Boolean).map(({ x, y }) => [x * scale, y * scale]);
  if (!points.length || !inside(...points[0], view)) return;
  const spot = roomFor(points, width, height, taken);
  if (!spot) return;
  write(context, text, spot, scale, EDGE_FONT, palette[bundle.type], 1);
  drawnLabels.push({ text, kind: "edge", id: bundleId, ...spot });
}

function widthOf(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(isolate(text)).width + 6);
  }
  return widths.get(key);
}

// What is taken is kept in squares of the screen, so that a label is compared with its neighbourhood only.
const SQUARE = 64;

function squares(box) {
  const found = [];
  for (let column = Math.floor(box.left / SQUARE); column <= Math.floor(box.right / SQUARE); column += 1) {
    for (let line = Math.floor(box.top / SQUARE); line <= Math.floor(box.bottom / SQUARE); line += 1) found.push(column + ":" + line);
  }
  return found;
}

function take(box, taken) {
  for (const square of squares(box)) {
    if (taken.has(square)) taken.get(square).push(box);
    else taken.set(square, [box]);
  }
}

function isFree(box, taken) {
  const covers = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  return !squares(box).some((square) => taken.get(square)?.some(covers));
}

function roomFor(spots, width, height, taken) {
  for (const [x, y] of spots) {
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, y };
    if (isFree(box, taken)) {
      take(box, taken);
      return box;
    }
  }
  return null;
}

function write(context, text, { x, y }, scale, font, colour, opacity) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.font = font;
  context.direction = isArabic(text) ? "rtl" : "ltr";
  context.globalAlpha = opacity;
  context.lineWidth = 4;
  context.strokeStyle = palette.paper;
  context.strokeText(isolate(text), x, y);
  context.fillStyle = colour;
  context.fillText(isolate(text), x, y);
  context.restore();
}

// The bundle whose label lies under the pointer: labels are easier to hit than lines.
function labelAt({ x, y }) {
  const scale = network.getScale(), point = network.DOMtoCanvas({ x, y });
  const across = point.x * scale, down = point.y * scale;
  return drawnLabels.find((one) => one.kind === "edge" && across > one.left && across < one.right && down > one.top && down < one.bottom)?.id;
}
