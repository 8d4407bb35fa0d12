/** The shapes of docs at /v1/openapi.json, as the screens use them. Times are ISO 8601 in UTC. */
export type LevelName = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'unknown';
export type Reason = 'never' | 'stale' | 'missing' | 'implausible' | 'doubt' | 'no-scale';
export type TrendName = 'worse' | 'better' | 'steady';
export type Counts = Record<LevelName, number>;

export interface Session { name: string; roles: string[]; csrf: string; demo: boolean; may: string[]; mustChangePassword?: boolean }
export interface ClockNow { mode: 'live' | 'replay'; speed: number; now: string }
export interface City {
  id: string; title: string; centre: [number, number]; zoom: number; bounds: [number, number, number, number];
  timeZone: string; attribution: string[]; instruments: { id: string }[]; clock: ClockNow;
  baseMap: { tiles: string; minZoom: number; maxZoom: number; layers: string[] } | null; start: string | null;
}

export interface PlaceProperties {
  id: string; title: string; kind: string; level: LevelName; reason: Reason | null;
  quantity: string | null; value: number | null; unit: string | null; flow: number | null; flowUnit: string | null;
  share: number | null; freeSpeedKmh: number | null; freeSpeedSource: string | null; capacityH: number | null;
  scale: string | null; observedAt: string | null; spanS: number | null; knownAt: string | null;
  ageS: number | null; maxAgeS: number | null; trend: TrendName | null; street: string | null;
  areas: string[]; lanes: number | null; doubt: string | null; source: string | null;
}
export interface Point { type: 'Point'; coordinates: [number, number] }
export interface Feature<P> { type: 'Feature'; id?: string | number; geometry: Point; properties: P }
export interface Places {
  features: Feature<PlaceProperties>[]; at: string; knownAt: string | null; live: boolean; counts: Counts; total: number;
}
export interface Thresholds { scale: string; values: Partial<Record<LevelName, number>>; setBy: string | null; why: string | null; version?: number }
export type PlaceDetail = Feature<PlaceProperties & { thresholds?: Thresholds | null }>;

export interface SeriesPoint { t: string; value: number | null; mark: string | null }
export interface UsualPoint { t: string; p10: number; p50: number; p90: number }
export interface Series {
  id: string; title: string; at: string; stepS: number;
  quantities: Record<string, { unit: string; points: SeriesPoint[] }>;
  usual: Record<string, { days: number; points: UsualPoint[] }> | null;
  usualReason: string | null; comparableDays: number;
  thresholds: { level: LevelName; value: number; quantity: string }[];
  freeSpeed: { value: number; source: string } | null;
  source: { id: string; title: string; attribution: string; licence: string } | null;
}
export interface Area {
  id: string; title: string; level: 'gebied' | 'buurt'; state: LevelName; known: number; total: number;
  counts: Counts; worst: string[]; trend: TrendName | null;
}
export interface Timeline {
  stepS: number; bins: { t: string; counts: Counts }[]; gaps: { from: string; to: string; source: string }[];
}
export interface IncidentProperties { id: string; type: string; title: string; startedAt: string; endedAt: string | null; source: string }
export interface Incidents { features: Feature<IncidentProperties>[] }
export interface Scale {
  id: string; kind: string; title: string; quantity: string; unit: string;
  direction: 'higher-is-worse' | 'lower-is-worse'; bounds: Partial<Record<LevelName, number>>; reference: string;
}

export type SourceState = 'ok' | 'late' | 'silent' | 'failing' | 'never';
export interface Implausible { place: string; title: string; quantity: string; value: number | null; observedAt: string; why: string }
export interface SourceHealth {
  id: string; title: string; attribution: string; licence: string; url: string | null; purpose: string | null;
  legalGround: string | null; retentionDays: number | null; everyS: number; maxAgeS: number; state: SourceState;
  lastArrivalAt: string | null; newestObservedAt: string | null; ageS: number | null; delayS: number | null;
  deliveries: number; rowsNew: number; rowsSame: number; places: number; silentPlaces: number;
  silentShare: number | null; implausiblePlaces: number; implausibleShare: number | null; missingShare: number | null;
  lastError: { at: string; code: string; detail: string } | null; implausible: Implausible[];
}
export interface DataHealth { at: string; sources: SourceHealth[] }

export interface User { id: string; login: string; name: string; roles: string[]; active?: boolean }
export interface Token { id: string; title?: string; name?: string; scopes: string[]; endsAt: string | null; createdAt?: string }
