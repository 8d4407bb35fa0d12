/** Two amounts beside each other in words; nearer than 3 in 100 they are the same to a person. */
import { num, t } from '../../ui/text.svelte';

/** "12 procent meer"; null where they are the same to a person, or there is nothing to compare with. */
export function compared(own: number, other: number): string | null {
  if (other === 0) return null;
  const part = own / other - 1;
  if (Math.abs(part) < 0.03) return null;
  const percent = num(Math.round(Math.abs(part) * 100));
  return t(part > 0 ? 'geld-more' : 'geld-less', { percent });
}
