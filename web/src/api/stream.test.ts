import { describe, expect, it } from 'vitest';
import { better, serverNow } from './anchor';
import { backOff, FIRST, isStale, SILENT_MS, step, type Stream } from './stream';

describe('the event stream', () => {
  it('is not stale before it had a chance, and stale once the first try failed', () => {
    expect(isStale(FIRST, 5000)).toBe(false);
    expect(isStale(step(FIRST, { kind: 'failed' }), 5000)).toBe(true);
  });

  it('turns stale after silence, though the connection is open', () => {
    const open = step(FIRST, { kind: 'opened', at: 1000 });
    expect(isStale(open, 1000 + SILENT_MS)).toBe(false);
    expect(isStale(open, 1001 + SILENT_MS)).toBe(true);
  });

  it('counts failures until something is heard, and then starts at one again', () => {
    let now: Stream = FIRST;
    for (let i = 0; i < 3; i += 1) now = step(step(now, { kind: 'failed' }), { kind: 'retry' });
    expect(now).toMatchObject({ phase: 'connecting', failures: 3 });
    expect(step(now, { kind: 'heard', at: 9 })).toEqual({ phase: 'open', failures: 0, heardAt: 9 });
  });

  it('keeps when it last heard through a break', () => {
    const broken = step(step(FIRST, { kind: 'heard', at: 7 }), { kind: 'failed' });
    expect(broken.heardAt).toBe(7);
  });

  it('tries again only when it waits, and never once it was refused', () => {
    const open = step(FIRST, { kind: 'opened', at: 1 });
    expect(step(open, { kind: 'retry' })).toEqual(open);
    expect(step(step(open, { kind: 'refused' }), { kind: 'failed' }).phase).toBe('ended');
  });

  it('waits longer each time, at most 30 s, and never less than half of it', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((n) => backOff(n, 1))).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
    expect(backOff(3, 0)).toBe(2000);
  });
});

describe('the clock', () => {
  it('runs on by itself, at the speed of a replay', () => {
    expect(serverNow({ server: 1_000_000, mine: 0, speed: 60 }, 1000)).toBe(1_060_000);
  });

  it('does not go back for a message that came late', () => {
    const held = { server: 100_000, mine: 0, speed: 1 };
    expect(better(held, { server: 105_000, mine: 9000, speed: 1 })).toBe(held);
    const truer = { server: 110_000, mine: 9000, speed: 1 };
    expect(better(held, truer)).toBe(truer);
  });

  it('believes a clock that was set anew', () => {
    const held = { server: 100_000_000, mine: 0, speed: 1 };
    const back = { server: 50_000, mine: 1000, speed: 1 };
    expect(better(held, back)).toBe(back);
    const faster = { server: 100_000_000, mine: 500, speed: 10 };
    expect(better(held, faster)).toBe(faster);
  });
});
