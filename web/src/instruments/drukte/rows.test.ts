import { describe, expect, it } from 'vitest';
import type { Level } from '../../ui/levels';
import { circles, columns, radius, signature } from './features';
import { incidentFeatures } from './layers';
import { count, crossings, incidentIds, inOrder, levelAt, matches, rowAt, type Told } from './rows';

const AT = Date.parse('2026-08-20T14:30:00Z');
/** A place whose 5-minute interval ended 60 s before AT. */
const place = (more: Partial<Told> = {}): Told => ({
  id: 'a', title: 'A16 Van Brienenoord', kind: 'road', level: 'C', reason: null, quantity: 'speed_kmh', value: 40, unit: 'km/h',
  flow: 3000, flowUnit: 'vtg/u', share: 0.5, scale: 'road-speed-share', scaleValue: 0.5, scaleUnit: '', uncertain: false,
  freeSpeedKmh: 80, freeSpeedSource: 'limiet', capacityH: null, capacitySource: null, widthM: null, widthSource: null,
  observedAt: '2026-08-20T14:24:00Z', spanS: 300, knownAt: '2026-08-20T14:30:00Z', ageS: 60, maxAgeS: 900, trend: 'worse',
  street: 'A16', areas: [], lanes: 3, doubt: null, source: 'ndw_archive', lon: 4.5, lat: 51.9, ...more,
});

describe('the level that may still be shown', () => {
  it('stays until the maximum age and is unknown past it, with no word from the server', () => {
    expect(levelAt(place(), AT + 840_000).level).toBe('C');
    expect(levelAt(place(), AT + 841_000)).toMatchObject({ level: 'unknown', reason: 'stale' });
  });

  it('fades from half of the maximum age on', () => {
    expect(levelAt(place(), AT).fade).toBe(1);
    expect(levelAt(place(), AT + 390_000).fade).toBe(1);
    expect(levelAt(place(), AT + 840_000).fade).toBeCloseTo(0.5);
  });

  it('never turns unknown into something known, however fresh', () => {
    const doubt = place({ level: 'unknown', reason: 'implausible' });
    expect(levelAt(doubt, AT)).toMatchObject({ level: 'unknown', reason: 'implausible' });
    expect(levelAt(place({ observedAt: null }), AT)).toMatchObject({ level: 'unknown', reason: 'never', age: null });
  });

  it('shows no trend for what is unknown', () => {
    expect(rowAt(place(), AT + 10_000_000).trend).toBeNull();
  });
});

describe('the list', () => {
  const rows = (['A', 'unknown', 'F', 'D'] as Level[]).map((level, i) => rowAt(place({ id: String(i), level, reason: level === 'unknown' ? 'missing' : null }), AT));

  it('is worst first and unknown last, and counts each level', () => {
    expect(inOrder(rows).map((row) => row.level)).toEqual(['F', 'D', 'A', 'unknown']);
    expect(count(rows)).toEqual({ A: 1, B: 0, C: 0, D: 1, E: 0, F: 1, unknown: 1 });
  });

  it('finds words in any order, without accents or capitals', () => {
    const row = rowAt(place({ title: 'Coolsingel richting Hofplein' }), AT);
    const found = (search: string): boolean => matches(row, { search, levels: new Set(), kind: null });
    expect(found('hofplein COOL')).toBe(true);
    expect(found('Cóolsingel')).toBe(true);
    expect(found('maastunnel')).toBe(false);
    expect(matches(row, { search: '', levels: new Set(['F']), kind: null })).toBe(false);
  });

  it('tells what got serious or eased, and not what merely fell silent', () => {
    const before = new Map<string, Level>([['0', 'E'], ['1', 'F'], ['2', 'C'], ['3', 'D']]);
    expect(crossings(before, rows).map(({ row, from }) => [row.id, from, row.level])).toEqual([['0', 'E', 'A'], ['2', 'C', 'F']]);
  });
});

describe('an incident', () => {
  it('says that it may be over where its source is silent, and is never left out for it', () => {
    expect(incidentIds({ type: 'accident', uncertain: false })).toEqual(['incident-accident']);
    expect(incidentIds({ type: 'accident', uncertain: true })).toEqual(['incident-accident', 'incident-uncertain']);
    const properties = { id: 'i', type: 'accident', title: 'A20', startedAt: '', endedAt: null, knownAt: '', source: 's' };
    const each = (uncertain: boolean) => ({ type: 'Feature' as const, id: 'i', geometry: { type: 'Point' as const, coordinates: [4.4, 51.9] as [number, number] }, properties: { ...properties, uncertain } });
    const drawn = incidentFeatures({ features: [each(true), each(false)] }).features;
    expect(drawn.map((one) => one.properties?.['uncertain'])).toEqual([true, false]);
  });
});

describe('the map', () => {
  it('draws a larger flow larger, and no column for what is unknown', () => {
    expect(radius(4000)).toBeGreaterThan(radius(400));
    expect(radius(60_000)).toBeLessThanOrEqual(10);
    const known = rowAt(place(), AT);
    const silent = rowAt(place({ id: 'b' }), AT + 10_000_000);
    expect(columns([known, silent]).features.map((each) => each.properties?.['id'])).toEqual(['a']);
    expect(circles([silent]).features[0]?.properties).toMatchObject({ level: 'unknown', letter: '?' });
  });

  it('is drawn anew when a level, a fade or a size changes, and not for an age alone', () => {
    const sign = (ms: number): string => signature([rowAt(place(), AT + ms)]);
    expect(sign(0)).toBe(sign(60_000));
    expect(sign(0)).not.toBe(sign(800_000));
  });
});
