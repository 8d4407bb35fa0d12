/** Places as they are foretold: rows, chances, and when a forecast is too old to show. Pure. */
import type { Foretold } from '../../api/forecasts';
import { severity, type Level, type Trend } from '../../ui/levels';
import type { Row, Told } from './rows';

/** An answer about the future may be shown this long, in the server's time: three rhythms of five minutes. */
const FRESH_MS = 900_000;
/** In a fast replay at least so long on the screen's own clock, or every answer would be old on arrival. */
const FRESH_SCREEN_MS = 20_000;

export const tooOld = (askedAt: number, now: number, speed: number): boolean => now - askedAt > Math.max(FRESH_MS, FRESH_SCREEN_MS * speed);

/** The level foretold against the level measured now. */
function course(then: Level, now: Level | undefined): Trend {
  const [a, b] = [severity(then), now === undefined ? null : severity(now)];
  return a === null || b === null ? null : a > b ? 'worse' : a < b ? 'better' : 'steady';
}

/** A foretold place as a row. Without a forecast, or with one that is too old, its level is unknown, whatever was told. */
export function rowAhead(place: Told, now: Level | undefined, old: boolean): Row {
  const forecast = place.forecast ?? null;
  const level: Level = old || forecast === null ? 'unknown' : place.level;
  const reason = old || place.reason === 'stale' ? 'stale-forecast' : (place.reason ?? 'no-forecast');
  return { ...place, forecast, level, reason: level === 'unknown' ? reason : null, age: null, fade: 1, foretold: true, trend: course(level, now) };
}

/** The chance (0 … 1) of D or worse; null where it is not known. */
export const chance = (row: Pick<Row, 'level' | 'forecast'>): number | null => (row.level === 'unknown' ? null : (row.forecast?.atLeast?.D ?? null));

/** The outermost quantiles are 10 and 90 %: beyond them nothing finer is known. */
export const LEAST = 0.1;
export const MOST = 0.9;
const EDGES = [LEAST, 0.35, 0.65, MOST];

/** The step (0 … 4) by which a chance is drawn: empty, a quarter, a half, three quarters, full. */
export const chanceStep = (value: number): number => (value <= LEAST ? 0 : EDGES.filter((edge) => value >= edge).length);

/** By chance, the greatest first; what is not known last. */
export const byChance = (a: Row, b: Row): number => (chance(b) ?? -1) - (chance(a) ?? -1);

export const LETTERS_AHEAD = ['C', 'D', 'E', 'F'] as const;
export const chances = ({ atLeast }: Foretold): { level: (typeof LETTERS_AHEAD)[number]; value: number }[] =>
  atLeast === null ? [] : LETTERS_AHEAD.map((level) => ({ level, value: atLeast[level] }));
