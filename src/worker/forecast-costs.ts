import type { Account } from '../config/config.ts';
import { InputError } from '../errors.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import type { Catalogue } from './catalogue.ts';
import type { Studio } from './studio.ts';

/** What articles cost on live accounts: every thread is cut once, however often it comes round. */
export class ForecastCosts {
  readonly #known = new Map<string, number | null>();
  readonly #studio: Studio;
  readonly #catalogue: Catalogue;

  constructor({ studio }: { readonly studio: Studio }, catalogue: Catalogue) {
    this.#studio = studio;
    this.#catalogue = catalogue;
  }

  /** US dollars, nothing for a rehearsal; `null` where the article cannot be published there. */
  async of(article: KnownArticle, account: Account, repeat: number): Promise<number | null> {
    if (!account.live) return 0;
    const hasVariants = this.#catalogue.entries.get(article.id)?.head.front.thread?.variants !== undefined;
    const times = hasVariants ? repeat : 0;
    const key = `${article.id} ${account.id} ${times}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const usd = await this.#plan(article, account, times);
    this.#known.set(key, usd);
    return usd;
  }

  async #plan({ path }: KnownArticle, { id }: Account, repeat: number): Promise<number | null> {
    try {
      return (await this.#studio.plan(path, id, repeat)).plan.costUsd;
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  }
}
