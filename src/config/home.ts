import { resolve } from 'node:path';
import { readEnvironment } from './environment.ts';

/** The folder in which an author's files live, and where each kind stands in it. All paths absolute. */
export interface Home {
  readonly root: string;
  readonly config: string;
  readonly posts: string;
  readonly data: string;
  readonly environment: string;
  /** `postgres://…`, where the store is a PostgreSQL database and not in `data`; else `null`. A secret. */
  readonly database: string | null;
}

/** `--dir` wins over `SPOOL_HOME`, that over the current folder. */
export function findHome(directory: string | undefined, environment: NodeJS.ProcessEnv, current: string): Home {
  const root = resolve(current, directory ?? (environment.SPOOL_HOME || '.'));
  const inside = (...path: string[]) => resolve(root, ...path);
  const file = inside('.env');
  return {
    root,
    config: inside('config', 'spool.yaml'),
    posts: inside('posts'),
    data: inside('data'),
    environment: file,
    database: readEnvironment(file, environment).SPOOL_DATABASE || null,
  };
}
