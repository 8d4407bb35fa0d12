import { describe, expect, it } from 'vitest';
import { checked, INSTRUMENTS } from './instruments';

const sources = import.meta.glob<string>(['../**/*.ts', '../**/*.svelte', '../**/*.css', '!../api/schema.d.ts'], { query: '?raw', import: 'default', eager: true });
const sentences = import.meta.glob<string>('$locales/*/*.ftl', { query: '?raw', import: 'default', eager: true });
const plain = Object.entries(sources).filter(([path]) => !path.endsWith('.test.ts'));

function ids(lang: string): Set<string> {
  const files = Object.entries(sentences).filter(([path]) => path.includes(`/${lang}/`));
  return new Set(files.flatMap(([, text]) => [...text.matchAll(/^([a-z][\w-]*) =/gim)].map((match) => match[1] ?? '')));
}

describe('the rooms', () => {
  it('hold files of at most 300 lines', () => {
    expect(Object.entries(sources).filter(([, text]) => text.split('\n').length > 301).map(([path]) => path)).toEqual([]);
  });

  it('fetch in api alone', () => {
    const asks = /\bfetch\(|new EventSource|XMLHttpRequest|new WebSocket/;
    expect(plain.filter(([path, text]) => !path.startsWith('../api/') && asks.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('write no HTML from text and no style attribute, which the content security policy would drop', () => {
    expect(plain.filter(([, text]) => /\{@html|innerHTML|\sstyle="/.test(text)).map(([path]) => path)).toEqual([]);
  });

  it.each(['nl', 'en'])('say only sentences that the files hold (%s)', (lang) => {
    const held = ids(lang);
    const asked = plain.flatMap(([, text]) => [...text.matchAll(/\bt\('([\w-]+)'/g)].map((match) => match[1] ?? ''));
    expect(asked.length).toBeGreaterThan(100);
    expect([...new Set(asked)].filter((id) => !held.has(id))).toEqual([]);
  });

  it('hold the same sentences in both languages', () => {
    expect([...ids('nl')].sort()).toEqual([...ids('en')].sort());
  });
});

describe('the instruments', () => {
  const face = { id: 'drukte', titleId: 'instrument-drukte', load: () => Promise.reject(new Error('not loaded here')) };

  it('are found by their folder', () => {
    expect(INSTRUMENTS.get('drukte')?.titleId).toBe('instrument-drukte');
  });

  it('refuse a folder that is not named as its id', () => {
    expect(() => checked({ '../instruments/stilte/index.ts': { default: face } })).toThrow('instruments/stilte');
  });
});
