/** The bars of the time bar: how many places stood at each level, two days back. */
import * as calls from '../../api/calls';
import { live } from '../../api/live.svelte';
import type { Timeline } from '../../api/types';

const TWO_DAYS = 48 * 3_600_000;
const SHORTEST = 4 * 3_600_000;
/** At most one question in this time, however fast a replay runs. */
const PAUSE_MS = 4000;

class Line {
  data: Timeline | null = $state.raw(null);
  failed = $state(false);
  start: number | null = $state(null);
  /** Right end: the present, in whole five minutes so that bars do not creep. */
  readonly to: number = $derived(Math.ceil(live.now / 300_000) * 300_000);
  /** Left end: two days back, or the first moment that holds data, and never so near that bars become slabs. */
  readonly from: number = $derived(Math.max(this.to - TWO_DAYS, Math.min(this.start ?? -Infinity, this.to - SHORTEST)));
  #last = 0;
  #later = 0;

  renew(): void {
    const wait = this.#last + PAUSE_MS - performance.now();
    if (wait > 0) {
      this.#later ||= window.setTimeout(() => ((this.#later = 0), this.renew()), wait);
      return;
    }
    this.#last = performance.now();
    calls.timeline(this.from, this.to).then(
      (data) => ((this.data = data), (this.failed = false)),
      () => (this.failed = true),
    );
  }
}

export const line = new Line();
