/** Where a moment lies on the time bar: the past at one scale, then two near hours wide apart, then the days ahead. Pure. */
import { FAR_MIN, NEAR_MIN, nearestStop } from '../../ui/stops';

export interface Axis { from: number; to: number; now: number; width: number }
/** Shares of the width: where the present lies, and how much the two near hours take. */
const WIDE = { now: 0.64, near: 0.12 };
const NARROW = { now: 0.52, near: 0.22 };
const NARROW_PX = 420;

const shares = (axis: Axis): typeof WIDE => (axis.width < NARROW_PX ? NARROW : WIDE);
export const nowShare = (axis: Axis): number => shares(axis).now;
export const farShare = (axis: Axis): number => shares(axis).now + shares(axis).near;

const within = (value: number): number => Math.min(1, Math.max(0, value));

/** The share (0 … 1) of the width at which a measured moment lies. */
export const pastShare = (axis: Axis, ms: number): number => within((ms - axis.from) / (axis.to - axis.from)) * nowShare(axis);

export function aheadShare(axis: Axis, minutes: number): number {
  const { now, near } = shares(axis);
  if (minutes <= NEAR_MIN) return now + near * within(minutes / NEAR_MIN);
  return now + near + (1 - now - near) * within((minutes - NEAR_MIN) / (FAR_MIN - NEAR_MIN));
}

/** What a person points at: a moment that was, or so many minutes ahead, on a stop. */
export function pointed(axis: Axis, share: number): { past: number } | { ahead: number } {
  const { now, near } = shares(axis);
  if (share <= now) return { past: axis.from + (within(share) / now) * (axis.to - axis.from) };
  const minutes = share <= now + near ? ((share - now) / near) * NEAR_MIN : NEAR_MIN + ((share - now - near) / (1 - now - near)) * (FAR_MIN - NEAR_MIN);
  return { ahead: nearestStop(minutes) };
}

export interface Mark { share: number; at: number; kind: 'near' | 'day'; minutes: number }
const DAY_PX = 84;
const NEAR_PX = 44;

/** Marks beyond now: an hour and two where they fit, and each midnight of the city's wall clock. */
export function marksAhead(axis: Axis, wall: (ms: number) => { hour: number; minute: number }): Mark[] {
  const nearPx = shares(axis).near * axis.width;
  const found: Mark[] = [60, NEAR_MIN].filter((minutes) => nearPx >= NEAR_PX * (NEAR_MIN / minutes)).map((minutes) => ({ share: aheadShare(axis, minutes), at: axis.now + minutes * 60_000, kind: 'near', minutes }));
  const half = 1_800_000;
  const end = axis.now + FAR_MIN * 60_000;
  let last = farShare(axis) + NEAR_PX / axis.width;
  for (let at = Math.ceil(axis.now / half) * half; at <= end; at += half) {
    const { hour, minute } = wall(at);
    const minutes = (at - axis.now) / 60_000;
    const share = aheadShare(axis, minutes);
    const room = DAY_PX / 2 / axis.width;
    if (hour !== 0 || minute !== 0 || share - room < last || share + room > 1) continue;
    found.push({ share, at, kind: 'day', minutes });
    last = share + room;
  }
  return found;
}
