// Plays time: the chosen range, or one step of it, walks on by days, weeks, months or years, as long as all of it is.

const PACE = 800; // milliseconds a step
let player = null; // { timer, told: the range as it set it, step: of undo, unit }

const STEPS = [["day", 45], ["week", 550], ["month", 12 * 366], ["year", Infinity]];

function playUnit() {
  const [first, last] = playedSpan(), days = (momentOf(last) - momentOf(first)) / DAY;
  return STEPS.find(([, most]) => days <= most)[0];
}

function playedSpan() {
  return state.span?.split("/") ?? [wholeTime.first, wholeTime.last];
}

function stepped(isoDay, unit, by = 1) {
  const moment = momentOf(isoDay);
  if (unit === "day" || unit === "week") return iso(moment + by * (unit === "day" ? 1 : 7) * DAY);
  return iso(addMonths(moment, by * (unit === "month" ? 1 : 12)));
}

// Those who asked their system for less motion go on step by step themselves.
function isStill() {
  return window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}

function playButton() {
  const playing = player !== null, key = playing ? "pause" : isStill() ? "nextStep" : "play", unit = word("ui", "unit_" + playUnit());
  return button([element("span", { "aria-hidden": "true" }, playing ? "❚❚" : isStill() ? "▸|" : "▶"), " " + phrase(key, { unit })], () => (playing ? pause() : play()),
    { class: "play", "data-hold": "play" });
}

function play() {
  const unit = playUnit(), [first] = playedSpan(), step = {};
  const begin = [first, iso(momentOf(stepped(first, unit)) - DAY)], range = (state.from || state.to ? nextRange(unit) : null) ?? begin;
  if (isStill()) return update({ from: range[0], to: range[1] }, step);
  player = { timer: null, told: null, step, unit };
  tick(range);
}

// The range a step later, null if that would be behind the end: then it begins anew.
function nextRange(unit) {
  const [first, last] = playedSpan(), from = stepped(state.from ?? first, unit), to = state.to ?? last;
  return from > last || to >= last ? null : [from, iso(momentOf(stepped(iso(momentOf(to) + DAY), unit)) - DAY)];
}

function tick([from, to]) {
  player.told = from + "/" + to;
  player.timer = setTimeout(goOn, PACE);
  update({ from, to }, player.step);
}

function goOn() {
  if (document.hidden) player.timer = setTimeout(goOn, PACE);
  else {
    const next = nextRange(player.unit);
    if (next) tick(next);
    else pause();
  }
}

function pause() {
  clearTimeout(player?.timer);
  player = null;
  renderTimeline();
}

// Who takes hold of the range while it plays, stops it.
function stopIfMoved() {
  if (!player || player.told === (state.from ?? "") + "/" + (state.to ?? "")) return;
  clearTimeout(player.timer);
  player = null;
}
