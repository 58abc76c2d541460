// What events are filtered by, time aside (timeline.js): types, how they are told, belief, sources, places, kinds of actors.
// Types, factuality and stance hold what is left out, so that a new kind of event is seen; outlets, places and kinds hold what is chosen.

const NO_OUTLET = -1; // reports whose outlet is not named are a choice of their own, and so are events without an actor
const NO_ACTOR = "none";
const outletKeys = data.outlets.map((name) => plain(name).replaceAll("|", "/"));
const outletNumbers = new Map([["?", NO_OUTLET], ...outletKeys.map((key, number) => [key, number])]);

const asOutlets = {
  read: (text) => new Set(text.split("|").map((key) => outletNumbers.get(key)).filter((number) => number !== undefined)),
  write: (set) => (set.size ? [...set].map((number) => (number === NO_OUTLET ? "?" : outletKeys[number])).sort().join("|") : null),
};
const asShare = { read: (text) => Math.min(1, Math.max(0, Number(text) || 0)), write: (least) => (least ? String(least) : null) };

stateKey("off", { initial: () => new Set(), ...asSet, undo: true });
stateKey("without", { initial: () => new Set(), ...asSet, undo: true });
stateKey("unlike", { initial: () => new Set(), ...asSet, undo: true });
stateKey("belief", { initial: () => 0, ...asShare, undo: true });
stateKey("sources", { initial: () => 1, read: (text) => (text === "2" ? 2 : 1), write: (least) => (least > 1 ? String(least) : null), undo: true });
stateKey("outlet", { initial: () => new Set(), ...asOutlets, undo: true });
stateKey("place", { initial: () => new Set(), ...asEntities, undo: true });
stateKey("kind", { initial: () => new Set(), ...asSet, undo: true });

registerFilter("off", (event) => !state.off.has(event.type), () => leftOutChip("off", "type", typesPresent(), word("ui", "types")));
registerFilter("without", (event) => !state.without.has(event.factuality), () => leftOutChip("without", "factuality", data.tables.factualities, word("ui", "factualityFilter")));
registerFilter("unlike", (event) => event.stances.some((one) => !state.unlike.has(one)), () => leftOutChip("unlike", "stance", data.tables.stances, word("ui", "stanceFilter")));
registerFilter("belief", (event) => event.belief >= state.belief, () => (state.belief ? [{ label: word("ui", "minimumBelief") + ": " + state.belief.toFixed(2), clear: { belief: 0 } }] : []));
registerFilter("sources", (event) => state.sources < 2 || event.sources >= state.sources, () => (state.sources > 1 ? [{ label: word("ui", "twoSources"), clear: { sources: 1 } }] : []));
registerFilter("outlet", (event) => !state.outlet.size || outletsTelling(event).some((one) => state.outlet.has(one)), () => chosenChips("outlet", outletName));
registerFilter("place", (event) => !state.place.size || placesAround(event).some((one) => state.place.has(one)), () => chosenChips("place", (number) => nameOf(data.entities[number])));
registerFilter("kind", (event) => !state.kind.size || kindsActing(event).some((one) => state.kind.has(one)), () => chosenChips("kind", kindName));

function typesPresent() {
  data.typesPresent ??= new Set(data.events.map((event) => event.type));
  return Object.keys(data.words.en.type).filter((type) => data.typesPresent.has(type));
}

function outletsTelling(event) {
  event.outlets ??= [...new Set(event.documents.map((number) => data.documents[number].outlet ?? NO_OUTLET))];
  return event.outlets;
}

function outletName(number) {
  return number === NO_OUTLET ? word("ui", "noOutlet") : plain(data.outlets[number]);
}

// The places of an event with all that hold them: who asks for a governorate means its villages too.
function placesAround(event) {
  event.around ??= [...new Set(event.places.flatMap(lineOfPlace))];
  return event.around;
}

function lineOfPlace(number) {
  const line = [];
  for (let at = number; at !== null && !line.includes(at); at = data.entities[at].partOf) line.push(at);
  return line;
}

function kindsActing(event) {
  event.kinds ??= event.actors.length ? [...new Set(event.actors.map((number) => data.entities[number].kind))] : [NO_ACTOR];
  return event.kinds;
}

function kindName(kind) {
  return kind === NO_ACTOR ? word("ui", "unknownActor") : word("kind", kind);
}

// One chip for all that is left out, told by the shorter list: "without: assault", or "only: aid".
function leftOutChip(key, group, all, title) {
  const out = all.filter((one) => state[key].has(one)), kept = all.filter((one) => !state[key].has(one));
  if (!out.length) return [];
  const list = (some) => some.slice(0, 3).map((one) => word(group, one)).join(joiner()) + (some.length > 3 ? " +" + (some.length - 3) : "");
  const label = !kept.length ? title + ": " + word("ui", "none") : kept.length < out.length ? phrase("onlyChip", { names: list(kept) }) : phrase("withoutChip", { names: list(out) });
  return [{ label, clear: { [key]: new Set() } }];
}

function chosenChips(key, name) {
  return [...state[key]].map((value) => ({ label: isolate(name(value)), clear: { [key]: toggled(state[key], value) } }));
}

function toggled(set, member) {
  const copy = new Set(set);
  if (!copy.delete(member)) copy.add(member);
  return copy;
}
