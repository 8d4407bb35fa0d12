// Weighs the built JavaScript, gzipped: what any one page loads is at most 600 kB (docs/adr/0009). Prints each page.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 600;
const folder = new URL('../../src/stadsbeeld/web/static/', import.meta.url);
const list = new URL('.vite/manifest.json', folder);
if (!existsSync(list)) {
  console.error('Nothing is built yet. Run: npm run build');
  process.exit(1);
}
const parts = JSON.parse(readFileSync(list, 'utf8'));
const isPage = (id) => id.endsWith('.svelte');
const weigh = (file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length / 1000;
// The worker of the map is a file of its own that no part imports by name.
const workers = Object.keys(parts).filter((id) => parts[id].isEntry && id !== 'index.html');

/** All that comes along with a part, also what it fetches later; but no other page, and one language of sentences. */
function reached(id, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const next of parts[id].imports ?? []) reached(next, found);
  for (const next of parts[id].dynamicImports ?? []) if (!isPage(next) && !next.includes('sentences-en')) reached(next, found);
  if (id.includes('maplibre-gl')) for (const worker of workers) reached(worker, found);
  return found;
}
const sum = (ids) => [...new Set([...ids].map((id) => parts[id].file))].filter((file) => /\.m?js$/.test(file)).reduce((total, file) => total + weigh(file), 0);
/** The pages that a page lies in: a view of an instrument comes with the instrument's frame. */
const around = (page) => Object.keys(parts).filter((id) => isPage(id) && (parts[id].dynamicImports ?? []).includes(page));

const entry = reached('index.html');
const pages = Object.keys(parts)
  .filter(isPage)
  .map((id) => ({ id, kb: sum([entry, reached(id), ...around(id).map((frame) => reached(frame))].flatMap((set) => [...set])) }))
  .sort((a, b) => b.kb - a.kb);
for (const { id, kb } of pages) console.log(`${kb.toFixed(1).padStart(8)} kB gz  ${id.replace('src/', '')}`);
const start = readFileSync(new URL('index.html', folder), 'utf8').match(/assets\/[^"]+\.js/g) ?? [];
const first = start.filter((path) => !path.includes('maplibre')).reduce((total, path) => total + weigh(path), 0);
console.log(`${sum(Object.keys(parts)).toFixed(1).padStart(8)} kB gz  in all; at most ${LIMIT_KB} a page; ${first.toFixed(1)} kB is the first screen's own, MapLibre beside it`);
process.exit(pages.some(({ kb }) => kb > LIMIT_KB) ? 1 : 0);
