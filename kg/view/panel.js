// The side panel: the list of events at first, then the event, the bundle or the entity that was chosen.

registerView({ id: "panel", render: renderPanel });

const FIRST_LISTED = 60;
let trail = [];
let listed = FIRST_LISTED;

function renderPanel(changed) {
  if (changed?.has("selection")) { follow(state.selection); listed = FIRST_LISTED; }
  const panel = document.getElementById("panel");
  const selection = state.selection;
  panel.setAttribute("aria-label", selection ? word("ui", "details") : word("ui", "reading"));
  panel.classList.toggle("open", selection !== null);
  const pages = { event: eventPage, entity: entityPage, community: communityPage, events: bundlePage };
  panel.replaceChildren(...(selection ? [panelBar(), ...pages[selection.kind](selection.number, selection)] : readingList()));
  if (changed?.has("selection")) panel.scrollTop = 0;
}

function panelBar() {
  return element("div", { class: "bar" },
    trail.length > 1 && button("→ " + word("ui", "back"), goBack, { class: "link back" }),
    button("×", () => update({ selection: null }), { class: "close", "aria-label": word("ui", "close") }));
}

// Remembers the way, so that one can go back from an entity to the event that led there.
function follow(selection) {
  if (!selection) trail = [];
  else if (trail[trail.length - 1] !== selection) trail.push(selection);
}

function goBack() {
  trail.pop();
  update({ selection: trail[trail.length - 1] ?? null });
}

function readingList() {
  const events = [...(state.tab === "network" ? scene.events : passingEvents())].sort(newestFirst);
  return [
    element("h2", {}, word("ui", "reading")),
    element("p", { class: "hint" }, events.length ? word("ui", "readingHint") : word("ui", "empty")),
    ...firstOf(events),
  ].filter(Boolean);
}

function firstOf(events) {
  const more = () => { listed += FIRST_LISTED; renderPanel(); };
  return [eventList(events.slice(0, listed)), events.length > listed && button(word("ui", "more"), more, { class: "link" })];
}

function newestFirst(a, b) {
  const [one, other] = [data.events[a], data.events[b]].map((event) => event.first ?? event.last ?? "");
  return one < other ? 1 : one > other ? -1 : a - b;
}

function eventList(numbers) {
  return element("ol", { class: "events" }, numbers.map((number) => {
    const event = data.events[number];
    const places = event.targets.length || !event.actors.length ? event.places : [];
    return element("li", {}, button([
      element("span", { class: "chip type-" + event.type + " " + event.factuality }, word("type", event.type)),
      element("span", { class: "who" }, ...headline(event)),
      element("span", { class: "when" }, dateText(event) + (places.length ? " · " + places.map((place) => isolate(nameOf(data.entities[place]))).join(joiner()) : ""),
        event.documents.length > 1 && element("span", { class: "figure" }, " · " + event.documents.length + " " + word("ui", "reports"))),
    ], () => select("event", number)));
  }));
}

function joiner() {
  return state.lang === "ar" ? "، " : ", ";
}

function names(numbers) {
  return numbers.map((number) => isolate(nameOf(data.entities[number]))).join(joiner());
}

// Who → whom, the arrow pointing the way the language reads.
function headline(event) {
  const arrow = element("span", { class: "arrow", "aria-hidden": "true" }, state.lang === "ar" ? " ← " : " → ");
  const ends = event.targets.length ? event.targets : event.places;
  const actor = event.actors.length ? names(event.actors) : element("i", {}, word("ui", "unknownActor"));
  return ends.length ? [actor, arrow, names(ends)] : [actor];
}

function entityLink(number) {
  return button([isolate(nameOf(data.entities[number]))], () => select("entity", number), { class: "entity" });
}

function row(label, ...content) {
  return element("div", { class: "row" }, element("dt", {}, label), element("dd", {}, ...content));
}

function eventPage(number) {
  const event = data.events[number];
  const links = (numbers) => numbers.flatMap((one, place) => [place ? joiner() : "", entityLink(one)]);
  const mixed = new Set(event.reports.map((report) => report.factuality)).size > 1;
  const facts = element("dl", {},
    row(word("role", "actor"), ...(event.actors.length ? links(event.actors) : [word("ui", "unknownActor")])),
    event.targets.length && row(word("role", "target"), ...links(event.targets)),
    event.places.length && row(word("role", "place"), ...links(event.places)),
    row(word("ui", "date"), dateText(event), event.date && event.words && element("span", { class: "hint" }, " «" + isolate(event.words) + "»")),
    event.counts.length && row(word("ui", "counts"), event.counts.map(countText).join(joiner())),
    row(word("ui", "belief"), meter(event.belief)));
  return [
    element("p", { class: "kicker" }, element("span", { class: "chip type-" + event.type + " " + event.factuality }, word("type", event.type)), " ", element("span", {}, word("factuality", event.factuality))),
    element("h2", { class: "headline" }, ...headline(event)),
    facts,
    element("h3", {}, word("ui", "evidence") + " ", element("span", { class: "figure" }, String(event.reports.length))),
    highlightKey(event),
    mixed && element("p", { class: "dissent" }, element("b", {}, word("ui", "contradiction")), " ", word("ui", "contradictionHint")),
    ...event.reports.map((report) => reportCard(report, event)),
    element("p", { class: "iri" }, element("bdi", {}, plain(event.id))),
  ].filter(Boolean);
}

function meter(value) {
  const bar = element("span", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(value));
  return element("span", { class: "belief" }, bar, element("span", { class: "figure" }, value.toFixed(2)));
}

function bundlePage(number, { events }) {
  const type = oneType(events), shared = data.events[events[0]].members.filter((member) => events.every((event) => data.events[event].members.includes(member)));
  return [
    element("p", { class: "kicker" }, element("span", { class: "chip type-" + type }, word("type", type))),
    element("h2", { class: "headline" }, shared.length ? names(shared) : phrase("mapEvents", { n: events.length })),
    shared.length > 0 && element("p", { class: "hint" }, phrase("bundle", { n: events.length })),
    ...firstOf([...events].sort(newestFirst)),
  ].filter(Boolean);
}

function entityPage(number) {
  const entity = data.entities[number];
  const other = state.lang === "ar" ? entity.en : entity.ar;
  const having = (key) => passingEventsOf(number).filter((at) => data.events[at][key].includes(number)).sort(newestFirst);
  const said = passingEvents().filter((at) => data.events[at].speakers.includes(number)).sort(newestFirst);
  const lists = [["asActor", having("actors")], ["asTarget", having("targets")], ["asPlace", having("places")], ["asSpeaker", said]].filter(([, found]) => found.length);
  return [
    element("p", { class: "kicker" }, symbol(entity.kind), " ", word("kind", entity.kind)),
    element("h2", { class: "headline" }, isolate(nameOf(entity))),
    other && element("p", { class: "other", lang: state.lang === "ar" ? "en" : "ar" }, isolate(other)),
    element("dl", {},
      entity.aliases.length && row(word("ui", "aliases"), entity.aliases.slice(0, 8).map(isolate).join(joiner())),
      entity.place && positionRow(entity.place)),
    strengths()[number] > 0 && entityActions(number),
    smallMap(number),
    ...lists.flatMap(([title, found]) => [element("h3", {}, word("ui", title) + " ", element("span", { class: "figure" }, String(found.length))), eventList(found)]),
    element("p", { class: "iri" }, element("bdi", {}, plain(entity.id))),
  ].filter(Boolean);
}

function positionRow(place) {
  const degrees = [place.latitude, place.longitude].map((value) => value.toFixed(3)).join(", ");
  return row(word("ui", ["area", "sector", "line"].includes(place.sort) ? "middle" : "position"), element("bdi", {}, degrees), place.km && " · " + phrase("within", { n: place.km }));
}

// What one can do with an entity in the network.
function entityActions(number) {
  const act = (key, done, pressed) => button(word("ui", key), done, { class: "pill", "data-act": key, ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }) });
  return element("p", { class: "pair acts" },
    act(state.focus === number ? "everything" : "neighbours", () => setFocus(number)), act("expand", () => expand(number)), act("collapse", () => collapse(number)),
    act("pathFrom", () => startPath(number)), scene.nodes.has("n" + number) && act("pin", () => togglePin("n" + number), state.pinned.has("n" + number)));
}

function communityPage(number) {
  const members = membersOf(number), open = state.opened.has("c" + number);
  return [
    element("p", { class: "kicker" }, symbol("group"), " ", word("ui", "community")),
    element("h2", { class: "headline" }, names(members.slice(0, 3))),
    element("p", { class: "hint" }, phrase("communityMembers", { n: members.length })),
    element("p", { class: "pair acts" }, button(word("ui", open ? "closeCommunity" : "openCommunity"), () => toggleCommunity(number), { class: "pill" })),
    element("ol", { class: "events" }, members.slice(0, FIRST_LISTED).map((member) => element("li", {}, button([
      symbol(data.entities[member].kind), element("span", { class: "who" }, isolate(nameOf(data.entities[member])), element("span", { class: "figure" }, " · " + strengths()[member]))], () => select("entity", member))))),
  ];
}
