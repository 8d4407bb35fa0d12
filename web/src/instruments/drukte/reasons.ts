/** Which of the foretold intervals a moment lies in. */
import type { ForecastPoint } from '../../api/forecasts';

/** The shortest interval in which `target` lies; its end counts, its start does not: a forecast for 16:30 is of the
 * minutes before. Null where nothing of that moment is foretold. */
export function pointFor(points: readonly ForecastPoint[], target: number): ForecastPoint | null {
  const meant = points.filter((point) => Date.parse(point.t) < target && target <= Date.parse(point.t) + point.spanS * 1000);
  return meant.sort((one, other) => one.spanS - other.spanS)[0] ?? null;
}
