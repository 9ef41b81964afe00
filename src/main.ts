import { endWhenUnread, systemIo } from './commands/io.ts';
import { runCommand } from './commands/program.ts';

endWhenUnread();
process.exitCode = await runCommand(process.argv.slice(2), systemIo());
