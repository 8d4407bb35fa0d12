import type { Forecast } from '../../api/forecasts';
import type { Series } from '../../api/types';

const quoted = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const told = (value: number | null): string => (value === null ? '' : String(value));

/**
 * One row per moment and quantity (RFC 4180), measured first and then foretold, told apart by `kind`. A missing value
 * is an empty cell, never a zero; a foretold row has its middle, its bounds and its moment of issue, and no `value`.
 */
export function csv(series: Series, forecast: Forecast | null = null): string {
  const rows = [['place', 'title', 'quantity', 'unit', 'observedAt', 'spanS', 'value', 'mark', 'kind', 'q10', 'q50', 'q90', 'issuedAt']];
  for (const [name, { unit, points }] of Object.entries(series.quantities)) {
    for (const p of points) rows.push([series.id, series.title, name, unit, p.t, String(series.stepS), told(p.value), p.mark ?? '', 'measured', '', '', '', '']);
  }
  for (const [name, { unit, points }] of Object.entries(forecast?.quantities ?? {})) {
    for (const p of points) rows.push([series.id, series.title, name, unit, p.t, String(p.spanS), '', '', 'forecast', told(p.q10), told(p.q50), told(p.q90), p.issuedAt]);
  }
  return rows.map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}
