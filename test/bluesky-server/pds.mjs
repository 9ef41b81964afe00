import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PDS } from '@atproto/pds';
import plcServer from '@did-plc/server';
import { freePort } from './loopback.mjs';

/** PLC directory (in memory) and PDS (SQLite in `folder`): everything for writing, no likes, threads or feeds. */
export async function startPds({ folder, extra, closers }) {
  const plcPort = await freePort();
  const plc = plcServer.PlcServer.create({ db: plcServer.Database.mock(), port: plcPort });
  await plc.start();
  closers.unshift(() => plc.destroy());
  const urls = { plc: `http://localhost:${plcPort}`, port: await freePort() };
  const pds = await PDS.fromEnv({ ...(await pdsSettings(folder, urls)), ...extra });
  await pds.start();
  closers.unshift(() => pds.destroy());
  resolveHandlesHere(pds.ctx);
  return { plc: urls.plc, pds: `http://localhost:${urls.port}` };
}

async function pdsSettings(folder, { plc, port }) {
  const blobs = path.join(folder, 'blobs');
  await mkdir(blobs);
  return {
    devMode: true,
    port,
    hostname: 'localhost',
    dataDirectory: folder,
    blobstoreDiskLocation: blobs,
    adminPassword: randomBytes(16).toString('hex'),
    jwtSecret: randomBytes(16).toString('hex'),
    plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
    didPlcUrl: plc,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    disableSsrfProtection: true,
    bskyAppViewUrl: 'https://appview.invalid',
    bskyAppViewDid: 'did:example:invalid',
  };
}

/** Handles of this server are looked up in its own accounts, and nothing is asked of the network. */
function resolveHandlesHere({ idResolver, accountManager }) {
  idResolver.handle.resolve = async (handle) => (await accountManager.getAccount(handle))?.did;
}
