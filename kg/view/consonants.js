// What a name sounds like, for names that have no Latin spelling of their own, and for those of which there are many:
// its consonants in one script, so that "Hasakah" meets «الحسكة» and "Qamishlo" «القامشلي». Search asks for it last.

const DIGRAPHS = { sh: "c", ch: "c", kh: "x", gh: "g", th: "s", dh: "z", ph: "f", dj: "j", ck: "k" };
const SOUNDS = {
  "ب": "b", "پ": "b", p: "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "ح": "h", "ه": "h", "خ": "x", "د": "d", "ض": "d", "ذ": "z", "ز": "z", "ظ": "z", "ر": "r",
  "ش": "c", "چ": "c", "غ": "g", "ف": "f", "ڤ": "f", v: "f", "ق": "k", "ك": "k", q: "k", "ل": "l", "م": "m", "ن": "n",
};
const SILENT = new Set(Array.from("اوييعئؤaeiouwy"));
const FEWEST = 3; // consonants, below which too many names sound alike

// Of a folded name, word by word: «حسكه» and "hasakah" are "hsk"; doubled letters count once, an h at the end not at all.
function soundOf(form) {
  return form.split(" ").map(soundOfWord).filter(Boolean).join(" ");
}

function soundOfWord(text) {
  const single = text.replace(/sh|ch|kh|gh|th|dh|ph|dj|ck/g, (pair) => DIGRAPHS[pair]).replace(/([^\d])\1+/g, "$1").replace(/(?<=.)[hه]$/, "");
  return Array.from(single).filter((letter) => !SILENT.has(letter)).map((letter) => SOUNDS[letter] ?? letter).join("");
}

// The sounds of what is written, or null if they are too few to tell names apart.
function soundWanted(wanted) {
  const sound = soundOf(wanted);
  return sound.replaceAll(" ", "").length >= FEWEST ? sound : null;
}
