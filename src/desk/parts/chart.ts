/**
 * Charts as SVG, drawn here by d3's scales and shapes: nothing is loaded into the page, and they are there without a
 * script. Every chart stands beside the table it was made from, which is what a screen reader is given.
 */
import { scaleBand, scaleLinear, scaleLog } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import { type Html, html } from '../html.ts';
import { age, grouped, shortened } from './words.ts';

export interface CurvePoint {
  readonly ageMs: number;
  readonly value: number;
}

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 52;
const BOTTOM = 30;
const TOP = 16;
const RIGHT = 16;

/** Ages that are marked on the axis. */
const MARKS_MS = [5, 15, 60, 240, 1440, 4320, 10_080, 41_760].map((minutes) => minutes * 60_000);

/**
 * Growth over age, the age in powers: views come fast first and slowly later (about evenly over the logarithm of time).
 * @param what in words, `impressions`
 */
export function growthChart(points: readonly CurvePoint[], what: string): Html | '' {
  const shown = points.filter(({ ageMs }) => ageMs > 0);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || shown.length < 2) return '';
  const x = scaleLog([first.ageMs, Math.max(last.ageMs, first.ageMs * 2)], [LEFT, WIDTH - RIGHT]);
  const most = Math.max(1, ...shown.map(({ value }) => value));
  const y = scaleLinear([0, most], [HEIGHT - BOTTOM, TOP]).nice();
  const curve = line<CurvePoint>(
    ({ ageMs }) => x(ageMs),
    ({ value }) => y(value),
  ).curve(curveMonotoneX);
  const marks = MARKS_MS.filter((ms) => ms >= first.ageMs && ms <= last.ageMs);
  return html`<figure class="chart" aria-hidden="true"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="presentation">
${y
  .ticks(4)
  .filter(Number.isInteger)
  .map(
    (tick) =>
      html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${grouped(tick)}</text>`,
  )}
${marks.map((ms) => html`<text x="${x(ms).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${age(ms)}</text>`)}
<path class="curve" d="${curve([...shown]) ?? ''}"/>
${shown.map(({ ageMs, value }) => html`<circle class="dot" cx="${x(ageMs).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3.5"><title>${grouped(value)} ${what} after ${age(ageMs)}</title></circle>`)}
</svg><figcaption>${what.charAt(0).toUpperCase() + what.slice(1)} by age, the age on a logarithmic scale.</figcaption></figure>`;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** A span that encloses the true value, where one is known. */
  readonly span?: { readonly low: number; readonly high: number } | null;
}

/** Narrower than the page, so that the text of a chart in a column stays to be read. */
const BARS_WIDTH = 430;
const ROW = 28;
/** Of the longest name, and of each of its characters. */
const MOST_NAMES = 140;
const PER_CHARACTER = 7;
const VALUES = 64;

/** Bars, one below the other, each with its name and value. */
export function barChart(bars: readonly Bar[], what: string): Html | '' {
  if (bars.length === 0) return '';
  const height = bars.length * ROW + 6;
  const most = Math.max(1, ...bars.map(({ value, span }) => span?.high ?? value));
  const longest = Math.max(...bars.map(({ name }) => name.length));
  const names = Math.min(MOST_NAMES, longest * PER_CHARACTER + 14);
  const x = scaleLinear([0, most], [names, BARS_WIDTH - VALUES]);
  const y = scaleBand(
    bars.map((_, index) => index),
    [0, height],
  ).padding(0.3);
  return html`<figure class="chart" aria-hidden="true"><svg viewBox="0 0 ${BARS_WIDTH} ${height}" role="presentation">${bars.map(
    ({ name, value, span }, index) => {
      const top = y(index) ?? 0;
      const middle = top + y.bandwidth() / 2;
      return html`<text class="value" x="${names - 10}" y="${(middle + 4).toFixed(1)}" text-anchor="end">${shortened(name, 20)}</text><rect class="bar" x="${names}" y="${top.toFixed(1)}" width="${Math.max(1, x(value) - names).toFixed(1)}" height="${y.bandwidth().toFixed(1)}" rx="3"/>${span ? html`<line class="axis" stroke-width="2" x1="${x(span.low).toFixed(1)}" x2="${x(span.high).toFixed(1)}" y1="${middle.toFixed(1)}" y2="${middle.toFixed(1)}"/>` : ''}<text x="${(x(span?.high ?? value) + 8).toFixed(1)}" y="${(middle + 4).toFixed(1)}">${grouped(Math.round(value * 10) / 10)}</text>`;
    },
  )}</svg><figcaption>${what}</figcaption></figure>`;
}
