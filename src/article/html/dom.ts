/** The part of the DOM that reading a page needs; linkedom's nodes fit it. */
export interface PageNode {
  readonly nodeType: number;
  /** In capitals for elements: `P`. */
  readonly nodeName: string;
  readonly childNodes: Iterable<PageNode>;
  readonly parentNode: PageElement | null;
  readonly previousSibling: PageNode | null;
  textContent: string;
  remove(): void;
  replaceWith(...nodes: readonly PageNode[]): void;
}

export interface PageElement extends PageNode {
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  before(...nodes: readonly PageNode[]): void;
  append(...nodes: readonly PageNode[]): void;
}

export interface PageDocument extends Pick<PageElement, 'querySelector' | 'querySelectorAll'> {
  readonly documentElement: PageElement;
  createElement(name: string): PageElement;
  createTextNode(text: string): PageNode;
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

export function isComment(node: PageNode): boolean {
  return node.nodeType === 8;
}

/** An attribute's value, trimmed; `null` where it is absent or empty. */
export function attribute(element: PageElement, name: string): string | null {
  const trimmed = element.getAttribute(name)?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** The words of an element, white space run to one space. */
export function wordsOf(element: PageNode | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Puts an element's children in its place. */
export function unwrap(element: PageElement): void {
  element.replaceWith(...element.childNodes);
}
