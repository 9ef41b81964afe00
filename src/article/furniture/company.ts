import { KINDS, type KindName, type Zone } from './kinds.ts';
import type { Label } from './labels.ts';
import { endsSentence, type Line } from './lines.ts';

/** A line that goes, and what it was taken for. */
export type Gone = Map<Line, string>;

/** Kinds that a heading can be of: buttons and dates are never headings. */
const HEADINGS = new Set<KindName>(['newsletter', 'cookies', 'membership', 'interface']);
const CONTROLS = new Set<KindName>(['button', 'field', 'consent', 'counter', 'date']);
const SUBSCRIBE = /subscri|sign|join|abonn|anmeld|inscri|suscr/i;
/** Lines that stand between others without parting them. */
const TRANSPARENT = new Set<Line['kind']>(['divider', 'figure', 'cut']);

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
export function companyWhy(lines: readonly Line[], index: number, zone: Zone, gone: Gone): string | null {
  const line = lines[index];
  const labels = labelsIn(line, zone);
  if (line === undefined || labels.length === 0) return null;
  const beside = [neighbour(lines, index, -1), neighbour(lines, index, 1)];
  const label = labels.find((each) => beside.some((other) => isCompany(line, each, other, zone, gone)));
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

function isCompany(line: Line, label: Label, other: Line | undefined, zone: Zone, gone: Gone): boolean {
  if (other === undefined) return false;
  const others = labelsIn(other, zone);
  if (label.kind === 'call') return isSubscription(other, others);
  if (isBare(line, [label])) return others.length > 0 || (zone !== 'body' && gone.has(other));
  const { family } = KINDS[label.kind];
  const fits = others.some(({ kind }) => KINDS[kind].family === family || (family === 'newsletter' && kind === 'button'));
  return family === 'farewell' ? gone.has(other) : fits && isBare(other, others);
}

/** The nearest line before (-1) or behind (1) that is not a rule or a picture. */
export function neighbour(lines: readonly Line[], index: number, step: -1 | 1): Line | undefined {
  for (let at = index + step; ; at += step) {
    const line = lines[at];
    if (line === undefined || !TRANSPARENT.has(line.kind)) return line;
  }
}
