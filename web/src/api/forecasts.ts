/** What the server tells of the future, and of how well it did. Times are ISO 8601 in UTC; q10 … q90 are quantiles. */
import type { Counts, Feature, LevelName, PlaceProperties } from './types';

/** One place at one moment ahead: `atLeast` holds, for each level, the chance (0.1 … 0.9, the ends meaning at most and at
 * least) of that level or a worse one; null where the level is unknown. */
export interface Foretold {
  ahead: number; target: string; issuedAt: string;
  q10: number; q50: number; q90: number;
  atLeast: Partial<globalThis.Record<LevelName, number>> | null;
  model: string;
}
export type ForetoldProperties = Omit<PlaceProperties, 'forecast' | 'reason'> & { reason: PlaceProperties['reason'] | 'no-forecast'; forecast?: Foretold | null };
/** `issuedAt`: the oldest forecast among those shown; `target`: `at` and `ahead` together. */
export interface ForetoldPlaces { at: string; issuedAt: string | null; ahead: number; target: string; features: Feature<ForetoldProperties>[]; counts: Counts }

/** `t` is the start of the foretold interval of `spanS` seconds; null quantiles where nothing is foretold. */
export interface ForecastPoint {
  t: string; spanS: number; issuedAt: string; model: string; mean: number | null;
  q10: number | null; q20: number | null; q30: number | null; q40: number | null; q50: number | null;
  q60: number | null; q70: number | null; q80: number | null; q90: number | null;
}
export interface Forecast {
  id: string; at: string; missing: string[]; reason?: string | null;
  quantities: globalThis.Record<string, { unit: string; points: ForecastPoint[] }>;
}

/** One horizon of one quantity. Errors are WAPE as shares; `gain` is 1 − ours ÷ naive, over rows that have both. */
export interface RecordRow {
  ahead: number; quantity: string; count: number;
  wape: number | null; naiveWape: number | null; wapeBeside: number | null;
  naive: 'week' | 'day' | null; gain: number | null; coverage: number | null; wql: number | null;
}
export interface Miss {
  place: string; title: string; quantity: string; target: string; issuedAt: string; ahead: number;
  q10: number; q50: number; q90: number; truth: number;
}
export interface Drift { state: 'ok' | 'alarm' | 'too-little'; coverage: number | null; since: string | null; sentenceId?: string | null }
export interface Record { at: string; days: number; rows: RecordRow[]; misses: Miss[]; drift: Drift }
