import { resolve } from 'node:path';

/** The folder in which an author's files live, and where each kind stands in it. All paths absolute. */
export interface Home {
  readonly root: string;
  readonly config: string;
  readonly posts: string;
  readonly data: string;
  readonly environment: string;
}

/** `--dir` wins over `SPOOL_HOME`, that over the current folder. */
export function findHome(directory: string | undefined, environment: NodeJS.ProcessEnv, current: string): Home {
  const root = resolve(current, directory ?? (environment.SPOOL_HOME || '.'));
  const inside = (...path: string[]) => resolve(root, ...path);
  return {
    root,
    config: inside('config', 'spool.yaml'),
    posts: inside('posts'),
    data: inside('data'),
    environment: inside('.env'),
  };
}
