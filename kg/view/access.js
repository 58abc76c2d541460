// Keyboard and screen reader: ways past the filters, and a focus that is never lost.

registerView({ id: "skip", start: startAccess, render: renderAccess });

const focusHeld = { inPanel: false, before: null }; // where the keyboard is, and where it was before it went into the panel

function startAccess() {
  document.getElementById("drawing").setAttribute("aria-describedby", "graph-keys");
  document.addEventListener("focusin", ({ target }) => {
    focusHeld.inPanel = Boolean(target.closest("#panel"));
    if (!focusHeld.inPanel) focusHeld.before = target;
  });
  document.addEventListener("pointerdown", ({ target }) => { focusHeld.inPanel = Boolean(target.closest?.("#panel")); });
  new MutationObserver(bringFocusBack).observe(document.getElementById("panel"), { childList: true, subtree: true });
}

function renderAccess(changed) {
  if (!changed.has("lang")) return;
  document.getElementById("skip").replaceChildren(
    button(word("ui", "skipStage"), () => viewInSight()?.focus()), button(word("ui", "skipPanel"), () => document.getElementById("panel").focus()));
  document.getElementById("graph-keys").textContent = word("ui", "graphKeys");
}

function viewInSight() {
  return document.querySelector("#stage > .view:not([hidden]) [tabindex='0']");
}

// A choice made in the panel replaces what was chosen from: the keyboard then stands on the panel, or where it came from if it closed.
function bringFocusBack() {
  if (!focusHeld.inPanel || document.activeElement !== document.body) return;
  const panel = document.getElementById("panel"), closed = !state.selection && focusHeld.before?.isConnected;
  (closed ? focusHeld.before : panel).focus({ preventScroll: true });
}
