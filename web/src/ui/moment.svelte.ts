/** The moment that is shown: live (it follows the server's clock) or some moment before it, standing or played. */
import { live } from '../api/live.svelte';

export const RATES = [1, 10, 60, 300, 600] as const;
const BEAT_MS = 250;

class Moment {
  /** Null while live. */
  past: number | null = $state(null);
  /** The newest arrival that the screen shows; set by the instrument. */
  knownAt: string | null = $state(null);
  playing = $state(false);
  rate: number = $state(60);
  readonly isLive: boolean = $derived(this.past === null);
  readonly shown: number = $derived(this.past ?? live.now);
  #beat = 0;
  #kept: number | null = null;

  goto(ms: number): void {
    if (ms >= live.now - 1000 * Math.max(1, live.speed)) this.live();
    else this.past = ms;
  }

  /** One step of `stepS` back (−1) or forth (+1), on whole steps. */
  nudge(direction: -1 | 1, stepS: number): void {
    this.pause();
    const step = stepS * 1000;
    const base = direction < 0 ? Math.ceil(this.shown / step) : Math.floor(this.shown / step);
    this.goto((base + direction) * step);
  }

  live(): void {
    this.pause();
    this.past = null;
  }

  pause(): void {
    this.playing = false;
    clearInterval(this.#beat);
    this.#beat = 0;
  }

  toggle(): void {
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
