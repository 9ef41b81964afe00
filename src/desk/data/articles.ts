import type { Context } from 'hono';
import { authorOf } from '../../author-id.ts';
import { authorIds } from '../../config/authors.ts';
import type { Account } from '../../config/config.ts';
import { InputError } from '../../errors.ts';
import { folderNames, ownerOf } from '../../posts/owner.ts';
import type { FrontEdits } from '../../posts/write.ts';
import { LINK_POLICIES, STYLES } from '../../thread/options.ts';
import type { DeskParts } from '../parts.ts';
import type { Choices } from '../studio.ts';

/** The file a page is about; only files in `posts/` that the library has found. @throws InputError for any other */
export async function knownSource({ library }: DeskParts, c: Context): Promise<string> {
  const source = c.req.param('source') ?? '';
  const { entries, faults } = await library.scan();
  const fault = faults.find((each) => each.source === source);
  if (fault !== undefined) throw new InputError(...fault.faults);
  if (entries.some(({ head }) => head.source === source)) return source;
  throw new InputError({ where: 'posts/', problem: 'there is no such article (any more):', value: source });
}

/** Those of the article's author: nobody's article goes to another's account. */
export function accountsOf({ config }: DeskParts, source: string): readonly Account[] {
  const author = ownerOf(source, folderNames(authorIds(config())));
  return config().accounts.filter(({ id }) => authorOf(id) === author);
}

/** Only what can be meant: a form may have been made up. */
export function choicesOf(values: Readonly<Record<string, string>>): Choices {
  const style = STYLES.find((each) => each === values.style);
  const link = LINK_POLICIES.find((each) => each === values.link);
  const maxPosts = Number(values.maxPosts);
  const numbering = values.numbering ?? '';
  const isPattern = numbering === 'none' || (numbering.includes('{n}') && numbering.length <= 40);
  return {
    ...(style === undefined ? {} : { style }),
    ...(link === undefined ? {} : { link }),
    ...(Number.isInteger(maxPosts) && maxPosts >= 2 && maxPosts <= 100 ? { maxPosts } : {}),
    ...(isPattern ? { numbering } : {}),
  };
}

/** Those of an article, the newest first. */
export async function deliveriesOf(parts: DeskParts, source: string) {
  const remembered = await parts.store.rememberedArticles();
  const id = remembered.findLast(({ path }) => path === source)?.id;
  return id === undefined ? [] : parts.store.deliveriesOf(id, 12);
}

/** The writer, and the parsers behind it, are loaded when somebody saves. */
export async function save({ home }: DeskParts, source: string, hash: string, edits: FrontEdits): Promise<void> {
  const { saveFrontMatter } = await import('../../posts/write.ts');
  saveFrontMatter({ home, source, hash }, edits);
}
