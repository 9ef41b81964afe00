/** Scripts that tests run inside a page, as text: the program itself is not compiled against a browser's globals. */

export const NOTE_BLOCKED = `
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => { window.__blocked = blockedURI; });
`;

/** What a payload would leave behind, whether or not the policy stops it. */
export const LEFT_BEHIND = `(() => {
  const attributes = [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]);
  const isAddress = ({ name }) => /^(?:href|src|action|formaction|data)$/.test(name);
  return {
    ran: '__ran' in window,
    blocked: window.__blocked ?? null,
    scripts: document.scripts.length,
    handlers: attributes.filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
    addresses: attributes
      .filter((each) => isAddress(each) && /^\\s*(?:javascript|data|vbscript):/i.test(each.value))
      .map(({ value }) => value),
    frames: document.querySelectorAll('iframe, object, embed, base, style, meta[http-equiv]').length,
  };
})()`;
