/** The base map: quiet paper and ink, so that colour is left for levels. No fonts and no outside server. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Scheme } from '../ui/levels';

/** Own vector tiles, and a background of pictures in place of the streets where the city sets one. */
export interface Base { tiles: string; minZoom: number; maxZoom: number; background?: { tiles: string; attribution: string } | null }

interface Inks { ground: string; city: string; minor: string; road: string; major: string; casing: string; bridge: string; border: string; gebied: string }

export const INKS: Record<Scheme, Inks> = {
  light: { ground: '#eae8e1', city: '#f4f3ef', minor: '#e2ded4', road: '#d5d0c3', major: '#d0cab9', casing: '#b3ac99', bridge: '#a39b86', border: '#cfc9da', gebied: '#aca4bd' },
  dark: { ground: '#0e1318', city: '#151b22', minor: '#202933', road: '#2b3642', major: '#3a4756', casing: '#0b0f14', bridge: '#52627a', border: '#2a3444', gebied: '#4b5672' },
};

const ex = (value: unknown): ExpressionSpecification => value as ExpressionSpecification;
/** Widths per class: pairs of a zoom and a width for each class in turn; the last is for all others. */
const byClass = (...stops: [number, Record<string, number>, number][]): ExpressionSpecification =>
  ex(['interpolate', ['exponential', 1.5], ['zoom'], ...stops.flatMap(([zoom, each, other]) => [zoom, ['match', ['get', 'class'], '', other, ...Object.entries(each).flat(), other]])]);
const of = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]];

/** One colour, written as data: a layer whose colour, width and clearness all come from data shares one shader with the others. */
const asData = (color: string): ExpressionSpecification => ex(['match', ['get', 'class'], '', color, color]);
/** What lies in a tunnel is drawn fainter. */
const CLEAR = ex(['case', ['to-boolean', ['get', 'tunnel']], 0.45, 1]);

/** A line as data. Compiling a shader takes longer than drawing it: all lines are made so that one serves. */
function lines(color: string | ExpressionSpecification, width: ExpressionSpecification): NonNullable<Extract<LayerSpecification, { type: 'line' }>['paint']> {
  return { 'line-color': typeof color === 'string' ? asData(color) : color, 'line-width': width, 'line-opacity': CLEAR };
}

function road(id: string, filter: FilterSpecification, color: string | ExpressionSpecification, width: ExpressionSpecification, more: { from?: number; round?: boolean } = {}): LayerSpecification {
  return {
    id, type: 'line', source: 'base', 'source-layer': 'streets', minzoom: more.from ?? 0, filter,
    ...(more.round ? { layout: { 'line-cap': 'round' as const, 'line-join': 'round' as const } } : {}),
    paint: lines(color, width),
  };
}

const MAIN = of('motorway', 'trunk', 'primary');

/** Few layers, each with its classes told apart by data: every layer costs a pass over every street of a tile. */
function streets(ink: Inks): LayerSpecification[] {
  const wide = { motorway: 1.8, trunk: 1.8 };
  return [
    road('paths', of('footway', 'cycleway', 'pedestrian', 'service'), ink.minor, byClass([14, { service: 0.8 }, 0.6], [18, { service: 6 }, 4]), { from: 14 }),
    road('minor', of('residential', 'tertiary', 'secondary'), ex(['match', ['get', 'class'], 'residential', ink.minor, ink.road]),
      byClass([9, { residential: 0.2, secondary: 0.5 }, 0.3], [12, { residential: 0.7, secondary: 1.6 }, 1.1], [15, { residential: 3.5, secondary: 6 }, 5], [18, { residential: 13, secondary: 19 }, 17])),
    road('main-case', MAIN, ink.casing, byClass([9, wide, 0.9], [12, { motorway: 4.8, trunk: 4.8 }, 3.4], [15, { motorway: 11.5, trunk: 11.5 }, 9], [18, { motorway: 30, trunk: 30 }, 25])),
    road('main', MAIN, ink.major, byClass([9, { motorway: 1.2, trunk: 1.2 }, 0.7], [12, { motorway: 3.2, trunk: 3.2 }, 2.2], [15, { motorway: 9, trunk: 9 }, 7], [18, { motorway: 26, trunk: 26 }, 22]), { round: true }),
    road('bridge', ['all', of('motorway', 'trunk', 'primary', 'secondary'), ['to-boolean', ['get', 'bridge']]] as FilterSpecification, ink.bridge,
      byClass([13, {}, 2.4], [15, {}, 5], [18, {}, 16]), { from: 13 }),
  ];
}

export function style(scheme: Scheme, base: Base | null, bounds: [number, number, number, number]): StyleSpecification {
  const ink = INKS[scheme];
  const ground: LayerSpecification = { id: 'ground', type: 'background', paint: { 'background-color': ink.ground } };
  if (!base) return { version: 8, sources: {}, layers: [ground] };
  const picture = base.background ?? null;
  const border = (id: string, level: string, color: string, width: ExpressionSpecification, from: number, dash?: number[]): LayerSpecification => ({
    id, type: 'line', source: 'base', 'source-layer': 'areas', minzoom: from, filter: ['==', ['get', 'level'], level],
    layout: { 'line-join': 'round' },
    paint: { ...lines(color, width), ...(dash ? { 'line-dasharray': dash } : {}) },
  });
  return {
    version: 8,
    sources: {
      ...(picture ? { picture: { type: 'raster', tiles: [picture.tiles], tileSize: 256 } as const } : {}),
      base: {
        type: 'vector', tiles: [new URL(base.tiles, location.origin).href.replaceAll('%7B', '{').replaceAll('%7D', '}')],
        minzoom: base.minZoom, maxzoom: base.maxZoom, bounds, promoteId: { areas: 'id' },
      },
    },
    layers: [
      ground,
      ...(picture ? [{ id: 'picture', type: 'raster', source: 'picture', paint: { 'raster-saturation': -0.6, 'raster-opacity': scheme === 'dark' ? 0.35 : 0.7 } } as LayerSpecification] : []),
      { id: 'city', type: 'fill', source: 'base', 'source-layer': 'areas', filter: ['==', ['get', 'level'], 'gemeente'], paint: { 'fill-antialias': false, 'fill-color': ink.city, 'fill-opacity': picture ? 0 : 1 } },
      border('buurten', 'buurt', ink.border, byClass([12, {}, 0.6], [15, {}, 1.2]), 12.2, [3, 2]),
      border('gebieden', 'gebied', ink.gebied, byClass([9, {}, 0.6], [13, {}, 1.4], [16, {}, 2]), 9),
      ...(picture ? [] : streets(ink)),
    ],
    transition: { duration: 150, delay: 0 },
  };
}
