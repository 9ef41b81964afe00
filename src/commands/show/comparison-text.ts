import { platformOf } from '../../platforms/registry.ts';
import type { BesideRow } from '../../report/beside.ts';
import type { Comparison, Group } from '../../report/comparison.ts';
import { type Estimate, FEWEST } from '../../report/interval.ts';
import type { MonthReport } from '../../report/month.ts';
import type { Io } from '../io.ts';
import { interval } from './chart.ts';
import { widthOf } from './columns.ts';
import { age, aligned, figure } from './figures.ts';
import { count, padEnd, shorten, wrap } from './text.ts';

const BY: Readonly<Record<Comparison['by'], string>> = {
  slot: 'by slot',
  weekday: 'by weekday',
  hour: 'by hour',
  opening: 'opening with',
  length: 'by length',
};

/** Longest lists are cut: the groups with most threads stay. */
const MOST_GROUPS = 9;

/** What does best, platform by platform: medians with their intervals, and whether that says anything. */
export function comparisonLines(report: MonthReport, io: Io, width: number): readonly string[] {
  const { comparisons, compared, ofYear, since, ageMs, platforms } = report;
  if (ofYear === 0) return [];
  const method = `Of ${count(ofYear, 'thread')} ${since === null ? 'of the last 12 months' : `since ${since}, the newest,`} ${compared.length === 0 ? 'none is' : `${compared.length} are`} complete and read at ${age(ageMs)} of age. The median of each kind, and ├──┤ where it lies with 95 % certainty.`;
  return [
    ...wrap(method, width).map((line) => io.paint('dim', line)),
    ...platforms.flatMap((platform) => {
      const own = comparisons.filter((each) => each.platform === platform);
      const title = `What does best on ${platformOf(platform).name}`;
      const isSaid = own.some(({ groups }) => groups.some((group) => group.interval !== null));
      if (!isSaid)
        return ['', io.paint('bold', title), `Too few to say: nothing is compared below ${FEWEST} threads of a kind.`];
      return [
        '',
        io.paint('bold', title),
        ...own.flatMap((each, index) => [...(index === 0 ? [] : ['']), ...oneComparison(each, io, width)]),
      ];
    }),
  ];
}

function oneComparison(comparison: Comparison, io: Io, width: number): readonly string[] {
  const { by, measure, perPost, groups, verdict, best } = comparison;
  const [only] = groups;
  if (only !== undefined && groups.length === 1) {
    return [io.paint('dim', `${BY[by]}: always ${only.name}, so there is nothing to compare`)];
  }
  const unit = `${measure === 'impressions' ? 'views' : 'engagement'}${perPost ? ' a post' : ''}`;
  const shown = groups.toSorted((a, b) => b.count - a.count).slice(0, MOST_GROUPS);
  const kept = groups.filter((group) => shown.includes(group));
  const header = [BY[by], 'threads', unit, '95 %'];
  const table = aligned([header, ...kept.map(cells)], ['left', 'right', 'right', 'right']);
  const used = Math.max(...table.map(widthOf)) + 2;
  const room = Math.max(10, width - used);
  const most = Math.max(0, ...kept.map(({ interval: own, median }) => own?.high ?? median ?? 0));
  const drawn = kept.map((group, index) => {
    const line = `${padEnd(table[index + 1] ?? '', used)}${io.paint('cyan', drawing(group, most, room))}`;
    return group.name === best ? io.paint('bold', line) : line;
  });
  const left = groups.length - kept.length;
  return [
    io.paint('dim', table[0] ?? ''),
    ...drawn.map((line) => line.trimEnd()),
    ...(left > 0 ? [io.paint('dim', `and ${count(left, 'further group')}`)] : []),
    ...wrap(`${verdict}.`, width).map((line) => (best === null ? line : io.paint('green', line))),
  ];
}

function cells({ name, count: number, median, interval: own }: Group): readonly string[] {
  const sure = own === null ? 'too few' : `${figure(own.low)}–${figure(own.high)}`;
  return [shorten(name, 28), figure(number), figure(median), sure];
}

function drawing({ interval: own, median }: Group, most: number, width: number): string {
  return own === null || median === null ? '' : interval(own.low, median, own.high, most, width);
}

/** The engagement that both platforms report, article by article. */
export function besideLines({ beside, ageMs }: MonthReport, io: Io, width: number): readonly string[] {
  if (beside === null) return [];
  const [first = '', second = ''] = beside.platforms.map((id) => platformOf(id).name);
  const title = `${io.paint('bold', `${first} beside ${second}`)} ${io.paint('dim', `· what both report, at ${age(ageMs)}`)}`;
  if (beside.articles < FEWEST) {
    return [title, `${count(beside.articles, 'article')} went to both: too few to say (from ${FEWEST} on).`];
  }
  const header = [
    `${count(beside.articles, 'article')} on both`,
    first,
    '95 %',
    second,
    '95 %',
    `${first} ahead`,
    `${second} ahead`,
  ];
  const rows = beside.rows.map(({ number, first: one, second: other, firstAhead, secondAhead }: BesideRow) => [
    number === 'engagement' ? 'all four' : number,
    ...[figure(one.median), spanOf(one), figure(other.median), spanOf(other), figure(firstAhead), figure(secondAhead)],
  ]);
  const [top = '', ...lines] = aligned([header, ...rows], ['left', ...header.slice(1).map(() => 'right' as const)]);
  return [title, io.paint('dim', shorten(top, width)), ...lines.map((line) => shorten(line, width))];
}

function spanOf({ interval: own }: Estimate): string {
  return own === null ? 'too few' : `${figure(own.low)}–${figure(own.high)}`;
}
