/** Rows as map features: circles sized by flow, columns when the map is tilted. Pure. */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import { letterOf, WORST_FIRST, type Level } from '../../ui/levels';
import type { Row } from './rows';

/** Radius in px at zoom 12: the area grows with the flow; 5 px where no flow is known. */
export function radius(flow: number | null): number {
  return flow === null ? 4.5 : 3.8 + Math.min(6.2, Math.sqrt(Math.max(0, flow)) / 13);
}

export function circles(rows: Row[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: rows.map((row): Feature<Point> => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
      properties: {
        id: row.id, level: row.level, letter: letterOf(row.level), fade: Math.round(row.fade * 10) / 10,
        r: row.level === 'unknown' ? 4.2 : radius(row.flow), sort: -WORST_FIRST.indexOf(row.level), urgency: WORST_FIRST.indexOf(row.level),
      },
    })),
  };
}

/** What makes the map differ: while this stays the same nothing is drawn again. */
export const signature = (rows: Row[]): string =>
  rows.map((row) => `${row.level === 'unknown' ? '?' : row.level}${Math.round(row.fade * 10)}${Math.round(radius(row.flow))}`).join('');

const METRES = 1 / 111_320;

export function columns(rows: Row[]): FeatureCollection<Polygon> {
  const known = rows.filter((row) => row.level !== 'unknown' && row.flow !== null);
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
