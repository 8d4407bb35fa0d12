// MapLibre ships its page half and its worker half as two files that each hold the shared third. Built from its own
// sources in one graph, both halves share that part: 112 kB gzipped less. `virtual:map-worker` is the worker's address.
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ID = 'virtual:map-worker';
const FIRST = ['ControlRoom', 'Dialog', 'Skeleton', 'sentences-nl', 'maplibre-gl/src/index.ts', 'maplibre-gl/src/util/util.ts'];
const source = (path: string): string => fileURLToPath(new URL(`node_modules/maplibre-gl/src/${path}`, import.meta.url));

export function mapWorker(): Plugin {
  let building = false;
  let worker = '';
  return {
    name: 'map-worker',
    enforce: 'pre',
    config: (_, { command }) => {
      building = command === 'build';
      if (!building) return {};
      return {
        resolve: { alias: [{ find: /^maplibre-gl$/, replacement: source('index.ts') }] },
        // MapLibre's classes set fields in a parent's constructor: a bare declaration below must not undo that.
        oxc: { assumptions: { setPublicClassFields: true }, typescript: { removeClassFieldsWithoutInitializer: true } },
      };
    },
    // The first screen's parts are named in the page, so that they are not found one after another.
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) =>
        Object.values(bundle ?? {}).flatMap((part) => {
          const wanted = part.type === 'chunk' && !part.isEntry && FIRST.some((name) => part.name === name || part.moduleIds.some((id) => id.endsWith(name)));
          const href = `/${part.fileName}`;
          return wanted && !html.includes(href) ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href }, injectTo: 'head' as const }] : [];
        }),
    },
    buildStart() {
      if (building) worker = this.emitFile({ type: 'chunk', id: source('source/worker.ts'), name: 'map-worker' });
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      return building
        ? `export default import.meta.ROLLUP_FILE_URL_${worker};`
        : `export { default } from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';`;
    },
  };
}
