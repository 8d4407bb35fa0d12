/** The state of the event stream, as a pure machine: what is so, and what is to be done next. */
export type Phase = 'connecting' | 'open' | 'waiting' | 'ended';
export interface Stream { phase: Phase; failures: number; heardAt: number | null }
export type Happening =
  | { kind: 'opened'; at: number }
  | { kind: 'heard'; at: number }
  | { kind: 'failed' }
  | { kind: 'retry' }
  | { kind: 'refused' };

export const FIRST: Stream = { phase: 'connecting', failures: 0, heardAt: null };
/** The server says something at least every 5 s: three times that is silence. */
export const SILENT_MS = 15_000;
const LONGEST_MS = 30_000;

export function step(now: Stream, event: Happening): Stream {
  switch (event.kind) {
    case 'opened':
    case 'heard':
      return { phase: 'open', failures: 0, heardAt: event.at };
    case 'failed':
      return now.phase === 'ended' ? now : { ...now, phase: 'waiting', failures: now.failures + 1 };
    case 'retry':
      return now.phase === 'waiting' ? { ...now, phase: 'connecting' } : now;
    case 'refused':
      return { ...now, phase: 'ended' };
  }
}

/** How long to wait before trying again: 1, 2, 4 … 30 s, each shortened by chance so that screens do not knock together. */
export function backOff(failures: number, chance: number): number {
  return Math.min(LONGEST_MS, 1000 * 2 ** Math.max(0, failures - 1)) * (0.5 + chance / 2);
}

/** Whether the screen must say that it is old: nothing was ever heard, or nothing for SILENT_MS. */
export function isStale(stream: Stream, at: number): boolean {
  return stream.heardAt === null ? stream.failures > 0 : at - stream.heardAt > SILENT_MS;
}
