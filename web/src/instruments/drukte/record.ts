/** The record of the forecasts as sentences and rows for a table. Pure. */
import type { Record, RecordRow } from '../../api/forecasts';

/** The band should hold 80 of 100; outside these bounds it is too sure of itself, or too cautious. */
const SURE = 0.74;
const CAUTIOUS = 0.88;
/** Fewer truths than this say nothing about a band. */
const ENOUGH = 30;

export type Verdict = 'low' | 'high' | null;
export const verdict = (row: Pick<RecordRow, 'coverage' | 'count'>): Verdict =>
  row.coverage === null || row.count < ENOUGH ? null : row.coverage < SURE ? 'low' : row.coverage > CAUTIOUS ? 'high' : null;

/** The id and value of what is said of our error beside the simple one: smaller, larger or the same. Null where none is there. */
export function gainSaid(gain: number | null): { id: string; value: number } | null {
  if (gain === null || !Number.isFinite(gain)) return null;
  const value = Math.round(Math.abs(gain) * 100);
  return value === 0 ? { id: 'record-gain-same', value } : { id: gain > 0 ? 'record-gain-better' : 'record-gain-worse', value };
}

export interface Group { quantity: string; rows: RecordRow[] }
/** The rows of each quantity, the nearest horizon first; horizons without a single truth are left out. */
export function groups(record: Record): Group[] {
  const names = [...new Set(record.rows.map((row) => row.quantity))];
  const of = (quantity: string): RecordRow[] => record.rows.filter((row) => row.quantity === quantity && row.count > 0).sort((a, b) => a.ahead - b.ahead);
  return names.map((quantity) => ({ quantity, rows: of(quantity) })).filter((group) => group.rows.length > 0);
}

/** The row that stands for a whole group in one sentence: an hour ahead, or else the one with the most truths. */
export function headRow(group: Group): RecordRow | null {
  const told = group.rows.filter((row) => row.coverage !== null);
  return told.find((row) => row.ahead === 60) ?? told.reduce<RecordRow | null>((best, row) => (best === null || row.count > best.count ? row : best), null);
}

/** Against what we measure ourselves: last week, only yesterday, or nothing yet. */
export function naiveKind(rows: RecordRow[]): 'week' | 'day' | null {
  const kinds = new Set(rows.map((row) => row.naive));
  return kinds.has('week') ? 'week' : kinds.has('day') ? 'day' : null;
}
