import { expect, it } from 'vitest';
import { opened, outages } from './gaps';

const MIN = 60_000;
const at = (minutes: number, value: number | null = 50) => ({ t: minutes * MIN, value });

it('joins neighbours and never two points with an outage between', () => {
  expect(opened([at(0), at(5), at(15), at(20)], 300)).toEqual([
    [0, 50], [5 * MIN, 50], [10 * MIN, null], [15 * MIN, 50], [20 * MIN, 50],
  ]);
});

it('keeps a missing value as a hole, not as zero', () => {
  expect(opened([at(0), at(5, null), at(10)], 300)).toEqual([[0, 50], [5 * MIN, null], [10 * MIN, 50]]);
});

it('hatches outages inside, before the first value and after the last', () => {
  expect(outages([at(20), at(25), at(60)], 300, 0, 80 * MIN)).toEqual([
    { from: 0, to: 20 * MIN }, { from: 30 * MIN, to: 60 * MIN }, { from: 65 * MIN, to: 80 * MIN },
  ]);
});

it('does not call the wait for the newest value an outage', () => {
  expect(outages([at(0), at(5)], 300, 0, 19 * MIN)).toEqual([]);
});

it('hatches everything where nothing is known', () => {
  expect(outages([at(5, null)], 300, 0, 30 * MIN)).toEqual([{ from: 0, to: 30 * MIN }]);
});
