/** Euros for people: whole euros for a person, thousands and millions in words for a city. */
import { num, t, text } from '../../ui/text.svelte';

/** "€ 1.234". */
export const euro = (value: number, digits = 0): string => `${value < 0 ? '−' : ''}€ ${num(Math.abs(value), digits)}`;

/** "€ 4,9 miljard", "€ 12,3 miljoen", "€ 45.600": as many digits as a person keeps. */
export function sum(cents: number): string {
  const value = Math.abs(cents) / 100;
  const sign = cents < 0 ? '−' : '';
  if (value >= 999_500_000) return `${sign}€ ${t('geld-billion', { value: num(value / 1e9, 2) })}`;
  if (value >= 999_500) return `${sign}€ ${t('geld-million', { value: num(value / 1e6, value < 1e7 ? 2 : 1) })}`;
  return `${sign}€ ${num(value)}`;
}

/** "€ 1.100 tot € 1.400"; empty where no range was worked out. */
export const range = (p10: number | null | undefined, p90: number | null | undefined, write: (cents: number) => string = sum): string =>
  p10 == null || p90 == null ? '' : t('geld-range', { low: write(p10), high: write(p90) });

/** "€ 1.234.567,89": to the cent, where it must be seen to close; a dash for what was not delivered. */
export function exact(cents: number | null): string {
  if (cents === null) return '–';
  const whole = Math.abs(cents);
  return `${cents < 0 ? '−' : ''}€ ${num(Math.trunc(whole / 100))}${text.lang === 'nl' ? ',' : '.'}${String(whole % 100).padStart(2, '0')}`;
}
