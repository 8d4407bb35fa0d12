/** The server's clock as the screen holds it: a server's moment, and when (on the screen's own clock) it was heard. */
export interface Anchor { server: number; mine: number; speed: number }

/** A message that is older than this many seconds of the screen's time was not late: the clock was changed. */
const LATE_MS = 30_000;

export const serverNow = (anchor: Anchor, mine: number): number => anchor.server + (mine - anchor.mine) * anchor.speed;

/**
 * The better of two readings. A message can only be late, so the later moment is the truer one; but a clock that
 * lies far behind what we hold, or runs at another speed, was set anew and is believed.
 */
export function better(held: Anchor | null, heard: Anchor): Anchor {
  if (held === null || held.speed !== heard.speed) return heard;
  const behind = serverNow(held, heard.mine) - heard.server;
  return behind > 0 && behind < LATE_MS * heard.speed ? held : heard;
}
