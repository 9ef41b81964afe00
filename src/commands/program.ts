import { Command, CommanderError, Option } from 'commander';
import { InputError } from '../errors.ts';
import { LINK_POLICIES, STYLES } from '../thread/options.ts';
import type { Io } from './io.ts';

/** Exit codes: 0 done; 1 it ran and something failed; 2 bad usage, configuration or input. */
export type ExitCode = 0 | 1 | 2;

/** Every command answers with its exit code and is imported only when it is called. */
type Action = (...given: never[]) => Promise<ExitCode>;

/** Runs one command line, arguments only. Never throws: what went wrong is said on standard error. */
export async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const program = buildProgram(io, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return complain(error, io);
  }
}

function complain(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    io.err(error.message);
    return 2;
  }
  io.err(`spool failed: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error && io.environment.SPOOL_DEBUG) io.err(error.stack ?? '');
  return 1;
}

/** The whole command line; `finish` receives the exit code of the command that ran. */
export function buildProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('spool')
    .description('Winds an article into a thread for X and Bluesky, pays it out on schedule, and logs what it earned.')
    .option('--dir <folder>', 'home folder, with config/ and posts/ (default: SPOOL_HOME, else the current folder)')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ helpWidth: 100, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trim().replace(/\s*\n\s*/g, ' ')),
    })
    .exitOverride();
  const command = (usage: string, description: string, load: () => Promise<Action>) => {
    const made = program.command(usage).description(description).helpOption('-h, --help', 'show help');
    made.copyInheritedSettings(program).action(async (...given: unknown[]) => {
      const action = await load();
      finish(await Reflect.apply(action, undefined, [{ io, directory: program.opts().dir }, ...given]));
    });
    return made;
  };
  addCommands(command);
  return program;
}

type Adder = (usage: string, description: string, load: () => Promise<Action>) => Command;

const json = () => new Option('--json', 'print one JSON document instead');

function addCommands(add: Adder): void {
  add('init <folder>', 'lay out a home folder for your own articles and settings', async () => {
    return (await import('./init.ts')).init;
  });
  add('check', 'check configuration, articles and environment', async () => (await import('./check.ts')).check).option(
    '--live',
    'ask the network too, without posting: can the accounts sign in, who may be mentioned',
  );
  add('explain <cron>', 'say a cron expression in words, with its next dates', async () => {
    return (await import('./explain.ts')).explain;
  }).option('--timezone <zone>', 'IANA time zone (default: the one configured)');
  add('preview <file>', 'show the threads of an article as they will be published', async () => {
    return (await import('./preview.ts')).preview;
  })
    .addOption(json())
    .option('--account <id>', 'only this account')
    .addOption(new Option('--style <style>', 'how much of the article').choices(STYLES))
    .option('--max-posts <n>', 'most posts of the style highlights')
    .addOption(new Option('--link <policy>', 'what becomes of links inside the text on X').choices(LINK_POLICIES))
    .option('--explain', 'say why each cut fell where it did')
    .option('--repeat <n>', 'as it would go out for the nth time again, with your variants');
  add('publish <file>', 'publish an article now', async () => (await import('./publish.ts')).publishNow)
    .addOption(json())
    .option('--account <id>', 'only this account')
    .option('--again', 'even if it was published there before')
    .option('--yes', 'do not ask before publishing live');
  add('run', 'the worker: publish on schedule and read the numbers, until stopped', async () => {
    return (await import('./run.ts')).run;
  }).addOption(new Option('--log <form>', 'how to print events').choices(['text', 'json']).default('text'));
  add('plan', 'the coming slots, with what each would publish', async () => (await import('./plan.ts')).plan)
    .addOption(json())
    .option('--days <n>', 'how far to look ahead (default: 7)')
    .option('--month [YYYY-MM]', 'a month as a calendar instead (default: this one)')
    .option('--ics', 'print an iCalendar document instead');
  add('health', 'whether a worker is alive and keeps up, in one line and the exit code', async () => {
    return (await import('./health.ts')).health;
  })
    .addOption(json())
    .option('--here', 'only whether the worker of this machine is alive, of several on one database');
  add('status', 'every delivery, and what happens to it next', async () => (await import('./status.ts')).status)
    .addOption(json())
    .option('--all', 'what every worker does as well');
  add('timeline', 'the local timeline of rehearsals; showing it counts as a view', async () => {
    return (await import('./timeline.ts')).timeline;
  }).addOption(json());
  add(
    'impressions [delivery]',
    'the numbers, as they were read',
    async () => (await import('./impressions.ts')).impressions,
  )
    .addOption(json())
    .option('--csv', 'print comma-separated values instead');
  add('report', 'a month at a glance, and what does best', async () => (await import('./report.ts')).report)
    .option('--month <month>', 'YYYY-MM (default: the present one)')
    .option('--age <age>', 'age at which threads are compared (default: 24h)')
    .option('--account <id>', 'only this account')
    .option('--rehearsal', 'rehearsals instead of what went out live')
    .addOption(json())
    .option('--csv', 'print the threads behind it as comma-separated values instead')
    .option('--jsonl', 'print them as one JSON object a line instead')
    .option('--parquet <file>', 'write them to a Parquet file instead');
  add('import <what> <file>', 'take in "numbers" of the past: your X archive, or a CSV of X’s analytics', async () => {
    return (await import('./import-numbers.ts')).importNumbers;
  })
    .option('--account <id>', 'whose past it is (default: the one account on X)')
    .option('--as-of <date>', 'the day it was downloaded (default: what the archive or the file says)');
  add('backup <file>', 'a checked copy of the store in one file, while the worker runs', async () => {
    return (await import('./backup.ts')).backup;
  });
  add('migrate', 'move the store into the PostgreSQL database of SPOOL_DATABASE', async () => {
    return (await import('./migrate.ts')).migrate;
  })
    .requiredOption('--from <engine>', 'sqlite')
    .requiredOption('--to <engine>', 'postgres');
  add('export <folder>', 'everything as CSV, JSON lines and Parquet, with a manifest', async () => {
    return (await import('./export.ts')).exportAll;
  });
  add('retry <delivery>', 'go on with a delivery that waits for you, or that failed', async () => {
    return (await import('./author.ts')).retry;
  });
  add('adopt <delivery> <address...>', 'take your word that posts are live, and go on after them', async () => {
    return (await import('./author.ts')).adopt;
  });
  add('unpublish <delivery>', 'take a thread down again, its last post first', async () => {
    return (await import('./author.ts')).unpublish;
  }).option('--yes', 'do not ask before deleting live posts');
  add(
    'pause [account]',
    'send nothing more for one account, or for all',
    async () => (await import('./author.ts')).pause,
  );
  add('resume [account]', 'end a pause', async () => (await import('./author.ts')).resume);
  add('approve <delivery>', 'release a held delivery: exactly the text that stands under this name', async () => {
    return (await import('./author.ts')).approve;
  }).option('--show', 'print its posts and change nothing');
  add('cancel <delivery>', 'send no further post of a delivery', async () => (await import('./author.ts')).cancel);
}
