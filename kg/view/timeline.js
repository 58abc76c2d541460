// The histogram of dated events, with a range of two ends over it.

registerView({ id: "timeline", render: renderTimeline });

const MOST_BARS = 160;
const DAY = 86400000;
const dated = data.events.filter((event) => event.first || event.last);
const bins = makeBins();

function makeBins() {
  if (!dated.length) return [];
  const days = dated.flatMap((event) => [event.first ?? event.last, event.last ?? event.first]).sort();
  const first = new Date(days[0] + "T00:00:00Z"), last = new Date(days[days.length - 1] + "T00:00:00Z");
  const span = Math.round((last - first) / DAY) + 1;
  const unit = [1, 7].find((length) => span / length <= MOST_BARS);
  const found = unit ? dayBins(first, last, unit) : monthBins(first, last, [1, 3, 12, 120].find((length) => span / 30.4 / length <= MOST_BARS) ?? 1200);
  found[found.length - 1].last = iso(last);
  return found;
}

function iso(moment) {
  return moment.toISOString().slice(0, 10);
}

function dayBins(first, last, unit) {
  const found = [];
  for (let start = first.getTime(); start <= last.getTime(); start += unit * DAY) found.push({ first: iso(new Date(start)), last: iso(new Date(start + (unit - 1) * DAY)), unit: "day" });
  return found;
}

function monthBins(first, last, months) {
  const found = [];
  let start = new Date(Date.UTC(first.getUTCFullYear(), months >= 12 ? 0 : first.getUTCMonth() - (first.getUTCMonth() % months), 1));
  while (start <= last) {
    const next = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
    found.push({ first: iso(start), last: iso(new Date(next - DAY)), unit: months >= 12 ? "year" : "month" });
    start = next;
  }
  return found;
}

function binOf(isoDay) {
  const found = bins.findIndex((bin) => isoDay <= bin.last);
  return found < 0 ? bins.length - 1 : found;
}

// An event counts where it begins: a month's or year's width would draw more certainty than there is.
function renderTimeline() {
  const place = document.getElementById("timeline");
  place.hidden = bins.length < 2;
  if (place.hidden) return;
  const counts = bins.map(() => 0);
  for (const event of dated) if (passesAll(event, "from to undated")) counts[binOf(event.first ?? event.last)] += 1;
  const low = state.from ? binOf(state.from) : 0, high = state.to ? binOf(state.to) : bins.length - 1;
  const held = document.activeElement?.dataset?.hold;
  place.replaceChildren(timeLabel(low, high), histogram(counts, low, high), undatedBox());
  if (held) place.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
}

function timeLabel(low, high) {
  const full = { day: "numeric", month: "short", year: "numeric" };
  const text = (isoDay) => day(isoDay, bins[0].unit === "day" ? full : bins[0].unit === "month" ? { month: "short", year: "numeric" } : { year: "numeric" });
  return element("div", { class: "span" }, element("strong", {}, word("ui", "time")), element("span", {}, text(bins[low].first) + " – " + text(bins[high].last)));
}

function histogram(counts, low, high) {
  const most = Math.max(1, ...counts);
  const bars = element("div", { class: "bars", "aria-hidden": "true" }, counts.map((count, number) => {
    const bar = element("span", { class: number < low || number > high ? "bar outside" : "bar" });
    bar.style.setProperty("--share", String(count ? Math.max(0.06, count / most) : 0));
    return bar;
  }));
  const from = slider("from", low, (value) => update({ from: value > 0 ? bins[Math.min(value, high)].first : null }));
  const to = slider("to", high, (value) => update({ to: value < bins.length - 1 ? bins[Math.max(value, low)].last : null }));
  return element("div", { class: "histogram" }, bars, from, to);
}

function slider(end, value, changed) {
  const input = element("input", {
    type: "range", min: 0, max: bins.length - 1, step: 1, "data-hold": "time-" + end, "aria-label": word("ui", end),
    "aria-valuetext": day(end === "from" ? bins[value].first : bins[value].last, { day: "numeric", month: "long", year: "numeric" }),
    oninput: () => changed(Number(input.value)),
  });
  input.value = value;
  return input;
}

function undatedBox() {
  const count = data.events.length - dated.length;
  return count ? check("undated", word("ui", "undated"), count, state.undated, () => update({ undated: !state.undated }), "bare") : element("span");
}
