/** Where to write the name of an area: the middle of its pieces in the tiles that are loaded. */
import type { Position } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';

export interface Centre { id: string; title: string; lon: number; lat: number; size: number }

/** Signed area and centroid of a ring (shoelace), in degrees: good enough to place a word. */
function ringCentre(ring: Position[]): [number, number, number] {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area === 0 ? [0, 0, 0] : [x / (3 * area), y / (3 * area), Math.abs(area / 2)];
}

export function centres(map: MapLibre, level: string): Centre[] {
  const found = new Map<string, Centre>();
  const features = map.querySourceFeatures('base', { sourceLayer: 'areas', filter: ['==', ['get', 'level'], level] });
  for (const feature of features) {
    const shape = feature.geometry;
    const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
    const id = String(feature.properties['id']);
    for (const [outer] of polygons) {
      const [lon, lat, size] = ringCentre(outer ?? []);
      const sofar = found.get(id) ?? { id, title: String(feature.properties['title']), lon: 0, lat: 0, size: 0 };
      const total = sofar.size + size;
      if (total === 0) continue;
      found.set(id, {
        ...sofar, size: total,
        lon: (sofar.lon * sofar.size + lon * size) / total,
        lat: (sofar.lat * sofar.size + lat * size) / total,
      });
    }
  }
  return [...found.values()];
}
