// A small map for the page of an entity: where its passing events happened, or, of a place, where it lies. It is a picture; a click opens the map.

const SMALL = { width: 336, height: 168, margin: 26, closest: 20000 };

function smallMap(number) {
  return drawnSmall(smallSpots(number));
}

function smallEventMap(number) {
  return drawnSmall(spotsOf(data.events[number].places, [number]));
}

// Null where no place is known.
function drawnSmall(spots) {
  if (!spots.length) return null;
  const view = smallView(spots), inView = (box) => box[0] * view.k + view.x < SMALL.width && box[2] * view.k + view.x > 0 && box[1] * view.k + view.y < SMALL.height && box[3] * view.k + view.y > 0;
  const { land, plain, dashed, boxes } = readOutlines();
  const paths = (kind, lines) => lines.map((d) => svgElement("path", { class: kind, d }));
  const areas = spots.filter(({ ground }) => ground && (ground.box[2] - ground.box[0]) * view.k < SMALL.width * 1.5)
    .map(({ ground, type }) => svgElement("path", { class: "area type-" + type + (ground.open ? " line" : ""), d: ground.path }));
  const dots = spots.map(({ at, type, hollow, radius }) => svgElement("circle", { class: "dot type-" + type + (hollow ? " hollow" : ""), cx: at[0] * view.k + view.x, cy: at[1] * view.k + view.y, r: radius }));
  const picture = svgElement("svg", { class: "chart", viewBox: "0 0 " + SMALL.width + " " + SMALL.height, "aria-hidden": "true" },
    svgElement("g", { transform: "translate(" + view.x.toFixed(1) + " " + view.y.toFixed(1) + ") scale(" + (view.k / WORLD).toFixed(6) + ")" },
      ...paths("land", land.filter((_, at) => inView(boxes[at]))), ...paths("border", plain), ...paths("border disputed", dashed), ...areas),
    svgElement("g", { class: "names" }, ...smallNames(spots, view)), ...dots);
  const label = phrase("mapOpen", { n: spots.length });
  return button(picture, () => update({ tab: "map", at: smallPlace(view) }), { class: "small-map", "aria-label": label, title: label });
}

// A place stands for itself; who acts or suffers stands where that was, a state without such places where it lies.
function smallSpots(number) {
  const entity = data.entities[number], events = passingEventsOf(number);
  const places = new Set(entity.kind === "place" ? [number] : events.flatMap((event) => data.events[event].places));
  if (![...places].some((place) => data.entities[place].place)) places.add(number);
  return spotsOf([...places], events, number);
}

// `self` is a place at which all of the events are taken to have been.
function spotsOf(places, events, self = null) {
  return places.map((place) => data.entities[place]).filter(({ place }) => place).map((one) => {
    const here = events.filter((event) => one.number === self || data.events[event].places.includes(one.number));
    const at = onPlane(one.place.longitude, one.place.latitude), type = here.length ? typesOf(here)[0][0] : "MIXED";
    return { at, type, count: here.length, ground: groundOf(one), hollow: isUncertain(one.place), radius: Math.min(12, markRadius(here.length) * 0.75) };
  }).sort((a, b) => b.count - a.count);
}

// The view that has all the points in it, with some ground around them; of a single place all that it covers.
function smallView(spots) {
  const box = spots.length === 1 && spots[0].ground ? spots[0].ground.box : boxAroundLines([spots.map(({ at }) => at)]);
  const room = [SMALL.width - 2 * SMALL.margin, SMALL.height - 2 * SMALL.margin];
  const k = Math.max(SMALL.width, Math.min(SMALL.closest, room[0] / Math.max(box[2] - box[0], 1e-9), room[1] / Math.max(box[3] - box[1], 1e-9)));
  return { k, x: SMALL.width / 2 - ((box[0] + box[2]) / 2) * k, y: SMALL.height / 2 - ((box[1] + box[3]) / 2) * k };
}

function smallNames(spots, { k, x, y }) {
  const taken = spots.map(({ at, radius }) => mapBox(at[0] * k + x, at[1] * k + y, 2 * radius + 2, 2 * radius + 2)), all = { left: 2, top: 2, right: SMALL.width - 2, bottom: SMALL.height - 2 };
  return readOutlines().states.map((land) => {
    const across = land.at[0] * k + x, down = land.at[1] * k + y, name = isolate(state.lang === "ar" ? land.ar : land.en);
    if (across < 0 || down < 0 || across > SMALL.width || down > SMALL.height || (land.room / 360) * k < 18) return null;
    const box = firstFree([0, -1.5, 1.5].map((lines) => mapBox(across, down + lines * 11, textWidth(name, "11px ") + 6, 17)), taken, all);
    return box && mapText("state-name size-11", name, box);
  }).filter(Boolean);
}

// The same middle, as near as the larger map can come with all of it in view.
function smallPlace({ k, x, y }) {
  const stage = document.getElementById("stage"), larger = Math.max(1, Math.min(stage.clientWidth / SMALL.width, stage.clientHeight / SMALL.height));
  const longitude = ((SMALL.width / 2 - x) / k) * 360 - 180, latitude = latitudeOf((SMALL.height / 2 - y) / k);
  return readMapPlace([latitude, longitude, Math.log2((k * larger) / 256)].join(","));
}
