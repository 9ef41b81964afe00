import { systemIo } from './commands/io.ts';
import { runCommand } from './commands/program.ts';

process.exitCode = await runCommand(process.argv.slice(2), systemIo());
