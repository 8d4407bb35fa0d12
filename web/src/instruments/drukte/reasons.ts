/** Which of the foretold intervals a moment lies in. */
import type { Forecast, ForecastPoint } from '../../api/forecasts';

export type ComingEvent = Forecast['events'][number];

/** The shortest interval in which `target` lies; its end counts, its start does not: a forecast for 16:30 is of the
 * minutes before. Null where nothing of that moment is foretold. */
export function pointFor(points: readonly ForecastPoint[], target: number): ForecastPoint | null {
  const meant = points.filter((point) => Date.parse(point.t) < target && target <= Date.parse(point.t) + point.spanS * 1000);
  return meant.sort((one, other) => one.spanS - other.spanS)[0] ?? null;
}

/** The sentence about an event near a place, as an id and what to fill in. */
export function eventSentence(event: ComingEvent, why: (id: string) => string): [string, Record<string, string | number>] {
  if (event.reason) return ['forecast-event-not', { title: event.title, why: why(`event-why-${event.reason}`) }];
  return event.expectedVisitors === null
    ? ['forecast-event-seen', { title: event.title }]
    : ['forecast-event', { title: event.title, visitors: event.expectedVisitors }];
}
