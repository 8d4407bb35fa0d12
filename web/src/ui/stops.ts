/** How far ahead a person may look: each quarter of an hour up to two hours, then whole hours. Minutes; pure. */
export const NEAR_MIN = 120;
export const FAR_MIN = 72 * 60;
const QUARTER = 15;

/** The nearest stop to so many minutes ahead; 0 is now. */
export function nearestStop(minutes: number): number {
  const step = minutes > NEAR_MIN ? 60 : QUARTER;
  return Math.min(FAR_MIN, Math.max(0, Math.round(minutes / step) * step));
}

/** The first stop at least `least` minutes further (1) or back (−1); 0 is now. */
export function nextStop(minutes: number, direction: -1 | 1, least = 1): number {
  const wanted = minutes + direction * least;
  const step = wanted > NEAR_MIN ? 60 : QUARTER;
  const whole = direction > 0 ? Math.ceil(wanted / step) : Math.floor(wanted / step);
  return Math.min(FAR_MIN, Math.max(0, whole * step));
}
