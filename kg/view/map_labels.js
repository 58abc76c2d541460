// Names on the map: of the places first, then of the states, none on another or on a mark.

const PLACE_FONT = "600 12.5px "; // with the family of the style sheet
const STATE_SIZES = [19, 15, 12]; // pixels; a name that its state has no room for is left out
let mapPen = null;

function textWidth(text, font) {
  mapPen ??= document.createElement("canvas").getContext("2d");
  mapPen.font = font + getComputedStyle(document.body).fontFamily;
  return mapPen.measureText(text).width;
}

function drawMapLabels() {
  const view = { left: -chart.x, top: -chart.y, right: chart.width - chart.x, bottom: chart.height - chart.y };
  const seen = marks.filter(({ x, y }) => x > view.left && x < view.right && y > view.top && y < view.bottom);
  const taken = seen.map(({ x, y, radius, places }) => mapBox(x, y, 2 * radius + (places.length > 1 ? 8 : 2), 2 * radius + (places.length > 1 ? 8 : 2)));
  taken.push(...boxesOver(view));
  const light = eventsInLight();
  const drawn = [], named = new Set();
  const importance = (mark) => (light && mark.events.some((number) => light.has(number)) ? 1e6 : 0) + mark.events.length;
  for (const mark of [...seen].sort((a, b) => importance(b) - importance(a))) {
    const name = shortened(nameOf(mark.lead.entity), 26), text = isolate(name) + (mark.places.length > 1 ? " +" + (mark.places.length - 1) : "");
    const width = textWidth(text, PLACE_FONT) + 6, gap = mark.radius + (mark.places.length > 1 ? 5 : 2);
    const box = firstFree(spotsAround(mark, width, 18, gap), taken, view);
    if (box) named.add(mark.lead.entity.id);
    if (box) drawn.push(mapText("place-name" + (light ? (importance(mark) >= 1e6 ? " lit" : " dim") : ""), text, box));
  }
  for (const land of readOutlines().states) {
    const x = land.at[0] * chart.k, y = land.at[1] * chart.k, name = isolate(state.lang === "ar" ? land.ar : land.en);
    if (named.has(land.id) || x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
    const room = (land.room / 360 / Math.cos((land.latitude * Math.PI) / 180)) * chart.k;
    const size = STATE_SIZES.find((pixels) => textWidth(name, pixels + "px ") < room * 2.6);
    if (!size) continue;
    const width = textWidth(name, size + "px ") + 8;
    const box = firstFree([0, -1.3, 1.3, -2.6, 2.6].filter((lines) => Math.abs(lines) * size < room).map((lines) => mapBox(x, y + lines * size, width, size * 1.5)), taken, view);
    if (box) drawn.push(mapText("state-name size-" + size, name, box));
  }
  chart.names.replaceChildren(...drawn);
}

// What lies over the map: key, note, scale and buttons.
function boxesOver(view) {
  const frame = chart.root.getBoundingClientRect();
  return [...chart.foot.children, chart.zoom].map((part) => part.getBoundingClientRect()).map((part) => ({
    left: part.left - frame.left + view.left, right: part.right - frame.left + view.left, top: part.top - frame.top + view.top, bottom: part.bottom - frame.top + view.top,
  }));
}

function mapBox(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, y };
}

// Beside the mark where reading goes on, then the other side, below and above.
function spotsAround({ x, y }, width, height, gap) {
  const aside = gap + width / 2, side = state.lang === "ar" ? -1 : 1, below = gap + height / 2;
  return [[side * aside, 0], [-side * aside, 0], [0, below], [0, -below], [side * aside * 0.8, below * 0.8], [-side * aside * 0.8, below * 0.8], [side * aside * 0.8, -below * 0.8],
    [-side * aside * 0.8, -below * 0.8]].map(([across, down]) => mapBox(x + across, y + down, width, height));
}

// The first of the boxes that lies wholly in view and on nothing that is taken; it is then taken itself.
function firstFree(boxes, taken, view) {
  const whole = (box) => box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
  const covers = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const found = boxes.find((box) => whole(box) && !taken.some((other) => covers(box, other)));
  if (found) taken.push(found);
  return found;
}

function mapText(kind, text, { x, y }) {
  return svgElement("text", { class: kind, x: x.toFixed(1), y: y.toFixed(1), dy: "0.33em", direction: isArabic(text) ? "rtl" : "ltr" }, text);
}

// How many of the events the map can show, how many lie outside of what is seen, and the way to both.
function writeMapNote() {
  const shown = new Set(mapPlaces.flatMap((place) => place.events)), all = passingEvents();
  const seen = ({ x, y }) => x + chart.x > 0 && y + chart.y > 0 && x + chart.x < chart.width && y + chart.y < chart.height;
  const outside = marks.filter((mark) => !seen(mark)).reduce((sum, mark) => sum + mark.places.length, 0);
  const without = all.filter((number) => !shown.has(number));
  chart.note.replaceChildren(...[
    element("span", {}, phrase(all.length ? "mapShown" : "empty", { shown: shown.size, all: all.length })),
    without.length && button(phrase("mapWithout", { n: without.length }), () => update({ selection: { kind: "events", events: without } }), { class: "link" }),
    outside && button(phrase("mapOutside", { n: outside }), () => fitMap(true), { class: "link" }),
  ].filter(Boolean));
}
