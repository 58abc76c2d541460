// Labels at one size on screen whatever the zoom, placed one after the other so that none covers another.
// What finds no room waits for a closer look; what is chosen or pointed at comes first.

const FONT = "'Noto Sans Arabic', 'Segoe UI', 'SF Arabic', 'Geeza Pro', 'Dubai', Tahoma, 'Noto Sans', sans-serif";
const FONTS = { strong: "700 15px " + FONT, entity: "600 13px " + FONT, place: "500 12.5px " + FONT, event: "500 11.5px " + FONT, badge: "600 10.5px " + FONT };
const HEIGHTS = { strong: 22, entity: 19, place: 18, event: 16, badge: 13 };
// Colour tells the type too: in a thicket words would only hide the lines.
const MOST_LINE_LABELS = 90;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7];
const SQUARE = 64;
// Places farther off, as shares of a label's width and height, nearest first.
const FARTHER = [1.4, 2.2, 3, 4].flatMap((far) => [0, 0.3, -0.3, 0.6, -0.6, 0.9, -0.9, 1.2, -1.2].flatMap((side) => [[side, far], [side, -far]]))
  .sort((a, b) => leaderLength(a) - leaderLength(b));
const widths = new Map();
const sprites = new Map();
let labels = []; // { id, sort: "node" | "line", text, style, colour, dx, dy | share, width, height }

function placeLabels(view) {
  const taken = new Map(), names = new Map(), chosen = highlighted(); // names: where only names and entities stand
  labels = [];
  const nodes = heaviestFirst([...scene.nodes.values()], (node) => weightOf(node, chosen)).filter((node) => onScreen(view, ...view.toScreen(node.x, node.y)));
  for (const room of [taken, names]) for (const box of boxesOverNetwork()) take(box, room);
  for (const node of nodes) take(glyphBox(node, view), taken);
  for (const node of nodes) if (!node.events) take(glyphBox(node, view), names);
  for (const node of nodes) placeNodeLabel(node, view, taken, names);
  for (const node of nodes) if (node.sort === "entity" && node.folded) placeBadge(node, view, taken);
  if (scene.mode === "events") return;
  const lines = heaviestFirst([...scene.lines.values()], (line) => (line.id === hovered ? 1e6 : 0) + (chosen && line.events.some((event) => chosen.events.has(event)) ? 1e5 : 0) + line.events.length);
  let room = MOST_LINE_LABELS;
  for (const line of lines) if (room > 0 && placeLineLabel(line, view, taken, chosen)) room -= 1;
}

// What lies over the picture: a name half under the note or the tools cannot be read.
function boxesOverNetwork() {
  const frame = document.getElementById("drawing").getBoundingClientRect(), over = ["modes", "note", "tools"].map((id) => document.getElementById(id).getBoundingClientRect());
  return over.filter(({ width }) => width > 0).map((part) => ({ left: part.left - frame.left, right: part.right - frame.left, top: part.top - frame.top, bottom: part.bottom - frame.top }));
}

function weightOf(node, chosen) {
  return (node.id === hovered || node.id === cursor ? 1e6 : 0) + (chosen && isLit(node, chosen) ? 1e5 : 0) + (node.sort === "event" || node.sort === "hanging" ? 0 : 1e3) + node.size;
}

function leaderLength([side, far]) {
  return Math.hypot(Math.max(0, Math.abs(side) - 0.4) * 5, Math.abs(far)); // a label is about five times as wide as high
}

function onScreen(view, x, y) {
  return x > -80 && y > -30 && x < view.width + 80 && y < view.height + 30;
}

function heaviestFirst(things, weight) {
  return things.map((one) => [weight(one), one]).sort(([a, one], [b, other]) => b - a || (one.id < other.id ? -1 : 1)).map(([, one]) => one);
}

function glyphBox(node, view) {
  const [x, y] = view.toScreen(node.x, node.y), radius = radiusOf(node, view) + 2;
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function styleOf(node) {
  if (node.sort === "event" || node.sort === "hanging") return "event";
  if (node.kind === "place") return "place";
  return node.size > 15 ? "strong" : "entity";
}

function textOf(node) {
  if (node.sort === "community") return shortened(communityName(node.number), 30);
  if (node.sort === "entity") return shortened(nameOf(data.entities[node.number]), 28);
  return typeText(oneType(node.events), node.events);
}

function typeText(type, events) {
  return word("type", type) + (events.length > 1 ? " ×" + events.length : "");
}

function labelColour(node) {
  const style = styleOf(node);
  return style === "event" ? palette[oneType(node.events)] : style === "place" ? palette.quiet : palette.ink;
}

function labelWidth(node) {
  return widthOf(textOf(node), styleOf(node));
}

// In a thicket a name may rather cover the point of an event than be missing.
function placeNodeLabel(node, view, taken, names) {
  const text = textOf(node), style = styleOf(node), width = widthOf(text, style), height = HEIGHTS[style];
  const [x, y] = view.toScreen(node.x, node.y), radius = radiusOf(node, view) + 3;
  const spots = [
    [0, radius + height / 2], [0, -radius - height / 2], [radius + width / 2, 0], [-radius - width / 2, 0],
    ...[1, -1].flatMap((side) => [1, -1].map((under) => [(side * width) / 3, under * (radius + height / 2)])),
    ...[1, -1].flatMap((side) => [1, -1].map((under) => [side * (radius + width / 2), under * height * 0.6])),
    ...FARTHER.map(([side, far]) => [side * width, Math.sign(far) * (radius + height * Math.abs(far))]),
  ];
  const whole = ([dx, dy]) => x + dx - width / 2 > 0 && x + dx + width / 2 < view.width && y + dy - height / 2 > 0 && y + dy + height / 2 < view.height;
  const usual = style === "event" ? spots.slice(0, 4) : spots;
  const allowed = node.id === hovered || node.id === cursor || marksOf(node).selected ? [...usual.filter(whole), ...usual] : usual.filter(whole);
  const places = allowed.map(([dx, dy]) => [x + dx, y + dy]);
  const spot = roomFor(places, width, height, taken) ?? (node.events ? null : roomFor(places, width, height, names));
  if (spot) for (const room of [taken, names]) take(boxAround(...spot, width, height), room);
  if (spot) labels.push({ id: node.id, sort: "node", text, style, colour: labelColour(node), dx: spot[0] - x, dy: spot[1] - y, width, height });
}

// How many neighbours are folded away, at a corner of the node; a click on it brings them.
function placeBadge(node, view, taken) {
  const text = "+" + node.folded, width = widthOf(text, "badge"), height = HEIGHTS.badge, [x, y] = view.toScreen(node.x, node.y), far = radiusOf(node, view) * 0.8 + 5;
  const spot = roomFor([[-1, -1], [1, -1], [-1, 1], [1, 1]].map(([side, up]) => [x + side * (far + width / 2), y + up * far]), width, height, taken);
  if (spot) labels.push({ id: node.id, sort: "badge", text, style: "badge", colour: palette.quiet, dx: spot[0] - x, dy: spot[1] - y, width, height });
}

function placeLineLabel(line, view, taken, chosen) {
  if (line.tie || line.from.startsWith("h") || line.to.startsWith("h")) return false; // the node says it
  if (chosen && !line.events.some((event) => chosen.events.has(event))) return false;
  const course = courseOf(line, view);
  if (!course || (!course.loop && Math.hypot(course.from[0] - course.to[0], course.from[1] - course.to[1]) < 56)) return false;
  const text = line.id.endsWith(">ALL") && line.type === "MIXED" ? "×" + line.events.length : typeText(line.type, line.events), width = widthOf(text, "event"), height = HEIGHTS.event;
  for (const share of ALONG) {
    const point = pointAt(course, share);
    if (!onScreen(view, ...point) || !roomFor([point], width, height, taken)) continue;
    labels.push({ id: line.id, sort: "line", text, style: "event", colour: palette[line.type], share, width, height });
    return true;
  }
  return false;
}

function widthOf(text, style) {
  const key = style + text;
  if (!widths.has(key)) {
    drawing.pen.font = FONTS[style];
    widths.set(key, drawing.pen.measureText(isolate(text)).width + 6);
  }
  return widths.get(key);
}

// What is taken is kept in squares of the screen, so that a label is compared with its neighbourhood only.
function squares(box) {
  const found = [];
  for (let column = Math.floor(box.left / SQUARE); column <= Math.floor(box.right / SQUARE); column += 1) {
    for (let line = Math.floor(box.top / SQUARE); line <= Math.floor(box.bottom / SQUARE); line += 1) found.push(column * 4096 + line);
  }
  return found;
}

function take(box, taken) {
  for (const square of squares(box)) {
    if (taken.has(square)) taken.get(square).push(box);
    else taken.set(square, [box]);
  }
}

function roomFor(spots, width, height, taken) {
  for (const [x, y] of spots) {
    const box = boxAround(x, y, width, height);
    const covers = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    if (squares(box).some((square) => taken.get(square)?.some(covers))) continue;
    take(box, taken);
    return [x, y];
  }
  return null;
}

function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

// Where a label is on screen now; null if what it names is gone.
function labelPoint(label, view) {
  if (label.sort !== "line") {
    const node = scene.nodes.get(label.id), [x, y] = node ? view.toScreen(node.x, node.y) : [];
    return node ? [x + label.dx, y + label.dy] : null;
  }
  const course = scene.lines.has(label.id) ? courseOf(scene.lines.get(label.id), view) : null;
  return course ? pointAt(course, label.share) : null;
}

function drawLabels(pen, view, chosen) {
  for (const label of labels) {
    const point = labelPoint(label, view);
    if (!point) continue;
    const lit = !chosen || label.sort === "line" || isLit(scene.nodes.get(label.id), chosen);
    if (label.sort === "node") leadTo(pen, view, label, point, lit);
    if (pen.isPicture) writeText(pen, label, ...point, lit ? 1 : 0.25);
    else stamp(pen, label, ...point, lit ? 1 : 0.25);
  }
}

// A thin line from a node to a label that found room only farther away.
function leadTo(pen, view, label, [x, y], lit) {
  const node = scene.nodes.get(label.id), [nx, ny] = view.toScreen(node.x, node.y), gap = Math.abs(label.dy) - radiusOf(node, view) - label.height / 2;
  if (gap < 6) return;
  const up = Math.sign(label.dy);
  Object.assign(pen, { globalAlpha: lit ? 0.6 : 0.15, strokeStyle: palette.quiet, lineWidth: 1, lineCap: "butt" });
  pen.beginPath();
  pen.moveTo(nx, ny + up * (radiusOf(node, view) + 1));
  pen.lineTo(Math.max(x - label.width / 2 + 8, Math.min(x + label.width / 2 - 8, nx)), y - up * (label.height / 2 - 2));
  pen.stroke();
}

function writeText(pen, { text, style, colour }, x, y, opacity) {
  Object.assign(pen, { font: FONTS[style], textAlign: "center", textBaseline: "middle", lineJoin: "round", direction: isArabic(text) ? "rtl" : "ltr", globalAlpha: opacity, lineWidth: 4, strokeStyle: palette.paper, fillStyle: colour });
  pen.strokeText(isolate(text), x, y);
  pen.fillText(isolate(text), x, y);
}

// Text is slow to draw and a stamp of it is not: each label is written once and stamped from then on.
function stamp(pen, label, x, y, opacity) {
  const key = [label.style, label.colour, palette.paper, drawing.ratio, label.text].join("|");
  let sprite = sprites.get(key);
  if (!sprite) {
    if (sprites.size > 3000) sprites.clear();
    const width = Math.ceil(label.width + 10), height = label.height + 10;
    sprite = element("canvas", { width: Math.ceil(width * drawing.ratio), height: Math.ceil(height * drawing.ratio) });
    const ink = sprite.getContext("2d");
    ink.scale(drawing.ratio, drawing.ratio);
    writeText(ink, label, width / 2, height / 2, 1);
    sprites.set(key, sprite);
  }
  const [width, height] = [sprite.width / drawing.ratio, sprite.height / drawing.ratio];
  pen.globalAlpha = opacity;
  pen.drawImage(sprite, Math.round((x - width / 2) * drawing.ratio) / drawing.ratio, Math.round((y - height / 2) * drawing.ratio) / drawing.ratio, width, height);
  pen.globalAlpha = 1;
}
