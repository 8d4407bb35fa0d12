import { expect, test } from 'vitest';
import type { ForecastPoint } from '../../api/forecasts';
import { eventSentence, pointFor, type ComingEvent } from './reasons';

const at = (time: string): number => Date.parse(`2026-08-20T${time}:00Z`);
const point = (time: string, spanS: number): ForecastPoint => ({ t: `2026-08-20T${time}:00Z`, spanS }) as ForecastPoint;
const points = [point('14:25', 300), point('14:30', 300), point('14:00', 3600), point('15:00', 3600)];

test('a forecast for a moment is of the minutes before it', () => {
  expect(pointFor(points, at('14:30'))).toBe(points[0]);
  expect(pointFor(points, at('14:31'))).toBe(points[1]);
});

test('where no minutes are foretold the hour is meant', () => {
  expect(pointFor(points, at('14:50'))).toBe(points[2]);
  expect(pointFor(points, at('15:00'))).toBe(points[2]);
  expect(pointFor(points, at('15:01'))).toBe(points[3]);
});

test('beyond what is foretold there is nothing to explain', () => {
  expect(pointFor(points, at('13:59'))).toBeNull();
  expect(pointFor(points, at('16:01'))).toBeNull();
});

test('an event is said to be in the forecast, or why not', () => {
  const event = { title: 'Markt', expectedVisitors: 900, reason: null } as ComingEvent;
  const why = (id: string): string => id;
  expect(eventSentence(event, why)).toEqual(['forecast-event', { title: 'Markt', visitors: 900 }]);
  expect(eventSentence({ ...event, expectedVisitors: null }, why)).toEqual(['forecast-event-seen', { title: 'Markt' }]);
  expect(eventSentence({ ...event, reason: 'place-unknown' }, why)).toEqual(['forecast-event-not', { title: 'Markt', why: 'event-why-place-unknown' }]);
});
