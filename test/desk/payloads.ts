/** Ways into a page: tags, attributes, schemes, comments, entities, templates, encodings. Each would set `__ran`. */
export const RUN = 'window.__ran=1';
const TAGS = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script src="data:text/javascript,${RUN}"></script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}">`,
  `<svg><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.__ran=1</script>">`,
  `<body onload="${RUN}">`,
  `<details open ontoggle="${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<math><mi xlink:href="javascript:${RUN}">x</mi></math>`,
  `<style>@import "javascript:${RUN}"</style>`,
  `<object data="javascript:${RUN}"></object>`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<form action="javascript:${RUN}"><button autofocus>x</button></form>`,
  `<input autofocus onfocus="${RUN}">`,
  `<template><img src=x onerror="${RUN}"></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<textarea autofocus onfocus="${RUN}">`,
];
const BREAKERS = ['', '">', "'>", '</textarea>', '</title></script>'];
export const PAYLOADS = BREAKERS.flatMap((breaker) => TAGS.map((tag) => breaker + tag));

const AT_ONCE = 25;

/** Together they stand in one field, so that a page holds many. */
export const GROUPS = Array.from({ length: PAYLOADS.length / AT_ONCE }, (_, index) =>
  PAYLOADS.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);

/** What `LEFT_BEHIND` finds on a page that no payload has entered. */
export const CLEAN = { ran: false, blocked: null, scripts: 1, handlers: [], addresses: [], frames: 0 };
