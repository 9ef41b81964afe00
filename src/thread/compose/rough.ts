import type { Picture } from '../../article/article.ts';
import type { Joint, Passage } from '../passage.ts';
import type { Draft } from './draft.ts';

/** A passage before its links, mentions and tags are settled. */
export interface RoughText {
  readonly kind: Passage['kind'];
  readonly draft: Draft;
  readonly joint: Joint;
  readonly glue: Passage['glue'];
  readonly line: number;
}

/** Text, or what stands between texts and will go to a neighbour: a picture, or a stronger joint for what follows. */
export type Rough =
  | RoughText
  | { readonly kind: 'picture'; readonly picture: Picture; readonly line: number }
  | { readonly kind: 'joint'; readonly joint: 'cut' | 'section' };

export function rough(kind: RoughText['kind'], draft: Draft, line: number): RoughText {
  return { kind, draft, joint: 'paragraph', glue: '\n\n', line };
}

export function isText(piece: Rough): piece is RoughText {
  return piece.kind !== 'picture' && piece.kind !== 'joint';
}
