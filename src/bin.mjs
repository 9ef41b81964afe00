#!/usr/bin/env node
// The command `spool`. Plain JavaScript, so that an older Node can still hand over to the one in node_modules.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Room for new objects stays at a megabyte: a short command is over before 16 of them pay, and an idle worker holds less.
  (await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1');
  (await import('./compile-cache.mjs')).enableCompileCache();
  (await import('./quick-imports.ts')).quickenImports();
  await import('./main.ts');
} else if (existsSync(own)) {
  await handOver();
} else {
  console.error(
    `spool needs Node ${NEEDED}, this is ${process.version}. Run "npm ci" in its folder once: it brings its own.`,
  );
  process.exitCode = 2;
}

async function handOver() {
  const { spawn } = await import('node:child_process');
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
  // The terminal sends SIGINT to both processes; the child decides when to end, this one only waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}
