// The words that an event comes from: each report's sentence, with its trigger and participants marked.

// Innermost marks win where two overlap; offsets count code points, as Python counts them.
function markedSentence(report, type) {
  const letters = Array.from(report.sentence);
  const marks = letters.map(() => null);
  const spans = report.mentions.map(([role, start, end, entity]) => ({ role, start, end, entity }));
  if (report.trigger) spans.push({ role: "trigger", start: report.trigger[0], end: report.trigger[1], entity: null });
  spans.sort((a, b) => b.end - b.start - (a.end - a.start));
  for (const span of spans) marks.fill(span, span.start, span.end);
  const pieces = [];
  for (const [place, letter] of letters.entries()) {
    if (place && marks[place] === marks[place - 1]) pieces[pieces.length - 1].text += letter;
    else pieces.push({ span: marks[place], text: letter });
  }
  const arabic = isArabic(report.sentence);
  return element("blockquote", { class: "sentence", dir: arabic ? "rtl" : "ltr", lang: arabic ? "ar" : "en" }, pieces.map((piece) => markedPiece(piece, type)));
}

function markedPiece({ span, text }, type) {
  if (!span) return plain(text);
  const label = word("role", span.role) + (span.entity !== null ? ": " + nameOf(data.entities[span.entity]) : "");
  return element("mark", { class: "role-" + span.role + (span.role === "trigger" ? " type-" + type : ""), title: label }, plain(text));
}

function reportCard(report, event) {
  const source = [element("b", {}, report.outlet ? isolate(report.outlet) : word("ui", "noOutlet"))];
  if (report.published) source.push(" · " + edtfText(report.published));
  return element("article", { class: "report" },
    markedSentence(report, event.type),
    report.title && element("p", { class: "title" }, isolate(report.title)),
    element("p", { class: "source" }, source),
    report.says !== null && element("p", { class: "source" }, word("ui", "says") + " ", entityLink(report.says)),
    report.factuality !== event.factuality && element("p", { class: "source dissent" }, word("factuality", report.factuality)),
    origin(report));
}

// Only web addresses become links; everything else is named, not linked.
function origin(report) {
  const address = webAddress(report.url);
  if (!address) return element("p", { class: "source file" }, word("ui", "file") + " ", element("bdi", {}, plain(report.document)));
  return element("p", { class: "source" }, element("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, word("ui", "openLink")), " ", element("bdi", { class: "host" }, address.hostname));
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

function highlightKey(event) {
  const roles = new Set(event.reports.flatMap((report) => [...report.mentions.map(([role]) => role), ...(report.trigger ? ["trigger"] : [])]));
  const order = ["actor", "trigger", "target", "place", "time", "count", "source", "relay", "source-cue", "cue"].filter((role) => roles.has(role));
  return element("p", { class: "highlights", role: "group", "aria-label": word("ui", "highlight") },
    order.map((role) => element("mark", { class: "role-" + role + (role === "trigger" ? " type-" + event.type : "") }, word("role", role))));
}
