const RAISED: Readonly<Record<string, string>> = { '+': '⁺', '-': '⁻', '−': '⁻', '(': '⁽', ')': '⁾', n: 'ⁿ' };
const LOWERED: Readonly<Record<string, string>> = { '+': '₊', '-': '₋', '−': '₋', '(': '₍', ')': '₎' };
const DIGITS = { sup: [...'⁰¹²³⁴⁵⁶⁷⁸⁹'], sub: [...'₀₁₂₃₄₅₆₇₈₉'] } as const;

/**
 * Superscripts and subscripts in characters of their own, since a post has no others: without them `10<sup>6</sup>`
 * would read 106. Text with a character that has no such form stays as it is.
 */
export function raise(text: string, tag: 'sup' | 'sub'): string {
  const signs = tag === 'sup' ? RAISED : LOWERED;
  const raised = [...text].map((character) =>
    /^[0-9]$/.test(character) ? DIGITS[tag][Number(character)] : signs[character],
  );
  return raised.includes(undefined) ? text : raised.join('');
}
