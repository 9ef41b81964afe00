import { InputError, Unreachable } from '../../errors.ts';
import type { StudioAnswer, StudioRequest } from './apart.ts';
import { studioInside } from './inside.ts';

/**
 * Answers requests, each a line of JSON, with a line of JSON, until there are no more. Faults of the input are an answer;
 * anything else fails the process.
 */
export async function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  // Where the worker has ended meanwhile, nobody reads the answer.
  output.on('error', () => {});
  for await (const line of lines(input)) {
    const request: StudioRequest = JSON.parse(line);
    output.write(`${JSON.stringify(await answer(request))}\n`);
  }
}

/** Not those of `node:readline`, which ends one at U+2028 too: JSON may hold that as it is. */
async function* lines(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of input.setEncoding('utf8')) {
    const [first = '', ...more] = String(piece).split('\n');
    rest += first;
    for (const each of more) {
      yield rest;
      rest = each;
    }
  }
  if (rest !== '') yield rest;
}

async function answer(request: StudioRequest): Promise<StudioAnswer> {
  const studio = studioInside(request);
  try {
    if (request.kind === 'read') return { result: await studio.read(request.paths) };
    if (request.kind === 'picture') return { result: await studio.picture(request.source, request.use) };
    if (request.kind === 'plan') return { result: await studio.plan(request.source, request.account, request.repeat) };
    const { previewArticle } = await import('./preview.ts');
    return { result: await previewArticle(request, request.source, request.choices) };
  } catch (error) {
    if (error instanceof InputError) return { faults: error.faults };
    if (error instanceof Unreachable) return { unreachable: error.message };
    throw error;
  }
}
