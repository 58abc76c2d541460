// Rows as CSV for spreadsheets: RFC 4180 with a byte order mark, without which Excel takes Arabic for Latin letters.

const FORMULA = /^[\s\u200b\u200e\u200f\ufeff]*[=+\-@＝＋－＠]|^[ \u00a0\u200b\u200e\u200f\ufeff]*[\t\r\n]/;
const FIGURE = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

// The text with an apostrophe before what a spreadsheet would run as a formula, as kg/tables.py does; figures stay figures.
function neutralised(text) {
  return FORMULA.test(text) && !FIGURE.test(text) ? "'" + text : text;
}

function csvCell(value) {
  const text = neutralised(String(value ?? ""));
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

function csvText(rows) {
  return "\ufeff" + rows.map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
}
