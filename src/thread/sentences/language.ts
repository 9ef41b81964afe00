/**
 * What the sentence rules must know of a language: plain lists of words, which `languages/` holds and an editor can
 * extend. Abbreviations are written without their last stop (`u.s`, `e.g`). A word written in lower case stands for
 * every case of it; one with a capital only for the capitalised and the all-capital form (`Gen` is not "gen").
 */
export interface Language {
  /** Something always follows, so the stop never ends a sentence: a name after `mr`, the other side after `vs`. */
  readonly leading: ReadonlySet<string>;
  /** A number or numeral follows, and then the stop ends nothing: `no`, `p`, `vol`. Otherwise like `trailing`. */
  readonly numbered: ReadonlySet<string>;
  /** May end a sentence, and does before a word that opens one (`starters`), not before a name: `inc`, `jr`, `u.s`. */
  readonly trailing: ReadonlySet<string>;
  /** Like `trailing`, but only after a number, being an ordinary word elsewhere: `in`, `sec`. */
  readonly units: ReadonlySet<string>;
  /** May end a sentence, and does before any capital but `followers`: `etc`, `p.m`. */
  readonly final: ReadonlySet<string>;
  /** Capitalised words that go on with what a `final` or `trailing` abbreviation began: `Monday`, `EST`. */
  readonly followers: ReadonlySet<string>;
  /** Capitalised, these tell that a sentence begins: pronouns, articles, question words, connectives. */
  readonly starters: ReadonlySet<string>;
  /** A few words that begin with one of these are a fronted phrase, not yet a sentence: "At 5 p.m. Ms. Ito left." */
  readonly prepositions: ReadonlySet<string>;
  /** Names that end in `!` or `?`, written without it: `Yahoo`. */
  readonly exclaimed: ReadonlySet<string>;
  /** Verbs that tie a quotation to its speaker, who may be capitalised: `"Stop!" Ana cried.` */
  readonly speech: ReadonlySet<string>;
  /** The pronoun whose capital says nothing about a sentence's beginning, `I` in English; else `null`. */
  readonly pronoun: string | null;
  /** Conjunctions that tell the pronoun from an initial: "you and I." */
  readonly conjunctions: ReadonlySet<string>;
  /** Where a number with a stop is an ordinal ("am 3. Oktober"): the words around it that say so; else `null`. */
  readonly ordinals: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> } | null;
  /** First words after a closing quotation bracket that carry the sentence on, where no space parts words: `と`. */
  readonly continuations: readonly string[];
  readonly openers: Openers;
  /** Words by which a thought turns, so that one reads on: `but`, `never`. */
  readonly turns: ReadonlySet<string>;
  /** Phrases of a writer who asks for something instead of telling it: `follow me`. */
  readonly calls: readonly string[];
}

/** Words by which a sentence leans on the one before it. All in lower case. */
export interface Openers {
  /** Pronouns and connectives that lean as the first word: `he`, `however`. */
  readonly words: ReadonlySet<string>;
  /** The same of several words: `as a result`. */
  readonly phrases: Phrases;
  /** First words that open a phrase in which a `back` word leans: `at` in "At their meeting". */
  readonly before: ReadonlySet<string>;
  /** Words that point back from inside such a phrase: `their`, `that`. */
  readonly back: ReadonlySet<string>;
  /** Openings that look as if they leaned and don't: `this year`. */
  readonly standing: Phrases;
  /** Definite articles: what they open with was often named before. */
  readonly definite: ReadonlySet<string>;
  /** Words that point back as a sentence's last: `this` in "They foundered on this." */
  readonly last: ReadonlySet<string>;
}

/** A list as an editor writes it, words parted by white space. */
export function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(/\s+/).filter(Boolean));
}

/** Phrases by their first word, so that few are looked at. */
export type Phrases = ReadonlyMap<string, readonly string[]>;

/** Phrases as an editor writes them, parted by commas. */
export function phrases(list: string): Phrases {
  return Map.groupBy(parted(list), (phrase) => phrase.split(' ', 1)[0] ?? '');
}

/** A list of entries of any form, parted by commas. */
export function parted(list: string): readonly string[] {
  return list.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' '));
}

/** Whether `list` names `word`, in the sense of the case rule above. */
export function names(list: ReadonlySet<string>, word: string): boolean {
  const lower = word.toLowerCase();
  if (list.has(word) || list.has(lower)) return true;
  return word === word.toUpperCase() && list.has(word.slice(0, 1) + lower.slice(1));
}

const none: ReadonlySet<string> = new Set();

/** Fills in what a language does without. */
export function describe(
  given: Partial<Omit<Language, 'openers'>> & { readonly openers?: Partial<Openers> },
): Language {
  const openers = {
    words: none,
    phrases: new Map(),
    before: none,
    back: none,
    standing: new Map(),
    definite: none,
    last: none,
    ...given.openers,
  };
  return { ...silent, ...given, openers };
}

const silent: Omit<Language, 'openers'> = {
  leading: none,
  numbered: none,
  trailing: none,
  units: none,
  final: none,
  followers: none,
  starters: none,
  prepositions: none,
  exclaimed: none,
  speech: none,
  pronoun: null,
  conjunctions: none,
  ordinals: null,
  continuations: [],
  turns: none,
  calls: [],
};
