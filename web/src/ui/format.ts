/** Numbers, times and ages in the form of the language, always in the time zone of the city. */
export type Lang = 'nl' | 'en';

const LOCALE: Record<Lang, string> = { nl: 'nl-NL', en: 'en-GB' };
const numbers = new Map<string, Intl.NumberFormat>();

export function number(value: number, lang: Lang, digits = 0): string {
  const key = `${lang}${digits}`;
  const format = numbers.get(key) ?? new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: digits });
  numbers.set(key, format);
  return format.format(value);
}

const parts = new Map<string, Intl.DateTimeFormat>();

function pieces(ms: number, lang: Lang, zone: string): Record<string, string> {
  const key = lang + zone;
  const format =
    parts.get(key) ??
    new Intl.DateTimeFormat(LOCALE[lang], {
      timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
      hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    });
  parts.set(key, format);
  return Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value.replace('.', '')]));
}

/** 16.30 (nl) or 16:30 (en). */
export function clock(ms: number, lang: Lang, zone: string): string {
  const { hour, minute } = pieces(ms, lang, zone);
  return `${hour}${lang === 'nl' ? '.' : ':'}${minute}`;
}

/** "do 20 aug." (nl; mei has no stop) or "Thu 20 Aug" (en). */
export function day(ms: number, lang: Lang, zone: string): string {
  const p = pieces(ms, lang, zone);
  const stop = lang === 'nl' && p['month'] !== 'mei' ? '.' : '';
  return `${p['weekday']} ${p['day']} ${p['month']}${stop}`;
}

/** "do 20 aug. 16.30 uur" or "Thu 20 Aug 16:30". */
export function moment(ms: number, lang: Lang, zone: string): string {
  return `${day(ms, lang, zone)} ${clock(ms, lang, zone)}${lang === 'nl' ? ' uur' : ''}`;
}

/** Hours and minutes of the wall clock, for ticks on an axis. */
export function wall(ms: number, zone: string): { hour: number; minute: number } {
  const { hour, minute } = pieces(ms, 'en', zone);
  return { hour: Number(hour), minute: Number(minute) };
}

/** The parts an age is said in: under a minute counts as now; from 90 minutes on in hours. */
export function agePieces(seconds: number): { unit: 'now' | 'min' | 'hour' | 'day'; value: number; rest: number } {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return { unit: 'now', value: 0, rest: 0 };
  if (minutes < 60) return { unit: 'min', value: minutes, rest: 0 };
  if (minutes < 60 * 24) return { unit: 'hour', value: Math.floor(minutes / 60), rest: minutes % 60 };
  return { unit: 'day', value: Math.floor(minutes / 1440), rest: Math.floor((minutes % 1440) / 60) };
}
