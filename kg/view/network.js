// The view of the network: puts scene, places, canvas, pointer and keyboard together, with its own tools.

registerView({ id: "network", tab: true, start: startNetwork, render: renderNetwork });

const ICONS = {
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", undo: "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7", save: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
};

function startNetwork(place) {
  const drawn = element("div", { id: "drawing", role: "application", tabindex: 0 });
  place.append(
    drawn,
    element("div", { id: "modes", class: "modes", role: "group" }),
    element("p", { id: "note", class: "note", hidden: true }),
    element("div", { id: "tools", class: "zoom", role: "toolbar" }));
  startCanvas(drawn);
  startPointer(drawn);
  startKeyboard(drawn);
}

function renderNetwork(changed) {
  if (changed.has("lang") || changed.has("theme")) readPalette();
  const before = new Set(scene.nodes.keys()), first = !before.size;
  scene = makeScene();
  placeScene(scene);
  if (!scene.nodes.has(cursor)) cursor = null;
  hovered = null;
  document.getElementById("drawing").setAttribute("aria-label", word("ui", "graph") + ": " + word("ui", "graphHelp"));
  renderModes();
  renderTools();
  renderNote();
  if (state.view && (first || changed.has("view"))) Object.assign(camera, { x: state.view[0], y: state.view[1], scale: state.view[2], touched: true });
  else if (first || (!camera.touched && !changed.has("selection") && changed.has("limit"))) fitAll(false);
  else if (changed.has("mode") || changed.has("focus")) fitAll(true);
  else if (changed.has("selection") && !drawing.pointed) showSelection();
  redraw();
}

function showSelection() {
  const chosen = highlighted();
  if (!chosen) return;
  const nodes = state.selection?.kind === "entity" ? ["n" + state.selection.number] : [...chosen.nodes];
  if (state.selection?.kind !== "community") bringIntoView(nodes);
}

function renderModes() {
  const bar = document.getElementById("modes");
  bar.setAttribute("aria-label", word("ui", "mode"));
  const offered = MODES.filter((mode) => mode !== "auto" && (mode !== "communities" || data.communities.length));
  bar.replaceChildren(...offered.map((mode) => button(word("ui", "mode_" + mode), () => update({ mode: state.mode === mode ? "auto" : mode }),
    { "aria-pressed": String(scene.mode === mode), title: word("ui", "modeHint_" + mode) })));
}

function renderTools() {
  const icon = (name) => svgIcon(ICONS[name]);
  const tool = (id, label, act, content, more = {}) => button(content, act, { id, "aria-label": word("ui", label), title: word("ui", label), ...more });
  const held = document.activeElement?.id;
  document.getElementById("tools").replaceChildren(
    tool("undo", "undo", () => { if (undo()) announce(word("ui", "undone"), true); }, icon("undo"), { disabled: !past.length }),
    tool("zoom-in", "in", () => zoomBy(1.3), "+"), tool("zoom-out", "out", () => zoomBy(1 / 1.3), "−"), tool("fit", "fit", () => fitAll(true), icon("fit")),
    tool("save-png", "savePng", savePng, [icon("save"), " PNG"]), tool("save-svg", "saveSvg", saveSvg, [icon("save"), " SVG"]));
  document.getElementById("tools").setAttribute("aria-label", word("ui", "tools"));
  if (held && document.activeElement?.id !== held) document.getElementById("tools").querySelector("#" + CSS.escape(held))?.focus();
}

function svgIcon(path) {
  return svgElement("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svgElement("path", { d: path }));
}

// What is not seen is counted, never silent.
function renderNote() {
  const drawn = new Set([...scene.nodes.values()].filter((node) => node.sort === "entity").map((node) => node.number));
  const inside = [...scene.nodes.values()].filter((node) => node.sort === "community").reduce((sum, node) => sum + node.folded, 0);
  const hidden = { entities: data.folded.entities + rankedEntities().filter((number) => !drawn.has(number)).length - inside, events: data.folded.events + passingEvents().filter((event) => !scene.events.has(event)).length };
  const note = document.getElementById("note"), parts = [];
  if (scene.mode === "communities") parts.push(phrase("clustered", { n: inside }));
  if (scene.left) parts.push(phrase("linesLeft", { n: scene.left }));
  if (state.focus !== null) parts.push(phrase("focused", { name: isolate(nameOf(data.entities[state.focus])) }));
  if (state.focus === null && (hidden.entities > 0 || hidden.events > 0)) parts.push(phrase("folded", hidden));
  note.replaceChildren(parts.join(" · "), state.focus !== null || state.path ? button(word("ui", "everything"), () => { update({ focus: null, path: null }); fitAll(true); }, { class: "link" }) : "");
  note.hidden = !parts.length && !state.path;
}
