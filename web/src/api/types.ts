/** Names for the shapes of openapi.json, as the screens use them. Times are ISO 8601 in UTC. */
import type { components } from './schema';

type Shapes = components['schemas'];
export type LevelName = Shapes['PlaceProperties']['level'];
export type Reason = NonNullable<Shapes['PlaceProperties']['reason']>;
export type Counts = Record<LevelName, number>;

export type Session = Shapes['SessionShape'];
export type ClockNow = Shapes['ClockShape'];
export type City = Omit<Shapes['CityShape'], 'centre' | 'bounds'> & { centre: [number, number]; bounds: [number, number, number, number] };

export type PlaceProperties = Shapes['PlaceProperties'];
/** An event names the place and says only what changed. */
export type PlaceChange = Partial<PlaceProperties> & { id: string };
export type Thresholds = Shapes['Thresholds'];
export interface Point { type: 'Point'; coordinates: [number, number] }
export interface Feature<P> { type: 'Feature'; id: string; geometry: Point; properties: P }
export type Places = Omit<Shapes['Places'], 'features' | 'counts'> & { features: Feature<PlaceProperties>[]; counts: Counts };
export type PlaceDetail = Feature<Shapes['PlaceDetail']>;

export type Series = Shapes['Series'];
export type SeriesPoint = Shapes['SeriesPoint'];
export type Area = Omit<Shapes['AreaShape'], 'counts'> & { counts: Counts };
export type Timeline = Omit<Shapes['Timeline'], 'bins'> & { bins: { t: string; counts: Counts }[] };
export type IncidentProperties = Shapes['IncidentProperties'];
export type Incidents = { features: Feature<IncidentProperties>[] };
export type Scale = Shapes['ScaleShape'];

export type SourceHealth = Shapes['SourceHealth'];
export type DataHealth = Shapes['DataHealth'];

export type Role = Shapes['UserShape']['role'];
export type User = Shapes['UserShape'];
export type NewUser = Shapes['UserWithPassword'];
export type Token = Shapes['TokenShape'];
export type NewToken = Shapes['NewToken'];
