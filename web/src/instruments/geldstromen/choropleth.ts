/** A map of classes: one hue from light to dark, borders in ink, uncertainty and what is withheld as patterns. */
import type { Map as MapLibre } from 'maplibre-gl';
import type * as GeoJSON from 'geojson';
import type { Scheme } from '../../ui/levels';

/** Five steps of one blue; on a dark ground more is lighter, so that more always stands out more. */
export const CLASSES: Record<Scheme, [string, string, string, string, string]> = {
  light: ['#eaf1f9', '#bfd4ec', '#8bb0db', '#4f83c1', '#1f4e8c'],
  dark: ['#1d2c40', '#2c4a70', '#4571a6', '#6c9bd6', '#a9ccff'],
};
const NONE: Record<Scheme, string> = { light: '#f4f3ef', dark: '#151b22' };
const INK: Record<Scheme, string> = { light: '#4c5661', dark: '#b3bdc8' };

type Ring = [number, number][];
interface Shape { geometry: { [name: string]: unknown } }

function positions(shapes: Shape[]): Ring {
  const found: Ring = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') found.push(part as [number, number]);
    else part.forEach(walk);
  };
  for (const { geometry } of shapes) walk(geometry['coordinates']);
  return found;
}

/** The box around all shapes, its middle, and the zoom at which it fits 600 px; null where there are none. */
export function around(shapes: Shape[]): { bounds: [number, number, number, number]; centre: [number, number]; zoom: number } | null {
  const at = positions(shapes);
  if (at.length === 0) return null;
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of at) {
    [w, s, e, n] = [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)];
  }
  const wide = Math.max(e - w, (n - s) / Math.cos((s * Math.PI) / 180), 0.01);
  return { bounds: [w, s, e, n], centre: [(w + e) / 2, (s + n) / 2], zoom: Math.log2((360 * 600) / (512 * wide)) - 0.15 };
}

function pattern(map: MapLibre, name: string, draw: (ctx: CanvasRenderingContext2D) => void): void {
  if (map.hasImage(name)) return;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 12;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  draw(ctx);
  map.addImage(name, ctx.getImageData(0, 0, 12, 12), { pixelRatio: 2 });
}

/** Draws the wijken anew with these bounds of the classes. `data`: features with `value`, `hatched` and `mark`. */
export function paint(map: MapLibre, data: GeoJSON.FeatureCollection, bounds: number[], scheme: Scheme): void {
  const colours = CLASSES[scheme];
  const steps = bounds.flatMap((bound, index) => [bound, colours[index + 1] ?? colours[4]]);
  const colour = ['case', ['==', ['get', 'value'], null], NONE[scheme], bounds.length ? ['step', ['get', 'value'], colours[0], ...steps] : colours[0]];
  pattern(map, 'geld-uncertain', (ctx) => {
    ctx.strokeStyle = INK[scheme];
    for (const x of [-12, 0, 12]) { ctx.moveTo(x, 12); ctx.lineTo(x + 12, 0); }
    ctx.stroke();
  });
  pattern(map, 'geld-withheld', (ctx) => {
    ctx.fillStyle = INK[scheme];
    for (const [x, y] of [[3, 3], [9, 9]] as const) { ctx.beginPath(); ctx.arc(x, y, 1.4, 0, 7); ctx.fill(); }
  });
  if (!map.getSource('wijken')) map.addSource('wijken', { type: 'geojson', data });
  if (!map.getLayer('geld-fill')) {
    map.addLayer({ id: 'geld-fill', type: 'fill', source: 'wijken', paint: { 'fill-color': colour as never } });
    map.addLayer({ id: 'geld-hatch', type: 'fill', source: 'wijken', filter: ['==', ['get', 'hatched'], true], paint: { 'fill-pattern': 'geld-uncertain' } });
    map.addLayer({ id: 'geld-dots', type: 'fill', source: 'wijken', filter: ['==', ['get', 'value'], null], paint: { 'fill-pattern': 'geld-withheld' } });
    map.addLayer({ id: 'geld-border', type: 'line', source: 'wijken', paint: { 'line-color': INK[scheme], 'line-width': 0.8 } });
  } else {
    map.setPaintProperty('geld-fill', 'fill-color', colour as never);
  }
}
