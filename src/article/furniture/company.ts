import { KINDS, type KindName, type Zone } from './kinds.ts';
import type { Label } from './labels.ts';
import { endsSentence, type Line } from './lines.ts';

/** A line that goes, and what it was taken for. */
export type Gone = Map<Line, string>;

/** Kinds that a heading can be of: buttons and dates are never headings. */
const HEADINGS = new Set<KindName>(['newsletter', 'cookies', 'membership', 'interface']);
const CONTROLS = new Set<KindName>(['button', 'field', 'consent', 'counter', 'date']);
const SUBSCRIBE = /subscri|sign|join|abonn|anmeld|inscri|suscr/i;

/** The labels that count in this zone; what opens the rest of a page is judged elsewhere. */
export function labelsIn(line: Line | undefined, zone: Zone): Label[] {
  return (line?.labels ?? []).filter(({ kind }) => {
    const { zones, weight }: { zones: readonly Zone[]; weight: string } = KINDS[kind];
    return weight !== 'opener' && zones.includes(zone) && (line?.kind !== 'heading' || HEADINGS.has(kind));
  });
}

/** What a line that no article has is called; `null` where it might be the article's. */
export function sureWhy(line: Line, zone: Zone): string | null {
  const label = labelsIn(line, zone).find(({ kind }) => KINDS[kind].weight === 'sure' || kind === 'signoff');
  return label === undefined ? null : KINDS[label.kind].why;
}

/**
 * What a line is called that goes because of the lines beside it; `null` where it stays. A bare line (a button, a
 * number) goes beside any other furniture; a whole sentence only beside a bare line of its own box.
 */
export function companyWhy(line: Line, zone: Zone, gone: ReadonlyMap<Line, string>): string | null {
  const beside = [line.above, line.below];
  const label = labelsIn(line, zone).find((each) => beside.some((other) => isCompany(line, each, other, zone, gone)));
  return label === undefined ? null : KINDS[label.kind].why;
}

/** A field for an address, or a button for subscribing. */
export function isSubscription({ text }: Line, labels: readonly Label[]): boolean {
  return labels.some(({ kind }) => kind === 'field' || (kind === 'button' && SUBSCRIBE.test(text)));
}

/** Buttons, fields and numbers say nothing, whatever mark they end in; any other line is bare that ends no sentence. */
function isBare(line: Line, labels: readonly Label[]): boolean {
  return !endsSentence(line.text) || labels.some(({ kind }) => CONTROLS.has(kind));
}

function isCompany(
  line: Line,
  label: Label,
  other: Line | undefined,
  zone: Zone,
  gone: ReadonlyMap<Line, string>,
): boolean {
  if (other === undefined) return false;
  const others = labelsIn(other, zone);
  if (label.kind === 'call') return isSubscription(other, others);
  if (isBare(line, [label])) return others.length > 0 || (zone !== 'body' && gone.has(other));
  const { family } = KINDS[label.kind];
  const fits = others.some(
    ({ kind }) => KINDS[kind].family === family || (family === 'newsletter' && kind === 'button'),
  );
  return family === 'farewell' ? gone.has(other) : fits && isBare(other, others);
}
