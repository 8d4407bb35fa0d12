/** What the control room knows: live values that events renew, and answers about moments in the past and ahead. */
import { untrack } from 'svelte';
import * as calls from '../../api/calls';
import { ApiError } from '../../api/http';
import { live, type StateEvent } from '../../api/live.svelte';
import type { Area, Incidents, Scale } from '../../api/types';
import type { Level } from '../../ui/levels';
import { moment } from '../../ui/moment.svelte';
import { byChance, rowAhead, tooOld } from './foretold';
import { count, inOrder, rowAt, told, type Row, type Told } from './rows';

interface Snapshot { at: number; places: Map<string, Told>; knownAt: string | null; incidents: Incidents | null; areas: Area[] }
/** `at` is the server's moment of asking, `target` the moment foretold; `knownAt` is when the forecast was made. */
interface Ahead extends Snapshot { ahead: number; target: number }

const SETTLED_MS = 2500;
/** While playing, the past is asked for once per this many seconds of it. */
const PLAY_STEP_MS = 300_000;
/** A source that falls silent tells nothing of it: its incidents are read again after this time of the server's clock. */
const INCIDENTS_MS = 300_000;
const LOOK_MS = 60_000;

class Room {
  now: Snapshot | null = $state.raw(null);
  then: Snapshot | null = $state.raw(null);
  soon: Ahead | null = $state.raw(null);
  /** What colours the map while a forecast is shown. */
  colour: 'median' | 'chance' = $state('median');
  scales: Scale[] = $state.raw([]);
  error: ApiError | null = $state.raw(null);
  /** The moment that is asked for has not come yet. */
  waiting = $state(false);
  chosen: string | null = $state(null);
  search = $state('');
  levels: ReadonlySet<Level> = $state.raw(new Set());
  kind: string | null = $state(null);
  tab: 'places' | 'areas' = $state('places');
  incidentsOn = $state(true);
  tilted = $state(false);

  readonly snapshot: Snapshot | null = $derived(moment.isAhead ? this.soon : moment.isPast ? this.then : this.now);
  /** The moment in whole beats: rows are made older once a second, not at every tick. */
  readonly #beat: number = $derived(Math.floor((moment.past ?? live.now) / (1000 * Math.max(1, live.speed))) * 1000 * Math.max(1, live.speed));
  readonly rows: Row[] = $derived.by(() => {
    if (moment.isAhead) return this.#foretold();
    const at = moment.isLive ? this.#beat : moment.shown;
    return inOrder([...(this.snapshot?.places.values() ?? [])].map((place) => rowAt(place, at)));
  });
  /** The chosen place as it was last measured, while the map shows what is foretold. */
  readonly measured: Row | null = $derived.by(() => {
    const place = this.chosen === null ? undefined : this.now?.places.get(this.chosen);
    return place ? rowAt(place, this.#beat) : null;
  });
  readonly counts = $derived(count(this.rows));
  readonly byId = $derived(new Map(this.rows.map((row) => [row.id, row])));
  readonly row: Row | null = $derived(this.chosen === null ? null : (this.byId.get(this.chosen) ?? null));
  readonly knownAt: string | null = $derived(this.snapshot?.knownAt ?? null);
  /** Kept once the map stands, or after SETTLED_MS: what is not needed for the first look waits for it. */
  readonly settled: Promise<void>;
  settle: () => void = () => undefined;
  #asked = new AbortController();
  #flying = false;
  #incidentsAt = 0;

  constructor() {
    this.settled = new Promise((resolve) => {
      this.settle = resolve;
      setTimeout(resolve, SETTLED_MS);
    });
  }

  #foretold(): Row[] {
    const soon = this.soon;
    if (!soon) return [];
    const old = tooOld(soon.at, this.#beat, live.speed);
    const rows = inOrder([...soon.places.values()].map((place) => rowAhead(place, this.now?.places.get(place.id)?.level, old)));
    return this.colour === 'chance' ? rows.sort(byChance) : rows;
  }

  async #read(at: number | null, signal?: AbortSignal): Promise<Snapshot> {
    const [places, incidents, areas] = await Promise.all([
      calls.places(at, signal), calls.incidents(at, signal).catch(() => null), calls.areas(at, signal).catch(() => []),
    ]);
    const rows = places.features.map(told);
    return { at: Date.parse(places.at), places: new Map(rows.map((row) => [row.id, row])), knownAt: places.knownAt, incidents, areas };
  }

  /** Reads the present whole: at the start, and again after each break of the stream. */
  async renew(): Promise<void> {
    try {
      const places = await calls.places(null);
      const rows = places.features.map(told);
      const held = this.now;
      this.now = { at: Date.parse(places.at), places: new Map(rows.map((row) => [row.id, row])), knownAt: places.knownAt, incidents: held?.incidents ?? null, areas: held?.areas ?? [] };
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    }
    await this.settled;
    this.renewIncidents();
    this.#renewAreas();
    if (this.scales.length === 0) this.scales = await calls.scales().catch(() => []);
  }

  apply(event: StateEvent): void {
    const before = this.now;
    if (!before) return;
    const places = new Map(before.places);
    for (const place of event.places) {
      const old = places.get(place.id);
      if (old) places.set(place.id, { ...old, ...place, lon: old.lon, lat: old.lat });
    }
    this.now = { ...before, at: Date.parse(event.at), places, knownAt: event.knownAt };
    void this.settled.then(() => this.#renewAreas());
  }

  #renewAreas(): void {
    void calls.areas(null).then((areas) => (this.now = this.now && { ...this.now, areas }), () => undefined);
  }

  renewIncidents(): void {
    this.#incidentsAt = live.now;
    void calls.incidents(null).then((incidents) => (this.now = this.now && { ...this.now, incidents }), () => undefined);
  }

  /** Asks for the past moment `at`; while playing, only when a new step has begun and no answer is under way. */
  async past(at: number): Promise<void> {
    const playing = untrack(() => moment.playing);
    const held = untrack(() => this.then);
    const step = (ms: number): number => Math.floor((ms - 60_000) / PLAY_STEP_MS);
    if (playing && held && (this.#flying || step(held.at) === step(at))) return;
    this.#asked.abort();
    const mine = (this.#asked = new AbortController());
    this.#flying = true;
    if (!playing) this.waiting = true;
    try {
      const answer = await this.#read(at, mine.signal);
      if (mine.signal.aborted) return;
      this.then = { ...answer, at };
      this.error = null;
    } catch (error) {
      if (error instanceof ApiError && !mine.signal.aborted) this.error = error;
      else if (!(error instanceof DOMException || error instanceof ApiError)) throw error;
    } finally {
      if (mine === this.#asked) this.#flying = this.waiting = false;
    }
  }

  /** Asks what is foretold for `ahead` minutes from now. An answer that failed takes the old one away: it was for another moment. */
  async foresee(ahead: number): Promise<void> {
    this.#asked.abort();
    const mine = (this.#asked = new AbortController());
    this.waiting = untrack(() => this.soon?.ahead !== ahead);
    try {
      const answer = await calls.foretold(ahead, null, mine.signal);
      if (mine.signal.aborted) return;
      const rows = answer.features.map(told);
      const at = Date.parse(answer.at);
      this.soon = { at, ahead, target: Date.parse(answer.target), places: new Map(rows.map((row) => [row.id, row])), knownAt: answer.issuedAt, incidents: null, areas: [] };
      this.error = null;
    } catch (error) {
      if (error instanceof ApiError && !mine.signal.aborted) {
        this.error = error;
        if (untrack(() => this.soon?.ahead !== ahead)) this.soon = null;
      } else if (!(error instanceof DOMException || error instanceof ApiError)) throw error;
    } finally {
      if (mine === this.#asked) this.waiting = false;
    }
  }

  /** Back to what was measured: no answer about another moment may come in, and none is kept for later. */
  present(): void {
    this.#asked.abort();
    this.#flying = this.waiting = false;
    this.soon = null;
  }

  start(): () => void {
    void this.renew();
    const deaf = live.listen({ state: (event) => this.apply(event), incidents: () => this.renewIncidents(), again: () => void this.renew() });
    const looking = setInterval(() => { if (live.now - this.#incidentsAt >= INCIDENTS_MS) this.renewIncidents(); }, LOOK_MS);
    return () => (clearInterval(looking), deaf());
  }

  choose(id: string | null): void {
    this.chosen = id;
    const url = new URL(location.href);
    if (id) url.searchParams.set('plek', id);
    else url.searchParams.delete('plek');
    history.replaceState(history.state, '', url);
  }
}

export const room = new Room();
