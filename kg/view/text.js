// Words, names, dates and figures in the chosen language. Data become text here, and text only.

// Marks that reorder or hide text have no place in a name; a name is isolated from its surroundings instead.
const REORDERING = /[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LETTERS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك" };

function plain(text) {
  return String(text ?? "").replace(REORDERING, "");
}

function isolate(text) {
  return "\u2068" + plain(text) + "\u2069";
}

function word(group, key) {
  return data.words[state.lang][group]?.[key] ?? plain(key);
}

function phrase(key, values) {
  return filled(word("ui", key), values);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function nameOf(entity) {
  const names = state.lang === "ar" ? [entity.ar, entity.en] : [entity.en, entity.ar];
  return plain(names.find(Boolean) ?? decodeURIComponentSafely(entity.id.split("/").pop()));
}

function decodeURIComponentSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isArabic(text) {
  return /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufeff]/.test(text);
}

function shortened(text, longest) {
  const letters = Array.from(text);
  return letters.length > longest ? letters.slice(0, longest - 1).join("").trimEnd() + "…" : text;
}

// «٣» and Persian «۳» as 3; undefined for anything else.
function figureOf(letter) {
  const code = letter.codePointAt(0), zero = [0x660, 0x6f0].find((start) => code >= start && code <= start + 9);
  return zero === undefined ? undefined : String(code - zero);
}

// The form under which spellings meet: hamza, vowel signs, article, accents, apostrophes and shapes of figures aside.
// An article counts as one if enough letters follow: two in a name, one in what is still being typed.
function folded(text, typing = false) {
  const article = typing ? /^(وال|بال|ال)(?=.)/ : /^(وال|بال|ال)(?=..)/;
  const bare = plain(text).normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621'’‘`ʿʾ]/g, "").toLowerCase();
  const letters = Array.from(bare.normalize("NFC"), (letter) => LETTERS[letter] ?? figureOf(letter) ?? letter).join("");
  return letters.split(/[\s\-_.,،()«»"]+/).map((part) => part.replace(article, "")).filter((part) => part && !["al", "el", "the"].includes(part)).join(" ");
}

function day(iso, options) {
  const moment = new Date(iso + "T00:00:00Z");
  const locale = state.lang === "ar" ? "ar-SY-u-nu-latn-ca-gregory" : "en-GB";
  return Number.isNaN(moment.getTime()) ? plain(iso) : new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(moment);
}

// An EDTF value as precise as it is known, never more.
function edtfText(edtf) {
  const [first, last] = plain(edtf).split("/");
  if (last !== undefined) return [first, last].map((part) => (part && part !== ".." ? edtfText(part) : "…")).join(" – ");
  if (/^\d{4}-\d\d-\d\d$/.test(first)) return day(first, { day: "numeric", month: "long", year: "numeric" });
  if (/^XXXX-\d\d-\d\d$/.test(first)) return day("2000" + first.slice(4), { day: "numeric", month: "long" }) + " (" + word("ui", "unknownYear") + ")";
  if (/^XXXX-\d\d$/.test(first)) return day("2000" + first.slice(4) + "-01", { month: "long" }) + " (" + word("ui", "unknownYear") + ")";
  if (/^\d{4}-2[1-4]$/.test(first)) return word("season", first.slice(5)) + " " + first.slice(0, 4);
  if (/^\d{4}-\d\d$/.test(first)) return day(first + "-01", { month: "long", year: "numeric" });
  return first;
}

function dateText(event) {
  if (event.date) return edtfText(event.date);
  return event.words ? "«" + isolate(event.words) + "»" : word("ui", "noDate");
}

function countText([kind, low, high, exactness]) {
  const figure = high !== null && high !== low && exactness !== "at-least" ? low + "–" + high : String(exactness === "at-most" ? high ?? low : low);
  return word("count", kind) + ": " + word("exactness", exactness).replace("{n}", figure);
}

// An element with attributes and children; children that are not elements become text, whatever they contain.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) actOn(made, key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== 0));
  return made;
}

// What an element does stands in `acts`, so that one that stays in the page can take over what a fresh one would do (morph.js).
function actOn(made, type, act) {
  made.acts ??= {};
  if (!made.acts[type]) made.addEventListener(type, (event) => made.acts[type]?.(event));
  made.acts[type] = act;
}

function takeActs(old, fresh) {
  for (const type of Object.keys(old.acts ?? {})) if (!fresh.acts?.[type]) old.acts[type] = null;
  for (const [type, act] of Object.entries(fresh.acts ?? {})) actOn(old, type, act);
}

function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, label);
}
