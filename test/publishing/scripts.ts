import type { CrashCase } from './crash.ts';
import type { Fate } from './world.ts';

/** A crash case without its kills. */
export type Script = Omit<CrashCase, 'kills' | 'restartMs'>;

const FATES: readonly Fate[] = [
  ...(['lost-answer', 'unreadable', 'refused', 'never-arrived', 'reset', 'late', 'rate-limited'] as const),
];
const UNKNOWN: readonly Fate[] = ['lost-answer', 'never-arrived', 'late'];

/** Nothing wrong; one fault at the first request; and the same with a read that fails after it. */
export function plainScripts(posts: number, whole: boolean): Script[] {
  const base = { posts, whole, blindReads: 0 };
  return [
    { ...base, fates: [] },
    ...FATES.map((fate) => ({ ...base, fates: [fate] })),
    ...UNKNOWN.map((fate) => ({ ...base, fates: [fate], blindReads: 1 })),
  ];
}

/** Those, and each fault at the middle and the last request, where there are such. */
export function placedScripts(posts: number): Script[] {
  const places = [...new Set([Math.floor(posts / 2), posts - 1])].filter((place) => place > 0);
  const at = (place: number, fate: Fate) => [...Array.from({ length: place }, (): Fate => 'taken'), fate];
  const base = { posts, whole: false, blindReads: 0 };
  const placed = places.flatMap((place) => FATES.map((fate) => ({ ...base, fates: at(place, fate) })));
  return [...plainScripts(posts, false), ...placed];
}

/** Every fault followed by every fault, at the first two requests. */
export function pairedScripts(posts: number, whole: boolean): Script[] {
  return FATES.flatMap((one) => FATES.map((other) => ({ posts, whole, blindReads: 0, fates: [one, other] })));
}

/** Threads that cannot be finished: one whose posts vanish, one that is refused for ever. */
export function hopelessScripts(): Script[] {
  const base = { posts: 2, whole: false, blindReads: 0 };
  return [
    { ...base, fates: Array.from({ length: 9 }, (): Fate => 'never-arrived') },
    { ...base, fates: ['taken', ...Array.from({ length: 1_000 }, (): Fate => 'refused')] },
  ];
}
