/** Places as the screen shows them at a moment: what was told, made older by the clock. Pure. */
import type { Counts, Feature, IncidentProperties, PlaceProperties, Reason } from '../../api/types';
import { byUrgency, type Level } from '../../ui/levels';

export type Why = Reason | 'stale-forecast';
export interface Told extends PlaceProperties { lon: number; lat: number }
export interface Row extends Omit<Told, 'reason'> {
  reason: Why | null;
  /** What the row shows is foretold, and was not measured. */
  foretold: boolean;
  /** Seconds from the end of the newest interval to the moment shown; null where nothing was ever seen. */
  age: number | null;
  /** 1 while fresh, falling to 0.5 at the maximum age; 1 where unknown. */
  fade: number;
}

export type Incident = Pick<IncidentProperties, 'type' | 'uncertain'>;
/** The sentences about an incident: what it is, and that it may be over where nobody would have told. */
export const incidentIds = ({ type, uncertain }: Incident): string[] => [`incident-${type}`, ...(uncertain ? ['incident-uncertain'] : [])];

export function told(feature: Feature<PlaceProperties>): Told {
  const [lon, lat] = feature.geometry.coordinates;
  return { ...feature.properties, id: feature.properties.id ?? String(feature.id), lon, lat };
}

export function ageAt(place: PlaceProperties, at: number): number | null {
  if (place.observedAt === null) return null;
  return Math.max(0, (at - Date.parse(place.observedAt)) / 1000 - (place.spanS ?? 0));
}

/** The level that may still be shown at `at`: past its maximum age a value is unknown, server or no server. */
export function levelAt(place: PlaceProperties, at: number): { level: Level; reason: Why | null; age: number | null; fade: number } {
  const age = ageAt(place, at);
  if (place.level === 'unknown') return { level: 'unknown', reason: place.reason, age, fade: 1 };
  if (age === null) return { level: 'unknown', reason: 'never', age, fade: 1 };
  const limit = place.maxAgeS ?? Infinity;
  if (age > limit) return { level: 'unknown', reason: 'stale', age, fade: 1 };
  const share = age / limit;
  return { level: place.level, reason: null, age, fade: share < 0.5 ? 1 : 1 - (share - 0.5) };
}

export function rowAt(place: Told, at: number): Row {
  const { level, reason, age, fade } = levelAt(place, at);
  return { ...place, level, reason, age, fade, foretold: false, trend: level === 'unknown' ? null : place.trend };
}

/** Worst first, then what gets worse, then the larger flow, then the name: a steady order. */
export function inOrder(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => byUrgency(a, b) || (b.flow ?? -1) - (a.flow ?? -1) || a.title.localeCompare(b.title, 'nl'));
}

export interface Filter { search: string; levels: ReadonlySet<Level>; kind: string | null }

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function matches(row: Row, filter: Filter): boolean {
  if (filter.levels.size > 0 && !filter.levels.has(row.level)) return false;
  if (filter.kind !== null && row.kind !== filter.kind) return false;
  const wanted = plain(filter.search).split(/\s+/).filter(Boolean);
  const held = plain(`${row.title} ${row.street ?? ''} ${row.id}`);
  return wanted.every((word) => held.includes(word));
}

export function count(rows: Row[]): Counts {
  const counts: Counts = { A: 0, B: 0, C: 0, D: 0, E: 0, F: 0, unknown: 0 };
  for (const row of rows) counts[row.level] += 1;
  return counts;
}

/** What changed for the worse or better across D, the border of "very busy": these are told to a screen reader. */
export function crossings(before: ReadonlyMap<string, Level>, rows: Row[]): { row: Row; from: Level }[] {
  const serious = (level: Level): boolean => level === 'E' || level === 'F';
  return rows.flatMap((row) => {
    const from = before.get(row.id);
    return from !== undefined && from !== row.level && (serious(row.level) || (serious(from) && row.level !== 'unknown')) ? [{ row, from }] : [];
  });
}
