/** `$0.365`, `$0.02`, `free`. */
export function dollars(usd: number): string {
  if (usd === 0) return 'free';
  return `$${usd.toFixed(3).replace(/0$/, '')}`;
}

/** `$0.00`, also where nothing was spent. */
export function spent(usd: number): string {
  return usd === 0 ? '$0.00' : dollars(usd);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

const GROUPED = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function grouped(number: number): string {
  return GROUPED.format(number);
}

/** `–` where the platform reports no such number. */
export function orDash(number: number | null): string {
  return number === null ? '–' : grouped(number);
}

/** `5 min`, `3 h`, `2 d`: the largest whole unit. */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** A text cut to a number of characters, with an ellipsis where something is left out. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`;
}
