/** Texts of more UTF-16 units than this are whole chapters: too rare to be asked about again, and too large to keep. */
const longest = 5000;
/** About as many as a long article has sentences. */
const most = 2000;

/**
 * A pure function of a text and its language that remembers its answers: a thread is cut a dozen times before it is
 * chosen, for two platforms, and each time the same sentences are asked about. It forgets all of them when another
 * language is asked about, or too many.
 */
export function remembered<T>(of: (text: string, language: string) => T): (text: string, language: string) => T {
  const known = new Map<string, T>();
  let spoken = '';
  return (text, language) => {
    if (text.length > longest) return of(text, language);
    if (language !== spoken || known.size >= most) known.clear();
    spoken = language;
    const old = known.get(text);
    if (old !== undefined) return old;
    const answer = of(text, language);
    known.set(text, answer);
    return answer;
  };
}
