// What the reader has chosen: one store, from which every view is drawn. It is kept in the address after the #, so that a
// link or bookmark brings it back and the browser's back and forward work, and changes of the picture can be undone.
//
// stateKey(name, { initial, read, write, undo, push, of })  declares a key, in the file that it is of:
//   initial   the value at first (a function that gives it)
//   read      text from the address → value; it must bear anything, for addresses are typed and cut by people
//   write     value → text for the address, or null to leave it out
//   undo      a change of it can be taken back with Ctrl-Z;  push  a change of it is a step of the browser's back and forward
//   of        the only view that is drawn anew after a change of it; without it all are
// keep(key, value)            has the address learn of a value without drawing anything again
// update({ key: value, … }, step)  changes the state; values are never changed in place: make new Sets and Maps. All changes with
//                              the same object `step`, as of one drag, are one step of undo
// subscribe((changed) => …)    called after each change with the Set of changed keys

const state = {};
const stateKeys = new Map();
const listeners = [];
const past = [];
const MOST_STEPS = 100;
let lastChange = { keys: "", at: 0 };

function stateKey(name, { initial, read, write, undo = false, push = false, of = null }) {
  stateKeys.set(name, { initial, read, write, undo, push, of });
  state[name] = initial();
}

function subscribe(listener) {
  listeners.push(listener);
}

function update(changes, step = null) {
  const changed = new Set(Object.keys(changes).filter((key) => state[key] !== changes[key]));
  if (!changed.size) return;
  remember(changed, step);
  const push = [...changed].some((key) => stateKeys.get(key).push);
  Object.assign(state, changes);
  tell(changed);
  writeAddress(push);
}

// A slider that is drawn along is one step, not fifty.
function remember(changed, step) {
  if (![...changed].some((key) => stateKeys.get(key).undo)) return;
  const keys = [...changed].sort().join(), now = performance.now();
  const same = keys === lastChange.keys && now - lastChange.at < 700 && (changed.has("belief") || changed.has("limit"));
  const going = step !== null && step === lastChange.step;
  lastChange = { keys, at: now, step };
  if (!same && !going) past.push({ ...state });
  if (past.length > MOST_STEPS) past.shift();
}

// Keeps a value that is already on the page, such as where the camera stands: nothing is drawn again, only the address learns of it.
function keep(key, value) {
  state[key] = value;
  writeAddress(false);
}

function undo() {
  const before = past.pop();
  if (!before) return false;
  const changed = new Set([...stateKeys.keys()].filter((key) => stateKeys.get(key).undo && state[key] !== before[key]));
  for (const key of changed) state[key] = before[key];
  lastChange = { keys: "", at: 0 };
  tell(changed);
  writeAddress(false);
  return true;
}

function tell(changed) {
  for (const listener of listeners) listener(changed);
}

function addressOf(values) {
  const told = new URLSearchParams();
  for (const [name, key] of stateKeys) {
    const text = key.write(values[name]);
    if (text !== null && text !== "") told.set(name, text);
  }
  return "#" + told.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%40/g, "@");
}

function writeAddress(push) {
  const address = addressOf(state);
  if (address === location.hash || data.opening.embedded) return; // within an article the address is the article's
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

// Takes over what the address says; keys that it does not name go back to their first value.
function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  const changed = new Set();
  for (const [name, key] of stateKeys) {
    const value = told.has(name) ? key.read(told.get(name)) : key.initial();
    if (key.write(value) === key.write(state[name]) && sameKind(value, state[name])) continue;
    state[name] = value;
    changed.add(name);
  }
  return changed;
}

function sameKind(one, other) {
  return (one === null) === (other === null);
}

function resetState() {
  const kept = ["lang", "theme", "tab"];
  update(Object.fromEntries([...stateKeys].filter(([name]) => !kept.includes(name)).map(([name, key]) => [name, key.initial()])));
}

// Ways to keep common values in an address.
const asSet = { read: (text) => new Set(text.split(",").filter(Boolean)), write: (set) => (set.size ? [...set].sort().join(",") : null) };
const asDay = { read: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : null), write: (day) => day };
const asEntities = {
  read: (text) => new Set(text.split(",").map((id) => byId("entity", id)).filter((number) => number !== null)),
  write: (set) => (set.size ? [...set].sort((a, b) => a - b).map((number) => data.entities[number].id).join(",") : null),
};
const asEntity = { read: (text) => byId("entity", text), write: (number) => (number === null ? null : data.entities[number].id) };

function oneOf(choices, usual) {
  return { initial: () => usual, read: (text) => (choices.includes(text) ? text : usual), write: (value) => (value === usual ? null : value) };
}

stateKey("lang", { initial: () => data.opening.lang, read: (text) => (text === "en" ? "en" : "ar"), write: (language) => language });
stateKey("theme", { initial: themeAtFirst, read: (text) => (["dark", "light"].includes(text) ? text : themeAtFirst()), write: (theme) => theme });
stateKey("tab", { initial: () => data.opening.tab, read: (text) => (views.some((view) => view.tab && view.id === text) ? text : data.opening.tab), write: (tab) => (tab === data.opening.tab ? null : tab), push: true });
// null, or { kind: "entity" | "event" | "community", number }, or { kind: "events", events: [numbers] } of an opened bundle
stateKey("selection", { initial: () => null, read: readSelection, write: writeSelection, push: true });

function themeAtFirst() {
  return data.opening.theme ?? (window.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

const MOST_NAMED = 40;

function writeSelection(selection) {
  if (!selection) return null;
  if (selection.kind === "events") return selection.events.length <= MOST_NAMED ? "events:" + selection.events.map((number) => data.events[number].id).join(",") : null;
  if (selection.kind === "community") return "community:" + selection.number;
  return selection.kind + ":" + (selection.kind === "event" ? data.events : data.entities)[selection.number].id;
}

function readSelection(text) {
  const kind = text.slice(0, text.indexOf(":")), rest = text.slice(text.indexOf(":") + 1);
  if (kind === "events") {
    const events = rest.split(",").map((id) => byId("event", id)).filter((number) => number !== null);
    return events.length ? { kind, events } : null;
  }
  if (kind === "community") return data.communities[Number(rest)] !== undefined ? { kind, number: Number(rest) } : null;
  const number = kind === "event" || kind === "entity" ? byId(kind, rest) : null;
  return number === null ? null : { kind, number };
}

function select(kind, number) {
  update({ selection: { kind, number } });
}
