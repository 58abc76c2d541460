// The page of an event: what happened in a sentence, its facts with who gives them, why it is believed, and every report with its words.

const told = (key, values = {}) => filled(word("panel", key), values);
const NAMED = 3; // of many participants so many are named in a sentence

function someNames(numbers) {
  const named = numbers.slice(0, NAMED).map((number) => isolate(nameOf(data.entities[number]))), rest = numbers.length - named.length;
  if (rest) named.push(told("others", { n: rest }));
  const last = named.pop();
  return named.length ? named.join(joiner()) + (state.lang === "ar" ? " و" : " and ") + last : last;
}

// «هجوم لواء الصقور على جبهة الفجر في تل السراج»: a noun with what belongs to it is right whoever the participants are; English, where verbs of the past
// are the same for all, says it with one if somebody is told to have done it.
function sentenceOf(event) {
  const [noun, by, to, verb] = (data.words[state.lang].sentence[event.type] ?? event.type + "| | |").split("|").map((part) => part.trim());
  const { origins, destinations } = detailOf(event.number), moving = new Set([...origins, ...destinations]);
  const ends = [["in", event.places.filter((place) => !moving.has(place))], ["from", origins], ["toward", destinations]];
  const where = ends.filter(([, places]) => places.length).map(([way, places]) => told(way) + " " + someNames(places));
  const says = verb && event.factuality === "asserted" && event.actors.length && event.targets.length;
  const what = says ? [someNames(event.actors), verb, someNames(event.targets)]
    : [noun, event.actors.length > 0 && (by ? by + " " : "") + someNames(event.actors), event.targets.length > 0 && to + " " + someNames(event.targets)];
  return capital([...what, ...where].filter(Boolean).join(" "));
}

function links(numbers) {
  return numbers.flatMap((one, place) => [place ? joiner() : "", entityLink(one)]);
}

function eventPage(number) {
  const event = data.events[number], detail = detailOf(number);
  const reports = event.reports.map((report, at) => ({ ...report, ...detail.reports[at] })), against = reports.filter(isDenial), claims = reports.filter((report) => !isDenial(report));
  let place = 0;
  const cards = (some) => some.map((report) => reportCard(report, event, ++place, reports.length));
  return [
    element("p", { class: "kicker" }, element("span", { class: "chip type-" + event.type + " " + event.factuality }, word("type", event.type)), " ", element("span", {}, word("factuality", event.factuality)), definition(event.type)),
    element("h2", { class: "headline" }, sentenceOf(event)),
    against.length > 0 && claims.length > 0 && element("p", { class: "dissent" }, element("strong", {}, told("deniedBy")), " ", ...tellersOf(against)),
    element("dl", {}, ...factRows(event, detail)),
    beliefSection(event, detail),
    reasonSection(detail),
    smallEventMap(number),
    element("div", { class: "evidence-bar" }, element("h3", {}, word("ui", "evidence") + " ", element("span", { class: "figure" }, String(reports.length))), reports.length > 1 && reportSteps()),
    highlightKey(event),
    ...cards(claims),
    against.length > 0 && element("section", { class: "denials" }, element("h3", {}, told("denials") + " ", element("span", { class: "figure" }, String(against.length))), ...cards(against)),
    element("p", { class: "iri" }, element("bdi", {}, plain(data.base + event.id))),
  ].filter(Boolean);
}

function isDenial({ factuality }) {
  return factuality === "denied" || factuality === "negated";
}

function definition(type) {
  const text = data.definitions[state.lang][type];
  return text && element("details", { class: "definition" }, element("summary", {}, told("definition")), element("p", {}, plain(text)));
}

function factRows(event, { origins, destinations, figures }) {
  const moving = new Set([...origins, ...destinations]), stays = event.places.filter((place) => !moving.has(place));
  const withGround = (numbers) => numbers.flatMap((one, at) => [at ? joiner() : "", entityLink(one), groundNote(data.entities[one].place)]);
  return [
    row(capital(word("role", "actor")), ...(event.actors.length ? links(event.actors) : [word("ui", "unknownActor")])),
    event.targets.length > 0 && row(capital(word("role", "target")), ...links(event.targets)),
    stays.length > 0 && row(capital(word("role", "place")), ...withGround(stays)),
    origins.length > 0 && row(capital(told("origin")), ...withGround(origins)),
    destinations.length > 0 && row(capital(told("destination")), ...withGround(destinations)),
    row(word("ui", "date"), dateText(event), event.precision && event.date && event.precision !== "day" && element("span", { class: "hint" }, " (" + word("precision", event.precision) + ")"),
      event.date && event.words && element("span", { class: "hint" }, " «" + isolate(event.words) + "»")),
    (figures.length || event.counts.length) > 0 && row(word("ui", "counts"), figures.length ? figureList(figures) : event.counts.map(countText).join(joiner())),
  ];
}

// How exactly a place is known: «ضمن 12 كم», an area, not at all.
function groundNote(place) {
  const parts = place ? [place.sort && place.sort !== "exact" && word("sort", place.sort), place.km && phrase("within", { n: plain(place.km) })] : [word("sort", "unknown")];
  const text = parts.filter(Boolean).join(joiner());
  return text && element("span", { class: "hint" }, " (" + text + ")");
}

// Each figure with who gives it; where they differ, first what they span.
function figureList(figures) {
  const spans = figures.filter(({ exactness }) => exactness === "range"), single = figures.filter(({ exactness }) => exactness !== "range");
  return element("ul", { class: "figures" },
    spans.map(({ kind, low, high }) => element("li", { class: "span" }, element("strong", {}, word("count", kind)), " ", told("range", { low, high }))),
    single.map((one) => element("li", {}, countText([one.kind, one.low, one.high, one.exactness]), (one.speakers.length || one.documents.length) > 0 && element("span", { class: "hint" }, " — ", ...figureTellers(one)))));
}

function figureTellers({ speakers, documents }) {
  const spoken = new Set(speakers.map((number) => nameOf(data.entities[number]))), printed = documents.map((number) => data.documents[number]).map(({ outlet, id }) => plain(outlet === null ? id : data.outlets[outlet]));
  const outlets = [...new Set(printed)].filter((name) => !spoken.has(name)).map(isolate);
  return [...links(speakers), speakers.length && outlets.length ? joiner() : "", outlets.join(joiner())];
}

function tellersOf(reports) {
  const speakers = [...new Set(reports.map(({ says }) => says).filter((says) => says !== null))];
  const outlets = [...new Set(reports.filter(({ says }) => says === null).map(({ outlet }) => (outlet ? isolate(outlet) : word("ui", "noOutlet"))))];
  return figureTellers({ speakers, documents: [] }).concat(speakers.length && outlets.length ? joiner() : "", outlets.join(joiner()));
}

// «مصدر واحد، مصدران، ٣ مصادر، ١١ مصدرًا»
function counted(key, n) {
  return told(key + "_" + (n === 2 ? "two" : new Intl.PluralRules(state.lang).select(n).replace("zero", "other")), { n });
}

function beliefSection(event, { reckoning }) {
  const facts = element("p", { class: "belief-line" }, element("strong", {}, word("ui", "belief")), " ", meter(event.belief));
  if (!reckoning) return element("section", { class: "why" }, facts);
  const { speaking, denying, supposed } = reckoning, against = denying.sources.length;
  const same = Math.abs(reckoning.belief - event.belief) < 0.01; // else the graph reckoned with priors that this page does not know
  const words = [supposed ? told("sourcesNone") : counted("sourcesFor", speaking.sources.length), against ? counted("againstThem", against) : told("againstNone")].join(" ");
  return element("section", { class: "why" }, facts, element("p", {}, words),
    element("details", {}, element("summary", {}, told("why")),
      element("ul", { class: "sources" }, speaking.sources.map((source) => sourceRow(source, "for", event, same)), denying.sources.map((source) => sourceRow(source, "against", event, same))),
      same && [element("h4", {}, told("sum")), element("p", { class: "hint" }, told("sumHint")), ...sums(reckoning)]));
}

// A source is told by its Arabic name; one who speaks in a report is an entity, with a name in either language.
function sourceRow({ capacity, name, sentences, alone }, side, event, same) {
  const speaker = capacity === "own" ? undefined : event.speakers.find((number) => [data.entities[number].ar, data.base + data.entities[number].id].includes(name));
  return element("li", { class: side }, element("span", { class: "side" }, told(side)), element("span", { class: "who" }, speaker === undefined ? isolate(name) : entityLink(speaker), " ", element("span", { class: "hint" }, [word("capacity", capacity), sentences.length > 1 && counted("sentences", sentences.length)].filter(Boolean).join(joiner()))),
    same && element("span", { class: "alone", title: told("alone", { n: alone.toFixed(2) }) }, meter(alone)));
}

// The arithmetic as figures, which read from left to right in either language.
function sums({ speaking, denying, supposed, total, support, against, belief }) {
  const side = ({ terms }) => terms.map(({ weight, wrong }) => figureText(weight) + " × (1 − " + (wrong.map(figureText).join(" × ") || "1") + ")").join(" + ");
  const lines = [[told("support"), side(speaking) + " = " + figureText(total)]];
  if (supposed) lines.push([told("supposition"), figureText(data.priors.hypothesis) + " × " + figureText(total) + " = " + figureText(support)]);
  if (denying.sources.length) lines.push([told("counter"), side(denying) + " = " + figureText(against)]);
  if (denying.sources.length) lines.push([word("ui", "belief"), figureText(support) + " × (1 − " + figureText(data.priors.denial) + " × " + figureText(against) + ") = " + figureText(belief)]);
  return lines.map(([name, text]) => element("p", { class: "sum" }, element("span", {}, name), element("bdi", { dir: "ltr" }, text)));
}

function figureText(value) {
  return value.toFixed(3).replace(/0$/, "");
}

// Why its reports are taken for one event; what people decided stands apart.
const DECIDED = /^(by decision of a person|kept apart from)/;

function reasonSection({ reasons, reports }) {
  const decided = reasons.filter((reason) => DECIDED.test(reason)), found = reasons.filter((reason) => !DECIDED.test(reason));
  if (!reasons.length) return null;
  return element("details", { class: "reasons" }, element("summary", {}, told("one")),
    found.length > 0 && element("ul", {}, found.map((reason) => element("li", {}, word("reason", reason)))),
    decided.length > 0 && element("p", {}, element("strong", {}, told("decided"))), decided.length > 0 && element("ul", {}, decided.map((reason) => element("li", {}, element("bdi", { dir: "auto" }, decisionText(reason))))));
}

function decisionText(reason) {
  const start = "by decision of a person";
  return reason.startsWith(start) ? word("reason", start) + plain(reason.slice(start.length)) : plain(reason);
}

function reportSteps() {
  const step = (key, way, sign) => button(sign, () => stepReport(way), { class: "step", "aria-label": told(key), title: told(key) + " — " + told("keys") });
  return element("span", { class: "steps" }, step("previous", -1, "↑"), step("next", 1, "↓"));
}

function stepReport(way) {
  const cards = [...document.querySelectorAll("#panel .report")];
  if (!cards.length) return;
  const at = cards.indexOf(document.activeElement?.closest?.(".report")), next = cards[Math.max(0, Math.min(cards.length - 1, at < 0 ? (way > 0 ? 0 : cards.length - 1) : at + way))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// The letters of the keys, whatever they write: J is also «ت».
function reportKey(event) {
  const way = { KeyJ: 1, KeyK: -1 }[event.code], typing = event.target.matches?.("input, textarea, select");
  if (!way || typing || event.ctrlKey || event.metaKey || event.altKey || state.selection?.kind !== "event") return;
  event.preventDefault();
  stepReport(way);
}
