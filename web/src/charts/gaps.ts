/** Points of a line with the outages kept open: a null stands wherever time passed and nothing came. Pure. */
export interface Measured { t: number; value: number | null }
export interface Outage { from: number; to: number }

/** Two points further apart than this many steps are not joined. */
const JOINED_STEPS = 1.6;

export function opened(points: Measured[], stepS: number): [number, number | null][] {
  const out: [number, number | null][] = [];
  let before: Measured | null = null;
  for (const point of points) {
    if (before && point.t - before.t > stepS * JOINED_STEPS * 1000) out.push([before.t + stepS * 1000, null]);
    out.push([point.t, point.value]);
    before = point;
  }
  return out;
}

/** Stretches within [from, to) without a value, wherever the line is not joined; at the end only past two steps. */
export function outages(points: Measured[], stepS: number, from: number, to: number): Outage[] {
  const found: Outage[] = [];
  let last = from;
  for (const point of points) {
    if (point.value === null) continue;
    if (point.t - last > stepS * (JOINED_STEPS - 1) * 1000) found.push({ from: last, to: point.t });
    last = point.t + stepS * 1000;
  }
  if (to - last > stepS * 2000) found.push({ from: last, to });
  return found;
}
