import { describe, expect, it } from 'vitest';
import { FAR_MIN, nearestStop, nextStop } from './stops';

describe('the stops of a look ahead', () => {
  it('are quarters of an hour up to two hours, and whole hours up to three days', () => {
    const stops: number[] = [];
    for (let at = 0; at < FAR_MIN; at = nextStop(at, 1)) stops.push(at);
    expect(stops.slice(0, 12)).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120, 180, 240, 300]);
    expect(stops.every((at) => at <= 120 || at % 60 === 0)).toBe(true);
    expect(nextStop(FAR_MIN, 1)).toBe(4320);
  });

  it('lead back the same way, to now and no further', () => {
    expect([240, 180, 120, 105, 15, 0].map((at) => nextStop(at, -1))).toEqual([180, 120, 105, 90, 0, 0]);
  });

  it('are jumped over by the hour', () => {
    expect([0, 60, 75, 120].map((at) => nextStop(at, 1, 60))).toEqual([60, 120, 180, 180]);
    expect([300, 180, 120, 45].map((at) => nextStop(at, -1, 60))).toEqual([240, 120, 60, 0]);
  });

  it('are found nearest to where a person points', () => {
    expect([-20, 7, 8, 113, 125, 149, 151, 9999].map(nearestStop)).toEqual([0, 0, 15, 120, 120, 120, 180, 4320]);
  });
});
