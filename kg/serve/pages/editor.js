// Puts YASQE in the place of the plain field for SPARQL; the form is sent as before, and nothing is fetched from anywhere.
"use strict";

(function () {
  const field = document.querySelector("textarea[name=query]");
  const form = field.form;
  const label = document.querySelector("label[for=sparql]");
  const place = document.createElement("div");
  field.after(place);
  Yasqe.defaults.autocompleters = ["variables"]; // the others ask machines elsewhere
  const prefixes = JSON.parse(field.dataset.prefixes); // these need no declaration here
  Yasqe.defineMode("declared", (options) => {
    const mode = Yasqe.getMode(options, "sparql11");
    const start = mode.startState;
    mode.startState = () => Object.assign(start(), { prefixes: { ...prefixes } });
    return mode;
  });
  const editor = new Yasqe(place, {
    value: field.value,
    mode: "declared",
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "22em",
    lineWrapping: true,
    direction: "ltr",
    requestConfig: { endpoint: "/sparql" },
    extraKeys: {
      Tab: false, // leaves the field, as everywhere on the page
      "Shift-Tab": false,
      "Ctrl-S": false,
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
    },
  });
  field.hidden = true;
  editor.getInputField().setAttribute("aria-label", label.textContent);
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.focus());
  form.addEventListener("submit", () => {
    field.value = editor.getValue();
  });
  window.editor = editor;
})();
