// The table of the shown events: sorted by any column, a page of rows at a time, and all of them as CSV.

registerView({ id: "table", tab: true, start: startTable, render: renderTable });
stateKey("sort", { initial: () => "date.down", read: readSort, write: (sort) => (sort === "date.down" ? null : sort), of: "table" });

const ROWS = 100;
const sheet = { root: null, page: 0, order: [], sortedBy: [], at: null };
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const together = (numbers) => numbers.map((number) => nameOf(data.entities[number])).join(joiner());
const outletsOf = (event) => [...new Set(event.documents.map((number) => data.documents[number].outlet).filter((outlet) => outlet !== null).map((outlet) => plain(data.outlets[outlet])))];

// key: what to sort by, "" or null sorts last either way; cell: what is shown; text: what the CSV has, one column each
const COLUMNS = [
  { id: "date", title: () => word("ui", "date"), key: (event) => event.first ?? event.last ?? null, cell: (event) => dateText(event), text: (event) => event.date ?? "" },
  { id: "type", title: () => word("ui", "columnType"), key: (event) => word("type", event.type), cell: typeCell, text: (event) => word("type", event.type) },
  { id: "actor", title: () => capital(word("role", "actor")), key: (event) => together(event.actors), cell: (event) => names(event.actors), text: (event) => together(event.actors) },
  { id: "target", title: () => capital(word("role", "target")), key: (event) => together(event.targets), cell: (event) => names(event.targets), text: (event) => together(event.targets) },
  { id: "place", title: () => capital(word("role", "place")), key: (event) => together(event.places), cell: (event) => names(event.places), text: (event) => together(event.places) },
  { id: "counts", title: () => word("ui", "counts"), key: (event) => (event.counts.length ? Math.max(...event.counts.map(([, low, high]) => high ?? low)) : null),
    cell: (event) => event.counts.map(countText).join(joiner()), text: (event) => event.counts.map(countText).join(joiner()) },
  { id: "belief", title: () => word("ui", "belief"), key: (event) => event.belief, cell: (event) => event.belief.toFixed(2), text: (event) => event.belief.toFixed(2), figure: true },
  { id: "sources", title: () => word("ui", "columnSources"), key: (event) => event.documents.length, cell: sourceCell, text: (event) => outletsOf(event).join(joiner()) },
];
// What the CSV has besides: without them a planned event reads like one that happened, and no row could be found again.
const CSV_ONLY = [
  { title: () => word("ui", "columnFactuality"), text: (event) => word("factuality", event.factuality) },
  { title: () => word("ui", "columnReports"), text: (event) => event.documents.length },
  { title: () => word("ui", "columnId"), text: (event) => data.base + event.id },
];

function readSort(text) {
  return COLUMNS.some(({ id }) => text === id + ".up" || text === id + ".down") ? text : "date.down";
}

function typeCell(event) {
  const doubtful = event.factuality !== "asserted";
  return [element("span", { class: "chip type-" + event.type + " " + event.factuality }, word("type", event.type)), doubtful && element("span", { class: "hint" }, " " + word("factuality", event.factuality))];
}

function sourceCell(event) {
  const named = outletsOf(event).map(isolate).join(joiner()) || word("ui", "noOutlet");
  return event.documents.length > 1 ? [element("span", { class: "figure" }, event.documents.length + " · "), named] : named;
}

function startTable(root) {
  sheet.root = root;
  sheet.bar = element("div", { class: "sheet-bar" });
  sheet.head = element("tr");
  sheet.body = element("tbody");
  sheet.table = element("table", {}, element("thead", {}, sheet.head), sheet.body);
  sheet.frame = element("div", { class: "sheet", role: "region", tabindex: 0 }, sheet.table);
  root.append(sheet.bar, sheet.frame);
  sheet.body.addEventListener("click", (event) => { const row = event.target.closest("tr"); if (row) select("event", Number(row.dataset.event)); });
  sheet.body.addEventListener("keydown", keyInTable);
}

function renderTable(changed) {
  const order = [passingEvents(), state.sort, state.lang];
  if (order.some((part, at) => part !== sheet.sortedBy[at])) {
    sheet.order = sortedEvents();
    sheet.page = 0;
  }
  sheet.sortedBy = order;
  if (changed.has("selection") && state.selection?.kind === "event") {
    const place = sheet.order.indexOf(state.selection.number);
    if (place >= 0) sheet.page = Math.floor(place / ROWS);
  }
  sheet.frame.setAttribute("aria-label", word("ui", "tableLabel"));
  drawHead();
  drawRows();
  drawSheetBar();
}

function sortedEvents() {
  const [id, way] = state.sort.split("."), { key } = COLUMNS.find((column) => column.id === id), turn = way === "up" ? 1 : -1;
  const compare = new Intl.Collator(state.lang).compare;
  const rows = passingEvents().map((number) => [number, key(data.events[number])]);
  const missing = (value) => value === null || value === "";
  return rows.sort(([one, a], [other, b]) => {
    if (missing(a) || missing(b)) return missing(a) - missing(b) || one - other;
    return turn * (typeof a === "number" ? a - b : compare(a, b)) || one - other;
  }).map(([number]) => number);
}

function drawHead() {
  const held = document.activeElement?.dataset?.column;
  const [sorted, way] = state.sort.split(".");
  sheet.head.replaceChildren(...COLUMNS.map(({ id, title }) => {
    const mine = id === sorted, next = mine ? (way === "up" ? "down" : "up") : ["date", "belief", "counts", "sources"].includes(id) ? "down" : "up";
    return element("th", { scope: "col", "aria-sort": mine ? (way === "up" ? "ascending" : "descending") : null, class: "column-" + id },
      button([title(), element("span", { class: "way", "aria-hidden": "true" }, mine ? (way === "up" ? "▲" : "▼") : "")], () => update({ sort: id + "." + next }),
        { "data-column": id, title: phrase("sortBy", { column: title() }) }));
  }));
  if (held) sheet.head.querySelector(`[data-column="${CSS.escape(held)}"]`)?.focus();
}

function drawRows() {
  const chosen = state.selection?.kind === "event" ? state.selection.number : null;
  const rows = sheet.order.slice(sheet.page * ROWS, (sheet.page + 1) * ROWS), held = sheet.body.contains(document.activeElement);
  const reached = rows.includes(chosen) ? chosen : rows.includes(sheet.at) ? sheet.at : rows[0];
  sheet.at = reached ?? null;
  sheet.body.replaceChildren(...rows.map((number) => {
    const event = data.events[number];
    const cells = COLUMNS.slice(1).map(({ id, cell, figure }) => element("td", { class: "column-" + id + (figure ? " figure" : "") }, cell(event)));
    const open = button(COLUMNS[0].cell(event), () => {}, { class: "open", tabindex: number === reached ? 0 : -1 });
    return element("tr", { "data-event": number, "aria-current": number === chosen ? "true" : null }, element("td", { class: "column-date" }, open), ...cells);
  }));
  if (!rows.length) sheet.body.append(element("tr", {}, element("td", { colspan: COLUMNS.length, class: "hint" }, word("ui", "empty"))));
  const row = sheet.body.querySelector(`tr[data-event="${reached}"]`);
  if (held) row?.querySelector(".open").focus();
  if (chosen === reached) row?.scrollIntoView({ block: "nearest" });
}

function drawSheetBar() {
  const count = sheet.order.length, last = Math.ceil(count / ROWS) - 1, held = document.activeElement?.dataset?.sheet;
  const turn = (to) => () => { sheet.page = to; sheet.at = null; drawRows(); drawSheetBar(); sheet.frame.scrollTop = 0; };
  const shown = phrase("tableRows", { from: sheet.page * ROWS + 1, to: Math.min(count, (sheet.page + 1) * ROWS), n: count });
  sheet.bar.replaceChildren(...[
    element("span", { class: "hint", role: "status" }, last > 0 ? shown : phrase("tableShown", { n: count })),
    last > 0 && button(word("ui", "previousPage"), turn(sheet.page - 1), { disabled: sheet.page === 0, class: "pill", "data-sheet": "previous" }),
    last > 0 && button(word("ui", "nextPage"), turn(sheet.page + 1), { disabled: sheet.page === last, class: "pill", "data-sheet": "next" }),
    button(word("ui", "csv"), () => save(new Blob([shownAsCsv()], { type: "text/csv;charset=utf-8" }), word("ui", "csvName") + ".csv"), { class: "pill csv", "data-sheet": "csv" }),
  ].filter(Boolean));
  if (held) sheet.bar.querySelector(`[data-sheet="${held}"]`)?.focus();
}

// All rows of the table in their order, on whichever page.
function shownAsCsv() {
  const columns = [...COLUMNS, ...CSV_ONLY];
  return csvText([columns.map(({ title }) => title()), ...sheet.order.map((number) => columns.map(({ text }) => text(data.events[number])))]);
}

function keyInTable(event) {
  const row = event.target.closest("tr"), step = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: sheet.body.firstElementChild, End: sheet.body.lastElementChild };
  if (!(event.key in step) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = step[event.key]?.querySelector(".open");
  if (!next) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  sheet.at = Number(step[event.key].dataset.event);
}
