// Makes src/api/schema.d.ts from openapi.json; with --check says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../openapi.json', import.meta.url);
const target = new URL('../src/api/schema.d.ts', import.meta.url);
if (!existsSync(source)) {
  console.error('web/openapi.json is missing: write it from the server with `make types`.');
  process.exit(1);
}
const made = '// Made by `npm run types` from openapi.json. Do not edit.\n' + astToString(await openapiTS(source));
if (!process.argv.includes('--check')) {
  writeFileSync(target, made);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== made) {
  console.error('src/api/schema.d.ts is out of date. Run: npm run types');
  process.exit(1);
}
