/** A mix of keys as people say it: "inwoners", "half ouderen, half huishoudens" as parts of a hundred. */
import { num, t, text } from '../../ui/text.svelte';

const one = (id: string): string => {
  const message = `geld-key-${id.replaceAll('_', '-')}`;
  return text.has(message) ? t(message) : id;
};

export const keyName = (mix: string): string =>
  mix.split(/\s*\+\s*/).map((part) => {
    const [id = '', weight] = part.split(':');
    return weight ? `${one(id)} (${num(Number(weight) * 100)} %)` : one(id);
  }).join(' + ');

/** A figure as people say it; its id where no sentence names it. */
export const figureName = (id: string): string => {
  const message = `geld-figure-${id.replaceAll('_', '-')}`;
  return text.has(message) ? t(message) : id;
};
