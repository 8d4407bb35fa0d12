import type { Component } from 'svelte';

/** What a folder under instruments/ declares: found by the app, which knows no instrument by name. */
export interface InstrumentFace {
  id: string;
  /** The sentence that names it in the top bar. */
  titleId: string;
  load: () => Promise<{ default: Component }>;
  /** Pages of its own beside the instrument itself, each under one address and named in the top bar. */
  pages?: { path: string; titleId: string; load: () => Promise<{ default: Component }> }[];
}
