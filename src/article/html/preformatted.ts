import { attribute, type PageDocument, type PageElement } from './dom.ts';

const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-(?:source|text)-|brush:\s*)([\w+#-]+)/;

/** Makes `pre` the one shape that turndown knows, `pre > code`, with its language in `data-language`. */
export function simplifyPre(pre: PageElement, document: PageDocument): void {
  for (const lineBreak of pre.querySelectorAll('br')) lineBreak.replaceWith(document.createTextNode('\n'));
  const code = document.createElement('code');
  code.setAttribute('data-language', languageOf(pre) ?? '');
  code.append(document.createTextNode(pre.textContent));
  pre.textContent = '';
  pre.append(code);
}

function languageOf(pre: PageElement): string | null {
  const named = attribute(pre, 'data-code-block-lang') ?? attribute(pre, 'data-language');
  const [parent, code] = [pre.parentNode, pre.querySelector('code')];
  const classes = [code, pre, parent].map((element) => (element === null ? null : attribute(element, 'class')));
  return named ?? classes.map((each) => LANGUAGE.exec(each ?? '')?.[1] ?? null).find((each) => each !== null) ?? null;
}
