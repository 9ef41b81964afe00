import type { Config } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import { findHome, type Home } from '../config/home.ts';
import { loadConfig } from '../config/load.ts';
import { platformIds } from '../platforms/registry.ts';
import type { Io } from './io.ts';

/** What every command is called with, before its own arguments. */
export interface Call {
  readonly io: Io;
  /** `--dir`, where it was given. */
  readonly directory: string | undefined;
}

/** The home folder with its configuration and environment: where most commands begin. */
export interface Setting {
  readonly home: Home;
  readonly config: Config;
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws InputError where the house's own configuration is missing or wrong */
export function openSetting(call: Call): Setting {
  const { home, environment } = findPlace(call);
  return { home, environment, config: loadConfig(home.config, platformIds) };
}

/** The same before the configuration is read. */
export function findPlace({ io, directory }: Call): Pick<Setting, 'home' | 'environment'> {
  const home = findHome(directory, io.environment, io.currentFolder);
  return { home, environment: readEnvironment(home.environment, io.environment) };
}
