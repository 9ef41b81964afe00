/** Everything that previewing an article in Markdown needs, loaded before there is one. */
import '../../article/front-matter.ts';
import '../../article/markdown/read.ts';
import './inside.ts';
import './preview.ts';
