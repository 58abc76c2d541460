// When events happened: the filter of time, and the histogram's bars, whose unit grows with the span that they cover.

stateKey("from", { initial: () => null, ...asDay, undo: true });
stateKey("to", { initial: () => null, ...asDay, undo: true });
const asYes = { initial: () => true, read: (text) => text !== "no", write: (shown) => (shown ? null : "no"), undo: true };
stateKey("undated", asYes); // no date at all
stateKey("half", asYes); // a date that is no day of any year, «6 كانون الأول» without its year
stateKey("partly", asYes); // days of which some lie outside of the range: a month of which the range is a week
// The days that the histogram shows, "2024-01-09/2024-02-01"; null for all
stateKey("span", { initial: () => null, read: readSpan, write: (span) => span, undo: true });

const TIME = "from to undated half partly";
registerFilter(TIME, withinTime, timeChips);

const MOST_BARS = 160;
const DAY = 86400000;
const dated = data.events.filter((event) => event.first || event.last);
const wholeTime = daysOf(dated);
let barsOf = { span: undefined, bins: [] };

function daysOf(events) {
  const days = events.flatMap((event) => [event.first ?? event.last, event.last ?? event.first]).sort();
  return days.length ? { first: days[0], last: days[days.length - 1] } : null;
}

function readSpan(text) {
  const [first, last] = text.split("/").map(asDay.read);
  return first && last && first <= last ? first + "/" + last : null;
}

// "undated", "half", "inside", "partly" or "outside" of the chosen range.
function timeKind(event) {
  if (!event.first && !event.last) return event.date ? "half" : "undated";
  const first = event.first ?? event.last, last = event.last ?? event.first;
  if ((state.from && last < state.from) || (state.to && first > state.to)) return "outside";
  return (state.from && first < state.from) || (state.to && last > state.to) ? "partly" : "inside";
}

function withinTime(event) {
  const kind = timeKind(event);
  return kind === "inside" || (kind !== "outside" && state[kind]);
}

function timeChips() {
  const chips = state.from || state.to ? [{ label: rangeText(state.from, state.to), clear: { from: null, to: null } }] : [];
  return [...chips, ...["undated", "half", "partly"].filter((key) => !state[key]).map((key) => ({ label: phrase("withoutChip", { names: word("ui", key) }), clear: { [key]: true } }))];
}

function rangeText(from, to) {
  const text = (isoDay) => (isoDay ? day(isoDay, { day: "numeric", month: "short", year: "numeric" }) : "…");
  return from === to ? text(from) : text(from) + " – " + text(to);
}

function iso(moment) {
  return new Date(moment).toISOString().slice(0, 10);
}

function momentOf(isoDay) {
  return Date.parse(isoDay + "T00:00:00Z");
}

// The bars as { first, last } days, for the span that the reader zoomed to or for all.
function bins() {
  if (barsOf.span !== state.span) barsOf = { span: state.span, bins: wholeTime ? makeBins(...(state.span?.split("/") ?? [wholeTime.first, wholeTime.last])) : [] };
  return barsOf.bins;
}

function makeBins(first, last) {
  const span = Math.round((momentOf(last) - momentOf(first)) / DAY) + 1;
  const unit = [1, 7].find((length) => span / length <= MOST_BARS);
  const found = unit ? dayBins(first, last, unit) : monthBins(first, last, [1, 3, 12, 120].find((length) => span / 30.4 / length <= MOST_BARS) ?? 1200);
  found[found.length - 1].last = last;
  return found;
}

function dayBins(first, last, unit) {
  const found = [];
  for (let start = momentOf(first); start <= momentOf(last); start += unit * DAY) found.push({ first: iso(start), last: iso(start + (unit - 1) * DAY), unit: "day" });
  return found;
}

function monthBins(first, last, months) {
  const found = [], begin = new Date(momentOf(first));
  let start = Date.UTC(begin.getUTCFullYear(), months >= 12 ? 0 : begin.getUTCMonth() - (begin.getUTCMonth() % months), 1);
  while (start <= momentOf(last)) {
    const next = addMonths(start, months);
    found.push({ first: iso(start), last: iso(next - DAY), unit: months >= 12 ? "year" : "month" });
    start = next;
  }
  return found;
}

function addMonths(moment, months) {
  const at = new Date(moment);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate());
}

// The bar that a day lies in; -1 before the first, the number of bars behind the last.
function binOf(isoDay) {
  const all = bins();
  if (!all.length || isoDay < all[0].first) return -1;
  const found = all.findIndex((bin) => isoDay <= bin.last);
  return found < 0 ? all.length : found;
}

// An event counts where it begins: a month's or year's width would draw more certainty than there is.
function barCounts() {
  const counts = bins().map(() => 0), outside = { before: 0, after: 0 };
  for (const event of dated) {
    if (!passesAll(event, TIME)) continue;
    const bin = binOf(event.first ?? event.last);
    if (bin < 0) outside.before += 1;
    else if (bin >= counts.length) outside.after += 1;
    else counts[bin] += 1;
  }
  return { counts, ...outside };
}
