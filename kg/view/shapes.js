// Draws nodes and lines with a pen: a canvas' context, or the pen of `picture.js` that writes SVG. All in screen pixels.

let palette = {};

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  palette = { ink: colour("--ink"), quiet: colour("--quiet"), paper: colour("--stage"), accent: colour("--accent"), line: colour("--line"), card: colour("--card") };
  for (const type of Object.keys(data.words.en.type)) palette[type] = colour("--type-" + type);
  for (const kind of Object.keys(data.words.en.kind)) palette["kind-" + kind] = colour("--kind-" + kind);
}

function colourOf(node) {
  if (node.sort === "event" || node.sort === "hanging") return palette[oneType(node.events)];
  return palette["kind-" + node.kind];
}

function oneType(events) {
  const types = new Set(events.map((event) => data.events[event].type));
  return types.size === 1 ? [...types][0] : "MIXED";
}

function lineWidth(line) {
  const reports = line.events.reduce((sum, event) => sum + Math.max(1, data.events[event].documents.length), 0);
  return line.folded ? Math.min(6, 0.7 + 0.7 * Math.log2(reports)) : Math.min(9, (line.tie ? 1.1 : 1.4) + 1.2 * Math.log2(reports));
}

function isDashed(line) {
  return line.events.every((event) => data.events[event].factuality !== "asserted");
}

function drawLine(pen, line, view, lit) {
  const course = courseOf(line, view);
  if (!course) return;
  const width = lineWidth(line) * Math.min(1.2, Math.max(0.6, Math.sqrt(view.scale))), belief = Math.max(...line.events.map((event) => data.events[event].belief));
  const arrow = (line.role === "target" || (line.role === "actor" && line.to.startsWith("n"))) && !course.loop;
  pen.globalAlpha = lit === false ? 0.08 : line.folded && lit !== true ? 0.28 : line.tie ? 0.4 + 0.2 * belief : 0.35 + 0.6 * belief;
  pen.strokeStyle = pen.fillStyle = line.tie ? palette["kind-place"] : palette[line.type];
  pen.lineWidth = lit === true ? width + 1 : width;
  pen.lineCap = line.tie ? "round" : "butt";
  pen.setLineDash(line.tie ? [0.5, 5] : isDashed(line) ? [7, 5] : []);
  strokeCourse(pen, course, arrow ? tipLength(width) : 0, view);
  pen.setLineDash([]);
  if (arrow) drawTip(pen, course, width);
}

function tipLength(width) {
  return 6 + width * 1.6;
}

function strokeCourse(pen, course, short, view) {
  pen.beginPath();
  if (course.loop) {
    pen.arc(course.loop.x, course.loop.y, course.loop.radius, 0, 2 * Math.PI);
  } else {
    const length = Math.hypot(course.to[0] - course.from[0], course.to[1] - course.from[1]) || 1;
    const { from, control, to } = partOf(course, course.start, Math.max(course.start, course.end - (short * 0.8) / length));
    pen.moveTo(...from);
    pen.quadraticCurveTo(...control, ...to);
  }
  pen.stroke();
}

function drawTip(pen, course, width) {
  const [x, y] = pointAt(course, course.end), [bx, by] = pointAt(course, Math.max(0, course.end - 0.04));
  const angle = Math.atan2(y - by, x - bx), length = tipLength(width), half = length * 0.42;
  const corner = (along, aside) => [x - along * Math.cos(angle) - aside * Math.sin(angle), y - along * Math.sin(angle) + aside * Math.cos(angle)];
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(...corner(length, half));
  pen.lineTo(...corner(length * 0.78, 0));
  pen.lineTo(...corner(length, -half));
  pen.closePath();
  pen.fill();
}

// Faint dotted ways from the middle of a bundle to where it happened.
function drawPlaceTies(pen, line, view, lit) {
  if (line.tie || line.role === "place" || line.from.startsWith("h") || line.to.startsWith("h")) return;
  const course = courseOf(line, view), places = new Set(line.events.flatMap((event) => data.events[event].places));
  if (!course || !places.size) return;
  const middle = pointAt(course, 0.5);
  Object.assign(pen, { globalAlpha: lit === true ? 0.9 : lit === false ? 0.06 : 0.42, strokeStyle: palette["kind-place"], lineWidth: lit === true ? 2 : 1.3, lineCap: "round" });
  pen.setLineDash([0.5, 5]);
  for (const place of places) {
    const node = scene.nodes.get("n" + place);
    if (!node) continue;
    pen.beginPath();
    pen.moveTo(...middle);
    pen.lineTo(...view.toScreen(node.x, node.y));
    pen.stroke();
  }
  pen.setLineDash([]);
}

function drawNode(pen, node, view, lit, marks) {
  const [x, y] = view.toScreen(node.x, node.y), radius = radiusOf(node, view), colour = colourOf(node), hollow = node.kind === "place";
  pen.globalAlpha = 1;
  outline(pen, node, x, y, radius + 2.2);
  pen.fillStyle = palette.paper; // a rim of paper keeps lines off the node, and hides them under a faded one
  pen.fill();
  pen.globalAlpha = lit === false ? 0.2 : node.events ? 0.45 + 0.55 * Math.max(...node.events.map((event) => data.events[event].belief)) : 1;
  outline(pen, node, x, y, hollow ? radius - 1 : radius);
  if (hollow || isDoubtful(node)) {
    Object.assign(pen, { strokeStyle: colour, lineWidth: 2.2 });
    pen.setLineDash(hollow ? [] : [3, 2.4]);
    pen.stroke();
    pen.setLineDash([]);
  } else {
    pen.fillStyle = colour;
    pen.fill();
  }
  if (node.sort === "community") countOf(pen, node, x, y, radius, colour);
  if (marks.selected || marks.hovered || marks.cursor) halo(pen, node, x, y, radius, marks);
  if (marks.pinned) pinMark(pen, x, y, radius);
  pen.globalAlpha = 1;
}

function isDoubtful(node) {
  return Boolean(node.events) && node.events.every((event) => data.events[event].factuality !== "asserted");
}

// A community has a second rim, and in it how many it stands for.
function countOf(pen, node, x, y, radius, colour) {
  Object.assign(pen, { strokeStyle: colour, lineWidth: 1.5 });
  pen.beginPath();
  pen.arc(x, y, radius + 4.5, 0, 2 * Math.PI);
  pen.stroke();
  Object.assign(pen, { font: FONTS.entity, textAlign: "center", textBaseline: "middle", lineJoin: "round", direction: "ltr", fillStyle: palette.paper, strokeStyle: colour, lineWidth: 1 });
  pen.fillText(String(node.folded), x, y + 1);
}

function halo(pen, node, x, y, radius, marks) {
  outline(pen, node, x, y, radius + 4.5);
  Object.assign(pen, { globalAlpha: 1, strokeStyle: marks.selected || marks.cursor ? palette.accent : palette.ink, lineWidth: marks.selected ? 3 : 1.8 });
  pen.setLineDash(marks.cursor && !marks.selected ? [4, 3] : []);
  pen.stroke();
  pen.setLineDash([]);
}

function pinMark(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x + radius * 0.72, y - radius * 0.72, 3.4, 0, 2 * Math.PI);
  Object.assign(pen, { fillStyle: palette.accent, strokeStyle: palette.paper, lineWidth: 1.5 });
  pen.fill();
  pen.stroke();
}

const CORNERS = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  diamond: [[0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]],
  hexagon: [0, 1, 2, 3, 4, 5].map((corner) => [1.08 * Math.cos((corner * Math.PI) / 3), 1.08 * Math.sin((corner * Math.PI) / 3)]),
  triangleDown: [[-1.12, -0.8], [1.12, -0.8], [0, 1.15]],
  event: [[0, -1], [1, 0], [0, 1], [-1, 0]],
};

function outline(pen, node, x, y, radius) {
  pen.beginPath();
  const corners = CORNERS[node.shape];
  if (!corners) return pen.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI);
  pen.moveTo(x + corners[0][0] * radius, y + corners[0][1] * radius);
  for (const [dx, dy] of corners.slice(1)) pen.lineTo(x + dx * radius, y + dy * radius);
  return pen.closePath();
}
