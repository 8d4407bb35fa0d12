/** The one door to the server: JSON in and out, and one error type for all that can go wrong. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly data: Record<string, unknown>,
  ) {
    super(code);
  }
}

let csrf = '';
let signedOut: () => void = () => undefined;
/** Told when the server no longer knows who asks: the session has ended. */
export const whenSignedOut = (act: () => void): void => void (signedOut = act);
export const keepCsrf = (token: string): void => void (csrf = token);

/** Rejects with ApiError: code `offline` (status 0) when no answer came, else the code of the problem. */
export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  let answer: Response;
  try {
    answer = await fetch(path, {
      method, headers, credentials: 'same-origin', signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('offline', 0, {});
  }
  if (answer.ok) return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
  let problem: Record<string, unknown> = {};
  try {
    problem = (await answer.json()) as Record<string, unknown>;
  } catch {
    problem = {};
  }
  if (answer.status === 401 && path !== '/v1/session') signedOut();
  throw new ApiError(typeof problem['code'] === 'string' ? problem['code'] : 'unexpected', answer.status, problem);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal);

/** The query of the values that are there, each kept to whole seconds where it is a moment. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value != null) search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** ISO 8601 to the second, as the server writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
