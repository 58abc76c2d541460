// Which events pass all filters, and who is strongest among them.
//
// registerFilter(key, test)   an event stays if test(event) is true for every registered filter; `key` is the state's key that the test
//                             reads (or several, joined by a space). Declare the key with stateKey(…).
// passingEvents()             numbers of the events that pass, in order;  passesAll(event, aside) leaves one filter out
// tally(valueOf, aside)       value → how many events would pass, with the filter `aside` left out: the figures of a legend

const filterTests = [];
let passing = { at: null, events: [] }; // and what was reckoned from them

function registerFilter(key, test) {
  filterTests.push({ key, keys: key.split(" "), test });
}

stateKey("off", { initial: () => new Set(), ...asSet, undo: true });
stateKey("without", { initial: () => new Set(), ...asSet, undo: true });
stateKey("belief", { initial: () => 0, read: (text) => Math.min(1, Math.max(0, Number(text) || 0)), write: (least) => (least ? String(least) : null), undo: true });
stateKey("from", { initial: () => null, ...asDay, undo: true });
stateKey("to", { initial: () => null, ...asDay, undo: true });
stateKey("undated", { initial: () => true, read: (text) => text !== "no", write: (shown) => (shown ? null : "no"), undo: true });

registerFilter("off", (event) => !state.off.has(event.type));
registerFilter("without", (event) => !state.without.has(event.factuality));
registerFilter("belief", (event) => event.belief >= state.belief);
registerFilter("from to undated", withinTime);

function withinTime(event) {
  if (!event.first && !event.last) return state.undated;
  const first = event.first ?? event.last, last = event.last ?? event.first;
  return !(state.from && last < state.from) && !(state.to && first > state.to);
}

function passesAll(event, aside) {
  return filterTests.every((filter) => filter.key === aside || filter.test(event));
}

function passingEvents() {
  const at = filterTests.flatMap(({ keys }) => keys.map((key) => state[key]));
  if (!passing.at || at.some((value, place) => value !== passing.at[place])) {
    passing = { at, events: data.events.filter((event) => passesAll(event)).map((event) => event.number) };
  }
  return passing.events;
}

function passingSet() {
  const events = passingEvents();
  return (passing.set ??= new Set(events));
}

// Entity → how many of the passing events it has to do with.
function strengths() {
  const events = passingEvents();
  if (!passing.ties) {
    passing.ties = new Int32Array(data.entities.length);
    for (const number of events) for (const member of data.events[number].members) passing.ties[member] += 1;
  }
  return passing.ties;
}

// The entities that have to do with a passing event, strongest first.
function rankedEntities() {
  const ties = strengths();
  passing.ranked ??= [...ties.keys()].filter((number) => ties[number]).sort((a, b) => ties[b] - ties[a] || a - b);
  return passing.ranked;
}

function tally(valueOf, aside) {
  const counts = new Map();
  for (const event of data.events) {
    const value = valueOf(event);
    counts.set(value, (counts.get(value) ?? 0) + (passesAll(event, aside) ? 1 : 0));
  }
  return counts;
}

// Entity → the numbers of its events, whether they pass or not.
function eventsOf(number) {
  if (!data.eventsOf) {
    data.eventsOf = data.entities.map(() => []);
    for (const event of data.events) for (const member of event.members) data.eventsOf[member].push(event.number);
  }
  return data.eventsOf[number];
}

function passingEventsOf(number) {
  const events = passingSet();
  return eventsOf(number).filter((event) => events.has(event));
}
