// The words that an event comes from: each report's sentence with what every role is called in it, who told whom, and where to read it.

const ROLES = ["actor", "trigger", "target", "place", "origin", "destination", "time", "count", "source", "relay", "source-cue", "cue"];

// A mark within another stands in it («سكان [القرية]»); of two that cross, the shorter is cut. Offsets count code points, as Python counts them.
function markedSentence(report, type) {
  const letters = Array.from(report.sentence), spans = report.mentions.map(([role, start, end, entity]) => ({ role, start, end, entity }));
  if (report.trigger) spans.push({ role: "trigger", start: report.trigger[0], end: report.trigger[1], entity: null });
  spans.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const edges = [...new Set([0, letters.length, ...spans.flatMap(({ start, end }) => [start, end])])].filter((edge) => edge >= 0 && edge <= letters.length).sort((a, b) => a - b);
  const pieces = edges.slice(1).map((end, at) => ({ text: letters.slice(edges[at], end).join(""), over: spans.filter((span) => span.start <= edges[at] && end <= span.end) }));
  const arabic = isArabic(report.sentence);
  return element("blockquote", { class: "sentence", dir: arabic ? "rtl" : "ltr", lang: arabic ? "ar" : "en" }, nested(pieces, 0, type));
}

function nested(pieces, depth, type) {
  const groups = [];
  for (const piece of pieces) {
    const span = piece.over[depth] ?? null;
    if (groups.length && groups[groups.length - 1].span === span) groups[groups.length - 1].pieces.push(piece);
    else groups.push({ span, pieces: [piece] });
  }
  return groups.map(({ span, pieces: some }) => (span ? markOf(span, nested(some, depth + 1, type), type) : plain(some.map(({ text }) => text).join(""))));
}

function markOf({ role, entity }, content, type) {
  const label = word("role", role) + (entity !== null ? ": " + nameOf(data.entities[entity]) : "");
  return element("mark", { class: "role-" + role + (role === "trigger" ? " type-" + type : ""), title: label }, ...content);
}

function reportCard(report, event, number, all) {
  const head = element("p", { class: "source" }, element("b", {}, report.outlet ? isolate(report.outlet) : word("ui", "noOutlet")), report.published && " · " + edtfText(report.published),
    report.stance !== "asserts" && element("span", { class: "chip stance " + report.stance }, word("reportStance", report.stance)));
  return element("article", { class: "report", tabindex: -1, "aria-label": told("reportOf", { n: number, all }) },
    head, markedSentence(report, event.type),
    report.title && plain(report.title).trim() !== plain(report.sentence).trim() && element("p", { class: "title" }, isolate(report.title)),
    chainOf(report),
    report.copyOf && element("p", { class: "source copy" }, told("copyOf") + " ", isolate(report.copyOf)),
    element("p", { class: "source small", title: plain(report.extractor) || null }, [report.confidence !== null && told("confidence") + " " + report.confidence.toFixed(2), report.extractor && told("extractor") + " " + isolate(report.extractor.split(" ")[0])].filter(Boolean).join(" · ")),
    element("p", { class: "source foot" }, ...origin(report), button(told("quote"), () => copyQuotation(report), { class: "link quote" })));
}

// Outlet ← who relays ← who speaks ← for whom, as the language reads.
function chainOf(report) {
  if (report.says === null) return null;
  const behind = aboutOf(report.says).ties.filter(({ relation }) => relation === "speaksFor" || relation === "memberOf"), links = [...report.relays, { to: report.says, names: null }, ...behind];
  const once = links.filter(({ to, names }, at) => links.findIndex((one) => (to === null ? String(one.names) === String(names) : one.to === to)) === at).slice(0, 5);
  const sign = () => element("span", { class: "arrow", "aria-hidden": "true" }, state.lang === "ar" ? " → " : " ← ");
  return element("p", { class: "source chain", title: told("chain") }, element("bdi", {}, report.outlet ? plain(report.outlet) : word("ui", "noOutlet")), ...once.flatMap((one) => [sign(), whoText(one)]));
}

// Only web addresses become links; everything else is named, not linked.
function origin(report) {
  const address = webAddress(report.url);
  if (!address) return [element("span", { class: "file" }, word("ui", "file") + " ", element("bdi", {}, plain(decodeURIComponentSafely(report.document))))];
  return [element("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, word("ui", "openLink")), element("bdi", { class: "host" }, address.hostname)];
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

// The sentence in quotation marks, then who printed it, when and where.
function quotationOf(report) {
  const address = webAddress(report.url), source = [report.outlet ?? word("ui", "noOutlet"), report.published, report.title, address ? address.href : decodeURIComponentSafely(report.document)];
  return "«" + plain(report.sentence).trim() + "»\n— " + source.filter(Boolean).map(plain).join(joiner());
}

// Pages from disk may not write to the clipboard in every browser; a selected text may be copied in all.
function copyQuotation(report) {
  const text = quotationOf(report), done = (copied) => announce(told(copied ? "quoted" : "notQuoted"), true);
  const selected = () => {
    const area = element("textarea", { class: "unseen", "aria-hidden": "true" }), held = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    held?.focus?.({ preventScroll: true });
    done(copied);
  };
  if (!navigator.clipboard) selected();
  else navigator.clipboard.writeText(text).then(() => done(true), selected);
}

function highlightKey(event) {
  const roles = new Set(event.reports.flatMap((report) => [...report.mentions.map(([role]) => role), ...(report.trigger ? ["trigger"] : [])]));
  return element("ul", { class: "highlights", "aria-label": word("ui", "highlight") },
    ROLES.filter((role) => roles.has(role)).map((role) => element("li", {}, element("mark", { class: "role-" + role + (role === "trigger" ? " type-" + event.type : "") }, word("role", role)))));
}
