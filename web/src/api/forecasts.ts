/** What the server tells of the future, and of how well it did. Times are ISO 8601 in UTC; q10 … q90 are quantiles. */
import type { components } from './schema';
import type { Places } from './types';

type Shapes = components['schemas'];

/** One place at one moment ahead: `atLeast` holds, for each level from B on, the chance (0.1 … 0.9, the ends meaning at
 * most and at least) of that level or a worse one; null where the level is unknown. */
export type Foretold = Shapes['ForecastOf'];
/** `issuedAt`: the oldest forecast among those shown; `target`: `at` and `ahead` together. */
export type ForetoldPlaces = Places & { target: string; issuedAt: string | null };

/** `t` is the start of the foretold interval of `spanS` seconds. */
export type ForecastPoint = Shapes['ForecastPoint'];
export type Forecast = Shapes['PlaceForecast'];

/** What moves one forecast away from the usual; `usual` and the parts add up to the median. */
export type Reasons = Shapes['Reasons'];

/** One horizon of one quantity. Errors are WAPE as shares; `gain` is 1 − ours ÷ naive, over rows that have both. */
export type RecordRow = Shapes['RecordRow'];
export type Miss = Shapes['Miss'];
export type Drift = Shapes['Drift'];
export type Record = Shapes['ForecastRecord'];
