import { expect, it } from 'vitest';
import { agePieces, clock, day, moment, number, wall } from './format';

const ZONE = 'Europe/Amsterdam';
const AT = Date.parse('2026-08-20T14:30:00Z');

it('writes numbers as the Dutch do', () => {
  expect(number(1234.5, 'nl', 1)).toBe('1.234,5');
  expect(number(1234.5, 'en', 1)).toBe('1,234.5');
});

it('writes a moment in the time zone of the city', () => {
  expect(moment(AT, 'nl', ZONE)).toBe('do 20 aug. 16.30 uur');
  expect(moment(AT, 'en', ZONE)).toBe('Thu 20 Aug 16:30');
});

it('gives mei no stop, and winter time after October', () => {
  expect(day(Date.parse('2026-05-04T10:00:00Z'), 'nl', ZONE)).toBe('ma 4 mei');
  expect(moment(Date.parse('2026-11-24T13:05:00Z'), 'nl', ZONE)).toBe('di 24 nov. 14.05 uur');
});

it('tells both hours of 02.30 on the night the clock goes back', () => {
  expect(clock(Date.parse('2026-10-25T00:30:00Z'), 'nl', ZONE)).toBe('02.30');
  expect(clock(Date.parse('2026-10-25T01:30:00Z'), 'nl', ZONE)).toBe('02.30');
  expect(wall(Date.parse('2026-10-25T22:00:00Z'), ZONE)).toEqual({ hour: 23, minute: 0 });
});

it('says an age in the unit that fits, and never below zero', () => {
  expect(agePieces(-5).unit).toBe('now');
  expect(agePieces(59).unit).toBe('now');
  expect(agePieces(180)).toEqual({ unit: 'min', value: 3, rest: 0 });
  expect(agePieces(85 * 60)).toEqual({ unit: 'hour', value: 1, rest: 25 });
  expect(agePieces(26 * 3600)).toEqual({ unit: 'day', value: 1, rest: 2 });
});
