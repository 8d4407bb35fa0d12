import { describe, expect, it } from 'vitest';
import type { Foretold } from '../../api/forecasts';
import { circles, columns, signature } from './features';
import { byChance, chance, chances, chanceStep, rowAhead, tooOld } from './foretold';
import { rowAt, type Told } from './rows';

const AT = Date.parse('2026-08-20T14:30:00Z');
const forecast: Foretold = { ahead: 60, target: '2026-08-20T15:30:00Z', issuedAt: '2026-08-20T14:30:00Z', q10: 20, q50: 40, q90: 60, atLeast: { B: 0.9, C: 0.7, D: 0.4, E: 0.2, F: 0.1 }, model: 'experts' };
const place = (more: Partial<Told> = {}): Told => ({
  id: 'a', title: 'A16', kind: 'road', level: 'C', reason: null, quantity: 'speed_kmh', value: 40, unit: 'km/h',
  flow: 3000, flowUnit: 'vtg/u', share: 0.5, scale: 'road-speed-share', scaleValue: 0.5, scaleUnit: '', uncertain: false,
  freeSpeedKmh: 80, freeSpeedSource: 'limiet', capacityH: null, capacitySource: null, widthM: null, widthSource: null,
  observedAt: '2026-08-20T14:24:00Z', spanS: 300, knownAt: '2026-08-20T14:30:00Z', ageS: 60, maxAgeS: 900, trend: 'worse',
  street: 'A16', areas: [], lanes: 3, doubt: null, source: 'ndw_archive', lon: 4.5, lat: 51.9, forecast, ...more,
});

describe('a place as it is foretold', () => {
  it('says that it is foretold, has no age, and shows the way it goes from now', () => {
    expect(rowAhead(place(), 'A', false)).toMatchObject({ foretold: true, level: 'C', reason: null, age: null, fade: 1, trend: 'worse' });
    expect(rowAhead(place(), 'F', false).trend).toBe('better');
    expect(rowAhead(place(), 'unknown', false).trend).toBeNull();
  });

  it('is unknown without a forecast, whatever level was told', () => {
    expect(rowAhead(place({ forecast: null }), 'A', false)).toMatchObject({ level: 'unknown', reason: 'no-forecast', trend: null });
  });

  it('is unknown once the answer is too old, and says why', () => {
    expect(rowAhead(place(), 'A', true)).toMatchObject({ level: 'unknown', reason: 'stale-forecast' });
    expect(rowAhead(place({ level: 'unknown', reason: 'stale', forecast: null }), 'A', false)).toMatchObject({ level: 'unknown', reason: 'stale-forecast' });
    expect(tooOld(AT, AT + 900_000, 1)).toBe(false);
    expect(tooOld(AT, AT + 901_000, 1)).toBe(true);
    // A replay at 360 times: twenty seconds of the screen are two hours of it.
    expect(tooOld(AT, AT + 7_200_000, 360)).toBe(false);
    expect(tooOld(AT, AT + 7_201_000, 360)).toBe(true);
  });
});

describe('a chance', () => {
  it('is drawn in quarters, and the outermost are at most and at least', () => {
    expect([0, 0.1, 0.11, 0.34, 0.35, 0.64, 0.65, 0.89, 0.9, 1].map(chanceStep)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('is unknown for an unknown place, and orders last', () => {
    const known = rowAhead(place(), 'A', false);
    const silent = rowAhead(place({ id: 'b', forecast: null }), 'A', false);
    const worse = rowAhead(place({ id: 'c', forecast: { ...forecast, atLeast: { B: 0.9, C: 0.9, D: 0.8, E: 0.1, F: 0.1 } } }), 'A', false);
    const levelless = rowAhead(place({ forecast: { ...forecast, atLeast: null } }), 'A', false);
    expect([known, silent, worse, levelless].map(chance)).toEqual([0.4, null, 0.8, null]);
    expect(chance(rowAhead(place(), 'A', true))).toBeNull();
    expect([known, silent, worse].sort(byChance).map((row) => row.id)).toEqual(['c', 'a', 'b']);
  });

  it('is told of C and each level beyond that the server told', () => {
    expect(chances(forecast).map((each) => `${each.level} ${each.value}`)).toEqual(['C 0.7', 'D 0.4', 'E 0.2', 'F 0.1']);
    expect(chances({ ...forecast, atLeast: null })).toEqual([]);
  });
});

describe('the map of a forecast', () => {
  const looks = (row: ReturnType<typeof rowAt>, colour?: 'median' | 'chance') => circles([row], colour).features[0]?.properties;

  it('never draws what is foretold as what was measured', () => {
    expect(looks(rowAt(place(), AT))).toMatchObject({ foretold: false, pen: 'letter-' });
    expect(looks(rowAhead(place(), 'A', false))).toMatchObject({ foretold: true, image: 'foretold-C', pen: 'ink-' });
    expect(signature([rowAhead(place(), 'A', false)])).not.toBe(signature([rowAt(place(), AT)]));
  });

  it('draws the chance by its step and without a letter, and an unknown chance as unknown', () => {
    expect(looks(rowAhead(place(), 'A', false), 'chance')).toMatchObject({ image: 'chance-2', pen: '' });
    expect(looks(rowAhead(place({ forecast: { ...forecast, atLeast: null } }), 'A', false), 'chance')).toMatchObject({ level: 'unknown', pen: '' });
    // Live, the colour that was chosen for forecasts changes nothing.
    expect(looks(rowAt(place(), AT), 'chance')).toMatchObject({ level: 'C', foretold: false, pen: 'letter-' });
  });

  it('raises no solid column for what is foretold', () => {
    expect(columns([rowAhead(place(), 'A', false)]).features).toEqual([]);
    expect(columns([rowAt(place(), AT)]).features).toHaveLength(1);
  });
});
