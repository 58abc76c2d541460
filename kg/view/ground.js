// The map's ground: Natural Earth's coasts and borders, and the ground that a place covers, on Mercator's plane.
//
// A point of the plane is [x, y], both from 0 to 1: west to east, and from 85° north down to 85° south.

const EARTH_KM = 40075; // around the equator
const WORLD = 8192; // the outlines are drawn in whole numbers of this, for an SVG path of fractions of one is long
const SVG = "http://www.w3.org/2000/svg";
let outlines = null;

function onPlane(longitude, latitude) {
  const angle = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
  return [(longitude + 180) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / Math.PI) / 2];
}

function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

// Kilometres as a share of the plane's width, where a map is stretched as it is at that latitude.
function kmOnPlane(km, latitude) {
  return km / (EARTH_KM * Math.cos((Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180));
}

// Read when a map is first opened: a page whose map nobody opens does not pay for it.
function readOutlines() {
  if (outlines) return outlines;
  const raw = JSON.parse(document.getElementById("khabar-outlines").textContent);
  const arcs = raw.arcs.map((arc) => lineOfSteps(arc, raw.unit));
  const rings = (land) => land.rings.map((ring) => unbroken(ring.flatMap((at) => (at >= 0 ? arcs[at] : [...arcs[~at]].reverse()).slice(1))));
  const lands = raw.lands.map((land) => ({ ...land, rings: rings(land) }));
  outlines = {
    // A path for each: what lies out of view then costs nothing, and a map that is dragged is drawn twice as often.
    land: lands.map((land) => pathOf(land.rings, true)),
    plain: raw.borders.plain.map((at) => pathOf([arcs[at]], false)), dashed: raw.borders.dashed.map((at) => pathOf([arcs[at]], false)),
    boxes: lands.map((land) => boxAroundLines(land.rings)),
    states: lands.filter((land) => land.id).map((land) => ({ ...land, at: onPlane(...land.at), latitude: land.at[1] })),
  };
  outlines.byId = new Map(outlines.states.map((land) => [land.id, land]));
  return outlines;
}

function lineOfSteps(steps, unit) {
  let [x, y] = steps;
  const points = [onPlane(x * unit, y * unit)];
  for (let at = 2; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points.push(onPlane(x * unit, y * unit));
  }
  return points;
}

// A ring over the date line goes on beyond the edge of the plane instead of running back across all of it.
function unbroken(ring) {
  let turn = 0;
  const points = ring.map(([x, y], at) => {
    const step = at ? x - ring[at - 1][0] : 0;
    turn -= Math.abs(step) > 0.5 ? Math.sign(step) : 0;
    return [x + turn, y];
  });
  const back = Math.floor(points.reduce((sum, [x]) => sum + x, 0) / points.length);
  return back ? points.map(([x, y]) => [x - back, y]) : points;
}

function pathOf(lines, closed) {
  return lines.map((line) => "M" + line.map(([x, y]) => (x * WORLD).toFixed(2) + " " + (y * WORLD).toFixed(2)).join("L") + (closed ? "Z" : "")).join("");
}

// The ground of a place that is more than a point, as { path, open, box }: the outline of the state that it is, else its own geometry,
// else the circle within which all of it lies. Null where a point says all that is known.
function groundOf(entity) {
  const { place } = entity;
  entity.ground ??= { shape: isUncertain(place) ? stateShape(entity.id) ?? shapeOf(wktLines(place.wkt), /^LINE|^MULTILINE/i.test(place.wkt ?? "")) ?? circleOf(place) : null };
  return entity.ground.shape;
}

// A place whose point is not where it happened, but the middle of where it may have.
const EXACT_KM = 20;

function isUncertain(place) {
  return (place.sort !== null && place.sort !== "exact") || place.km === null || place.km > EXACT_KM;
}

function wktLines(wkt) {
  const lines = (wkt ?? "").match(/\([^()]+\)/g) ?? [];
  const points = lines.map((line) => line.slice(1, -1).split(",").map((pair) => pair.trim().split(/\s+/).map(Number)).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  return points.filter((line) => line.length > 1).map((line) => line.map(([x, y]) => onPlane(x, y)));
}

function shapeOf(lines, open) {
  if (!lines.length) return null;
  return { path: pathOf(lines, !open), open, box: boxAroundLines(lines) };
}

// West, north, east and south end of lines on the plane.
function boxAroundLines(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of lines.flat()) [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  return box;
}

function stateShape(id) {
  const land = readOutlines().byId.get(id);
  return land ? shapeOf(land.rings, false) : null;
}

function circleOf({ latitude, longitude, km }) {
  if (!km) return null;
  const [x, y] = onPlane(longitude, latitude), radius = kmOnPlane(km, latitude);
  const rim = Array.from({ length: 48 }, (_, at) => [x + radius * Math.cos((at * Math.PI) / 24), y + radius * Math.sin((at * Math.PI) / 24)]);
  return shapeOf([rim], false);
}

// An SVG element; what `element` is for HTML.
function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}
