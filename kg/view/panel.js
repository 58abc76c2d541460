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
      element("span", { class: "when" }, dateText(event) + (places.length ? " · " + names(places) : ""),
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

function meter(value) {
  const bar = element("span", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(value));
  return element("span", { class: "belief" }, bar, element("span", { class: "figure" }, value.toFixed(2)));
}

function bundlePage(number, { events }) {
  const passed = passingSet(), shown = events.filter((event) => passed.has(event)), hidden = events.length - shown.length;
  const type = oneType(events), shared = data.events[events[0]].members.filter((member) => events.every((event) => data.events[event].members.includes(member)));
  return [
    element("p", { class: "kicker" }, element("span", { class: "chip type-" + type }, word("type", type)), element("span", {}, phrase("mapEvents", { n: shown.length }))),
    element("h2", { class: "headline" }, ...(shared.length ? shared.flatMap((one, at) => [at ? joiner() : "", entityLink(one)]) : [phrase("mapEvents", { n: events.length })])),
    hidden > 0 && element("p", { class: "hint" }, told("hidden", { n: hidden })),
    ...firstOf([...shown].sort(newestFirst)),
  ].filter(Boolean);
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
