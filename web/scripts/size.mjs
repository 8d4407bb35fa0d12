// Weighs the built JavaScript, gzipped: at most 600 kB in all. Prints each part.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 600;
const folder = new URL('../../src/stadsbeeld/web/static/assets/', import.meta.url);
if (!existsSync(folder)) {
  console.error('Nothing is built yet. Run: npm run build');
  process.exit(1);
}
const weigh = (name) => gzipSync(readFileSync(new URL(name, folder)), { level: 9 }).length / 1000;
const parts = readdirSync(folder)
  .filter((name) => /\.m?js$/.test(name))
  .map((name) => ({ name, kb: weigh(name) }))
  .sort((a, b) => b.kb - a.kb);
for (const { name, kb } of parts) console.log(`${kb.toFixed(1).padStart(8)} kB gz  ${name}`);
const total = parts.reduce((sum, part) => sum + part.kb, 0);
const start = readFileSync(new URL('../index.html', folder), 'utf8').match(/assets\/[^"]+\.js/g) ?? [];
const own = start.filter((path) => !path.includes('maplibre'));
const first = own.reduce((sum, path) => sum + weigh(path.replace('assets/', '')), 0);
console.log(`${total.toFixed(1).padStart(8)} kB gz  in all (limit ${LIMIT_KB}); ${first.toFixed(1)} kB is the first screen's own, MapLibre beside it`);
process.exit(total > LIMIT_KB ? 1 : 0);
