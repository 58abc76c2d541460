// What the panel tells besides, read when it is first asked for; `detail_rows.py` writes it as short rows.
//
// detailOf(event number)  figures [{ kind, low, high, exactness, speakers, documents }] (exactness "range": what differing ones span), origins, destinations,
//                         reasons (texts), reckoning, reports [{ copyOf, relays [{ to, names }], extractor }] in the order of event.reports
//   reckoning             null, or { speaking, denying, supposed, support, against, belief }; a side is { sources, terms }:
//                         sources [{ capacity, name, sentences (confidences), alone }], terms [{ weight, wrong: a number for each source }]
// aboutOf(entity number)  spellings [[text, count]], ties [{ relation, to, names, url, words, document }], offices [{ title, body, since, until, words, document }]
//                         to, body: number of an entity, or null if it is not on the page and only its name is known

const details = { blocks: [], about: null };

function detailOf(number) {
  const block = Math.floor(number / data.block), { capacities } = data.tables;
  details.blocks[block] ??= JSON.parse(document.querySelectorAll("script.details")[block].textContent);
  const [figures, origins, destinations, reasons, reckoning, reports] = details.blocks[block][number % data.block];
  return {
    figures: (figures ?? BLANK).map(([kind, low, high, exactness, speakers, documents]) => ({ kind, low, high: high ?? null, exactness, speakers: speakers ?? BLANK, documents: documents ?? BLANK })),
    origins: origins ?? BLANK, destinations: destinations ?? BLANK, reasons: (reasons ?? BLANK).map((text) => data.texts[text]),
    reckoning: reckoning ? reckoned(reckoning, capacities) : null,
    reports: data.events[number].documents.map((_, at) => reportDetail(reports?.[at] ?? BLANK)),
  };
}

function reportDetail([copied, relays, extractor]) {
  return { copyOf: documentName(copied), relays: (relays ?? BLANK).map(whoOf), extractor: extractor === undefined || extractor === null ? null : data.texts[extractor] };
}

// The name of a document of the page by its number; one that is not here by its id.
function documentName(told) {
  if (told === undefined || told === null) return null;
  const known = typeof told === "number" ? data.documents[told] : null;
  return known ? (known.outlet === null ? null : data.outlets[known.outlet]) ?? known.title ?? known.id : decodeURIComponentSafely(told);
}

// The sums of `kg/belief.py` from its terms: how probably a side is borne out, and what a denial takes away.
function reckoned([speaking, denying, supposed], capacities) {
  const sides = [speaking, denying ?? [BLANK, BLANK]].map(([sources, terms]) => ({
    sources: sources.map(([capacity, name, ...sentences], at) => ({ capacity: capacities[capacity], name: data.texts[name], sentences, alone: terms.reduce((sum, [weight, ...wrong]) => sum + weight * (1 - wrong[at]), 0) })),
    terms: terms.map(([weight, ...wrong]) => ({ weight, wrong, borne: weight * (1 - wrong.reduce((product, one) => product * one, 1)) })),
  }));
  const [total, against] = sides.map(({ terms }) => terms.reduce((sum, { borne }) => sum + borne, 0)), support = supposed ? data.priors.hypothesis * total : total;
  return { speaking: sides[0], denying: sides[1], supposed: Boolean(supposed), total, support, against, belief: support * (1 - data.priors.denial * against) };
}

function aboutOf(number) {
  details.about ??= JSON.parse(document.getElementById("khabar-about").textContent);
  const [spellings, ties, offices] = details.about[number];
  return {
    spellings: spellings ?? BLANK,
    ties: (ties ?? BLANK).map(([relation, other, words, told]) => ({ relation, url: relation === "sameAs" ? other : null, ...whoOf(relation === "sameAs" ? null : other), words: words ?? null, document: documentName(told) })),
    offices: (offices ?? BLANK).map(([title, body, since, until, words, told]) => ({ title: title ?? null, ...whoOf(body), since: since ?? null, until: until ?? null, words: words ?? null, document: documentName(told) })),
  };
}

function whoOf(told) {
  return { to: typeof told === "number" ? told : null, names: Array.isArray(told) ? told : null };
}

// Entity → those who are tied to it: [number, relation].
function tiedTo(number) {
  if (!details.tied) {
    details.tied = new Map();
    for (const one of data.entities) {
      for (const { to, relation } of aboutOf(one.number).ties) if (to !== null) details.tied.set(to, [...(details.tied.get(to) ?? BLANK), [one.number, relation]]);
    }
  }
  return details.tied.get(number) ?? BLANK;
}
