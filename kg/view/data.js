// The page's data, as objects with names; `rows.py` and `compose.py` write them as short rows.
//
// data.entities[n]  number, id, kind, ar, en, aliases, community (null or number), partOf (null or the number of what holds it), and
//                   place: null, or { latitude, longitude, km, sort, wkt }; km: all of it lies within, null if unknown;
//                   sort: exact, area, sector, offset, line, unknown or null; wkt: CRS84, longitude first, null for a mere point
// data.events[n]    number, id, type, factuality, belief, actors, targets, places, members (the three together, each once),
//                   date (EDTF), first, last (ISO days), words, precision, counts, documents, speakers, reports,
//                   sources (how many independent ones), stances (of its reports, each once)
//                   (actors … speakers: numbers of entities; documents: numbers of documents, one for each report)
// event.reports     read from a block of sentences when first asked for; who walks over all events uses documents and speakers.
//                   Each: document, sentence, trigger [start, end], mentions [[role, start, end, entity]], outlet, title, published, url,
//                   says (entity), factuality, stance, confidence; offsets count code points of the sentence
// data.documents[n] id, outlet (number in data.outlets), title, published, url (http or https only)
// data.bundles      one source, target and type: [from, to, type, role of the far end, events]; data.nodes: id → base position, size
// data.communities  where each stands, [x, y], or null for small ones; empty if the page is not aggregated
// data.folded       entities and events that are not in this file at all

const BLANK = Object.freeze([]);
class EventRow {
  constructor(row, number, tables) {
    const [id, type, factuality, belief, actors, targets, places, date, first, last, words, precision, counts, documents, speakers, sources, stances] = row;
    Object.assign(this, {
      number, id, type: tables.types[type], factuality: tables.factualities[factuality] ?? "asserted", belief, actors: actors ?? BLANK, targets: targets ?? BLANK, places: places ?? BLANK,
      date: date ?? null, first: first ?? wholeDay(date), last: last ?? wholeDay(date), words: words ?? null, precision: precision ?? null,
      counts: counts ?? BLANK, documents: documents ?? BLANK, speakers: speakers ?? BLANK,
      sources: sources ?? 1, stances: (stances ?? [0]).map((one) => tables.stances[one]),
    });
    this.members = [...new Set([...this.actors, ...this.targets, ...this.places])];
  }

  get reports() {
    return sentencesOf(this.number);
  }
}

const data = readData();

function wholeDay(date) {
  return /^\d{4}-\d\d-\d\d$/.test(date ?? "") ? date : null;
}

function readData() {
  const raw = JSON.parse(document.getElementById("khabar-data").textContent);
  for (const language of ["ar", "en"]) Object.assign(raw.words[language].type, raw.types[language]);
  const { tables } = raw;
  return {
    ...raw, read: [],
    entities: raw.entities.map((row, number) => entityOfRow(row, number, tables)),
    events: raw.events.map((row, number) => new EventRow(row, number, tables)),
    documents: raw.documents.map(([id, outlet, title, published, url]) => ({ id, outlet: outlet ?? null, title: title ?? null, published: published ?? null, url: url ?? null })),
    nodes: new Map(raw.nodes.map(([id, kind, shape, size, x, y]) => [id, { id, kind: tables.kinds[kind], shape, size, x: x ?? null, y: y ?? null }])),
    bundles: raw.bundles.map(([from, to, type, role, events]) => ({ from, to, type: tables.types[type], role, events })),
  };
}

function entityOfRow([id, kind, ar, en, aliases, place, community, partOf], number, tables) {
  const [latitude, longitude, km, sort, wkt] = place ?? [];
  return {
    number, id, kind: tables.kinds[kind], ar: ar ?? null, en: en ?? null, aliases: aliases ?? BLANK, community: community ?? null, partOf: partOf ?? null,
    place: place ? { latitude, longitude, km: km ?? null, sort: tables.classes[sort] ?? null, wkt: wkt ?? null } : null,
  };
}

function sentencesOf(number) {
  const block = Math.floor(number / data.block);
  data.read[block] ??= JSON.parse(document.querySelectorAll("script.evidence")[block].textContent);
  const { roles, factualities, stances } = data.tables;
  return data.read[block][number % data.block].map(([at, sentence, trigger, mentions, says, factuality, confidence, stance]) => {
    const told = data.documents[at];
    return {
      document: told.id, outlet: told.outlet === null ? null : data.outlets[told.outlet], title: told.title, published: told.published, url: told.url,
      sentence, trigger: trigger ?? null, mentions: (mentions ?? BLANK).map(([role, start, end, entity]) => [roles[role] ?? "other", start, end, entity ?? null]),
      says: says ?? null, factuality: factualities[factuality] ?? "asserted", confidence: confidence ?? null, stance: stances[stance ?? 0],
    };
  });
}

// Entity or event by what stands in an address; null if the file has none of that id.
function byId(kind, id) {
  data.ids ??= { entity: new Map(data.entities.map((one) => [one.id, one.number])), event: new Map(data.events.map((one) => [one.id, one.number])) };
  return data.ids[kind].get(id) ?? null;
}
