// The page of an entity: its names, what it is and whom it belongs to, who its strongest ties are, when and where its events were, what is said of it.

const SHORT_LIST = 6, STRONGEST_SHOWN = 5;

function entityPage(number) {
  const entity = data.entities[number], about = aboutOf(number);
  const other = state.lang === "ar" ? entity.en : entity.ar;
  const events = passingEventsOf(number), having = (key) => events.filter((at) => data.events[at][key].includes(number)).sort(newestFirst);
  const said = passingEvents().filter((at) => data.events[at].speakers.includes(number)).sort(newestFirst);
  const lists = [["asActor", having("actors")], ["asTarget", having("targets")], ["asPlace", having("places")], ["asSpeaker", said]].filter(([, found]) => found.length);
  return [
    element("p", { class: "kicker" }, symbol(entity.kind), " ", word("kind", entity.kind)),
    element("h2", { class: "headline" }, isolate(nameOf(entity))),
    other && element("p", { class: "other", lang: state.lang === "ar" ? "en" : "ar" }, isolate(other)),
    element("dl", {}, ...nameRows(entity, about), ...tieRows(number, about), entity.place && positionRow(entity.place)),
    strengths()[number] > 0 && entityActions(number),
    monthChart(events),
    smallMap(number),
    ...partnerSection(number, events),
    ...speakerSection(number, events),
    ...lists.flatMap(([title, found]) => listSection(word("ui", title), found)),
    element("p", { class: "iri" }, element("bdi", {}, plain(data.base + entity.id))),
  ].filter(Boolean);
}

function listSection(title, events) {
  return [
    element("h3", {}, title + " ", element("span", { class: "figure" }, String(events.length))), eventList(events.slice(0, SHORT_LIST)),
    events.length > SHORT_LIST && button(told("allOf", { n: events.length }), () => openEvents(events), { class: "link" }),
  ];
}

function openEvents(events) {
  if (events.length === 1) select("event", events[0]);
  else update({ selection: { kind: "events", events: [...events] } });
}

function nameRows(entity, { spellings }) {
  const names = entity.aliases.filter((alias) => alias !== nameOf(entity)), mine = names.filter((name) => isArabic(name) === (state.lang === "ar")), others = names.filter((name) => !mine.includes(name));
  const list = (some) => some.slice(0, 8).map(isolate).join(joiner());
  return [
    mine.length > 0 && row(word("ui", "aliases"), list(mine)),
    others.length > 0 && row(told("otherLanguage"), list(others)),
    spellings.length > 0 && row(told("spelled"), element("ul", { class: "spellings" }, spellings.map(([text, count]) => element("li", {}, isolate(text), element("span", { class: "figure" }, " ×" + count))))),
  ];
}

function tieRows(number, { ties, offices }) {
  const relations = [...new Set(ties.map(({ relation }) => relation))].filter((relation) => relation !== "sameAs");
  const whole = data.entities[number].partOf, untold = whole !== null && !relations.includes("partOf");
  const tied = tiedTo(number), back = [...new Set(tied.map(([, relation]) => relation))].filter((relation) => relation !== "possiblySame");
  const same = ties.filter(({ relation }) => relation === "sameAs").map(({ url }) => webAddress(url)).filter(Boolean);
  return [
    offices.length > 0 && row(told("offices"), element("ul", { class: "figures" }, offices.map(officeRow))),
    untold && row(word("relation", "partOf"), entityLink(whole)),
    ...relations.map((relation) => row(word("relation", relation), element("ul", { class: "figures" }, ties.filter((tie) => tie.relation === relation).map((tie) => element("li", {}, whoText(tie), sourceNote(tie)))))),
    ...back.map((relation) => backRow(relation, tied.filter(([, one]) => one === relation).map(([one]) => one))),
    same.length > 0 && row(word("relation", "sameAs"), ...same.flatMap((address, at) => [at ? joiner() : "", element("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, element("bdi", {}, plain(shortAddress(address))))])),
  ];
}

function backRow(relation, numbers) {
  const ties = strengths(), strongest = [...new Set(numbers)].sort((a, b) => ties[b] - ties[a] || a - b), rest = strongest.length - SHORT_LIST;
  return row(word("reverse", relation), ...links(strongest.slice(0, SHORT_LIST)), rest > 0 && element("span", { class: "hint" }, joiner() + told("others", { n: rest })));
}

function shortAddress({ hostname, pathname }) {
  return hostname.replace(/^www\./, "") + (pathname.length > 1 ? " " + decodeURIComponentSafely(pathname.replace(/\/+$/, "").split("/").pop()) : "");
}

function whoText({ to, names }) {
  if (to !== null) return entityLink(to);
  const found = state.lang === "ar" ? names : [...names].reverse();
  return isolate(found.find(Boolean) ?? "…");
}

// What an article says for it: its words and which article.
function sourceNote({ words, document }) {
  return words && element("span", { class: "hint" }, " «" + isolate(words) + "»", document && " " + told("toldIn") + " " + isolate(document));
}

function officeRow(office) {
  const years = [office.since && told("since", { n: edtfText(office.since) }), office.until && told("until", { n: edtfText(office.until) })].filter(Boolean).join(joiner());
  const body = office.to !== null || office.names ? [office.title && joiner(), whoText(office)] : [];
  return element("li", {}, office.title && isolate(office.title), ...body, years && element("span", { class: "hint" }, " (" + years + ")"), sourceNote(office));
}

function positionRow(place) {
  const degrees = [place.latitude, place.longitude].map((value) => value.toFixed(3)).join(", ");
  return row(word("ui", ["area", "sector", "line"].includes(place.sort) ? "middle" : "position"), element("bdi", {}, degrees), groundNote(place));
}

// Its events by month as bars, each a button that opens that month's.
function monthChart(events) {
  const months = new Map();
  for (const event of events) {
    const month = (data.events[event].first ?? data.events[event].last ?? "").slice(0, 7);
    if (/^\d{4}-\d\d$/.test(month)) months.set(month, [...(months.get(month) ?? BLANK), event]);
  }
  if (!months.size) return null;
  const told_ = [...months.keys()].sort(), all = monthsBetween(told_[0], told_[told_.length - 1]), most = Math.max(...[...months.values()].map((some) => some.length));
  const width = 336, step = width / Math.max(all.length, 12), counted_ = [...months.values()].reduce((sum, some) => sum + some.length, 0);
  const bars = told_.map((month) => {
    const some = months.get(month), tall = Math.max(3, (some.length / most) * 40), at = all.indexOf(month), start = state.lang === "ar" ? width - (at + 1) * step : at * step;
    const label = edtfText(month) + ": " + some.length, left = (start + step * 0.1).toFixed(2), wide = Math.max(1.5, step * 0.8).toFixed(2);
    const bar = svgElement("g", { class: "month", role: "button", tabindex: 0, "aria-label": label }, svgElement("title", {}, label),
      svgElement("rect", { class: "hit", x: left, y: 0, width: wide, height: 44 }), svgElement("rect", { x: left, y: (44 - tall).toFixed(2), width: wide, height: tall.toFixed(2), rx: 1 }));
    bar.addEventListener("click", () => openEvents(some));
    bar.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openEvents(some); } });
    return bar;
  });
  const label = told("monthsTold", { n: counted_, first: edtfText(told_[0]), last: edtfText(told_[told_.length - 1]) });
  return element("figure", { class: "months" }, element("figcaption", {}, told("months")),
    svgElement("svg", { viewBox: "0 0 " + width + " 46", role: "group", "aria-label": label }, svgElement("line", { x1: 0, x2: width, y1: 44.5, y2: 44.5 }), ...bars),
    element("p", { class: "hint ends" }, element("span", {}, edtfText(told_[0])), told_.length > 1 && element("span", {}, edtfText(told_[told_.length - 1]))));
}

const MOST_MONTHS = 600;

function monthsBetween(first, last) {
  const found = [];
  let [year, month] = first.split("-").map(Number);
  for (let text = first; text <= last && found.length < MOST_MONTHS; text = String(year).padStart(4, "0") + "-" + String(month).padStart(2, "0")) {
    found.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return found;
}

// With whom it has most to do, by type and by who does it: each opens the events behind it.
function partnerSection(number, events) {
  const found = new Map();
  const add = (type, way, other, event) => {
    const key = type + " " + way, known = found.get(key) ?? { type, way, others: new Map(), events: new Set() };
    found.set(key, known);
    known.events.add(event);
    known.others.set(other, [...(known.others.get(other) ?? BLANK), event]);
  };
  for (const event of events) {
    const { type, actors, targets, places } = data.events[event];
    if (actors.includes(number)) for (const other of targets) if (other !== number) add(type, "to", other, event);
    if (targets.includes(number)) for (const other of actors) if (other !== number) add(type, "by", other, event);
    if (places.includes(number)) for (const other of actors) if (other !== number) add(type, "by", other, event);
  }
  const groups = [...found.values()].sort((a, b) => b.events.size - a.events.size).slice(0, 8);
  if (!groups.length) return [];
  return [element("h3", {}, told("partners")), element("ul", { class: "partners" }, groups.map(({ type, way, others }) => element("li", {},
    element("span", { class: "chip type-" + type }, word("type", type)), element("span", { class: "hint" }, told(way)),
    element("span", {}, ...[...others].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, STRONGEST_SHOWN).flatMap(([other, some], at) => [at ? joiner() : "", tieButton(other, some)])))))];
}

function tieButton(other, events) {
  return button([isolate(nameOf(data.entities[other])), events.length > 1 && element("span", { class: "figure" }, " ×" + events.length)], () => openEvents(events), { class: "entity" });
}

// Whose words tell of it, others' alone.
function speakerSection(number, events) {
  const found = new Map();
  for (const event of events) for (const speaker of data.events[event].speakers) if (speaker !== number) found.set(speaker, [...(found.get(speaker) ?? BLANK), event]);
  if (!found.size) return [];
  const strongest = [...found].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, SHORT_LIST);
  return [element("h3", {}, told("saidOf")), element("p", {}, ...strongest.flatMap(([speaker, some], at) => [at ? joiner() : "", tieButton(speaker, some)]))];
}
