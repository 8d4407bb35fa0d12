"""First map idle of the control room, against a bare MapLibre page with the same tiles, in the same Chromium.

The control room is the real demonstration (sign-in, state of 610 places, time line, live events). The peer is a page of
thirty lines on the same machine: MapLibre, the same vector tiles from the same code, the streets as one line layer, no
places, no list. Both are opened in turns in a fresh browser context (nothing cached), with warm tile caches; the time
is from the start of the navigation to the first `idle` of the map. The ratio is of the medians.

    python benchmarks/front_end.py [--turns 7]
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from stadsbeeld.runtime.packs import read
from stadsbeeld.store.tiles import Tiles

ROOT = Path(__file__).parents[1]
MAPLIBRE = ROOT / "web" / "node_modules" / "maplibre-gl" / "dist"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
BARE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/lib/maplibre-gl.css">
<style>html, body, #map { margin: 0; height: 100% }</style><div id="map"></div><script type="module">
import * as lib from '/lib/maplibre-gl.mjs';
lib.setWorkerUrl('/lib/maplibre-gl-worker.mjs');
const map = new lib.Map({ container: 'map', center: CENTRE, zoom: ZOOM, style: { version: 8,
  sources: { base: { type: 'vector', tiles: [location.origin + '/tiles/{z}/{x}/{y}'], minzoom: 8, maxzoom: 16 } },
  layers: [ { id: 'ground', type: 'background', paint: { 'background-color': '#eee' } },
    { id: 'streets', type: 'line', source: 'base', 'source-layer': 'streets', paint: { 'line-color': '#bbb' } } ] } });
map.once('idle', () => { window.idleAt = performance.now(); });
</script>"""
WATCH = """new MutationObserver(() => {
  if (!window.idleAt && document.querySelector('[data-map-idle="true"]')) window.idleAt = performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ['data-map-idle'] });"""


def bare_server(tiles: Tiles, page: str) -> ThreadingHTTPServer:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, body = self.found()
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def found(self) -> tuple[str, bytes | None]:
            if self.path == "/":
                return "text/html", page.encode()
            if match := re.fullmatch(r"/tiles/(\d+)/(\d+)/(\d+)", self.path):
                return "application/vnd.mapbox-vector-tile", tiles.tile(*map(int, match.groups()))
            file = MAPLIBRE / Path(self.path).name
            kind = "text/css" if file.suffix == ".css" else "text/javascript"
            return kind, file.read_bytes() if file.is_file() else None

        def log_message(self, format: str, *args: object) -> None:
            """The benchmark prints what matters."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Answer)


def demo() -> tuple[subprocess.Popen[str], str]:
    command = [str(Path(sys.executable).parent / "stadsbeeld"), "demo", "--port", "0", "--speed", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, found[0]
    raise SystemExit("the demonstration did not start")


def idle_ms(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    # A function and not a sentence: the strict policy of the control room evaluates no text.
    page.wait_for_function("() => window.idleAt > 0", timeout=60_000)
    found: float = page.evaluate("() => window.idleAt")
    context.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7)
    turns = parser.parse_args().turns
    pack = read("rotterdam")
    page = BARE.replace("CENTRE", str(list(pack.city.centre))).replace("ZOOM", str(pack.city.zoom))
    with tempfile.TemporaryDirectory() as cache, sync_playwright() as driver:
        tiles = Tiles(pack.streets_path, pack.areas_path, Path(cache))
        server = bare_server(tiles, page)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        process, room = demo()
        chromium = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        bare = f"http://127.0.0.1:{server.server_port}/"
        try:
            idle_ms(browser, bare), idle_ms(browser, room)  # tile caches warm up
            pairs = [(idle_ms(browser, bare), idle_ms(browser, room)) for _ in range(turns)]
            version = browser.version
        finally:
            browser.close()
            process.terminate()
            process.wait()
            server.shutdown()
    bare_ms, room_ms = median(one for one, _ in pairs), median(two for _, two in pairs)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Chromium {version}, software WebGL, {turns} turns")
    print(f"bare MapLibre page {bare_ms:,.0f} ms, control room {room_ms:,.0f} ms: ratio {room_ms / bare_ms:.2f}")


if __name__ == "__main__":
    main()
