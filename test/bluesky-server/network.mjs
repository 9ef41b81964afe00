import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { mockNetworkUtilities, TestBsky, TestBsync, TestPds, TestPlc } from '@atproto/dev-env';
import { startDatabase } from './database.mjs';
import { freePort } from './loopback.mjs';

/** PLC directory, PDS and AppView, as a reader meets Bluesky; the AppView's PostgreSQL is PGlite, in this process. */
export async function startNetwork({ folder, extra, closers }) {
  const dbPostgresUrl = await startDatabase(closers);
  const plc = await TestPlc.create({});
  closers.unshift(() => plc.close());
  const pdsPort = await freePort();
  const bsync = await TestBsync.create({ apiKeys: ['key'], dbUrl: dbPostgresUrl, dbSchema: 'bsync' });
  closers.unshift(() => bsync.close());
  const appview = await TestBsky.create({
    plcUrl: plc.url,
    pdsPort,
    repoProvider: `ws://localhost:${pdsPort}`,
    dbPostgresUrl,
    dbPostgresSchema: 'appview',
    redisHost: 'unused',
    bsyncApiKey: 'key',
    bsyncUrl: bsync.url,
  });
  closers.unshift(() => appview.close());
  bsync.ctx.dataplaneClients = [appview.ctx.dataplane];
  const pds = await startPds({ folder, extra, port: pdsPort, plc, appview });
  closers.unshift(() => pds.close());
  mockNetworkUtilities(pds, appview);
  return { plc: plc.url, pds: pds.url, appview: appview.url };
}

async function startPds({ folder, extra, port, plc, appview }) {
  const [dataDirectory, blobstoreDiskLocation] = [path.join(folder, 'pds'), path.join(folder, 'blobs')];
  await Promise.all([mkdir(dataDirectory), mkdir(blobstoreDiskLocation)]);
  return TestPds.create({
    port,
    dataDirectory,
    blobstoreDiskLocation,
    didPlcUrl: plc.url,
    bskyAppViewUrl: appview.url,
    bskyAppViewDid: appview.serverDid,
    ...extra,
  });
}
