/** The moment that is shown: live (it follows the server's clock), one before it, standing or played, or one foretold. */
import { live } from '../api/live.svelte';
import { FAR_MIN, nextStop } from './stops';

export const RATES = [1, 10, 60, 300, 600] as const;
const BEAT_MS = 250;

class Moment {
  /** Null unless a person looks back. */
  past: number | null = $state(null);
  /** Minutes beyond the clock that are shown as foretold; 0 unless a person looks ahead. Never beside `past`. */
  ahead: number = $state(0);
  /** The newest arrival that the screen shows; set by the instrument. */
  knownAt: string | null = $state(null);
  /** The moment that the forecast on the screen was made for: a little behind `shown` until the next answer. Set by the instrument. */
  foretoldFor: number | null = $state(null);
  playing = $state(false);
  rate: number = $state(60);
  readonly isLive: boolean = $derived(this.past === null && this.ahead === 0);
  readonly isPast: boolean = $derived(this.past !== null);
  readonly isAhead: boolean = $derived(this.ahead > 0);
  readonly shown: number = $derived(this.past ?? live.now + this.ahead * 60_000);
  #beat = 0;
  #kept: number | null = null;

  /** A moment that was, or the present where `ms` has not been yet: playing ends there. */
  goto(ms: number): void {
    if (ms >= live.now - 1000 * Math.max(1, live.speed)) return this.live();
    this.ahead = 0;
    this.past = ms;
  }

  /** What is foretold for so many minutes from now; it moves on with the clock. 0 is the present. */
  foresee(minutes: number): void {
    this.pause();
    this.past = null;
    this.ahead = Math.min(FAR_MIN, Math.max(0, minutes));
  }

  /** One step of `stepS` back (−1) or forth (+1), on whole steps; past the present in the stops of a forecast. */
  nudge(direction: -1 | 1, stepS: number): void {
    this.pause();
    if (this.isAhead || (this.isLive && direction > 0)) return this.foresee(nextStop(this.ahead, direction, stepS >= 3600 ? stepS / 60 : 1));
    const step = stepS * 1000;
    const base = direction < 0 ? Math.ceil(this.shown / step) : Math.floor(this.shown / step);
    this.goto((base + direction) * step);
  }

  live(): void {
    this.pause();
    this.past = null;
    this.ahead = 0;
  }

  pause(): void {
    this.playing = false;
    clearInterval(this.#beat);
    this.#beat = 0;
  }

  /** Holds or plays what was measured; a forecast has nothing to play. */
  toggle(): void {
    if (this.isAhead) return;
    if (this.isLive) {
      this.past = live.now;
    } else if (this.playing) {
      this.pause();
    } else {
      this.playing = true;
      this.#kept = performance.now();
      this.#beat = window.setInterval(() => this.#play(), BEAT_MS);
    }
  }

  #play(): void {
    const mine = performance.now();
    const passed = mine - (this.#kept ?? mine);
    this.#kept = mine;
    this.goto((this.past ?? live.now) + passed * this.rate);
  }
}

export const moment = new Moment();
