// Starts the page: reads the address, starts every registered view, draws, and draws again after each change of the state.
// How the parts fit together: data.js (what is known), state.js (what is chosen), filters.js (what passes), views.js (who draws it).

function renderFrame() {
  const root = document.documentElement;
  root.lang = state.lang;
  root.dir = state.lang === "ar" ? "rtl" : "ltr";
  root.dataset.theme = state.theme;
  const label = (id, text) => { const found = document.getElementById(id); found.setAttribute("aria-label", text); found.title = text; };
  document.getElementById("title").textContent = plain(data.title);
  document.getElementById("language").textContent = word("ui", "switchLanguage");
  document.getElementById("language").lang = state.lang === "ar" ? "en" : "ar";
  document.getElementById("query").placeholder = word("ui", "search");
  document.getElementById("query").setAttribute("aria-label", word("ui", "search"));
  document.getElementById("suggestions").setAttribute("aria-label", word("ui", "search"));
  document.getElementById("timeline").setAttribute("aria-label", word("ui", "time"));
  label("theme", word("ui", "switchTheme"));
}

function renderSummary() {
  const all = data.events.length, passed = passingEvents().length, seen = state.tab === "network" ? scene.events.size : passed;
  document.getElementById("summary").textContent = seen === all ? phrase("summary", { events: all, entities: rankedEntities().length }) : phrase("shownOf", { shown: seen, all });
}

function render(changed) {
  if (changed.has("lang") || changed.has("theme")) renderFrame();
  renderViews(changed);
  renderSummary();
}

// What tests, and the curious, may ask of the page.
function testHook() {
  const inPage = ([x, y]) => { const stage = document.getElementById("drawing").getBoundingClientRect(); return { x: stage.left + x, y: stage.top + y }; };
  const clearPoint = (id) => ALONG.map((share) => pointAt(courseOf(scene.lines.get(id), camera), share)).find(([x, y]) => !nodeAt(x, y) && lineAt(x, y)?.id === id);
  const boxOf = (label) => ({ ...label, kind: label.sort, ...boxAround(...labelPoint(label, camera), label.width, label.height) });
  return Object.freeze({
    labels: () => labels.map(boxOf),
    mode: () => scene.mode,
    lines: () => [...scene.lines.values()].map((line) => ({ id: line.id, type: line.type, tie: line.tie, events: line.events.map((event) => data.events[event].id), dashed: isDashed(line), width: lineWidth(line) })),
    events: () => [...scene.events].map((event) => data.events[event].id).sort(),
    nodes: () => [...scene.nodes.keys()],
    nodeOf: (id) => "n" + byId("entity", id),
    pointOf: (id) => inPage(scene.nodes.has(id) ? camera.toScreen(scene.nodes.get(id).x, scene.nodes.get(id).y) : clearPoint(id)),
    lit: () => { const chosen = highlighted(); return chosen && [...scene.nodes.values()].filter((node) => isLit(node, chosen)).map((node) => node.id); },
    find: (text) => matches(text).map(({ key }) => key),
    state: () => addressOf(state),
    svg: () => svgPicture(),
    drawnAt: () => drawing.drawnAt ?? 0, // milliseconds after the page was asked for
  });
}

function start() {
  readAddress();
  renderFrame();
  startViews();
  subscribe(render);
  document.getElementById("language").addEventListener("click", () => update({ lang: state.lang === "ar" ? "en" : "ar" }));
  document.getElementById("theme").addEventListener("click", () => update({ theme: state.theme === "dark" ? "light" : "dark" }));
  document.addEventListener("keydown", reportKey);
  for (const event of ["hashchange", "popstate"]) window.addEventListener(event, () => { const changed = readAddress(); if (changed.size) tell(changed); });
  tell(new Set(stateKeys.keys()));
  document.fonts?.ready.then(() => { widths.clear(); sprites.clear(); fitIfUntouched(); });
  window.khabar = testHook();
}

function fitIfUntouched() {
  if (!camera.touched && !state.selection) fitAll(false);
  redraw();
}

start();
