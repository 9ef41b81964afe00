import { InputError } from '../errors.ts';

/** The forms in which an article may come. */
export type Form = 'markdown' | 'html' | 'text';

const FORMS: Readonly<Record<string, Form>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.txt': 'text',
};

/** Extensions of article files, with their dot, in lower case. */
export const ARTICLE_EXTENSIONS: readonly string[] = Object.keys(FORMS);

/** @throws InputError for any other extension, and for none */
export function formOf(source: string): Form {
  const extension = /\.[^./\\]*$/.exec(source)?.[0] ?? '';
  const form = FORMS[extension.toLowerCase()];
  if (form !== undefined) return form;
  throw new InputError({
    where: source,
    problem: extension === '' ? 'this file name has no extension' : 'this is not an article file:',
    ...(extension === '' ? {} : { value: extension }),
    allowed: ARTICLE_EXTENSIONS.join(', '),
  });
}
