/** Sentences about a place: read by the list, the panel, the table and the screen reader alike. */
import { ageText, clockText, num, t } from '../../ui/text.svelte';
import type { Level } from '../../ui/levels';
import { incidentIds, type Incident, type Row } from './rows';

const SHORT_UNITS: Record<string, string> = { 'km/h': 'unit-kmh', 'km/u': 'unit-kmh', speed_kmh: 'unit-kmh', flow_ped_h: 'unit-ped-h', 'personen/u': 'unit-ped-h', 'veh/h': 'unit-veh-h', 'vtg/u': 'unit-veh-h', 'vtg/h': 'unit-veh-h', 'voetgangers/u': 'unit-ped-h' };

export const unitText = (unit: string | null): string => (unit === null ? '' : unit in SHORT_UNITS ? t(SHORT_UNITS[unit] ?? unit) : unit);

/** "staat vast" on a road, "gevaarlijk" elsewhere. */
export const levelText = (level: Level, kind = ''): string =>
  t(level === 'F' && kind === 'road' ? 'level-F-road' : `level-${level}`);

export function valueText(row: Row): string {
  return row.value === null ? t('no-value') : `${num(row.value)} ${unitText(row.unit)}`;
}

/** "12 km/u · vrij 97", or why nothing is known. */
export function lineText(row: Row): string {
  if (row.level === 'unknown') return whyUnknown(row);
  const free = row.freeSpeedKmh === null ? '' : ` · ${t('free-speed-short', { value: num(row.freeSpeedKmh) })}`;
  const flow = row.freeSpeedKmh === null && row.flow !== null && row.unit !== row.flowUnit ? ` · ${num(row.flow)} ${unitText(row.flowUnit)}` : free;
  return valueText(row) + flow;
}

export function whyUnknown(row: Row): string {
  if (row.reason === 'stale' && row.observedAt !== null) {
    return t('why-stale', { time: clockText(Date.parse(row.observedAt) + (row.spanS ?? 0) * 1000) });
  }
  const why = row.reason === 'doubt' && row.doubt && t(`why-doubt-${row.doubt}`) !== `why-doubt-${row.doubt}` ? `why-doubt-${row.doubt}` : `why-${row.reason ?? 'missing'}`;
  return t(why, { lanes: row.lanes ?? 0 });
}

export const agoText = (row: Row, short = false): string => (row.age === null ? '' : ageText(row.age, short));

export const flowText = (row: Row): string | null =>
  row.flow === null || row.unit === row.flowUnit || row.reason === 'implausible' ? null : `${num(row.flow)} ${unitText(row.flowUnit)}`;

export const trendText = (row: Row): string => (row.trend === null ? '' : t(`trend-${row.trend}`));
export const TREND_SIGN: Record<string, string> = { worse: '↗', better: '↘', steady: '→' };

/** "Ongeval", or "Ongeval. Misschien voorbij: de bron zwijgt." */
export const incidentText = (incident: Incident): string => incidentIds(incident).map((id) => t(id)).join('. ');

/** The road an incident lies on; the feed writes MOTORWAY SEGMENT where it has no name. */
export const roadName = (title: string, before = ''): string => (title === '' || title.includes('SEGMENT') ? '' : before + title);
