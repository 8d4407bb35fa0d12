export interface Tick { at: number; label: 'hour' | 'day' }

/** Whole hours of the wall clock, as many as fit: each at least `roomPx` from the last. */
export function ticks(from: number, to: number, width: number, roomPx: number, wall: (ms: number) => { hour: number; minute: number }): Tick[] {
  const fit = Math.max(1, Math.floor(width / roomPx));
  const hours = (to - from) / 3_600_000;
  const every = [1, 2, 3, 6, 12, 24].find((step) => hours / step <= fit) ?? 24;
  const found: Tick[] = [];
  const half = 1_800_000;
  for (let at = Math.ceil(from / half) * half; at < to; at += half) {
    const { hour, minute } = wall(at);
    if (minute !== 0 || hour % every !== 0) continue;
    found.push({ at, label: hour === 0 ? 'day' : 'hour' });
  }
  return found;
}
