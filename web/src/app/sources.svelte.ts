/** How many sources are well: asked each minute, and told by the stream in between. */
import * as calls from '../api/calls';
import { live } from '../api/live.svelte';

/** The stream tells it sooner in most cases; the first look at the map goes before. */
const FIRST_MS = 1500;
const EVERY_MS = 60_000;

class Sources {
  #asked: { ok: number; total: number } | null = $state.raw(null);
  readonly ok: number | null = $derived(live.health?.ok ?? this.#asked?.ok ?? null);
  readonly total: number | null = $derived(live.health?.total ?? this.#asked?.total ?? null);
  readonly state = $derived(this.total === null ? 'unknown' : this.ok === this.total ? 'ok' : this.ok === 0 ? 'none' : 'part');

  watch(): () => void {
    const ask = (): void =>
      void calls.dataHealth().then(
        ({ sources }) => (this.#asked = { ok: sources.filter((each) => each.state === 'ok').length, total: sources.length }),
        () => undefined,
      );
    const first = setTimeout(ask, FIRST_MS);
    const beat = setInterval(ask, EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(beat);
    };
  }
}

export const sources = new Sources();
