import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastPoint } from '../../api/forecasts';
import type { Series } from '../../api/types';
import { csv } from './csv';
import { fan, issues } from './fan';

const NOW = Date.parse('2026-08-20T14:30:00Z');
const MIN = 60_000;
const at = (minutes: number): string => new Date(NOW + minutes * MIN).toISOString();
const point = (minutes: number, spanS: number, q50 = 100, issued = 0): ForecastPoint => {
  const q = (by: number): number => q50 + by;
  return { t: at(minutes), spanS, issuedAt: at(issued), model: 'experts', mean: q50, q10: q(-40), q20: q(-30), q30: q(-20), q40: q(-10), q50, q60: q(10), q70: q(20), q80: q(30), q90: q(40) };
};
const told = (points: ForecastPoint[]): Forecast => ({ id: 's', at: at(0), missing: [], events: [], reason: null, quantities: { speed_kmh: { unit: 'km/h', points } } });
const drawn = (points: ForecastPoint[], until = 72 * 60): [number, number][] =>
  fan(told(points), 'speed_kmh', 300, NOW, NOW + until * MIN).map((p) => [(p.from - NOW) / MIN, p.spanS]);

describe('the fan beyond now', () => {
  it('takes short steps where they reach and whole hours after them', () => {
    const points = [point(30, 3600), point(-30, 3600), point(90, 3600), ...[0, 5, 10, 55].map((m) => point(m, 300))];
    expect(drawn(points)).toEqual([[0, 300], [5, 300], [10, 300], [55, 300], [90, 3600]]);
  });

  it('holds nothing that is over, and nothing beyond the window', () => {
    expect(drawn([point(-5, 300), point(0, 300), point(180, 300)], 180)).toEqual([[0, 300]]);
    expect(fan(null, 'speed_kmh', 300, NOW, NOW + MIN)).toEqual([]);
    expect(fan(told([point(0, 300)]), 'flow_veh_h', 300, NOW, NOW + MIN)).toEqual([]);
  });

  it('puts the mean of an hour amid its steps, and a step at its start', () => {
    const [short, long] = fan(told([point(0, 300), point(60, 3600)]), 'speed_kmh', 300, NOW, NOW + 600 * MIN);
    expect([short?.t, long?.t]).toEqual([NOW, NOW + 87.5 * MIN]);
    expect(short).toMatchObject({ low: 60, lower: 80, mid: 100, upper: 120, high: 140 });
  });

  it('says when each part was made', () => {
    const points = fan(told([point(0, 300, 100, 0), point(5, 300, 100, 0), point(60, 3600, 100, -30)]), 'speed_kmh', 300, NOW, NOW + 600 * MIN);
    expect(issues(points)).toEqual([{ made: NOW, from: NOW }, { made: NOW - 30 * MIN, from: NOW + 60 * MIN }]);
    expect(issues([])).toEqual([]);
  });
});

it('keeps measured and foretold apart in what is saved', () => {
  const series: Series = {
    id: 's', title: 'A20', at: at(0), stepS: 300, quantities: { speed_kmh: { unit: 'km/h', points: [{ t: at(-5), value: 90, mark: null }] } },
    usual: null, usualReason: 'too-little-history', comparableDays: 0, thresholds: [], freeSpeed: null, source: null,
  };
  const [head, measured, foretold, end] = csv(series, told([point(0, 300)])).split('\r\n');
  const cell = (row: string | undefined, name: string): string | undefined => row?.split(',')[(head ?? '').split(',').indexOf(name)];
  expect([cell(measured, 'kind'), cell(measured, 'value'), cell(measured, 'q50')]).toEqual(['measured', '90', '']);
  expect([cell(foretold, 'kind'), cell(foretold, 'value'), cell(foretold, 'q50'), cell(foretold, 'issuedAt')]).toEqual(['forecast', '', '100', at(0)]);
  expect(end).toBe('');
});
