// Search with suggestions: any part of any name, in Arabic or Latin letters.

registerView({ id: "search", start: startSearch });

const MOST_SUGGESTIONS = 8;
const searchable = data.entities.map((entity, number) => ({
  number, forms: [entity.ar, entity.en, ...entity.aliases].filter(Boolean).map(folded).filter(Boolean),
}));
let suggested = [];
let pointed = -1;

function matches(text) {
  const ties = strengths();
  const wanted = folded(text, true);
  if (!wanted) return [];
  const score = ({ forms }) => Math.min(...forms.map((form) => (form === wanted ? 0 : form.startsWith(wanted) ? 1 : (" " + form).includes(" " + wanted) ? 2 : form.includes(wanted) ? 3 : 9)), 9);
  return searchable.map((one) => ({ ...one, score: score(one) })).filter((one) => one.score < 9)
    .sort((a, b) => a.score - b.score || ties[b.number] - ties[a.number] || a.number - b.number).slice(0, MOST_SUGGESTIONS);
}

function startSearch() {
  const input = document.getElementById("query");
  input.addEventListener("input", () => suggest(input.value));
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", () => closeSuggestions());
}

function suggest(text) {
  suggested = matches(text);
  pointed = suggested.length ? 0 : -1;
  renderSuggestions(folded(text, true) !== "");
}

function renderSuggestions(open) {
  const input = document.getElementById("query"), list = document.getElementById("suggestions");
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (pointed >= 0) input.setAttribute("aria-activedescendant", "suggestion-" + pointed);
  else input.removeAttribute("aria-activedescendant");
  const options = suggested.map(({ number }, place) => {
    const option = element("li", { role: "option", id: "suggestion-" + place, "aria-selected": String(place === pointed) },
      symbol(data.entities[number].kind), element("span", { class: "name" }, isolate(nameOf(data.entities[number]))), element("small", {}, word("kind", data.entities[number].kind)));
    option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(number); });
    return option;
  });
  list.replaceChildren(...(options.length ? options : [element("li", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("ui", "noMatch"))]));
}

function searchKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (suggested.length) pointed = (pointed + (event.key === "ArrowDown" ? 1 : -1) + suggested.length) % suggested.length;
    renderSuggestions(suggested.length > 0);
  } else if (event.key === "Enter" && suggested[pointed]) {
    pick(suggested[pointed].number);
  } else if (event.key === "Escape") {
    if (document.getElementById("suggestions").hidden) update({ selection: null, path: null });
    closeSuggestions();
  }
}

function pick(number) {
  document.getElementById("query").value = nameOf(data.entities[number]);
  closeSuggestions();
  if (!endPath(number)) select("entity", number);
}

function closeSuggestions() {
  suggested = [];
  pointed = -1;
  renderSuggestions(false);
}
