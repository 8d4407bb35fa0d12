/** What is asked, kept in the address: who gets the link sees the same. What is left out has its default. */
export const VIEWS = ['wijk', 'stroom', 'kaart', 'sluitend', 'sleutels', 'norm', 'baten'] as const;
export type ViewId = (typeof VIEWS)[number];

const DEFAULTS = { view: 'wijk', gm: '', period: '', perspective: 'residents', variant: '', overhead: '', area: '', side: 'lasten', of: '', per: 'inhabitant', focus: '', beside: '', case: '' } as const;
export type Name = keyof typeof DEFAULTS;

/** The query of an address, without what stands at its default; always in the same order. */
export function written(values: Partial<Record<Name, string>>): string {
  const search = new URLSearchParams();
  for (const name of Object.keys(DEFAULTS) as Name[]) {
    const value = values[name];
    if (value && value !== DEFAULTS[name]) search.set(name, value);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

export function read(search: string): Record<Name, string> {
  const told = new URLSearchParams(search);
  return Object.fromEntries((Object.keys(DEFAULTS) as Name[]).map((name) => [name, told.get(name) ?? DEFAULTS[name]])) as Record<Name, string>;
}

class Asked {
  values: Record<Name, string> = $state(read(location.search));
  readonly view: ViewId = $derived((VIEWS as readonly string[]).includes(this.values.view) ? (this.values.view as ViewId) : 'wijk');
  /** "2023-rekening" as the two parts that the server asks for; null until a period was chosen. */
  readonly period: { year: string; stage: string } | null = $derived.by(() => {
    const [year, stage] = this.values.period.split('-');
    return year && stage ? { year, stage } : null;
  });

  /** Follows the back button while the instrument is open; gives what ends that. */
  watch(): () => void {
    const follow = (): void => void (this.values = read(location.search));
    follow();
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }

  /** The address with these changes: for a link. */
  with(patch: Partial<Record<Name, string>>): string {
    return `${location.pathname}${written({ ...this.values, ...patch })}`;
  }

  /** Change what is asked; `quiet` leaves no step for the back button. */
  set(patch: Partial<Record<Name, string>>, quiet = false): void {
    const address = this.with(patch);
    this.values = { ...this.values, ...patch };
    if (quiet) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  }
}

export const asked = new Asked();
