import { readArticle } from '../../article/read.ts';
import type { Config } from '../../config/config.ts';
import type { Home } from '../../config/home.ts';
import { InputError } from '../../errors.ts';
import { platformOf } from '../../platforms/registry.ts';
import { readEntry } from '../../posts/read-entry.ts';
import { readArticleFile } from '../../posts/read-file.ts';
import { planArticle, threadFor } from '../../worker/plan.ts';
import type { Studio } from '../../worker/studio.ts';
import { imageCache, prepare } from '../preparation.ts';

/** The studio in this process. */
export function studioInside({ home, config }: { readonly home: Home; readonly config: Config }): Studio {
  return {
    read: (paths) => Promise.all(paths.map((path) => readEntry(path, home.posts, home.root))),
    async plan(source, accountId, repeat) {
      const account = config.accounts.find((each) => each.id === accountId);
      if (account === undefined) {
        throw new InputError({ where: 'config/spool.yaml', problem: 'there is no such account:', value: accountId });
      }
      const { article } = await readArticle(await readArticleFile(source, home.root, home.root));
      const platform = platformOf(account.platform);
      const thread = threadFor(article, platform, config, { repeat });
      const { replies: repliers } = config.thread;
      const prepared = await prepare(home, config, account, article.source, thread.posts);
      return planArticle(article, { ...thread, posts: prepared.posts }, platform, { ...prepared, repliers });
    },
    async picture(source, { article, platform, use }) {
      const { image, thumbnail } = platformOf(platform).pictures;
      const { cid, mimeType, bytes, width, height } = await imageCache(home, true).prepare(
        { source, article },
        use === 'thumbnail' ? (thumbnail ?? image) : image,
      );
      return { cid, mimeType, bytes, width, height };
    },
  };
}
