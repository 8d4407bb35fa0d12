import { describe, expect, it } from 'vitest';
import type { Record, RecordRow } from '../../api/forecasts';
import { gainSaid, groups, headRow, naiveKind, verdict } from './record';

const row = (more: Partial<RecordRow> = {}): RecordRow => ({ ahead: 60, quantity: 'flow_veh_h', count: 500, wape: 0.12, naiveWape: 0.2, wapeBeside: 0.12, naive: 'day', gain: 0.4, coverage: 0.81, wql: 0.09, ...more });
const record = (rows: RecordRow[]): Record => ({ at: '', days: 28, rows, misses: [], drift: { state: 'ok', coverage: 0.8, since: null, sentenceId: 'drift-ok' } });

describe('the record', () => {
  it('stands by quantity with the nearest horizon first, and without horizons that were never checked', () => {
    const found = groups(record([row({ ahead: 120 }), row({ ahead: 15 }), row({ ahead: 4320, count: 0 }), row({ quantity: 'speed_kmh', count: 0 })]));
    expect(found.map((group) => [group.quantity, group.rows.map((each) => each.ahead)])).toEqual([['flow_veh_h', [15, 120]]]);
  });

  it('is told by the hour ahead, or else by what was checked most', () => {
    const head = (rows: RecordRow[]): number | undefined => headRow({ quantity: '', rows })?.ahead;
    expect(head([row({ ahead: 15, count: 900 }), row()])).toBe(60);
    expect(head([row({ ahead: 360, count: 20 }), row({ ahead: 1440, count: 30 })])).toBe(1440);
    expect(head([row({ coverage: null })])).toBeUndefined();
  });

  it('calls a band too sure or too cautious, and says nothing on a handful', () => {
    expect([0.6, 0.8, 0.95, null].map((coverage) => verdict({ coverage, count: 500 }))).toEqual(['low', null, 'high', null]);
    expect(verdict({ coverage: 0.2, count: 29 })).toBeNull();
  });

  it('says a loss as a loss, and nothing where there is nothing to beat', () => {
    expect(gainSaid(0.374)).toEqual({ id: 'record-gain-better', value: 37 });
    expect(gainSaid(-0.11)).toEqual({ id: 'record-gain-worse', value: 11 });
    expect(gainSaid(0.004)).toEqual({ id: 'record-gain-same', value: 0 });
    expect(gainSaid(null)).toBeNull();
  });

  it('knows against what it is measured', () => {
    expect(naiveKind([row(), row({ naive: 'week' })])).toBe('week');
    expect(naiveKind([row(), row({ naive: null })])).toBe('day');
    expect(naiveKind([row({ naive: null })])).toBeNull();
  });
});
