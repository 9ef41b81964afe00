/** Month names in the languages of the phrases, and how they are shortened. */
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner', 'janvier', 'janv', 'enero', 'ene'],
  ['february', 'feb', 'februar', 'février', 'févr', 'fév', 'febrero'],
  ['march', 'mar', 'märz', 'mrz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'avr', 'abril', 'abr'],
  ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'],
  ['july', 'jul', 'juli', 'juillet', 'juil', 'julio'],
  ['august', 'aug', 'août', 'agosto', 'ago'],
  ['september', 'sept', 'sep', 'septembre', 'septiembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'],
  ['december', 'dec', 'dezember', 'dez', 'décembre', 'déc', 'diciembre', 'dic'],
];

const NAMES = MONTHS.flat().toSorted((a, b) => b.length - a.length);
const MONTH = `(?:${NAMES.join('|')})\\.?`;
const DAY = '\\d{1,2}(?:st|nd|rd|th|er|º|\\.)?';
const YEAR = '(?:19|20)\\d\\d';
const CLOCK =
  '\\d{1,2}[:.h]\\d\\d(?::\\d\\d)?(?:\\s?[ap]\\.?m\\.?)?(?:\\s?(?:uhr|h|utc|gmt|est|edt|pst|pdt|cet|cest|et|pt|bst))?';
const WEEKDAYS = 'mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|sam|son|lun|mar|mer|mié|jeu|jue|ven|vie|sáb|dim|dom';
const WEEKDAY = `(?:(?:(?:${WEEKDAYS})\\p{L}{0,7}\\.?,?|le|am|el)\\s+){0,2}`;
const FORMS = [
  `${WEEKDAY}${MONTH}\\s+${DAY}(?:,?\\s+${YEAR})?`,
  `${WEEKDAY}${DAY}\\s+(?:de\\s+)?${MONTH}(?:,?\\s+(?:de(?:l)?\\s+)?${YEAR})?`,
  `${YEAR}-\\d\\d-\\d\\d(?:t[\\d:.]+(?:z|[+-]\\d\\d:?\\d\\d)?)?`,
  `\\d{1,2}[./]\\d{1,2}[./](?:${YEAR}|\\d\\d)`,
  '\\d{1,2}\\s*(?:second|minute|min|hour|hr|day|week|month|year|h|m|d|w|mo|y)s?\\s+ago',
  'vor\\s+\\d{1,2}\\s+(?:minute|stunde|tag|woche|monat|jahr)(?:e?n?)',
  'il\\s+y\\s+a\\s+\\d{1,2}\\s+(?:minute|heure|jour|semaine|mois|an)s?',
  'hace\\s+\\d{1,2}\\s+(?:minuto|hora|día|semana|mes|año)(?:e?s)?',
];

/** A date as a page writes it, day or instant, absolute or "2 days ago", never without a digit: the source of a pattern, for flags `iu`. */
export const DATE_SOURCE = `(?:${CLOCK},?\\s+(?:on\\s+)?)?(?:${FORMS.map((form) => `(?:${form})`).join('|')})(?:(?:,|\\s+at|\\s+um|\\s+à|\\s+a\\s+las|\\s+·)?\\s+${CLOCK})?`;

/** The day that a page's date names, `2022-11-18`; `null` where it leaves the year or the order of numbers open. */
export function dayOf(written: string): string | null {
  const text = written.toLowerCase().replace(new RegExp(CLOCK, 'giu'), ' ');
  const [iso] = /(?:19|20)\d\d-\d\d-\d\d/.exec(written) ?? [];
  if (iso !== undefined) return iso;
  const [, year] = new RegExp(`(${YEAR})`).exec(text) ?? [];
  const [word] = text.match(/\p{L}{3,}/gu)?.filter((each) => NAMES.includes(each)) ?? [];
  const [, day] = /(?:^|[^\d])(\d{1,2})(?!\d|[:.h]\d)/.exec(text) ?? [];
  if (year === undefined) return null;
  if (word !== undefined && day !== undefined)
    return ymd(year, MONTHS.findIndex((names) => names.includes(word)) + 1, Number(day));
  return numeric(text, year);
}

/** `18.11.2022` is German and unambiguous; of `18/11/2022` only one order is a date; `1/2/2022` could be either. */
function numeric(text: string, year: string): string | null {
  const [, first = '', sign, second = ''] = /(\d{1,2})([./])(\d{1,2})[./]/.exec(text) ?? [];
  const [a, b] = [Number(first), Number(second)];
  if (sign === undefined || a === 0 || b === 0) return null;
  if (sign === '.' || a > 12) return ymd(year, b, a);
  return b > 12 ? ymd(year, a, b) : null;
}

function ymd(year: string, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
