// Plays time: the chosen range, or one step of it, walks on by days, weeks, months or years, as long as all of it is.

const PACE = 800; // milliseconds a step
let player = null; // { timer, told: [from, to], step }
let playedTo = null; // the range at which it was paused or ended

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
  const goingOn = state.from !== null || state.to !== null;
  const next = goingOn ? nextRange(unit) : [first, iso(momentOf(stepped(first, unit)) - DAY)];
  if (isStill()) return update({ from: (next ?? [first])[0], to: (next ?? [null, iso(momentOf(stepped(first, unit)) - DAY)])[1] }, step);
  player = { timer: null, told: null, step, unit };
  tick(next ?? [first, iso(momentOf(stepped(first, unit)) - DAY)]);
}

// The range a step later, null if that would be behind the end.
function nextRange(unit) {
  const [first, last] = playedSpan(), from = state.from ?? first, to = state.to ?? last;
  const next = [stepped(from, unit), state.to === null && state.from === null ? to : iso(momentOf(stepped(iso(momentOf(to) + DAY), unit)) - DAY)];
  return next[0] > last || to >= last ? null : next;
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
