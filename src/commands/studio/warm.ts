/**
 * Loads all that previewing an article in Markdown needs, and cuts one: code that has run before runs several times as
 * fast, and whoever opens a thread on the desk waits for it.
 */
import { readArticle } from '../../article/read.ts';
import '../../article/markdown/read.ts';
import { platformIds, platformOf } from '../../platforms/registry.ts';
import type { ThreadOptions } from '../../thread/options.ts';
import { weave } from '../../thread/weave/weave.ts';
import './inside.ts';
import './preview.ts';

const PARAGRAPH = `The 9.40 to the harbour left at ten. “We were told to wait,” said Dr. Amara Lind, who had waited
before; nobody else on the platform seemed surprised. On [the timetable](https://example.org/timetable) it was **on
time**, as it had been on every one of the 212 days before. Who counts, and what is counted?`;

const SAMPLE = `---
title: The train that was on time
url: https://example.org/train
---

${[PARAGRAPH, PARAGRAPH, '## What was counted', PARAGRAPH, `- ${PARAGRAPH}\n- And the rest.`, PARAGRAPH].join('\n\n')}
`;

const OPTIONS: ThreadOptions = {
  ...{ style: 'highlights', maxPosts: 5, numbering: '{n}/{total}', link: 'last', signoff: null, hook: null },
  ...{ posts: [], linkParameters: {}, card: 'last', mentions: {} },
};

const { article } = await readArticle({ source: 'posts/warm.md', bytes: new TextEncoder().encode(SAMPLE) });
for (const { rules } of platformIds.map(platformOf)) {
  weave(article, rules, OPTIONS);
  weave(article, rules, { ...OPTIONS, style: 'full' });
}
