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
export type Sankey = Shapes['Sankey'];
export type Closing = Shapes['MoneyClosing'];
export type Norm = Shapes['Norm'];
export type Variant = Shapes['VariantShape'];
export type BusinessCase = Shapes['CaseAnswer'];
export type CaseName = Shapes['CaseName'];
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
export const wijk = (area: string, chosen: Chosen, lang: string, signal?: AbortSignal): Promise<WijkPage> => get(address(`areas/${encodeURIComponent(area)}`, chosen, { lang }), signal);
export const map = (chosen: Chosen, of: string, side: string, per: string, signal?: AbortSignal): Promise<MapAnswer> => get(address('map', chosen, { of, side, per }), signal);
export const keys = (chosen: Chosen, side: string, signal?: AbortSignal): Promise<Keys> => get(address('keys', chosen, { side }), signal);
export const variants = async (): Promise<Variant[]> => (await get<{ variants: Variant[] }>('/v1/geldstromen/variants')).variants;
export const saveVariant = (id: string, body: { title: string; why: string; changes: Change[]; after: number }): Promise<Variant> => call('PUT', `/v1/geldstromen/variants/${encodeURIComponent(id)}`, body);
/** Where a file of this view lies: the browser fetches it as any other link. */
export const file = (view: string, format: 'csv' | 'xlsx', chosen: Chosen, more: Record<string, string | null> = {}): string => address(`tables/${view}.${format}`, chosen, more);
export const dataPackage = (chosen: Chosen): string => address('datapackage.zip', chosen);
export const cases = async (signal?: AbortSignal): Promise<CaseName[]> => (await get<{ cases: CaseName[] }>('/v1/geldstromen/cases', signal)).cases;
/** `without`: ids of measures that do not count; the server is asked for the others. */
export async function businessCase(id: string, without: string[], signal?: AbortSignal): Promise<BusinessCase> {
  const address = `/v1/geldstromen/cases/${encodeURIComponent(id)}`;
  const whole = await get<BusinessCase>(address, signal);
  if (without.length === 0) return whole;
  const chosen = whole.choices.filter((each) => !without.includes(each.id)).map((each) => `measures=${encodeURIComponent(each.id)}`);
  return chosen.length === 0 ? whole : get<BusinessCase>(`${address}?${chosen.join('&')}`, signal);
}
/** `focus`: a domain or a taakveld to look inside; null: the whole. */
export const sankey = (chosen: Chosen, focus: string | null, signal?: AbortSignal): Promise<Sankey> => get(address('sankey', chosen, { focus }), signal);
export const closing = (chosen: Chosen, side: string, signal?: AbortSignal): Promise<Closing> => get(address('closing', chosen, { side }), signal);
export const norm = (chosen: Chosen, signal?: AbortSignal): Promise<Norm> => get(address('norm', chosen), signal);
export const caseReport = (id: string, lang: string): string => `/v1/geldstromen/cases/${encodeURIComponent(id)}/report.pdf${query({ lang })}`;
