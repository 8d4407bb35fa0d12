/** An answer of the server as state: asked anew when what it depends on changes; an older answer never overtakes. */
import { ApiError } from '../../api/http';

export interface Answered<T> { readonly value: T | null; readonly failed: ApiError | null }

/** To be called while a component starts. `ask` reads what it depends on; null: nothing to ask yet. */
export function answered<T>(ask: () => ((signal: AbortSignal) => Promise<T>) | null): Answered<T> {
  let value = $state.raw<T | null>(null);
  let failed = $state.raw<ApiError | null>(null);
  $effect(() => {
    const go = ask();
    failed = null;
    if (!go) return void (value = null);
    const stop = new AbortController();
    go(stop.signal).then(
      (answer) => { if (!stop.signal.aborted) value = answer; },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        value = null;
        failed = error;
      },
    );
    return () => stop.abort();
  });
  return { get value() { return value; }, get failed() { return failed; } };
}
