/** Every address of the server that the screens use, typed. `at` null means: now, as it is known. */
import { call, get, iso, keepCsrf, query } from './http';
import type * as F from './forecasts';
import type * as T from './types';

const at = (ms: number | null): string | null => (ms === null ? null : iso(ms));
const kept = (session: T.Session): T.Session => (keepCsrf(session.csrf), session);

export const session = async (): Promise<T.Session> => kept(await get<T.Session>('/v1/session'));
export const signIn = async (login: string, password: string): Promise<T.Session> =>
  kept(await call<T.Session>('POST', '/v1/session', { login, password }));
export const signOut = (): Promise<void> => call('DELETE', '/v1/session');
export const changePassword = async (current: string, next: string): Promise<T.Session> =>
  kept(await call<T.Session>('PUT', '/v1/session/password', { current, new: next }));

export const city = (): Promise<T.City> => get('/v1/city');
export const places = (ms: number | null, signal?: AbortSignal): Promise<T.Places> =>
  get(`/v1/drukte/places${query({ at: at(ms) })}`, signal);
export const place = (id: string, ms: number | null): Promise<T.PlaceDetail> =>
  get(`/v1/drukte/places/${encodeURIComponent(id)}${query({ at: at(ms) })}`);
export const series = (id: string, from: number, to: number, ms: number | null, signal?: AbortSignal): Promise<T.Series> =>
  get(`/v1/drukte/places/${encodeURIComponent(id)}/series${query({ from: iso(from), to: iso(to), at: at(ms) })}`, signal);
export const areas = async (ms: number | null, signal?: AbortSignal): Promise<T.Area[]> =>
  (await get<{ areas: T.Area[] }>(`/v1/drukte/areas${query({ at: at(ms) })}`, signal)).areas;
export const timeline = (from: number, to: number): Promise<T.Timeline> =>
  get(`/v1/drukte/timeline${query({ from: iso(from), to: iso(to) })}`);
export const incidents = (ms: number | null, signal?: AbortSignal): Promise<T.Incidents> =>
  get(`/v1/drukte/incidents${query({ at: at(ms) })}`, signal);
export const scales = async (): Promise<T.Scale[]> => (await get<{ scales: T.Scale[] }>('/v1/drukte/scales')).scales;
export const setThresholds = (id: string, bounds: Record<string, number>, why: string, after: number): Promise<unknown> =>
  call('PUT', `/v1/drukte/places/${encodeURIComponent(id)}/thresholds`, { bounds, why, after });

export const foretold = (ahead: number, ms: number | null, signal?: AbortSignal): Promise<F.ForetoldPlaces> =>
  get(`/v1/drukte/places${query({ ahead, at: at(ms) })}`, signal);
export const forecast = (id: string, ms: number | null): Promise<F.Forecast> =>
  get(`/v1/drukte/places/${encodeURIComponent(id)}/forecast${query({ at: at(ms) })}`);
export const record = (place: string | null, ms: number | null): Promise<F.Record> =>
  get(`/v1/drukte/record${query({ place, at: at(ms) })}`);
/** `target` is the start of the foretold interval, as the server gave it. */
export const why = (id: string, quantity: string, target: string, span: number): Promise<F.Reasons> =>
  get(`/v1/drukte/places/${encodeURIComponent(id)}/forecast/why${query({ quantity, target, span })}`);

export const dataHealth = (): Promise<T.DataHealth> => get('/v1/data-health');

export const users = async (): Promise<T.User[]> => (await get<{ users: T.User[] }>('/v1/users')).users;
export const addUser = (body: { login: string; name: string; role: T.Role }): Promise<T.NewUser> =>
  call('POST', '/v1/users', body);
export const changeUser = (id: string, body: { after: number; role?: T.Role; active?: boolean; resetPassword?: boolean }): Promise<T.NewUser> =>
  call('PATCH', `/v1/users/${id}`, body);
export const eraseUser = (id: string): Promise<void> => call('DELETE', `/v1/users/${id}`);
export const tokens = async (): Promise<T.Token[]> => (await get<{ tokens: T.Token[] }>('/v1/tokens')).tokens;
export const addToken = (body: { title: string; scopes: string[]; endsAt: string }): Promise<T.NewToken> =>
  call('POST', '/v1/tokens', body);
export const endToken = (id: string): Promise<void> => call('DELETE', `/v1/tokens/${id}`);
