import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROGRAM } from '../commands/spool.ts';

test('the compose file runs two workers that wait for a healthy database, each with a health check', () => {
  const { services } = parse(readFileSync(join(PROGRAM, 'config/deploy/compose.yaml'), 'utf8'));
  expect(services.worker.deploy.replicas).toBe(2);
  expect(services.worker.depends_on.database.condition).toBe('service_healthy');
  expect(services.worker.healthcheck.test).toEqual(['CMD', 'spool', 'health', '--here']);
  expect(services.database.healthcheck.test.join(' ')).toMatch(/pg_isready/);
  expect(services.worker.environment.SPOOL_DATABASE).toMatch(
    /^postgres:\/\/spool:\$\{SPOOL_DB_PASSWORD:\?.*\}@database:5432\/spool$/,
  );
});

test('the units for systemd reach the database: same secrets, and a network', () => {
  for (const name of ['spool.service', 'spool-health.service']) {
    const unit = readFileSync(join(PROGRAM, 'config/deploy', name), 'utf8');
    expect(unit).toMatch(/^EnvironmentFile=-\/etc\/spool\.env$/m);
    expect(unit).toMatch(/^RestrictAddressFamilies=AF_INET AF_INET6 /m);
    expect(unit).not.toMatch(/^PrivateNetwork=yes$/m);
  }
});
