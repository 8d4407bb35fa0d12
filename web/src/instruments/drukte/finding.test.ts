import { expect, it } from 'vitest';
import type { Series } from '../../api/types';
import { ticks } from '../../ui/ticks';
import { ceiling } from './bars';
import { csv } from './csv';
import { finding } from './finding';

const START = Date.parse('2026-08-20T12:00:00Z');
const t = (i: number): string => new Date(START + i * 300_000).toISOString();
const series = (values: (number | null)[], marks: Record<number, string> = {}): Series => ({
  id: 's', title: 'A20, "Crooswijk"', at: t(values.length), stepS: 300,
  quantities: { speed_kmh: { unit: 'km/h', points: values.map((value, i) => ({ t: t(i), value, mark: marks[i] ?? null })) } },
  usual: null, usualReason: 'too-little-history', comparableDays: 0,
  thresholds: [{ level: 'D', value: 50, quantity: 'speed_kmh' }, { level: 'F', value: 29, quantity: 'speed_kmh' }],
  freeSpeed: { value: 97, source: 'limiet' }, source: null,
});
const said = (values: (number | null)[], later = 0) => finding(series(values), 'speed_kmh', START + (values.length + later) * 300_000);

it('says since when traffic is slow, and that it stands still', () => {
  expect(said([90, 90, 45, 40, 20])).toMatchObject({ id: 'finding-stuck-since', at: START + 2 * 300_000, value: 20 });
  expect(said([90, 90, 45, 40, 42])).toMatchObject({ id: 'finding-slow-since', at: START + 2 * 300_000 });
});

it('keeps one jam as one through a stutter above the limit', () => {
  expect(said([90, 40, 55, 40, 40])).toMatchObject({ id: 'finding-slow-since', at: START + 300_000 });
});

it('says when it eased, that it dipped, or that it flowed', () => {
  expect(said([90, 40, 40, 90, 90])).toMatchObject({ id: 'finding-slow-until', at: START + 2 * 300_000 });
  expect(said([90, 90, 40, 90, 90])).toMatchObject({ id: 'finding-dips', count: 1, value: 40 });
  expect(said([90, 80, 90, 90])).toMatchObject({ id: 'finding-flowing', value: 80 });
});

it('says nothing bold on little, old or marked data', () => {
  expect(said([20, 20])).toEqual({ id: 'finding-too-little' });
  expect(said([null, null, null, null])).toEqual({ id: 'finding-too-little' });
  expect(said([90, 90, 20, 20], 10)).toMatchObject({ id: 'finding-silent' });
  expect(finding(series([90, 90, 90, 5], { 3: 'implausible' }), 'speed_kmh', START + 1_200_000).id).toBe('finding-flowing');
});

it('writes a missing value as an empty cell and quotes a title', () => {
  const [head, first, second] = csv(series([12, null])).split('\r\n');
  expect(head).toBe('place,title,quantity,unit,observedAt,spanS,value,mark,kind,q10,q50,q90,issuedAt');
  expect(first).toBe(`s,"A20, ""Crooswijk""",speed_kmh,km/h,${t(0)},300,12,,measured,,,,`);
  expect(second?.endsWith(',300,,,measured,,,,')).toBe(true);
});

it('puts ticks on whole hours of the wall clock, with room between', () => {
  const wall = (ms: number): { hour: number; minute: number } => ({ hour: (new Date(ms).getUTCHours() + 2) % 24, minute: new Date(ms).getUTCMinutes() });
  const day = ticks(START, START + 24 * 3_600_000, 1000, 76, wall);
  expect(day.every((tick) => wall(tick.at).hour % 2 === 0)).toBe(true);
  expect(day.filter((tick) => tick.label === 'day')).toHaveLength(1);
  expect(ticks(START, START + 48 * 3_600_000, 250, 76, wall).length).toBeLessThanOrEqual(3);
});

it('keeps calm low: the top of the time bar is a twelfth of all places at least', () => {
  const counts = { A: 598, B: 0, C: 2, D: 0, E: 0, F: 0, unknown: 0 };
  expect(ceiling({ at: t(0), stepS: 300, bins: [{ t: t(0), counts }], gaps: [] })).toBe(50);
});
