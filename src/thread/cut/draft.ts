import type { Frame, Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import { type Break, breaksOf } from './breaks.ts';
import type { Gauge } from './gauge.ts';
import { measuredLast, measuredReach } from './limits.ts';
import { cheapestPath, type Limits } from './path.ts';
import { type Room, type Rooms, roomsOf, sameRooms } from './rooms.ts';
import { textBetween } from './text.ts';
import type { Unit } from './units.ts';

/** What is to be cut, and for what. */
export interface Job {
  readonly passages: readonly Passage[];
  readonly units: readonly Unit[];
  /** BCP 47 tag of the article. */
  readonly language: string;
  readonly rules: Rules;
  readonly frame: Frame;
  readonly gauge: Gauge;
}

/** A thread cut for an assumed total. */
export interface Draft {
  readonly breaks: readonly Break[];
  /** Indexes of the breaks it is cut at, from the first to the last. */
  readonly path: readonly number[];
  readonly rooms: Rooms;
}

/** (H) Cuts for an assumed total until the frames of the real one are no wider. */
export function settled(job: Job, draftFor: (job: Job, total: number) => Draft): Draft {
  const { frame, rules, gauge } = job;
  let assumed = fewestPosts(job);
  for (;;) {
    const draft = draftFor(job, assumed);
    const total = draft.path.length - 1;
    if (total <= assumed || sameRooms(roomsOf(total, frame, rules, gauge), draft.rooms)) return draft;
    assumed = total;
  }
}

/** No thread has fewer posts: one takes away no more than the limit and the widest white space. */
function fewestPosts({ units, frame, rules, gauge }: Job): number {
  const all = units.reduce((sum, { width, gap }) => sum + width + gap, 0);
  if (all <= roomsOf(1, frame, rules, gauge).last.width) return 1;
  const widest = units.reduce((most, { gap }) => Math.max(most, gap), 0);
  return Math.max(2, Math.ceil(all / (rules.measure('x').limit + widest)));
}

/** By widths alone. */
export function plainDraft(job: Job, total: number): Draft {
  const rooms = roomsOf(total, job.frame, job.rules, job.gauge);
  const breaks = breaksFor(job, rooms, (room, _, width) => width <= room.width, false);
  return { breaks, rooms, path: pathOf(job, breaks, rooms, null) };
}

/** (I) By the platform's own word on every text that matters. */
export function measuredDraft(job: Job, total: number): Draft {
  return draftWithin(job, total, 'windows');
}

/** (I) By its word on every text there could be: dear, but then nothing is left that could be wrong. */
export function provenDraft(job: Job, total: number): Draft {
  return draftWithin(job, total, 'posts');
}

function draftWithin(job: Job, total: number, measured: 'windows' | 'posts'): Draft {
  const { passages, frame, rules, gauge } = job;
  const rooms = roomsOf(total, frame, rules, gauge);
  const holds = ({ index }: Room, text: string): boolean => rules.fits(framed(text, frame, index, total));
  const holdsBoth = (room: Room, text: string, width: number): boolean => width <= room.width && holds(room, text);
  const breaks = breaksFor(job, rooms, holdsBoth, measured === 'posts');
  const between = (from: number, to: number): string => textOf(passages, breaks, from, to);
  const end = breaks.length - 1;
  const reachIn = (room: Room) => measuredReach(end, (from, to) => holds(room, between(from, to)), measured);
  const reach = new Map(Array.from(new Set(rooms.byPosts), (room) => [room, reachIn(room)]));
  const lastFrom = measuredLast(end, (from) => holds(rooms.last, between(from, end)));
  return { breaks, rooms, path: pathOf(job, breaks, rooms, { reach, lastFrom }) };
}

/** `anyDivision`: a unit may be divided even in a post that could hold it whole. */
function breaksFor(
  job: Job,
  { byPosts, narrowest }: Rooms,
  holds: (room: Room, text: string, width: number) => boolean,
  anyDivision: boolean,
): Break[] {
  return breaksOf({
    ...job,
    room: narrowest.width,
    fits: (text, width) => holds(narrowest, text, width),
    heldBy: (text, width) => (anyDivision ? 0 : byPosts.findIndex((room) => !holds(room, text, width))),
  });
}

function pathOf({ rules }: Job, breaks: readonly Break[], rooms: Rooms, limits: Limits | null): number[] {
  const { maxImages, awkwardLengths } = rules;
  return cheapestPath(breaks, { rooms, maxImages, awkwardLengths, limits });
}

/** Whether every post fits as it will be. */
export function isFit({ passages, frame, rules }: Job, { breaks, path }: Draft): boolean {
  const total = path.length - 1;
  if (total < 1) return false;
  return path.slice(1).every((to, index) => {
    return rules.fits(framed(textOf(passages, breaks, path[index] ?? to, to), frame, index, total));
  });
}

/** An empty piece leaves the white space of its frame behind. */
function framed(text: string, frame: Frame, index: number, total: number): string {
  const { before, after } = frame.around(index, total);
  return `${before}${text}${after}`.trim();
}

export function textOf(passages: readonly Passage[], breaks: readonly Break[], from: number, to: number): string {
  const [start, stop] = [breaks[from], breaks[to]];
  return start === undefined || stop === undefined || from === to ? '' : textBetween(passages, start.next, stop.end);
}
