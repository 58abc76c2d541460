"""The pictures of the page in docs/, anew from the sample articles: `python tools/screenshots.py` (needs Chromium).

Each is taken as a reader would see it and then given a palette of 64 colours, so that all together stay small enough for a repository.
"""

import base64
import json
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
LARGEST = 150_000  # bytes
# name: width, height, address
PICTURES = {
    "page-arabic-light": (1440, 900, "#lang=ar&theme=light"),
    "page-english-dark": (1440, 900, "#lang=en&theme=dark"),
    "page-evidence": (1440, 900, "#lang=ar&theme=light&selection=event:{event}"),
    "page-map": (1440, 900, "#lang=en&theme=light&tab=map"),
    "page-phone": (390, 844, "#lang=ar&theme=light"),
}
# In the page, for there a PNG can be decoded: the colours that occur most, and for each pixel the nearest of them.
_PALETTE = """async ([png, most]) => {
    const bitmap = await createImageBitmap(await (await fetch(png)).blob());
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    const dots = pen.getImageData(0, 0, bitmap.width, bitmap.height).data, counts = new Map(), keys = new Uint32Array(dots.length / 4);
    for (let at = 0; at < keys.length; at += 1) {
        const key = (dots[4 * at] & 0xf8) << 16 | (dots[4 * at + 1] & 0xf8) << 8 | dots[4 * at + 2] & 0xf8;
        keys[at] = key;
        const sum = counts.get(key) ?? [0, 0, 0, 0];
        for (let part = 0; part < 3; part += 1) sum[part] += dots[4 * at + part];
        sum[3] += 1;
        counts.set(key, sum);
    }
    const mean = (sum) => sum.slice(0, 3).map((part) => Math.round(part / sum[3]));
    const apart = (a, b) => a.reduce((far, part, at) => far + (part - b[at]) ** 2, 0), chosen = [];
    const waiting = [...counts.values()].sort((a, b) => b[3] - a[3]).map((sum) => ({ colour: mean(sum), weight: Math.sqrt(sum[3]), far: Infinity }));
    while (chosen.length < most && waiting.length) {
        const best = waiting.reduce((one, other) => (other.weight * Math.min(other.far, 4000) > one.weight * Math.min(one.far, 4000) ? other : one));
        chosen.push(best.colour);
        for (const one of waiting) one.far = Math.min(one.far, apart(one.colour, best.colour));
    }
    const nearest = new Map();
    for (const [key, sum] of counts) {
        const colour = mean(sum);
        nearest.set(key, chosen.reduce((best, one, at) => (apart(one, colour) < apart(chosen[best], colour) ? at : best), 0));
    }
    const numbers = Array.from(keys, (key) => String.fromCharCode(nearest.get(key))).join("");
    return { width: bitmap.width, height: bitmap.height, palette: chosen, dots: numbers };
}"""


def main() -> None:
    """Writes docs/page-*.png. Ends with a message if one is too large."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        graph = _sample_graph(Path(folder))
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        for name, (width, height, address) in PICTURES.items():
            picture = _picture(browser, graph, width, height, address)
            (ROOT / "docs" / f"{name}.png").write_bytes(picture)
            print(f"docs/{name}.png {len(picture):,} bytes")
            if len(picture) > LARGEST:
                sys.exit(f"docs/{name}.png has {len(picture):,} bytes, more than {LARGEST:,}: take fewer colours")
        browser.close()


def _sample_graph(folder: Path) -> Path:
    _kg("build", ROOT / "examples", "--manifest", ROOT / "examples" / "manifest.csv", "-o", folder / "graph")
    return folder / "graph"


def _kg(*arguments: object) -> None:
    from click.testing import CliRunner

    from cli import main as kg

    result = CliRunner().invoke(kg, list(map(str, arguments)))
    if result.exit_code:
        sys.exit(result.output)


def _picture(browser: Any, graph: Path, width: int, height: int, address: str) -> bytes:
    page_file = graph.parent / "page.html"
    _kg("view", "-g", graph, "-o", page_file, "--lang", "en" if "lang=en" in address else "ar")
    context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=width < 800, has_touch=width < 800, reduced_motion="reduce")
    page = context.new_page()
    page.goto(page_file.as_uri() + address.format(event=_surest(page_file.read_text(encoding="utf-8"))))
    page.wait_for_function("window.khabar?.drawnAt() > 0")
    page.evaluate("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))")
    found = _with_palette(browser, page.screenshot())
    context.close()
    return found


def _surest(text: str) -> str:
    """The id of the event with the highest belief."""
    start = text.index('id="khabar-data">') + len('id="khabar-data">')
    data = json.loads(text[start : text.index("</script>", start)])
    return str(max(data["events"], key=lambda row: (row[3], row[0]))[0])


def _with_palette(browser: Any, png: bytes) -> bytes:
    """The PNG with a palette of 64 colours."""
    blank = browser.new_page()
    found = blank.evaluate(_PALETTE, ["data:image/png;base64," + base64.b64encode(png).decode(), 64])
    blank.close()
    width, height, dots = found["width"], found["height"], found["dots"].encode("latin-1")
    rows = b"".join(b"\0" + dots[width * row : width * (row + 1)] for row in range(height))
    palette = bytes(part for colour in found["palette"] for part in colour)
    blocks = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_block(*block) for block in blocks)


def _block(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    main()
