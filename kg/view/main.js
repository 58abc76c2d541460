// Brings the parts together.

function renderFrame() {
  const root = document.documentElement;
  root.lang = state.language;
  root.dir = state.language === "ar" ? "rtl" : "ltr";
  root.dataset.theme = state.theme;
  const label = (id, text) => { const found = document.getElementById(id); found.setAttribute("aria-label", text); found.title = text; };
  document.getElementById("title").textContent = plain(data.title);
  document.getElementById("language").textContent = word("ui", "switchLanguage");
  document.getElementById("language").lang = state.language === "ar" ? "en" : "ar";
  document.getElementById("search").placeholder = word("ui", "search");
  document.getElementById("search").setAttribute("aria-label", word("ui", "search"));
  document.getElementById("suggestions").setAttribute("aria-label", word("ui", "search"));
  document.getElementById("network").setAttribute("aria-label", word("ui", "graph") + ": " + word("ui", "graphHelp"));
  document.getElementById("timeline").setAttribute("aria-label", word("ui", "time"));
  label("theme", word("ui", "switchTheme"));
  label("zoom-in", word("ui", "in"));
  label("zoom-out", word("ui", "out"));
  label("fit", word("ui", "fit"));
  readPalette();
}

function renderSummary() {
  const all = data.events.length;
  const text = shown.size === all ? phrase("summary", { events: all, entities: rank.count }) : phrase("shownOf", { shown: shown.size, all });
  document.getElementById("summary").textContent = text;
  const drawn = nodeSet.getIds().filter((id) => entityOf(id) !== null).length;
  const hidden = { entities: data.folded.entities + Math.max(0, rank.count - Math.max(drawn, Math.min(state.limit, rank.count))), events: data.folded.events + data.events.filter((event) => passes(event)).length - shown.size };
  const note = document.getElementById("note");
  note.hidden = hidden.entities <= 0 || state.focus !== null;
  note.textContent = phrase("folded", hidden);
}

function render(changed) {
  if (changed.has("language") || changed.has("theme")) renderFrame();
  if (changed.has("selection")) follow(state.selection);
  refreshNetwork();
  renderFilters();
  renderTimeline();
  renderSummary();
  renderPanel();
  network.redraw();
}

// What tests, and the curious, may ask of the page.
function testHook() {
  const inPage = (point) => {
    const stage = document.getElementById("network").getBoundingClientRect(), at = network.canvasToDOM(point);
    return { x: stage.left + at.x, y: stage.top + at.y };
  };
  return Object.freeze({
    labels: () => drawnLabels.map(({ text, kind, id, left, right, top, bottom }) => ({ text, kind, id, left, right, top, bottom })),
    bundles: () => [...standing].map(([id, events]) => ({ id, type: bundleById.get(id).type, events: events.map((event) => data.events[event].id), dashed: Boolean(edgeSet.get(id).dashes), width: edgeSet.get(id).width })),
    nodes: () => nodeSet.getIds(),
    pointOf: (id) => inPage(bundleById.has(id) ? pointOn(id, 0.5) : network.body.nodes[id]),
    find: (text) => matches(text).map(({ number }) => data.entities[number].id),
  });
}

function start() {
  Object.assign(state, readAddress());
  renderFrame();
  startNetwork();
  startSearch();
  listeners.push(render);
  document.getElementById("language").addEventListener("click", () => update({ language: state.language === "ar" ? "en" : "ar" }));
  document.getElementById("theme").addEventListener("click", () => update({ theme: state.theme === "dark" ? "light" : "dark" }));
  document.getElementById("zoom-in").addEventListener("click", () => zoomBy(1.3));
  document.getElementById("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
  document.getElementById("fit").addEventListener("click", () => fitAll(true));
  document.addEventListener("keydown", keyPressed);
  window.addEventListener("hashchange", () => update(readAddress(), true));
  render(new Set(["selection"]));
  fitAll(false);
  document.fonts?.ready.then(() => { widths.clear(); network.redraw(); });
  window.khabar = testHook();
}

function keyPressed(event) {
  const typing = event.target.matches?.("input[type=search]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "Escape" && !typing && state.selection) {
    update({ selection: null });
  }
}

start();
