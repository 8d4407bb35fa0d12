/** MapLibre in its own part. Under Vite it draws nothing unless its worker is handed to it by address. */
import workerUrl from 'virtual:map-worker';

export async function loadMapLibre(): Promise<typeof import('maplibre-gl')> {
  const lib = await import('maplibre-gl');
  lib.setWorkerUrl(workerUrl);
  lib.prewarm();
  return lib;
}
