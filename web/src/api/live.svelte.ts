/** The server's clock and its events. What comes in is handed to listeners; silence is seen and said. */
import type { City, ClockNow, Counts, PlaceChange } from './types';
import * as calls from './calls';
import { better, serverNow, type Anchor } from './anchor';
import { backOff, FIRST, isStale, step, type Happening, type Stream } from './stream';

export interface StateEvent { at: string; knownAt: string; places: PlaceChange[]; counts: Counts }
export interface HealthEvent { ok?: number; total?: number }
type Listener = { state?: (event: StateEvent) => void; incidents?: () => void; again?: () => void };

class Live {
  stream: Stream = $state.raw(FIRST);
  mode: ClockNow['mode'] = $state('live');
  speed = $state(1);
  /** The server's moment, renewed a few times a second. */
  now = $state(0);
  stale = $state(false);
  /** The server's moment when it was last heard. */
  heard = $state(0);
  online = $state(navigator.onLine);
  health: HealthEvent | null = $state.raw(null);
  #anchor: Anchor | null = null;
  #said = '';
  #source: EventSource | null = null;
  #listeners = new Set<Listener>();
  #ticking = 0;

  start(city: City): void {
    if (this.#ticking) return;
    this.#set(city.clock);
    this.#ticking = window.setInterval(() => this.#tick(), 250);
    addEventListener('online', () => ((this.online = true), this.#happens({ kind: 'retry' })));
    addEventListener('offline', () => (this.online = false));
    this.#connect();
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `anew` on a new connection: what another run of the server said no longer holds. */
  #set(clock: ClockNow, anew = false): void {
    this.mode = clock.mode;
    this.speed = clock.speed || 1;
    // A replay that has come to its end says the same moment again: its clock stands.
    const speed = clock.now === this.#said ? 0 : this.mode === 'replay' ? this.speed : 1;
    this.#said = clock.now;
    this.#anchor = better(anew ? null : this.#anchor, { server: Date.parse(clock.now), mine: performance.now(), speed });
    this.heard = serverNow(this.#anchor, performance.now());
    this.#tick();
  }

  #tick(): void {
    const mine = performance.now();
    if (this.#anchor) this.now = serverNow(this.#anchor, mine);
    const stale = isStale(this.stream, mine) || !this.online;
    if (stale !== this.stale) this.stale = stale;
    // A connection that is open and says nothing is dead: break it off and knock again.
    if (stale && this.stream.phase === 'open') this.#fail();
  }

  #happens(event: Happening): void {
    const before = this.stream.phase;
    this.stream = step(this.stream, event);
    if (this.stream.phase === 'connecting' && before === 'waiting') this.#connect();
  }

  #fail(): void {
    this.#source?.close();
    this.#source = null;
    this.#happens({ kind: 'failed' });
    // The stream cannot say why it broke; an ended session is seen by asking for anything else.
    if (this.stream.failures > 1) void calls.scales().catch(() => undefined);
    setTimeout(() => this.#happens({ kind: 'retry' }), backOff(this.stream.failures, Math.random()));
  }

  #connect(): void {
    const again = this.stream.failures > 0;
    const source = new EventSource('/v1/events');
    this.#source = source;
    const on = <T>(name: string, act: (data: T) => void): void =>
      source.addEventListener(name, (event) => {
        this.#happens({ kind: 'heard', at: performance.now() });
        act(JSON.parse((event as MessageEvent<string>).data) as T);
      });
    source.onopen = () => {
      this.#happens({ kind: 'opened', at: performance.now() });
      if (again) for (const each of this.#listeners) each.again?.();
    };
    source.onerror = () => source === this.#source && this.#fail();
    on<ClockNow>('hello', (data) => this.#set(data, true));
    on<ClockNow>('clock', (data) => this.#set(data));
    on<StateEvent>('state', (data) => this.#listeners.forEach((each) => each.state?.(data)));
    on<unknown>('incidents', () => this.#listeners.forEach((each) => each.incidents?.()));
    on<HealthEvent>('health', (data) => (this.health = data));
  }
}

export const live = new Live();
