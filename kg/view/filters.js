// Which events pass all filters, and who is strongest among them.
//
// registerFilter(key, test, chips)  an event stays if test(event) is true for every registered filter; `key` is the state's key that the test
//                             reads (or several, joined by a space). Declare the key with stateKey(…). chips() gives what of it is
//                             chosen now, as { label, clear } with clear the changes that take it back (chosen.js shows them)
// passingEvents()             numbers of the events that pass, in order;  passesAll(event, aside) leaves one filter out
// tally(valueOf, aside)       value → how many events would pass, with the filter `aside` left out: the figures of a legend;
//                             valueOf(event) gives a value or an array of values

const filterTests = [];
const PASSES = -1;
const SEVERAL = -2;
let passing = { at: null, events: [] }; // and what was reckoned from them

function registerFilter(key, test, chips = () => []) {
  filterTests.push({ key, keys: key.split(" "), test, chips });
}

// For each event the one filter that it fails, PASSES or SEVERAL: from this every count beside a choice is read in one walk.
function standing() {
  const at = filterTests.flatMap(({ keys }) => keys.map((key) => state[key]));
  if (passing.at && at.every((value, place) => value === passing.at[place])) return passing;
  const failing = Int16Array.from(data.events, soleFailure);
  passing = { at, failing, events: [...data.events.keys()].filter((number) => failing[number] === PASSES) };
  return passing;
}

function soleFailure(event) {
  let failed = PASSES;
  for (let place = 0; place < filterTests.length; place += 1) {
    if (filterTests[place].test(event)) continue;
    if (failed !== PASSES) return SEVERAL;
    failed = place;
  }
  return failed;
}

function passesAll(event, aside) {
  const failed = standing().failing[event.number];
  return failed === PASSES || (failed !== SEVERAL && filterTests[failed].key === aside);
}

function passingEvents() {
  return standing().events;
}

function passingSet() {
  const events = passingEvents();
  return (passing.set ??= new Set(events));
}

// How many events this filter alone takes away.
function takenBy(filter) {
  const place = filterTests.indexOf(filter);
  return standing().failing.reduce((sum, failed) => sum + (failed === place ? 1 : 0), 0);
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
    const found = valueOf(event), one = passesAll(event, aside) ? 1 : 0;
    for (const value of Array.isArray(found) ? found : [found]) counts.set(value, (counts.get(value) ?? 0) + one);
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

// The changes that set these keys of the state back to their first values.
function cleared(keys) {
  return Object.fromEntries(keys.map((key) => [key, stateKeys.get(key).initial()]));
}

function clearFilters() {
  update(cleared(filterTests.flatMap(({ keys }) => keys)));
}
