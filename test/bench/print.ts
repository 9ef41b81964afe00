export const print = (line: string): void => console.log(line);

/** One figure beside its goal, and whether it is met. */
export function figure(
  name: string,
  value: number,
  unit: string,
  goal: { readonly most?: number; readonly least?: number },
): void {
  const { most, least } = goal;
  const isMet = (most === undefined || value <= most) && (least === undefined || value >= least);
  const bound = most === undefined ? `at least ${least}` : `at most ${most}`;
  print(`  ${name}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (goal: ${bound} ${unit}) ${isMet ? 'met' : 'MISSED'}`);
}

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
