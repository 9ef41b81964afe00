import { InputError } from '../../errors.ts';
import type { Stretch } from '../thread.ts';
import type { Task } from './divide.ts';
import type { Place } from './places.ts';

/** Cuts a run without any place to divide it so that every part fills a post as far as it goes. */
export function* fullPosts({ start, end }: Stretch, task: Task): Generator<Place> {
  const ends: number[] = [];
  for (const { segment, index } of new Intl.Segmenter('und').segment(task.text.slice(start, end))) {
    ends.push(start + index + segment.length);
  }
  let at = start;
  let count = 256;
  for (let done = 0; done < ends.length; ) {
    count = longest(count, ends.length - done, (tried) => fitsTo(ends[done + tried - 1] ?? end));
    if (count === 0) throw tooLarge(task, at, ends[done] ?? end);
    done += count;
    at = ends[done - 1] ?? end;
    if (done < ends.length) yield { end: at, next: at, mark: 'grapheme' };
  }

  function fitsTo(stop: number): boolean {
    const part = task.text.slice(at, stop);
    return task.fits(part, task.width(part));
  }
}

/** The largest count from 0 to `most` that fits, looked for around a guess: in even text the last one is right again. */
function longest(guess: number, most: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = most + 1;
  for (let tried = Math.min(guess, most), step = 1; low + 1 < high; step *= 2) {
    if (fits(tried)) low = tried;
    else high = tried;
    const upwards = low + step;
    tried = upwards < high ? upwards : Math.floor((low + high) / 2);
  }
  return low;
}

function tooLarge({ text, line }: Task, start: number, end: number): InputError {
  return new InputError({
    where: `line ${line}`,
    problem: 'one character does not fit a post',
    value: text.slice(start, end),
    next: 'Remove it, or the combining marks and joiners that were piled on it',
  });
}
