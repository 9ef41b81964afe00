import type { Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import { enclosures } from '../sentences/pairs.ts';
import { divide, type Part } from './divide.ts';
import type { Gauge } from './gauge.ts';
import { holder } from './stretches.ts';
import { guardsOf, type Unit } from './units.ts';

/** What is divided, and for posts of what room. */
export interface Material {
  readonly passages: readonly Passage[];
  readonly units: readonly Unit[];
  readonly language: string;
  readonly rules: Rules;
  readonly gauge: Gauge;
  /** Width that every post of the thread, the last aside, has room for. */
  readonly room: number;
  /** Whether every post of the thread, the last aside, has room for this text. */
  fits(text: string, width: number): boolean;
  /** How many posts of the thread, from the first on, have room for a text that does not fit all of them. */
  heldBy(text: string, width: number): number;
}

/** A part of a unit, and what a cut in front of it would part and tear. */
export interface Segment {
  readonly before: Unit | undefined;
  readonly unit: Unit;
  readonly after: Unit | undefined;
  readonly part: Part;
  /** Width of the white space in front of it. */
  readonly gap: number;
  /** Whether a quotation or parenthesis that fits a post is open in front of it. */
  readonly enclosed: boolean;
  /** Whether it goes on with a piece of code, a table or a quotation that fits a post. */
  readonly inBlock: boolean;
}

/** All parts of all units, in order. */
export function* segmentsOf(material: Material): Generator<Segment> {
  const { units, gauge, room } = material;
  let inside: Inside = { tears: () => false, covered: () => false };
  let block = 0;
  for (const [at, unit] of units.entries()) {
    const [before, after] = [units[at - 1], units[at + 1]];
    const opens = before?.passage !== unit.passage;
    if (opens) inside = insideOf(unit.passage, material);
    const continues = goesOn(before, unit);
    if (!continues) block = blockWidth(units, at);
    let end = opens ? unit.start : before.end;
    for (const part of partsOf(unit, inside, material)) {
      const first = part.mark === null;
      const gap = first ? unit.gap : gauge.gap(unit.passage.text.slice(end, part.start));
      const enclosed = !(opens && first) && inside.tears(end, part.start);
      yield { before, unit, after, part, gap, enclosed, inBlock: continues && block <= room };
      end = part.end;
    }
  }
}

/** What a cut inside a passage may run into. */
interface Inside {
  /** A quotation or parenthesis that fits a post. */
  tears(end: number, next: number): boolean;
  /** What must never be cut. */
  covered(end: number, next: number): boolean;
}

function insideOf(passage: Passage, { gauge, room, rules }: Material): Inside {
  const { text } = passage;
  const enclosureAt = holder(enclosures(text, room));
  let guardAt: ReturnType<typeof holder> | undefined;
  return {
    tears: (end, next) => {
      const torn = enclosureAt(end, next);
      return torn !== undefined && gauge.width(text.slice(torn.start, torn.end)) <= room;
    },
    covered: (end, next) => {
      guardAt ??= holder(guardsOf(passage, rules));
      return guardAt(end, next) !== undefined;
    },
  };
}

function partsOf(unit: Unit, { covered }: Inside, { gauge, fits }: Material): readonly Part[] {
  const { passage, start, end, width } = unit;
  const { text, line } = passage;
  if (fits(text.slice(start, end), width)) return [{ start, end, width, mark: null }];
  return divide({ start, end }, { text, line, covered, width: gauge.width, fits });
}

/** Width of a unit with all that goes on from it. */
function blockWidth(units: readonly Unit[], first: number): number {
  let width = units[first]?.width ?? 0;
  let at = first + 1;
  for (let unit = units[at]; goesOn(units[at - 1], unit); unit = units[++at]) width += unit.gap + unit.width;
  return width;
}

/** Whether a unit is a further line of code or row of a table, or goes on with a quotation of several paragraphs. */
function goesOn(before: Unit | undefined, unit: Unit | undefined): unit is Unit {
  if (before === undefined || unit === undefined) return false;
  if (unit.joint === 'line') return true;
  const { kind, text } = before.passage;
  if (kind !== 'quote' || unit.passage.kind !== 'quote') return false;
  return unit.joint === 'sentence' || (unit.joint === 'paragraph' && !/[”’"»«“‘」』]$/.test(text.trimEnd()));
}
