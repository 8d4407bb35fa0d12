/** What a person reads when something fails: the sentence of the code, with the data the server gave. */
import { t, text } from './text.svelte';

interface Failure { code: string; data: Record<string, unknown> }

export function errorText(error: Failure): string {
  const id = text.has(`error-${error.code}`) ? `error-${error.code}` : 'error-unexpected';
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error.data)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value;
  }
  return t(id, values);
}
