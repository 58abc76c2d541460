// The network as a picture to keep: PNG at twice the size, or SVG whose text stays text.

// A pen with the methods of a canvas' context that `shapes.js` and `labels.js` use, writing SVG instead.
class SvgPen {
  constructor(width, height) {
    this.isPicture = true;
    this.svg = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, direction: document.documentElement.dir });
    this.path = [];
    this.dashes = [];
    Object.assign(this, { globalAlpha: 1, lineCap: "butt", lineJoin: "miter" });
  }

  add(tag, attributes, text) { this.svg.append(svgElement(tag, attributes, text)); }
  beginPath() { this.path = []; }
  moveTo(x, y) { this.path.push("M" + short(x) + " " + short(y)); }
  lineTo(x, y) { this.path.push("L" + short(x) + " " + short(y)); }
  closePath() { this.path.push("Z"); }
  quadraticCurveTo(cx, cy, x, y) { this.path.push("Q" + [cx, cy, x, y].map(short).join(" ")); }
  setLineDash(dashes) { this.dashes = dashes; }

  // Whole circles only: the page draws no others.
  arc(x, y, radius) {
    const turn = (to) => `A${short(radius)} ${short(radius)} 0 1 1 ${short(to)} ${short(y)}`;
    this.path.push(`M${short(x - radius)} ${short(y)}`, turn(x + radius), turn(x - radius), "Z");
  }

  fill() { this.add("path", { d: this.path.join(""), fill: this.fillStyle, opacity: short(this.globalAlpha) }); }

  stroke() {
    const dashes = this.dashes.length ? { "stroke-dasharray": this.dashes.join(" ") } : {};
    this.add("path", { d: this.path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-linecap": this.lineCap, opacity: short(this.globalAlpha), ...dashes });
  }

  strokeText() {} // the halo comes with the text: see fillText

  fillText(text, x, y) {
    const [, weight, size, family] = /^(\d+) ([\d.]+)px (.*)$/.exec(this.font);
    const halo = { stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round", "paint-order": "stroke" };
    this.add("text", { x: short(x), y: short(y), "text-anchor": "middle", "dominant-baseline": "central", direction: this.direction, "font-weight": weight, "font-size": size, "font-family": family, fill: this.fillStyle, opacity: short(this.globalAlpha), ...halo }, plain(text));
  }
}

function short(value) {
  return String(Math.round(value * 100) / 100);
}

function svgDrawing() {
  const pen = new SvgPen(camera.width, camera.height);
  pen.add("title", {}, plain(data.title));
  pen.add("rect", { width: camera.width, height: camera.height, fill: palette.paper });
  drawScene(pen, camera);
  return pen.svg;
}

function svgPicture() {
  return new XMLSerializer().serializeToString(svgDrawing());
}

function saveSvg() {
  save(new Blob([svgPicture()], { type: "image/svg+xml" }), fileName() + ".svg");
}

function savePng() {
  const ratio = drawing.ratio;
  const canvas = element("canvas", { width: Math.round(camera.width * 2), height: Math.round(camera.height * 2) }), pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, camera.width, camera.height);
  drawing.ratio = 2;
  drawScene(pen, camera);
  drawing.ratio = ratio;
  canvas.toBlob((blob) => save(blob, fileName() + ".png"), "image/png");
}

// Hands a file made in the page to the reader; nothing is asked of any network.
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function fileName() {
  return plain(data.title).replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60) || "khabar";
}
