/** The layers of this instrument on the map. Colour is for level alone. */
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Feature, FeatureCollection } from 'geojson';
import type { Area, Incidents } from '../../api/types';
import { centres } from '../../map/centres';
import { chanceDisc, dashedDisc, hatchedDisc, hatchedFill, letter, sign, words } from '../../map/images';
import { COLOURS, letterColour, LEVELS, type Scheme } from '../../ui/levels';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Stroke drawings in a square of 24 units. */
export const SIGNS: Record<string, string> = {
  accident: 'M12 4v9M12 19v.5',
  obstruction: 'M5 12h14',
  roadworks: 'M4 20l7-7M9 6c4-3 8 0 10 4l-4 4c-2-4-4-4-6-8z',
  'bridge-open': 'M3 20h18M5 20l6-12M19 20L13 8',
};

const ex = (value: unknown): ExpressionSpecification => value as ExpressionSpecification;
const colourOf = (scheme: Scheme, property: unknown): ExpressionSpecification =>
  ex(['match', property, ...LEVELS.flatMap((level) => [level, COLOURS[scheme][level]]), COLOURS[scheme].unknown]);
const grown = (value: unknown, plus = 0): ExpressionSpecification =>
  ex(['interpolate', ['linear'], ['zoom'], 9, ['+', ['*', 0.62, value], plus], 12, ['+', value, plus], 16, ['+', ['*', 1.9, value], plus]]);

function drawImages(map: MapLibre, scheme: Scheme): void {
  const [ink, paper] = scheme === 'dark' ? ['#e9edf1', '#1b222b'] : ['#1d242c', '#ffffff'];
  for (const level of LEVELS) {
    letter(map, `letter-${level}`, level, letterColour(level, scheme));
    letter(map, `ink-${level}`, level, ink);
    dashedDisc(map, `foretold-${level}`, COLOURS[scheme][level], paper);
  }
  for (const step of [0, 1, 2, 3, 4]) chanceDisc(map, `chance-${step}`, step / 4, ink, paper);
  hatchedDisc(map, 'unknown', COLOURS[scheme].unknown, paper);
  hatchedFill(map, 'hatch', scheme === 'dark' ? '#6b778540' : '#8d99a650');
  for (const [type, path] of Object.entries(SIGNS)) sign(map, `incident-${type}`, path, ink, paper);
}

function addAreas(map: MapLibre, scheme: Scheme): void {
  if (!map.getSource('base')) return;
  const state = ['coalesce', ['feature-state', 'level'], 'none'];
  for (const [id, level, min, max] of [['area-gebied', 'gebied', 0, 13], ['area-buurt', 'buurt', 13, 24]] as const) {
    map.addLayer({
      id, type: 'fill', source: 'base', 'source-layer': 'areas', minzoom: min, maxzoom: max, filter: ['==', ['get', 'level'], level],
      paint: {
        'fill-color': colourOf(scheme, state),
        'fill-opacity': ex(['match', state, 'A', 0.1, 'B', 0.14, 'C', 0.2, ['D', 'E', 'F'], 0.2, 0]),
      },
      layout: { visibility: 'none' },
    }, map.getLayer('buurten') ? 'buurten' : undefined);
  }
}

export function addLayers(map: MapLibre, scheme: Scheme): void {
  drawImages(map, scheme);
  addAreas(map, scheme);
  const paper = scheme === 'dark' ? '#12171d' : '#ffffff';
  for (const id of ['places', 'columns', 'incidents', 'names']) map.addSource(id, { type: 'geojson', data: EMPTY });
  map.addLayer({ id: 'names', type: 'symbol', source: 'names', maxzoom: 14,
    layout: { 'icon-image': ['get', 'image'], 'icon-padding': 4, 'symbol-sort-key': ['-', 0, ['get', 'size']] }, paint: { 'icon-opacity': 0.9 } });
  map.addLayer({ id: 'unknown', type: 'symbol', source: 'places', filter: ['==', ['get', 'level'], 'unknown'],
    layout: { 'icon-image': 'unknown', 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': grown(['/', ['get', 'r'], 11]) } });
  const measured = ['==', ['get', 'foretold'], false];
  map.addLayer({ id: 'foretold', type: 'symbol', source: 'places', filter: ['all', ['==', ['get', 'foretold'], true], ['!=', ['get', 'level'], 'unknown']],
    layout: { 'icon-image': ['get', 'image'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'sort'], 'icon-size': grown(['/', ['get', 'r'], 11]) } });
  map.addLayer({ id: 'ring', type: 'circle', source: 'places', filter: ['all', ['==', ['get', 'level'], 'F'], measured] as never,
    // The same things come from data as in the circles below, so that one shader draws both.
    paint: {
      'circle-radius': grown(['get', 'r'], 4.5), 'circle-color': colourOf(scheme, ['get', 'level']), 'circle-opacity': ['get', 'fade'],
      'circle-stroke-color': paper, 'circle-stroke-width': ex(['match', ['get', 'level'], 'F', 0, 0]), 'circle-stroke-opacity': 0.95,
    } });
  map.addLayer({ id: 'circles', type: 'circle', source: 'places', filter: ['all', ['!=', ['get', 'level'], 'unknown'], measured] as never,
    layout: { 'circle-sort-key': ['get', 'sort'] },
    paint: {
      'circle-radius': grown(['get', 'r']), 'circle-color': colourOf(scheme, ['get', 'level']), 'circle-opacity': ['get', 'fade'],
      'circle-stroke-color': paper, 'circle-stroke-width': ex(['match', ['get', 'level'], 'F', 2, 1.2]), 'circle-stroke-opacity': 0.95,
    } });
  map.addLayer({ id: 'columns', type: 'fill-extrusion', source: 'columns', layout: { visibility: 'none' },
    paint: { 'fill-extrusion-color': colourOf(scheme, ['get', 'level']), 'fill-extrusion-height': ['get', 'height'], 'fill-extrusion-opacity': 0.85 } });
  map.addLayer({ id: 'incidents', type: 'symbol', source: 'incidents',
    layout: { 'icon-image': ['concat', 'incident-', ['get', 'sign']], 'icon-allow-overlap': true,
      'icon-size': ex(['interpolate', ['linear'], ['zoom'], 10, 0.62, 14, 1]) },
    paint: { 'icon-opacity': ex(['case', ['==', ['get', 'uncertain'], true], 0.55, 1]) } });
  const near = ex(['step', ['zoom'], ['in', ['get', 'level'], ['literal', ['D', 'E', 'F']]], 13, true]);
  map.addLayer({ id: 'letters', type: 'symbol', source: 'places', minzoom: 10.5, filter: ['all', ['!=', ['get', 'pen'], ''], near] as never,
    layout: { 'icon-image': ['concat', ['get', 'pen'], ['get', 'letter']], 'icon-padding': 0, 'symbol-sort-key': ['get', 'urgency'],
      'icon-size': grown(['/', ['get', 'r'], 11.5]) } });
  map.addLayer({ id: 'chosen', type: 'circle', source: 'places', filter: ['==', ['get', 'id'], ''],
    paint: { 'circle-radius': grown(['get', 'r'], 8), 'circle-color': 'transparent', 'circle-stroke-width': 3, 'circle-stroke-color': scheme === 'dark' ? '#8fb8ff' : '#1f4e8c' } });
}

export function setData(map: MapLibre, id: string, data: FeatureCollection): void {
  (map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
}

export function incidentFeatures(incidents: Incidents | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: (incidents?.features ?? []).map((each): Feature => ({
      type: 'Feature', geometry: each.geometry,
      properties: { ...each.properties, sign: each.properties.type in SIGNS ? each.properties.type : 'obstruction' },
    })),
  };
}

export function colourAreas(map: MapLibre, areas: Area[]): void {
  if (!map.getSource('base')) return;
  for (const area of areas) map.setFeatureState({ source: 'base', sourceLayer: 'areas', id: area.id }, { level: area.known > 0 ? area.state : 'none' });
}

/** Writes the names of the gebieden once their shapes have come. */
export function nameAreas(map: MapLibre, scheme: Scheme): void {
  if (!map.getSource('base') || !map.getSource('names')) return;
  const [ink, halo] = scheme === 'dark' ? ['#98a5b4', '#151b22'] : ['#6a6f78', '#f4f3ef'];
  const features = centres(map, 'gebied').map((each): Feature => {
    const image = `name-${each.id}`;
    if (!map.hasImage(image)) words(map, image, each.title, ink, halo);
    return { type: 'Feature', geometry: { type: 'Point', coordinates: [each.lon, each.lat] }, properties: { image, size: each.size } };
  });
  setData(map, 'names', { type: 'FeatureCollection', features });
}
