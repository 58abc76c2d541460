// The course of a line on screen: a straight or bent way from the rim of one node to the rim of another.

const LOOP = 24;

// { from, control, to } in screen pixels, or { loop } for a line back to its own node; null if an end is not drawn.
function courseOf(line, view) {
  const from = scene.nodes.get(line.from), to = scene.nodes.get(line.to);
  if (!from || !to) return null;
  const [x1, y1] = view.toScreen(from.x, from.y), [x2, y2] = view.toScreen(to.x, to.y);
  if (from === to) return { loop: { x: x1 + radiusOf(from, view), y: y1 - radiusOf(from, view), radius: LOOP * Math.min(1.2, Math.max(0.6, view.scale)) } };
  const control = [(x1 + x2) / 2 + (y1 - y2) * line.bend, (y1 + y2) / 2 + (x2 - x1) * line.bend];
  const whole = { from: [x1, y1], control, to: [x2, y2] };
  const end = rimShare(whole, radiusOf(to, view) + 3), start = rimShare({ from: whole.to, control, to: whole.from }, radiusOf(from, view));
  return { ...whole, start: 1 - start, end };
}

// How far along the way the rim of its far end is.
function rimShare(course, radius) {
  const [x, y] = course.to;
  let low = 0.3, high = 1;
  for (let round = 0; round < 8; round += 1) {
    const middle = (low + high) / 2, [px, py] = pointAt(course, middle);
    if (Math.hypot(px - x, py - y) > radius) low = middle;
    else high = middle;
  }
  return low;
}

function pointAt(course, share) {
  if (course.loop) {
    const angle = Math.PI * (1 + 2 * share);
    return [course.loop.x + course.loop.radius * Math.cos(angle), course.loop.y + course.loop.radius * Math.sin(angle)];
  }
  const { from, control, to } = course, rest = 1 - share;
  return [0, 1].map((axis) => rest * rest * from[axis] + 2 * rest * share * control[axis] + share * share * to[axis]);
}

// The part of the way between two shares, as a curve of its own.
function partOf(course, start, end) {
  const from = pointAt(course, start), to = pointAt(course, end);
  const mix = (axis) => {
    const a = course.from[axis], b = course.control[axis], c = course.to[axis];
    return (1 - start) * (1 - end) * a + ((1 - start) * end + start * (1 - end)) * b + start * end * c;
  };
  return { from, control: [mix(0), mix(1)], to };
}

function distanceTo(course, x, y) {
  let nearest = Infinity;
  let [px, py] = pointAt(course, 0);
  for (let step = 1; step <= 16; step += 1) {
    const [qx, qy] = pointAt(course, step / 16);
    nearest = Math.min(nearest, distanceToSegment(x, y, px, py, qx, qy));
    [px, py] = [qx, qy];
  }
  return nearest;
}

function distanceToSegment(x, y, px, py, qx, qy) {
  const along = Math.max(0, Math.min(1, ((x - px) * (qx - px) + (y - py) * (qy - py)) / ((qx - px) ** 2 + (qy - py) ** 2 || 1)));
  return Math.hypot(x - px - along * (qx - px), y - py - along * (qy - py));
}

// The size of a node on screen: it grows and shrinks less than the space between nodes, so that it can be read at every zoom.
function radiusOf(node, view) {
  return node.size * Math.min(1.5, Math.max(0.55, Math.sqrt(view.scale)));
}
