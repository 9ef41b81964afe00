import { describe, words } from '../language.ts';

/** Chinese: cut at its own full stops; a short clause of speech stays with its quotation. */
export const chinese = describe({
  continuations: ['他说', '她说', '我说', '他问', '她问', '他道', '她道', '他們說', '他說', '她說', '我說'],
  openers: {
    words: words('他 她 它 他们 她们 它们 這 这 那 但 但是 然而 因此 所以 而且 此外 同时'),
  },
});

/** Japanese: cut at its own full stops; a quotation that a particle follows goes on. */
export const japanese = describe({
  continuations: ['と', 'って', 'という', 'などと'],
  openers: {
    words: words('彼 彼女 彼ら これ それ あれ この その しかし だが でも また そして さらに 一方 したがって'),
  },
});
