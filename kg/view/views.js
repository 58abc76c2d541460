// The parts of the page, each in files of its own, all drawn from the one state (`state.js`) and the one data (`data.js`).
//
// registerView({ id, tab, start, render })
//   id       its name: the id of its element, and the key of its word, `tab_<id>` in the "ui" words of its words file
//   tab      true: one of the stage's tabs, seen one at a time; it gets a new element <div id=… class="view">
//            false: a part that is always there, whose element page.html.j2 has
//   start(element)    called once, before the first render; builds what never changes and listens
//   render(changed)   called after each change with the Set of changed state keys, at first with all. A tab that is hidden is
//                     not called; when it is shown, it is called once with all that changed meanwhile.
// A file of a view
//   stands in assets.py in SCRIPTS (its style in STYLES, its words in WORDS); every top-level name in it is its own;
//   declares its keys of the state with stateKey(…), its filters with registerFilter(…) (filters.js);
//   reads passingEvents() for the events that pass all filters; changes the state by update(…) and select(kind, number) only;
//   writes names with isolate(nameOf(entity)) and makes elements with element(…) (text.js): text never becomes markup;
//   takes colours from the style sheet: palette["TYPE"], palette["kind-…"], palette.ink … (canvas.js), classes type-… and kind-….

const views = [];
const waiting = new Map(); // hidden tab → keys that changed meanwhile

function registerView(view) {
  views.push({ tab: false, start: () => {}, render: () => {}, ...view });
}

function startViews() {
  const stage = document.getElementById("stage");
  for (const view of views) {
    const element_ = view.tab ? stage.appendChild(element("div", { id: view.id, class: "view", role: "tabpanel", "aria-labelledby": "tab-" + view.id })) : document.getElementById(view.id);
    view.start(element_);
    waiting.set(view.id, new Set(stateKeys.keys()));
  }
  document.getElementById("tabs").addEventListener("keydown", tabKey);
}

function renderViews(changed) {
  for (const view of views) for (const key of changed) if ([null, view.id].includes(stateKeys.get(key).of)) waiting.get(view.id).add(key);
  if (changed.has("tab") || changed.has("lang")) renderTabs();
  for (const view of views) {
    const since = waiting.get(view.id);
    if ((view.tab && view.id !== state.tab) || !since.size) continue;
    waiting.set(view.id, new Set());
    view.render(since);
  }
}

function renderTabs() {
  const tabs = views.filter((view) => view.tab), bar = document.getElementById("tabs");
  for (const view of tabs) document.getElementById(view.id).hidden = view.id !== state.tab;
  bar.hidden = tabs.length < 2;
  bar.setAttribute("aria-label", word("ui", "tabs"));
  bar.replaceChildren(...tabs.map((view) => button(word("ui", "tab_" + view.id), () => update({ tab: view.id }),
    { role: "tab", id: "tab-" + view.id, "aria-selected": String(view.id === state.tab), "aria-controls": view.id, tabindex: view.id === state.tab ? 0 : -1 })));
}

function tabKey(event) {
  const ids = views.filter((view) => view.tab).map((view) => view.id), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const turn = document.documentElement.dir === "rtl" ? -step : step;
  update({ tab: ids[(ids.indexOf(state.tab) + turn + ids.length) % ids.length] });
  document.getElementById("tab-" + state.tab).focus();
}

// Says something to those who listen instead of looking, and shows it for a moment.
function announce(text, seen = false) {
  document.getElementById("spoken").textContent = text;
  const toast = document.getElementById("toast");
  if (!seen) return;
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { toast.hidden = true; }, 3200);
}
