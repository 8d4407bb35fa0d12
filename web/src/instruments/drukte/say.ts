/** Sentences about a place: read by the list, the panel, the table and the screen reader alike. */
import { ageText, clockText, num, t } from '../../ui/text.svelte';
import type { Level } from '../../ui/levels';
import { chance, LEAST, MOST } from './foretold';
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
  if (row.foretold) return `${t('expected-value', { value: valueText(row) })}${rangeText(row) && ` (${rangeText(row)})`}`;
  const free = row.freeSpeedKmh === null ? '' : ` · ${t('free-speed-short', { value: num(row.freeSpeedKmh) })}`;
  const flow = row.freeSpeedKmh === null && row.flow !== null && row.unit !== row.flowUnit ? ` · ${num(row.flow)} ${unitText(row.flowUnit)}` : free;
  return valueText(row) + flow;
}

/** The band in which 8 of 10 values should lie; null where the forecast is of another quantity than the row shows. */
function band(row: Row): { low: string; high: string } | null {
  const { forecast, value } = row;
  return forecast && value !== null && forecast.q10 <= value && value <= forecast.q90 ? { low: num(forecast.q10), high: num(forecast.q90) } : null;
}
export function betweenText(row: Row): string {
  const own = band(row);
  return own ? t('expected-between', own) : '';
}
export function rangeText(row: Row): string {
  const own = band(row);
  return own ? `${own.low}–${own.high}` : '';
}

/** "34 % kans op D of erger"; beyond the outermost quantiles only "hoogstens" and "minstens". */
export function chanceText(row: Row): string {
  const value = chance(row);
  if (value === null) return t('chance-unknown');
  return value <= LEAST ? t('chance-most') : value >= MOST ? t('chance-least') : t('chance-value', { value: num(value * 100) });
}

export const percentText = (share: number, short = false): string =>
  short && (share <= LEAST || share >= MOST) ? `${share <= LEAST ? '≤' : '≥'} ${t('percent', { value: num((share <= LEAST ? LEAST : MOST) * 100) })}` : t(share <= LEAST ? 'percent-most' : share >= MOST ? 'percent-least' : 'percent', { value: num(Math.min(MOST, Math.max(LEAST, share)) * 100) });

/** "over 45 min", "over 3 uur"; with `short` "+45 min". */
export function aheadText(minutes: number, short = false): string {
  const whole = minutes % 60 === 0;
  return t(`ahead${short ? '-short' : ''}-${whole ? 'hour' : 'min'}`, { value: whole ? minutes / 60 : minutes });
}

/** "15 min", "1 uur", "72 uur". */
export const spanText = (minutes: number): string => t(minutes % 60 === 0 ? 'span-hour' : 'span-min', { value: minutes % 60 === 0 ? minutes / 60 : minutes });

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
