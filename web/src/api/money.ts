/** Money flows: typed answers of `/v1/geldstromen`. Money is in whole cents. */
import { call, get, query } from './http';
import type { components } from './schema';

type Shapes = components['schemas'];
export type Overview = Shapes['Overview'];
export type View = Shapes['MoneyView'];
export type Amount = Shapes['Amount'];
export type Origin = Shapes['Origin'];
export type Areas = Shapes['MoneyAreas'];
export type WijkPage = Shapes['WijkPage'];
export type MapAnswer = Shapes['MapAnswer'];
export type Keys = Shapes['Keys'];
export type Variant = Shapes['VariantShape'];
export type Change = Shapes['ChangeShape'];

/** What every answer about one gemeente and period depends on. */
export interface Chosen { gm: string; year: string; stage: string; perspective: string; variant: string | null; overhead: string | null }

/** Null until a gemeente and a period are chosen. */
export function chosen(values: Record<string, string>, period: { year: string; stage: string } | null): Chosen | null {
  if (!values['gm'] || !period) return null;
  return { gm: values['gm'], ...period, perspective: values['perspective'] ?? 'residents', variant: values['variant'] || null, overhead: values['overhead'] === 'spread' ? 'true' : null };
}

const address = (path: string, chosen: Chosen, more: Record<string, string | null> = {}): string => `/v1/geldstromen/${path}${query({ ...chosen, ...more })}`;

export const overview = (): Promise<Overview> => get('/v1/geldstromen/overview');
export const areas = (chosen: Chosen, signal?: AbortSignal): Promise<Areas> => get(address('areas', chosen), signal);
export const wijk = (area: string, chosen: Chosen, signal?: AbortSignal): Promise<WijkPage> => get(address(`areas/${encodeURIComponent(area)}`, chosen), signal);
export const map = (chosen: Chosen, of: string, side: string, per: string, signal?: AbortSignal): Promise<MapAnswer> => get(address('map', chosen, { of, side, per }), signal);
export const keys = (chosen: Chosen, side: string, signal?: AbortSignal): Promise<Keys> => get(address('keys', chosen, { side }), signal);
export const variants = async (): Promise<Variant[]> => (await get<{ variants: Variant[] }>('/v1/geldstromen/variants')).variants;
export const saveVariant = (id: string, body: { title: string; why: string; changes: Change[]; after: number }): Promise<Variant> => call('PUT', `/v1/geldstromen/variants/${encodeURIComponent(id)}`, body);
/** Where a file of this view lies: the browser fetches it as any other link. */
export const file = (view: string, format: 'csv' | 'xlsx', chosen: Chosen, more: Record<string, string | null> = {}): string => address(`tables/${view}.${format}`, chosen, more);
export const dataPackage = (chosen: Chosen): string => address('datapackage.zip', chosen);
