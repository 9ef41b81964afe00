import type { Hashtag, Link, Mention, Stretch } from '../thread.ts';
import { countWhile } from './stretches.ts';

/** Plain text on its way to a passage. Stretches are in UTF-16 code units of `text` and move along when it is edited. */
export interface Draft {
  readonly text: string;
  /** Words that are an address or lead to one. */
  readonly links: readonly Link[];
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly Hashtag[];
  /** Code: no name or word in it is meant as a mention or a tag. */
  readonly code: readonly Stretch[];
  /** Where no cut may fall. */
  readonly atoms: readonly Stretch[];
}

/** `text` in place of the stretch; an empty stretch inserts. */
export interface Edit extends Stretch {
  readonly text: string;
}

export function plainDraft(text: string): Draft {
  return { text, links: [], mentions: [], hashtags: [], code: [], atoms: [] };
}

/** Something done to every kind of stretch alike. */
type Change = <S extends Stretch>(stretches: readonly S[]) => S[];

function changed(draft: Draft, text: string, change: Change): Draft {
  return {
    text,
    links: change(draft.links),
    mentions: change(draft.mentions),
    hashtags: change(draft.hashtags),
    code: change(draft.code),
    atoms: change(draft.atoms),
  };
}

/** Text set before and behind the whole draft. */
export function framed(draft: Draft, before: string, after = ''): Draft {
  return changed(draft, before + draft.text + after, shiftedBy(before.length));
}

/** Drafts one after the other, with a text between them. */
export function joined(drafts: readonly Draft[], between: string): Draft {
  let length = 0;
  const placed = drafts.map((draft) => {
    const at = length;
    length += draft.text.length + between.length;
    return changed(draft, draft.text, shiftedBy(at));
  });
  return {
    text: drafts.map(({ text }) => text).join(between),
    links: placed.flatMap(({ links }) => links),
    mentions: placed.flatMap(({ mentions }) => mentions),
    hashtags: placed.flatMap(({ hashtags }) => hashtags),
    code: placed.flatMap(({ code }) => code),
    atoms: placed.flatMap(({ atoms }) => atoms),
  };
}

/** The part of a draft between two offsets, with what lies wholly in it. */
export function sliced(draft: Draft, from: number, to = draft.text.length): Draft {
  const shift = shiftedBy(-from);
  return changed(draft, draft.text.slice(from, to), (stretches) =>
    shift(stretches.filter(({ start, end }) => start >= from && end <= to)),
  );
}

function shiftedBy(by: number): Change {
  return (stretches) => stretches.map((stretch) => ({ ...stretch, start: stretch.start + by, end: stretch.end + by }));
}

/**
 * The draft with all edits made at once; they may not overlap. A stretch that begins or ends inside an edit grows to
 * hold its text; what is inserted at a stretch's edge stays outside; a stretch left empty is dropped.
 */
export function edited(draft: Draft, edits: readonly Edit[]): Draft {
  if (edits.length === 0) return draft;
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const move = mover(ordered);
  return changed(draft, rewritten(draft.text, ordered), (stretches) =>
    stretches.map((stretch) => ({ ...stretch, ...move(stretch) })).filter(({ start, end }) => start < end),
  );
}

function rewritten(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

function mover(edits: readonly Edit[]): (stretch: Stretch) => Stretch {
  const shifts = [0];
  for (const { start, end, text } of edits) shifts.push((shifts.at(-1) ?? 0) + text.length - (end - start));
  const shiftAfter = (count: number) => shifts[count] ?? 0;
  return ({ start, end }) => {
    const past = countWhile(edits, (edit) => edit.end <= start);
    const straddling = edits[past];
    const from = straddling !== undefined && straddling.start < start ? straddling.start : start;
    const begun = countWhile(edits, (edit) => edit.start < end);
    const to = Math.max(end, edits[begun - 1]?.end ?? 0);
    return { start: from + shiftAfter(past), end: to + shiftAfter(begun) };
  };
}
