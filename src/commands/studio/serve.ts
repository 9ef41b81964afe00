import { text } from 'node:stream/consumers';
import { InputError, Unreachable } from '../../errors.ts';
import type { StudioAnswer, StudioRequest } from './apart.ts';
import { studioInside } from './inside.ts';

/** Reads one request, answers it, and ends. Faults of the input are an answer; anything else fails the process. */
export async function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const request: StudioRequest = JSON.parse(await text(input));
  // Where the worker has ended meanwhile, nobody reads the answer.
  output.on('error', () => {});
  output.write(JSON.stringify(await answer(request)));
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
