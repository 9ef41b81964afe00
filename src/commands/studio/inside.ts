import { readArticle } from '../../article/read.ts';
import { authorOf } from '../../author-id.ts';
import { authorIds, noSuchAccount, voiceOf } from '../../config/authors.ts';
import type { Config } from '../../config/config.ts';
import type { Home } from '../../config/home.ts';
import { platformOf } from '../../platforms/registry.ts';
import { refuseForeign } from '../../posts/owner.ts';
import { readEntry } from '../../posts/read-entry.ts';
import { readArticleFile } from '../../posts/read-file.ts';
import { planArticle, threadFor } from '../../worker/plan.ts';
import type { Studio } from '../../worker/studio.ts';
import { imageCache, prepare } from '../preparation.ts';

/** Where a piece of the studio's work is done. */
export interface StudioPlace {
  readonly home: Home;
  /** As far as the work concerns it. */
  readonly config: Config;
  /** Names of all authors' folders; default: those of the configuration. */
  readonly folders?: readonly string[];
}

/** The studio in this process. */
export function studioInside({ home, config, folders = authorIds(config) }: StudioPlace): Studio {
  return {
    read: (paths) => Promise.all(paths.map((path) => readEntry(path, home.posts, home.root))),
    async plan(source, accountId, repeat) {
      const account = config.accounts.find((each) => each.id === accountId);
      if (account === undefined) throw noSuchAccount(config, '', accountId);
      refuseForeign(home, source, authorOf(accountId), folders);
      const { article } = await readArticle(await readArticleFile(source, home.root, home.root));
      const platform = platformOf(account.platform);
      const voice = voiceOf(config, account.id);
      const thread = threadFor(article, platform, voice, { repeat });
      const { replies: repliers } = voice.thread;
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
