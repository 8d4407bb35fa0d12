/** Rows as map features: circles sized by flow, broken discs for what is foretold, columns when the map is tilted. Pure. */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import { letterOf, WORST_FIRST, type Level } from '../../ui/levels';
import { chance, chanceStep } from './foretold';
import type { Row } from './rows';

export type Colour = 'median' | 'chance';
/** A broken edge needs room to be seen as one. */
const LEAST_BROKEN = 7;

/** Radius in px at zoom 12: the area grows with the flow; 5 px where no flow is known. */
export function radius(flow: number | null): number {
  return flow === null ? 4.5 : 3.8 + Math.min(6.2, Math.sqrt(Math.max(0, flow)) / 13);
}

/** The step of a foretold place's chance, where the map shows chances and one is known; else null. */
const stepOf = (row: Row, colour: Colour): number | null => {
  const value = row.foretold && colour === 'chance' ? chance(row) : null;
  return value === null ? null : chanceStep(value);
};

/** How a place is drawn, but for where it lies: `image` of what is foretold, `pen` of its letter ('' for none). */
function looks(row: Row, colour: Colour): Record<string, unknown> {
  const urgency = WORST_FIRST.indexOf(row.level);
  const step = stepOf(row, colour);
  const shown = row.foretold && colour === 'chance' && step === null ? 'unknown' : row.level;
  const size = shown === 'unknown' ? 4.2 : row.foretold ? Math.max(LEAST_BROKEN, radius(row.flow)) : radius(row.flow);
  return {
    id: row.id, level: shown, letter: letterOf(row.level), foretold: row.foretold, urgency, fade: Math.round(row.fade * 10) / 10,
    r: step === null ? size : LEAST_BROKEN + step * 0.5, sort: step ?? -urgency,
    image: step === null ? `foretold-${row.level}` : `chance-${step}`,
    pen: shown === 'unknown' || step !== null ? '' : row.foretold ? 'ink-' : 'letter-',
  };
}

export function circles(rows: Row[], colour: Colour = 'median'): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: rows.map((row): Feature<Point> => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
      properties: looks(row, colour),
    })),
  };
}

/** What makes the map differ: while this stays the same nothing is drawn again. */
export const signature = (rows: Row[], colour: Colour = 'median'): string =>
  rows.map((row) => `${row.level === 'unknown' ? '?' : row.level}${Math.round(row.fade * 10)}${Math.round(radius(row.flow))}${row.foretold ? `f${stepOf(row, colour) ?? ''}` : ''}`).join('');

const METRES = 1 / 111_320;

/** Solid columns stand for what was measured alone. */
export function columns(rows: Row[]): FeatureCollection<Polygon> {
  const known = rows.filter((row) => row.level !== 'unknown' && row.flow !== null && !row.foretold);
  return {
    type: 'FeatureCollection',
    features: known.map((row): Feature<Polygon> => {
      const narrow = Math.cos((row.lat * Math.PI) / 180);
      const corner = (i: number): [number, number] => {
        const turn = (i * Math.PI) / 4 + Math.PI / 8;
        return [row.lon + (Math.cos(turn) * 55 * METRES) / narrow, row.lat + Math.sin(turn) * 55 * METRES];
      };
      return {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [[0, 1, 2, 3, 4, 5, 6, 7, 0].map(corner)] },
        properties: { id: row.id, level: row.level as Level, height: (row.flow ?? NaN) / 5 },
      };
    }),
  };
}
