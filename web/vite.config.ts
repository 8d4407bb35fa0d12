import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mapWorker } from './map-worker.ts';

const server = process.env['STADSBEELD_SERVER'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [mapWorker(), svelte()],
  resolve: {
    alias: { $locales: fileURLToPath(new URL('../src/stadsbeeld/locales', import.meta.url)) },
  },
  build: {
    target: 'es2022',
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What each page loads, for scripts/size.mjs.
    manifest: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // The first screen in few parts: the runtime, the sentences' reader, api and ui travel together.
        codeSplitting: { groups: [{ name: 'start', test: /node_modules\/(svelte|@fluent|esm-env|clsx)\/|web\/src\/(api|ui)\/(?!sentences|Dialog|Skeleton)/ }] },
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('maplibre-gl/src/')) ? 'assets/maplibre-[hash].js' : moduleIds.some((id) => id.includes('/echarts/')) ? 'assets/echarts-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  server: { fs: { allow: ['..'] }, proxy: { '/v1': server, '/theme.css': server } },
  test: { include: ['src/**/*.test.ts'], environment: 'node', css: { include: [/tokens/] } },
});
