import type { Joint, Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import { sentences } from '../sentences/sentences.ts';
import type { Stretch } from '../thread.ts';
import type { Gauge } from './gauge.ts';
import { holder, parted, trimmed } from './stretches.ts';

/** What is never divided while it fits a post: a sentence, a heading, a line of code, a row of a table. */
export interface Unit extends Stretch {
  /** The passage it stands in, and that passage's index. */
  readonly passage: Passage;
  readonly index: number;
  readonly width: number;
  /** What a cut in front of it falls on. */
  readonly joint: Joint | 'sentence';
  /** What the white space in front of it adds to the length of a post. */
  readonly gap: number;
}

/** The units of all passages in order: everything but the white space between them. */
export function unitsOf(passages: readonly Passage[], language: string, rules: Rules, gauge: Gauge): Unit[] {
  const units: Unit[] = [];
  let space = '';
  let joint: Joint | null = null;
  for (const [index, passage] of passages.entries()) {
    if (index > 0) space += passage.glue;
    joint = better(joint, passage.joint);
    let at = 0;
    for (const { start, end } of stretchesOf(passage, language, rules)) {
      space += passage.text.slice(at, start);
      const width = gauge.width(passage.text.slice(start, end));
      const gap = units.length === 0 ? 0 : gauge.gap(space);
      units.push({ passage, index, start, end, width, joint: joint ?? inside(passage), gap });
      joint = null;
      space = '';
      at = end;
    }
    space += passage.text.slice(at);
  }
  return units;
}

const joints: readonly Joint[] = ['cut', 'section', 'paragraph', 'item', 'line'];

/** Where a blank passage stands between two others, the better of its two joints counts. */
function better(one: Joint | null, other: Joint): Joint {
  return joints.find((joint) => joint === one || joint === other) ?? other;
}

function inside(passage: Passage): 'line' | 'sentence' {
  return passage.kind === 'code' ? 'line' : 'sentence';
}

function stretchesOf(passage: Passage, language: string, rules: Rules): readonly Stretch[] {
  const { kind, text } = passage;
  if (kind === 'code') return parted(text, /\n/g);
  if (kind === 'heading' || kind === 'row') return [trimmed(text, { start: 0, end: text.length })].filter(isNotEmpty);
  const found = sentences(text, language);
  return found.length < 2 ? found : joined(found, guardsOf(passage, found.some(touchesNext) ? rules : null));
}

function isNotEmpty({ start, end }: Stretch): boolean {
  return end > start;
}

function touchesNext({ end }: Stretch, index: number, all: readonly Stretch[]): boolean {
  return all[index + 1]?.start === end;
}

/**
 * Where no cut may fall: a passage's atoms, mentions, hashtags and written-out links and, if `rules` are given, what
 * the platform itself would take for one of these. Only a cut without white space can fall into one of the latter. A
 * link on words may be divided, unless it is an atom.
 */
export function guardsOf({ text, atoms, links, mentions, hashtags }: Passage, rules: Rules | null): readonly Stretch[] {
  const writtenOut = links.filter(({ start, end }) => !/\s/.test(text.slice(start, end)));
  return [...atoms, ...mentions, ...hashtags, ...writtenOut, ...(rules?.entities(text) ?? [])];
}

/** Neighbours between which no cut may fall become one. */
function joined(found: readonly Stretch[], guards: readonly Stretch[]): Stretch[] {
  const guardAt = holder(guards);
  const kept: Stretch[] = [];
  for (const stretch of found) {
    const before = kept.at(-1);
    if (before !== undefined && guardAt(before.end, stretch.start) !== undefined)
      kept.splice(-1, 1, { ...before, end: stretch.end });
    else kept.push(stretch);
  }
  return kept;
}
