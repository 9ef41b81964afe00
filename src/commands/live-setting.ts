import { statSync } from 'node:fs';
import { describeChanges, isSame } from '../config/changes.ts';
import { missingSecrets, readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { describeFault, InputError } from '../errors.ts';
import { platformIds, secretNames } from '../platforms/registry.ts';
import type { Emit } from '../worker/events.ts';
import { type Call, openSetting, type Setting } from './setting.ts';

/** The configuration and the environment as the files say now; both may be others after every `refresh`. */
export interface LiveSetting extends Setting {
  /**
   * Takes up an edit of `config/spool.yaml` or `.env`. One that cannot be used is told once, when it is still so at the
   * next look, since an editor may be in the middle of writing; the last good settings go on. Never throws for one.
   */
  refresh(emit: Emit): void;
}

/** @throws InputError where the configuration is missing or wrong to begin with, or a live account lacks a secret */
export function openLiveSetting(call: Call): LiveSetting {
  let present = checked(openSetting(call));
  const { home } = present;
  let taken = signatureOf(home.config, home.environment);
  let doubted = '';
  let told = '';
  const change = (emit: Emit) => {
    const next = checked(read(call, present));
    const changes = describeChanges(present.config, next.config);
    const isMended = told !== '' && changes.length === 0;
    told = '';
    // The very same object tells the worker that nothing has changed.
    present = isSame(next.config, present.config) ? { ...next, config: present.config } : next;
    if (changes.length > 0) emit({ event: 'config-changed', changes });
    else if (isMended) emit({ event: 'config-changed', changes: ['it says what it said before'] });
  };
  return {
    home,
    get config() {
      return present.config;
    },
    get environment() {
      return present.environment;
    },
    refresh(emit) {
      const signature = signatureOf(home.config, home.environment);
      if (signature === taken) return;
      try {
        change(emit);
        taken = signature;
      } catch (error) {
        const faults = faultsOf(error);
        if (doubted === signature) {
          taken = signature;
          told = signature;
          emit({ event: 'config-broken', faults });
        }
        doubted = signature;
      }
    },
  };
}

function read({ io }: Call, { home }: Setting): Setting {
  const environment = readEnvironment(home.environment, io.environment);
  return { home, environment, config: loadConfig(home.config, platformIds) };
}

/** A live account that cannot sign in is told before anything runs, not at nine in the morning. */
function checked(setting: Setting): Setting {
  const faults = missingSecrets(setting.config.accounts, secretNames, setting.environment);
  if (faults.length > 0) throw new InputError(...faults);
  return setting;
}

/** What is wrong with the files, in words; anything else is thrown. */
function faultsOf(error: unknown): readonly string[] {
  if (error instanceof InputError) return error.faults.map(describeFault);
  if (error instanceof Error && 'code' in error && 'path' in error)
    return [`${error.path}: cannot be read (${error.code})`];
  throw error;
}

/** Changes whenever one of the files does, or comes, or goes. */
function signatureOf(...paths: readonly string[]): string {
  return paths
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat === undefined ? 'missing' : `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
    })
    .join(' ');
}
