/** The sentence above the chart: what the last hours say, from the measured points alone. Pure. */
import type { Series, SeriesPoint } from '../../api/types';

export interface Finding { id: string; at?: number; value?: number; free?: number; hours?: number; count?: number }

interface Known { t: number; value: number }

/** Runs of points below `limit`, newest last; a run may hold one lone point above it (a stutter in a jam). */
export function runsBelow(points: Known[], limit: number, stepS: number): { from: number; to: number }[] {
  const runs: { from: number; to: number; lapse: number }[] = [];
  for (const point of points) {
    const last = runs.at(-1);
    const close = last && point.t - last.to <= (stepS * 2 + 1) * 1000;
    if (point.value >= limit) continue;
    if (last && close) last.to = point.t;
    else runs.push({ from: point.t, to: point.t, lapse: 0 });
  }
  return runs;
}

function known(points: SeriesPoint[]): Known[] {
  return points.flatMap((p) => (p.value === null || p.mark !== null ? [] : [{ t: Date.parse(p.t), value: p.value }]));
}

export function finding(series: Series, quantity: string, shown: number): Finding {
  const points = known(series.quantities[quantity]?.points ?? []);
  const newest = points.at(-1);
  if (points.length < 3 || !newest) return { id: 'finding-too-little' };
  if (quantity !== 'speed_kmh') {
    const top = points.reduce((a, b) => (b.value > a.value ? b : a));
    return { id: 'finding-top', at: top.t, value: top.value };
  }
  const limit = (letter: string): number | undefined => series.thresholds.find((each) => each.level === letter)?.value;
  const slow = limit('D') ?? (series.freeSpeed ? series.freeSpeed.value * 0.5 : undefined);
  const stuck = limit('F');
  if (slow === undefined) return { id: 'finding-too-little' };
  const runs = runsBelow(points, slow, series.stepS);
  const last = runs.at(-1);
  const fresh = shown - newest.t < series.stepS * 4000;
  if (!fresh) return { id: 'finding-silent', at: newest.t };
  if (last && last.to === newest.t) {
    const still = stuck !== undefined && newest.value < stuck;
    return { id: still ? 'finding-stuck-since' : 'finding-slow-since', at: last.from, value: newest.value };
  }
  if (last && last.to > last.from) return { id: 'finding-slow-until', at: last.to, value: newest.value };
  const lowest = points.reduce((a, b) => (b.value < a.value ? b : a));
  const dips = runs.length;
  return { id: dips > 0 ? 'finding-dips' : 'finding-flowing', at: lowest.t, value: lowest.value, count: dips, hours: Math.max(1, Math.round((newest.t - (points[0]?.t ?? newest.t)) / 3_600_000)) };
}
