// What the reader has chosen; kept in the address after the #, so that a link or bookmark brings it back.

const FIRST_SHOWN = 70;

const state = initialState();
const listeners = [];

function initialState() {
  const dark = window.matchMedia?.("(prefers-color-scheme: dark)").matches;
  return {
    language: "ar", theme: dark ? "dark" : "light", off: new Set(), doubt: new Set(), belief: 0, from: null, to: null, undated: true,
    limit: FIRST_SHOWN, expanded: new Set(), focus: null, ties: true, selection: null,
  };
}

// Changes the state and tells every part of the page; `changed` names what they may need to redo.
function update(changes, quiet = false) {
  Object.assign(state, changes);
  for (const listener of listeners) listener(new Set(Object.keys(changes)));
  if (!quiet) writeAddress();
}

function writeAddress() {
  const told = new URLSearchParams();
  told.set("lang", state.language);
  told.set("theme", state.theme);
  if (state.off.size) told.set("off", [...state.off].sort().join(","));
  if (state.doubt.size) told.set("without", [...state.doubt].sort().join(","));
  if (state.belief) told.set("belief", String(state.belief));
  if (state.from) told.set("from", state.from);
  if (state.to) told.set("to", state.to);
  if (!state.undated) told.set("undated", "no");
  if (!state.ties) told.set("places", "no");
  if (state.limit !== FIRST_SHOWN) told.set("strongest", String(state.limit));
  if (state.focus !== null) told.set("around", localId(data.entities[state.focus].id));
  if (state.selection && state.selection.kind !== "bundle") told.set(state.selection.kind, localId(listOf(state.selection.kind)[state.selection.number].id));
  history.replaceState(null, "", "#" + told.toString());
}

function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  const set = (name) => new Set((told.get(name) ?? "").split(",").filter(Boolean));
  const isoDay = (name) => (/^\d{4}-\d\d-\d\d$/.test(told.get(name) ?? "") ? told.get(name) : null);
  const chosen = (kind) => (told.has(kind) ? listOf(kind).findIndex((one) => localId(one.id) === told.get(kind)) : -1);
  const start = initialState();
  const kind = ["event", "entity"].find((one) => chosen(one) >= 0);
  const around = told.has("around") ? data.entities.findIndex((one) => localId(one.id) === told.get("around")) : -1;
  return {
    ...start,
    language: told.get("lang") === "en" ? "en" : "ar",
    theme: ["dark", "light"].includes(told.get("theme")) ? told.get("theme") : start.theme,
    off: set("off"), doubt: set("without"), from: isoDay("from"), to: isoDay("to"),
    belief: Math.min(1, Math.max(0, Number(told.get("belief")) || 0)),
    undated: told.get("undated") !== "no", ties: told.get("places") !== "no",
    limit: Math.max(10, Math.floor(Number(told.get("strongest")) || FIRST_SHOWN)),
    focus: around >= 0 ? around : null,
    selection: kind ? { kind, number: chosen(kind) } : null,
  };
}

function listOf(kind) {
  return kind === "event" ? data.events : data.entities;
}

function localId(iri) {
  return iri.replace(/^.*\/id\//, "");
}
