// The map: where the shown events happened. The ground is drawn once and moved; marks (`marks.js`) are drawn anew at each zoom.

registerView({ id: "map", tab: true, start: startMap, render: renderMap });
// Middle and zoom as the address tells them, "latitude,longitude,zoom"; null until the reader moves the map: then it fits what is shown.
stateKey("at", { initial: () => null, read: readMapPlace, write: (place) => place, of: "map" });

const CLOSEST = 15; // zoom: the world is 256 · 2^zoom pixels wide
const chart = { root: null, svg: null, ground: null, k: 0, x: 0, y: 0, width: 0, height: 0, drawnAt: 0, told: null };
const touches = new Map(); // pointer → where it is
let gesture = null;

function readMapPlace(text) {
  const parts = text.split(",").map(Number);
  const fine = parts.length === 3 && parts.every(Number.isFinite) && Math.abs(parts[0]) <= 85 && Math.abs(parts[1]) <= 180;
  return fine ? [parts[0], parts[1], Math.max(0, Math.min(CLOSEST, parts[2]))].map((part, at) => part.toFixed(at < 2 ? 4 : 2)).join(",") : null;
}

function startMap(root) {
  chart.root = root;
  chart.ground = svgElement("g", { class: "ground", "aria-hidden": "true" });
  chart.areas = svgElement("g", { class: "areas", "aria-hidden": "true" });
  chart.names = svgElement("g", { class: "names", "aria-hidden": "true" });
  chart.marks = svgElement("g", { class: "marks" });
  chart.svg = svgElement("svg", { class: "chart", role: "group", tabindex: 0 }, chart.ground, chart.areas, chart.names, chart.marks);
  chart.note = element("p", { class: "map-note" });
  chart.key = element("p", { class: "map-key" });
  chart.scale = element("div", { class: "map-scale" });
  chart.zoom = element("div", { class: "zoom" });
  chart.foot = element("div", { class: "map-foot" }, chart.key, chart.note, chart.scale);
  root.append(chart.svg, chart.foot, chart.zoom);
  new ResizeObserver(() => { if (chart.told && !root.hidden) renderMap(new Set(["size"])); }).observe(root);
  listenToMap(chart.svg);
}

function renderMap(changed) {
  if (!chart.ground.firstChild) drawGround();
  if (changed.size === 1 && changed.has("at") && state.at === chart.told) return; // the map told the address, not the other way round
  chart.width = chart.root.clientWidth;
  chart.height = chart.root.clientHeight;
  if (!chart.width || !chart.height) return;
  if (!chart.told || changed.has("lang")) writeMapWords();
  if (chart.from !== passingEvents()) gatherPlaces();
  chart.from = passingEvents();
  if (state.at !== chart.told || !chart.told) placeMap(state.at);
  chart.drawnAt = 0;
  drawMap();
  if (changed.has("selection") && state.selection) bringOnMap();
}

function drawGround() {
  const { land, plain, dashed } = readOutlines();
  const paths = (kind, lines) => lines.map((d) => svgElement("path", { class: kind, d }));
  chart.ground.append(...paths("land", land), ...paths("border", plain), ...paths("border disputed", dashed));
}

function writeMapWords() {
  chart.svg.setAttribute("aria-label", word("ui", "mapLabel"));
  const sign = (kind, text) => element("span", {}, element("i", { class: "sign " + kind, "aria-hidden": "true" }), text);
  chart.key.replaceChildren(sign("exact", word("ui", "mapExact")), sign("hollow", word("ui", "mapHollow")), sign("area", word("ui", "mapArea")), element("span", { title: word("ui", "mapOutlines") }, "Natural Earth"));
  const tool = (label, act, key) => button(label, act, { "aria-label": word("ui", key), title: word("ui", key), "data-map": key });
  chart.zoom.replaceChildren(tool("+", () => zoomMap(2), "in"), tool("−", () => zoomMap(0.5), "out"), tool(svgIcon(ICONS.fit), () => fitMap(true), "fit"));
}

// Takes the middle and zoom of the address, or fits what is shown.
function placeMap(at) {
  chart.told = at ?? "fitted";
  if (at === null) return fitMap(false);
  const [latitude, longitude, zoom] = at.split(",").map(Number), [x, y] = onPlane(longitude, latitude);
  chart.k = zoomWithin(256 * 2 ** zoom);
  chart.x = chart.width / 2 - x * chart.k;
  chart.y = chart.height / 2 - y * chart.k;
}

// `all` takes in every place; else the few that lie far off the others are left for a closer look at the rest (the note counts them).
function fitMap(all) {
  const most = viewOf(mostOf(mapPlaces)), whole = viewOf(mapPlaces);
  Object.assign(chart, all || whole.k > most.k * WORTH_IT ? whole : most);
  if (all) movedMap();
}

const WORTH_IT = 0.5; // half as near, and nothing is left out

function viewOf(places) {
  const [left, top, right, bottom] = boxAroundLines([places.length ? places.map(({ at }) => at) : [onPlane(25, 40), onPlane(55, 14)]]);
  const room = [Math.max(60, chart.width - 150), Math.max(60, chart.height - 130)];
  const k = zoomWithin(Math.min(room[0] / Math.max(right - left, 0.004), room[1] / Math.max(bottom - top, 0.004)));
  return { k, x: chart.width / 2 - ((left + right) / 2) * k, y: (chart.height - 40) / 2 - ((top + bottom) / 2) * k };
}

// The places nearest to the middle one, until nine tenths of the events are among them.
function mostOf(places) {
  const events = places.reduce((sum, place) => sum + place.events.length, 0);
  const half = (axis) => {
    let sum = 0;
    return [...places].sort((a, b) => a.at[axis] - b.at[axis]).find((place) => (sum += place.events.length) >= events / 2)?.at[axis];
  };
  const middle = [half(0), half(1)];
  const far = ({ at }) => Math.hypot(at[0] - middle[0], at[1] - middle[1]);
  let sum = 0;
  return [...places].sort((a, b) => far(a) - far(b)).filter((place) => { const before = sum; sum += place.events.length; return before < events * 0.9; });
}

// At least the world fills the view; at most a street does.
function zoomWithin(k) {
  return Math.max(chart.width, chart.height * 0.8, Math.min(256 * 2 ** CLOSEST, k));
}

function drawMap() {
  chart.x = Math.max(chart.width / 2 - chart.k * 1.05, Math.min(chart.width / 2, chart.x));
  chart.y = Math.max(chart.height / 2 - chart.k * 0.95, Math.min(chart.height / 2 - chart.k * 0.05, chart.y));
  const move = "translate(" + chart.x.toFixed(2) + " " + chart.y.toFixed(2) + ")", grow = move + " scale(" + (chart.k / WORLD).toFixed(6) + ")";
  chart.ground.setAttribute("transform", grow);
  chart.areas.setAttribute("transform", grow);
  chart.marks.setAttribute("transform", move);
  chart.names.setAttribute("transform", move);
  const zoomed = chart.drawnAt !== chart.k;
  if (zoomed) drawMarks();
  chart.drawnAt = chart.k;
  if (gesture && !zoomed) return; // names keep their places on the ground while the map is dragged
  drawScale();
  writeMapNote();
  drawMapLabels();
}

function drawScale() {
  const kmPerPixel = 1 / (kmOnPlane(1, latitudeOf((chart.height / 2 - chart.y) / chart.k)) * chart.k);
  const most = kmPerPixel * 130, tens = 10 ** Math.floor(Math.log10(most)), length = [5, 2, 1].map((step) => step * tens).find((km) => km <= most);
  chart.scale.style.setProperty("--length", (length / kmPerPixel).toFixed(1) + "px");
  chart.scale.textContent = length >= 1 ? length + " " + word("ui", "km") : Math.round(length * 1000) + " " + word("ui", "metres");
}

// After a move of the reader's: the address takes it over when the hand rests.
function movedMap() {
  drawMap();
  clearTimeout(movedMap.timer);
  movedMap.timer = setTimeout(() => {
    gesture = touches.size ? gesture : null;
    drawMap();
    const longitude = ((chart.width / 2 - chart.x) / chart.k) * 360 - 180, latitude = latitudeOf((chart.height / 2 - chart.y) / chart.k);
    chart.told = readMapPlace([latitude, longitude, Math.log2(chart.k / 256)].join(","));
    update({ at: chart.told });
  }, 160);
}

function zoomMap(factor, x = chart.width / 2, y = chart.height / 2) {
  const k = zoomWithin(chart.k * factor);
  chart.x = x - ((x - chart.x) * k) / chart.k;
  chart.y = y - ((y - chart.y) * k) / chart.k;
  chart.k = k;
  movedMap();
}

function panMap(across, down) {
  chart.x += across;
  chart.y += down;
  movedMap();
}
