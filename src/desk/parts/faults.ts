import { describeFault, type Fault } from '../../errors.ts';
import { type Html, html } from '../html.ts';

/** What is wrong, each with its place; the same words as on the command line. */
export function faultList(faults: readonly Fault[]): Html {
  return html`<ul class="bullets">${faults.map((fault) => html`<li dir="auto">${describeFault(fault)}</li>`)}</ul>`;
}
