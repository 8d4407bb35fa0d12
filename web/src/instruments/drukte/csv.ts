import type { Series } from '../../api/types';

const quoted = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** One row per moment and quantity (RFC 4180); a missing value is an empty cell, never a zero. */
export function csv(series: Series): string {
  const rows = [['place', 'title', 'quantity', 'unit', 'observedAt', 'spanS', 'value', 'mark']];
  for (const [name, { unit, points }] of Object.entries(series.quantities)) {
    for (const p of points) rows.push([series.id, series.title, name, unit, p.t, String(series.stepS), p.value === null ? '' : String(p.value), p.mark ?? '']);
  }
  return rows.map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}
