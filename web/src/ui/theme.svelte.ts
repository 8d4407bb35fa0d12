/** Light or dark: the system's choice until a person makes one. */
import type { Scheme } from './levels';

const KEY = 'stadsbeeld.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

class Theme {
  #chosen: Scheme | null = $state(null);
  #system: Scheme = $state(system.matches ? 'dark' : 'light');
  readonly scheme: Scheme = $derived(this.#chosen ?? this.#system);

  constructor() {
    const kept = localStorage.getItem(KEY);
    if (kept === 'light' || kept === 'dark') this.#set(kept);
    system.addEventListener('change', (event) => (this.#system = event.matches ? 'dark' : 'light'));
  }

  #set(scheme: Scheme): void {
    this.#chosen = scheme;
    document.documentElement.dataset['theme'] = scheme;
  }

  toggle(): void {
    this.#set(this.scheme === 'dark' ? 'light' : 'dark');
    localStorage.setItem(KEY, this.scheme);
  }
}

export const theme = new Theme();

/** What a token resolves to now, as rgb(…): for canvases, which cannot read CSS. */
export function token(name: string): string {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

export const calmMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
