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

const widths = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as unknown as ExpressionSpecification;
const of = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]];

function road(id: string, filter: FilterSpecification, color: string, width: ExpressionSpecification, more: object = {}, from = 0): LayerSpecification {
  return {
    id, type: 'line', source: 'base', 'source-layer': 'streets', minzoom: from, filter,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width, ...more },
  };
}

const tunnel: ExpressionSpecification = ['case', ['to-boolean', ['get', 'tunnel']], 0.45, 1];

function streets(ink: Inks): LayerSpecification[] {
  const main = widths(9, 1.2, 12, 3.2, 15, 9, 18, 26);
  const mainCase = widths(9, 1.8, 12, 4.8, 15, 11.5, 18, 30);
  const primary = widths(9, 0.7, 12, 2.2, 15, 7, 18, 22);
  const primaryCase = widths(9, 0.8, 12, 3.4, 15, 9, 18, 25);
  const opacity = { 'line-opacity': tunnel };
  return [
    road('paths', of('footway', 'cycleway', 'pedestrian'), ink.minor, widths(14, 0.6, 18, 4), {}, 14),
    road('service', of('service'), ink.minor, widths(14, 0.8, 18, 6), {}, 14),
    road('residential', of('residential'), ink.minor, widths(11, 0.4, 13, 1.1, 15, 3.5, 18, 13), {}, 11),
    road('tertiary', of('tertiary'), ink.road, widths(10, 0.5, 12, 1.1, 15, 5, 18, 17), opacity),
    road('secondary', of('secondary'), ink.road, widths(9, 0.5, 12, 1.6, 15, 6, 18, 19), opacity),
    road('primary-case', of('primary'), ink.casing, primaryCase, { ...opacity, 'line-opacity': 0.7 }, 11),
    road('primary', of('primary'), ink.major, primary, opacity),
    road('motorway-case', of('motorway', 'trunk'), ink.casing, mainCase, opacity),
    road('motorway', of('motorway', 'trunk'), ink.major, main, opacity),
    road('bridge', ['all', of('motorway', 'trunk', 'primary', 'secondary'), ['to-boolean', ['get', 'bridge']]] as FilterSpecification, ink.bridge,
      widths(9, 0.6, 12, 1.6, 15, 5, 18, 16), { 'line-opacity': 0.55 }, 11),
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
    paint: { 'line-color': color, 'line-width': width, ...(dash ? { 'line-dasharray': dash } : {}) },
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
      { id: 'city', type: 'fill', source: 'base', 'source-layer': 'areas', filter: ['==', ['get', 'level'], 'gemeente'], paint: { 'fill-color': ink.city, 'fill-opacity': picture ? 0 : 1 } },
      border('buurten', 'buurt', ink.border, widths(11, 0.6, 15, 1.2), 11.5, [3, 2]),
      border('gebieden', 'gebied', ink.gebied, widths(9, 0.6, 13, 1.4, 16, 2), 9),
      ...(picture ? [] : streets(ink)),
    ],
    transition: { duration: 150, delay: 0 },
  };
}
