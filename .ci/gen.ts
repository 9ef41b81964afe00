// Writes what is generated: the JSON Schemas of config/spool.yaml and of an author's own file, and the command line's help in the README.
// With --check nothing is written, and a stale file fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Io } from '../src/commands/io.ts';
import { buildProgram } from '../src/commands/program.ts';
import { authorSchema, configSchema } from '../src/config/schema.ts';
import { platformIds } from '../src/platforms/registry.ts';

const check = process.argv.includes('--check');
const root = new URL('..', import.meta.url);

function jsonSchema(shape: z.ZodType, title: string, description: string): string {
  const schema = z.toJSONSchema(shape, { io: 'input', target: 'draft-7' });
  const document = { ...schema, title, description };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The help of every command, one after the other, as it prints it. */
function commandHelp(): string {
  const quiet: Io = {
    environment: {},
    currentFolder: '.',
    out: () => {},
    err: () => {},
    width: 100,
    paint: (_, text) => text,
    ask: async () => null,
  };
  const program = buildProgram(quiet, () => {});
  return [program, ...program.commands].map((command) => command.helpInformation().trimEnd()).join('\n\n');
}

function withHelp(readme: string): string {
  const marked = /(<!-- generated: help -->\n)[\s\S]*?(<!-- end -->)/;
  if (!marked.test(readme)) throw new Error('README.md has no place marked for the generated help');
  return readme.replace(marked, (_, begin: string, end: string) => `${begin}\n\`\`\`text\n${commandHelp()}\n\`\`\`\n${end}`);
}

function write(file: string, content: (before: string) => string): void {
  const url = new URL(file, root);
  const before = readIfThere(url);
  const after = content(before);
  if (before === after) return;
  if (check) {
    console.error(`${file} is stale: run "npm run gen" and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(url, after);
    console.error(`wrote ${file}`);
  }
}

function readIfThere(url: URL): string {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return '';
  }
}

write('config/spool.schema.json', () => {
  return jsonSchema(configSchema(platformIds), 'config/spool.yaml', 'Settings of Spool.');
});
write('config/author.schema.json', () => {
  return jsonSchema(authorSchema(platformIds), 'config/<author>.yaml', 'Settings of one author beside the house.');
});
write('README.md', withHelp);
