/** A line of a plain-text source, its end trimmed. */
export interface SourceLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/** Lines without an empty one between. */
export type Group = readonly SourceLine[];

/** A line of ornaments: `--`, `* * *`, `____`. Dots that stand together are a pause. */
export function isOrnament(text: string): boolean {
  return /^[\s\-–—―*_=~#•·∙.…⁂]+$/.test(text) && !/^[.…]*$/.test(text.trim());
}

export function linesOf(text: string): SourceLine[] {
  return text.split('\n').map((line, index) => ({ text: line.trimEnd(), number: index + 1 }));
}

/** Parts lines where one is empty; a line of ornaments stands alone. */
export function groupsOf(lines: readonly SourceLine[]): Group[] {
  const groups: SourceLine[][] = [];
  let open = false;
  for (const line of lines) {
    const alone = isOrnament(line.text);
    if (line.text === '') open = false;
    else if (open && !alone) groups.at(-1)?.push(line);
    else groups.push([line]);
    if (line.text !== '') open = !alone;
  }
  return groups;
}
