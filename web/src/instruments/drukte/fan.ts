/** The points of a forecast as a chart and a table show them. Pure. */
import type { Forecast, ForecastPoint } from '../../api/forecasts';
import type { Fan } from '../../charts/option';

export interface FanPoint extends Fan { from: number; spanS: number; issuedAt: string }

function point(p: ForecastPoint, stepS: number): FanPoint {
  const from = Date.parse(p.t);
  // A measured point stands at the start of its step; the mean of an hour stands amid the steps of that hour.
  return { t: from + Math.max(0, p.spanS - stepS) * 500, from, spanS: p.spanS, issuedAt: p.issuedAt, low: p.q10, lower: p.q30, mid: p.q50, upper: p.q70, high: p.q90 };
}

/** One fan from short and long intervals: where the short ones reach, the hours are left out. Ends before `until`. */
export function fan(forecast: Forecast | null, quantity: string, stepS: number, now: number, until: number): FanPoint[] {
  const points = (forecast?.quantities[quantity]?.points ?? []).map((p) => point(p, stepS));
  const ahead = points.filter((p) => p.from + p.spanS * 1000 > now && p.from < until);
  ahead.sort((a, b) => a.spanS - b.spanS || a.from - b.from);
  const kept: FanPoint[] = [];
  for (const p of ahead) {
    const end = kept.reduce((last, each) => Math.max(last, each.from + each.spanS * 1000), -Infinity);
    if (p.from >= end) kept.push(p);
  }
  return kept;
}

export interface Issue { made: number; from: number }
/** When the points were made, in order of what they foretell: a new entry wherever that changes, with where it begins. */
export function issues(points: FanPoint[]): Issue[] {
  const found: Issue[] = [];
  for (const p of points) {
    const made = Date.parse(p.issuedAt);
    if (found.at(-1)?.made !== made) found.push({ made, from: p.from });
  }
  return found;
}
