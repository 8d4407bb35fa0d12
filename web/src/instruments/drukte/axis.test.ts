import { describe, expect, it } from 'vitest';
import { wall } from '../../ui/format';
import { aheadShare, farShare, marksAhead, nowShare, pastShare, pointed, type Axis } from './axis';

const NOW = Date.parse('2026-08-20T14:30:00Z');
const axis = (width = 1100): Axis => ({ from: NOW - 48 * 3_600_000, to: NOW, now: NOW, width });

describe('the time bar', () => {
  it.each([1100, 230])('runs on without a leap, from the past through now into three days ahead (%i px)', (width) => {
    const bar = axis(width);
    const places = [pastShare(bar, bar.from), pastShare(bar, NOW), aheadShare(bar, 0), aheadShare(bar, 120), aheadShare(bar, 180), aheadShare(bar, 4320)];
    expect(places[0]).toBe(0);
    expect(places[1]).toBe(places[2]);
    expect(places[3]).toBeCloseTo(farShare(bar));
    expect(places[5]).toBeCloseTo(1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('takes a finger left of now for the past, and right of it for a stop ahead', () => {
    const bar = axis();
    expect(pointed(bar, nowShare(bar) / 2)).toEqual({ past: NOW - 24 * 3_600_000 });
    for (const minutes of [15, 60, 120, 180, 1440, 4320]) expect(pointed(bar, aheadShare(bar, minutes))).toEqual({ ahead: minutes });
    expect(pointed(bar, 7)).toEqual({ ahead: 4320 });
  });

  it('calls what lies just right of now the present, not a forecast', () => {
    const bar = axis();
    expect(pointed(bar, nowShare(bar) + 0.001)).toEqual({ ahead: 0 });
  });

  it('marks one and two hours and the midnights of the city, never one over another', () => {
    const marks = marksAhead(axis(), (ms) => wall(ms, 'Europe/Amsterdam'));
    expect(marks.filter((mark) => mark.kind === 'near').map((mark) => mark.minutes)).toEqual([60, 120]);
    const days = marks.filter((mark) => mark.kind === 'day');
    expect(days.map((mark) => new Date(mark.at).toISOString())).toEqual(['2026-08-21T22:00:00.000Z', '2026-08-22T22:00:00.000Z']);
    const far = marks.map((mark) => mark.share * 1100);
    expect(far.slice(1).every((x, i) => x - (far[i] ?? 0) >= 44)).toBe(true);
  });

  it('leaves marks out where they do not fit', () => {
    expect(marksAhead(axis(230), (ms) => wall(ms, 'Europe/Amsterdam')).map((mark) => mark.minutes)).toEqual([120]);
  });
});
