/** Sentences from the Fluent files that the Python side reads too. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import * as format from './format';
import type { Lang } from './format';

const KEY = 'stadsbeeld.language';
const load: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  nl: () => import('./sentences-nl'),
  en: () => import('./sentences-en'),
};

function remembered(): Lang {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'nl';
}

class Text {
  lang: Lang = $state(remembered());
  zone = $state('Europe/Amsterdam');
  #bundle: FluentBundle = $state.raw(new FluentBundle('nl-NL'));

  async use(lang: Lang): Promise<void> {
    const files = (await load[lang]()).default;
    const bundle = new FluentBundle(lang === 'nl' ? 'nl-NL' : 'en-GB', { useIsolating: false });
    for (const source of Object.values(files)) bundle.addResource(new FluentResource(source));
    this.#bundle = bundle;
    this.lang = lang;
    localStorage.setItem(KEY, lang);
    document.documentElement.lang = lang;
  }

  has(id: string): boolean {
    return this.#bundle.hasMessage(id);
  }

  /** The sentence `id`; the id itself where the files do not hold it, which is seen at once. */
  say(id: string, values?: Record<string, FluentVariable>): string {
    const message = this.#bundle.getMessage(id);
    if (!message?.value) return id;
    const errors: Error[] = [];
    return this.#bundle.formatPattern(message.value, values, errors);
  }
}

export const text = new Text();
export const t = (id: string, values?: Record<string, FluentVariable>): string => text.say(id, values);
export const num = (value: number, digits = 0): string => format.number(value, text.lang, digits);
export const clockText = (ms: number): string => format.clock(ms, text.lang, text.zone);
export const dayText = (ms: number): string => format.day(ms, text.lang, text.zone);
export const momentText = (ms: number): string => format.moment(ms, text.lang, text.zone);

/** "3 min geleden", "1 u 25 min geleden"; with `short` only "3 min", "1 u 25". */
export function ageText(seconds: number, short = false): string {
  const { unit, value, rest } = format.agePieces(seconds);
  return t(`${short ? 'age-short' : 'age'}-${unit}`, { value, rest });
}
