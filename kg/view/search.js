// Search with suggestions: any part of any name of an actor, place, outlet or type of event, in Arabic or Latin letters.

registerView({ id: "search", start: startSearch, render: () => renderSuggestions() });

const MOST_SUGGESTIONS = 10;
let suggested = [];
let pointed = -1;
let listOpen = false;

// How well a name fits: 0 whole, 1 its start, 2 the start of a word in it, 3 within a word, ALIKE if it only sounds so; NO_FIT else.
const ALIKE = 4;
const NO_FIT = 9;

function fitOf(form, wanted, sound = null, heard = "") {
  if (form === wanted) return 0;
  if (form.startsWith(wanted)) return 1;
  if (form.includes(wanted)) return (" " + form).includes(" " + wanted) ? 2 : 3;
  return sound !== null && (" " + heard).includes(" " + sound) ? ALIKE : NO_FIT;
}

function namesOf(entity) {
  return [entity.ar, entity.en, ...entity.aliases].filter(Boolean);
}

function formsOf(number) {
  data.forms ??= data.entities.map((entity) => (namesOf(entity).length ? namesOf(entity) : [nameOf(entity)]).map((name) => folded(name)));
  return data.forms[number];
}

function soundsOf(number) {
  data.sounds ??= [];
  return (data.sounds[number] ??= formsOf(number).map(soundOf));
}

// What fits, best first, then by number of events: { sort: "entity" | "outlet" | "type", key, number, name, note, mark, count, fit }
function matches(text) {
  const wanted = folded(text, true);
  if (!wanted) return [];
  const found = [...matchingEntities(wanted), ...matchingOutlets(wanted), ...matchingTypes(wanted)];
  return found.sort((a, b) => a.fit - b.fit || b.count - a.count || b.total - a.total || (a.key < b.key ? -1 : 1)).slice(0, MOST_SUGGESTIONS);
}

function matchingEntities(wanted) {
  const ties = strengths(), around = totalsOf("places", placesAround), sound = soundWanted(wanted), found = [];
  for (const { number, kind } of data.entities) {
    const fits = formsOf(number).map((form, place) => (form ? fitOf(form, wanted, sound, soundsOf(number)[place]) : NO_FIT)), fit = Math.min(...fits);
    if (fit === NO_FIT) continue;
    const own = eventsOf(number).length, other = namesOf(data.entities[number])[fits.indexOf(fit)];
    found.push({ sort: "entity", key: data.entities[number].id, number, fit, count: ties[number], total: Math.max(own, around.get(number) ?? 0), mark: "symbol kind-" + kind, kind, other });
  }
  return found;
}

function matchingOutlets(wanted) {
  const totals = totalsOf("outlets", outletsTelling);
  return data.outlets.map((name, number) => ({ sort: "outlet", key: "outlet " + name, number, fit: fitOf(folded(name), wanted), count: totals.get(number) ?? 0, total: 0, mark: "symbol kind-media" }))
    .filter(({ fit }) => fit !== NO_FIT);
}

function matchingTypes(wanted) {
  const totals = totalsOf("types", (event) => [event.type]);
  const fit = (type) => Math.min(...["ar", "en"].map((language) => fitOf(folded(data.words[language].type[type]), wanted)), fitOf(type.toLowerCase(), wanted));
  return typesPresent().map((type) => ({ sort: "type", key: "type " + type, number: type, fit: fit(type), count: totals.get(type) ?? 0, total: 0, mark: "swatch type-" + type })).filter((one) => one.fit !== NO_FIT);
}

function suggestionName({ sort, number }) {
  return sort === "entity" ? nameOf(data.entities[number]) : sort === "outlet" ? outletName(number) : word("type", number);
}

// What kind of thing it is, and the name that was found where it is not the one that is shown.
function suggestionNote({ sort, number, kind, other }) {
  if (sort !== "entity") return word("ui", sort === "outlet" ? "filterOutlet" : "filterType");
  const aside = other && plain(other) !== nameOf(data.entities[number]) ? isolate(shortened(plain(other), 28)) + " · " : "";
  return aside + word("kind", kind);
}

function startSearch() {
  const input = document.getElementById("query");
  input.addEventListener("input", () => suggest(input.value));
  input.addEventListener("focus", () => { if (input.value && !listOpen) suggest(input.value); });
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", () => closeSuggestions());
}

function suggest(text) {
  suggested = matches(text);
  pointed = suggested.length ? 0 : -1;
  listOpen = folded(text, true) !== "";
  renderSuggestions();
}

function renderSuggestions() {
  const input = document.getElementById("query"), list = document.getElementById("suggestions");
  list.hidden = !listOpen;
  input.setAttribute("aria-expanded", String(listOpen));
  if (pointed >= 0) input.setAttribute("aria-activedescendant", "suggestion-" + pointed);
  else input.removeAttribute("aria-activedescendant");
  const options = suggested.map((one, place) => {
    const option = element("li", { role: "option", id: "suggestion-" + place, "aria-selected": String(place === pointed) },
      element("span", { class: one.mark, "aria-hidden": "true" }), element("span", { class: "name" }, isolate(suggestionName(one))), element("small", {}, suggestionNote(one)),
      element("span", { class: "figure" }, String(one.count || one.total)));
    option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(one); });
    return option;
  });
  list.replaceChildren(...(options.length ? options : [element("li", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("ui", "noMatch"))]));
  list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function searchKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!listOpen) return suggest(event.target.value);
    if (suggested.length) pointed = (pointed + (event.key === "ArrowDown" ? 1 : -1) + suggested.length) % suggested.length;
    renderSuggestions();
  } else if (event.key === "Enter" && suggested[pointed]) {
    pick(suggested[pointed]);
  } else if (event.key === "Escape") {
    event.preventDefault(); // the browser would empty the field
    if (!listOpen) {
      event.target.value = "";
      update({ selection: null, path: null });
    }
    closeSuggestions();
  }
}

// An entity is shown and brought on stage; an outlet, a type, a place that only holds others become filters.
function pick(found) {
  const { sort, number } = found, input = document.getElementById("query");
  input.value = sort === "entity" ? nameOf(data.entities[number]) : "";
  closeSuggestions();
  if (sort === "outlet") update({ outlet: new Set(state.outlet).add(number) });
  else if (sort === "type") update({ off: new Set(typesPresent().filter((type) => type !== number)) });
  else if (!eventsOf(number).length && found.total) update({ place: new Set(state.place).add(number) });
  else if (!endPath(number)) showFound(number);
  if (state.place.has(number) || sort !== "entity") announce(phrase("shownOf", { shown: passingEvents().length, all: data.events.length }));
}

function showFound(number) {
  const collapsed = new Set(state.collapsed), expanded = new Set(state.expanded).add(number);
  collapsed.delete(number);
  update({ selection: { kind: "entity", number }, ...(strengths()[number] && !scene.nodes.has("n" + number) ? { expanded, collapsed } : {}) });
  if (state.tab === "network" && scene.nodes.has("n" + number)) stand(scene.nodes.get("n" + number));
}

function closeSuggestions() {
  suggested = [];
  pointed = -1;
  listOpen = false;
  renderSuggestions();
}
