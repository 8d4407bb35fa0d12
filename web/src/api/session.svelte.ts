/** Who is at the screen, and what the city is: both are asked once, at the start. */
import * as calls from './calls';
import { ApiError, whenSignedOut } from './http';
import type { City, Session } from './types';

class Desk {
  session: Session | null = $state.raw(null);
  city: City | null = $state.raw(null);
  phase: 'loading' | 'ready' | 'signed-out' | 'error' = $state('loading');
  error: ApiError | null = $state.raw(null);

  constructor() {
    whenSignedOut(() => {
      if (this.phase === 'ready') this.phase = 'signed-out';
    });
  }

  async open(): Promise<void> {
    this.error = null;
    const [who, where] = await Promise.allSettled([calls.session(), calls.city()]);
    if (where.status === 'fulfilled') this.city = where.value;
    if (who.status === 'fulfilled') {
      this.session = who.value;
      // The session may have been made by this very call (the demo): ask again what was refused beside it.
      if (!this.city) await calls.city().then((city) => (this.city = city), (error: unknown) => this.#fail(error));
      if (this.city) this.phase = 'ready';
    } else if (who.reason instanceof ApiError && who.reason.status === 401) {
      this.phase = 'signed-out';
    } else {
      this.#fail(who.reason);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.error = error;
    this.phase = 'error';
  }

  may(action: string): boolean {
    return this.session?.may.includes(action) ?? false;
  }

  is(role: string): boolean {
    return this.session?.roles.some((held) => held === role) ?? false;
  }

  async leave(): Promise<void> {
    await calls.signOut();
    this.session = null;
    this.phase = 'signed-out';
  }
}

export const desk = new Desk();
