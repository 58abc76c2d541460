// The histogram of dated events with a slider of two ends over it: a click takes a bar, a stroke a range, a double click looks closer.

registerView({ id: "timeline", start: startTimeline, render: renderTimeline });
let stroke = null; // what the pointer has hold of: { part, from, moved, step }

function startTimeline(place) {
  place.addEventListener("pointerdown", strokeBegins);
  place.addEventListener("pointermove", strokeGoes);
  for (const end of ["pointerup", "pointercancel"]) place.addEventListener(end, strokeEnds);
  place.addEventListener("dblclick", (event) => { if (isOverBars(event)) zoomTo(bins()[barAt(event.clientX)]); });
}

function renderTimeline() {
  const place = document.getElementById("timeline");
  stopIfMoved();
  place.hidden = !dated.length || (wholeTime.first === wholeTime.last && dated.length === data.events.length);
  place.setAttribute("aria-label", word("ui", "time"));
  if (!place.hidden) morphChildren(place, [timeLabel(), histogram(), timeChoices()]);
}

function chosenBars() {
  const last = bins().length - 1, within = (bin) => Math.max(0, Math.min(last, bin));
  return [state.from ? within(binOf(state.from)) : 0, state.to ? within(binOf(state.to)) : last];
}

function timeLabel() {
  const { first, last } = wholeTime, chosen = state.from || state.to;
  return element("div", { class: "span" },
    element("strong", {}, word("ui", "time")),
    element("span", { class: "range-text" }, rangeText(state.from ?? first, state.to ?? last)),
    element("div", { class: "pair" }, playButton(),
      chosen && button(word("ui", "wholeTime"), () => update({ from: null, to: null }), { class: "link", "data-hold": "time-clear" }),
      chosen && (state.from ?? first) < (state.to ?? last) && state.span !== (state.from ?? first) + "/" + (state.to ?? last)
        && button(word("ui", "zoomToRange"), () => zoomTo({ first: state.from ?? first, last: state.to ?? last }), { class: "link", "data-hold": "time-zoom" }),
      state.span && button(word("ui", "unzoom"), () => update({ span: null }), { class: "link", "data-hold": "time-unzoom" })));
}

function zoomTo({ first, last }) {
  const shorter = momentOf(last) - momentOf(first) < 6 * DAY; // of a single day there is nothing closer to see: the week around it
  const [from, to] = shorter ? [iso(momentOf(first) - 3 * DAY), iso(momentOf(last) + 3 * DAY)] : [first, last];
  update({ span: from + "/" + to });
}

function histogram() {
  const { counts, before, after } = barCounts(), most = Math.max(1, ...counts), [low, high] = chosenBars();
  const inside = (bin) => !(state.from && bin.last < state.from) && !(state.to && bin.first > state.to);
  const bars = counts.map((count, number) => {
    const bin = bins()[number];
    const bar = element("span", { class: inside(bin) ? "column" : "column outside", title: rangeText(bin.first, bin.last) + " · " + count }, element("i"));
    bar.style.setProperty("--share", String(count ? Math.max(0.06, count / most) : 0));
    return bar;
  });
  return element("div", { class: "histogram", "data-hold": "histogram" },
    element("div", { class: "plot", "aria-hidden": "true" }, bars),
    element("div", { class: "track" }, band(low, high), thumb("from", low, low / counts.length, 0, high), thumb("to", high, (high + 1) / counts.length, low, counts.length - 1)),
    element("div", { class: "axis", "aria-hidden": "true" }, axisMarks()),
    before > 0 && element("span", { class: "beyond before" }, phrase("eventsBefore", { n: before })), after > 0 && element("span", { class: "beyond after" }, phrase("eventsAfter", { n: after })));
}

function band(low, high) {
  const made = element("div", { class: "band", "data-part": "band" });
  made.style.setProperty("--start", String(low / bins().length));
  made.style.setProperty("--end", String((high + 1) / bins().length));
  return made;
}

function thumb(end, value, at, least, most) {
  const shown = end === "from" ? state.from ?? bins()[value].first : state.to ?? bins()[value].last;
  const made = element("div", {
    class: "thumb", role: "slider", tabindex: 0, "data-hold": "time-" + end, "data-part": end, "aria-label": word("ui", end), "aria-orientation": "horizontal",
    "aria-valuemin": least, "aria-valuemax": most, "aria-valuenow": value, "aria-valuetext": day(shown, { day: "numeric", month: "long", year: "numeric" }), onkeydown: (event) => keyOnThumb(event, end),
  });
  made.style.setProperty("--at", String(at));
  if (end === "from" && value > bins().length / 2) made.style.zIndex = "1"; // where both stand at the end, only this one can move
  return made;
}

function axisMarks() {
  const all = bins(), marks = Math.min(all.length, window.innerWidth < 700 ? 3 : 6), unit = all[0].unit;
  const spread = momentOf(all[all.length - 1].last) - momentOf(all[0].first);
  const text = unit === "year" ? { year: "numeric" } : unit === "month" || spread > 500 * DAY ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return Array.from({ length: marks }, (_, mark) => {
    const bin = all[Math.floor((mark * all.length) / marks)];
    const made = element("span", {}, day(bin.first, text));
    made.style.setProperty("--at", String(Math.floor((mark * all.length) / marks) / all.length));
    return made;
  });
}

// Sets one end or both to bars; an end at the edge of all time is no filter.
function chooseBars(low, high, step = null) {
  const all = bins(), from = all[low].first, to = all[high].last;
  update({ from: from <= wholeTime.first ? null : from, to: to >= wholeTime.last ? null : to }, step);
}

function keyOnThumb(event, end) {
  const [low, high] = chosenBars(), last = bins().length - 1, page = Math.max(1, Math.round(last / 10)), turn = document.documentElement.dir === "rtl" ? -1 : 1;
  const at = end === "from" ? low : high;
  const next = { ArrowRight: at + turn, ArrowLeft: at - turn, ArrowUp: at + 1, ArrowDown: at - 1, PageUp: at + page, PageDown: at - page, Home: 0, End: last }[event.key];
  if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (end === "from") chooseFrom(Math.max(0, Math.min(high, next)));
  else chooseTo(Math.min(last, Math.max(low, next)));
}

// One end alone, so that the day of the other stays what it is.
function chooseFrom(bin, step = null) {
  const { first } = bins()[bin];
  update({ from: first <= wholeTime.first ? null : first }, step);
}

function chooseTo(bin, step = null) {
  const { last } = bins()[bin];
  update({ to: last >= wholeTime.last ? null : last }, step);
}

// By place, for what has hold of the pointer is told of its clicks.
function isOverBars({ clientX, clientY }) {
  const plot = document.querySelector("#timeline .plot")?.getBoundingClientRect();
  return plot !== undefined && clientX >= plot.left && clientX <= plot.right && clientY >= plot.top && clientY <= plot.bottom;
}

// The bar under a point of the page, within the bars; time runs as the language reads.
function barAt(x) {
  const plot = document.querySelector("#timeline .plot").getBoundingClientRect(), count = bins().length;
  const share = document.documentElement.dir === "rtl" ? (plot.right - x) / plot.width : (x - plot.left) / plot.width;
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

function strokeBegins(event) {
  const part = event.target.closest("[data-part]")?.dataset.part ?? (event.target.closest(".plot, .track") ? "plot" : null);
  if (!part || event.button !== 0) return;
  event.preventDefault();
  if (part === "from" || part === "to") event.target.focus();
  const [low, high] = chosenBars();
  stroke = { part, from: barAt(event.clientX), low, high, moved: false, step: {} };
  event.currentTarget.setPointerCapture(event.pointerId);
}

function strokeGoes(event) {
  if (!stroke) return;
  const at = barAt(event.clientX), { part, from, low, high, step } = stroke;
  if (at !== from) stroke.moved = true;
  if (!stroke.moved) return;
  if (part === "from") chooseFrom(Math.min(at, chosenBars()[1]), step);
  else if (part === "to") chooseTo(Math.max(at, chosenBars()[0]), step);
  else if (part === "band") shiftBand(low, high, at - from, step);
  else chooseBars(Math.min(from, at), Math.max(from, at), step);
}

function shiftBand(low, high, by, step) {
  const move = Math.max(-low, Math.min(bins().length - 1 - high, by));
  chooseBars(low + move, high + move, step);
}

// A click without a stroke takes the bar; one on the bar that alone is chosen lets it go.
function strokeEnds(event) {
  if (!stroke) return;
  const { part, moved, from, low, high, step } = stroke;
  stroke = null;
  if (moved || event.type === "pointercancel" || (part !== "plot" && part !== "band")) return;
  const alone = low === from && high === from && (state.from || state.to);
  if (alone) update({ from: null, to: null }, step);
  else chooseBars(from, from, step);
}

// What has no day, or not wholly one of the range, is a choice with its count.
function timeChoices() {
  const counts = tally(timeKind, TIME);
  const choices = ["undated", "half", "partly"].filter((kind) => counts.has(kind) || !state[kind]);
  return element("div", { class: "choices" }, choices.map((kind) => check(kind, word("ui", kind), counts.get(kind) ?? 0, state[kind], () => update({ [kind]: !state[kind] }), "box")));
}
