import type sharp from 'sharp';

/** The loaders that hostile bytes may reach: one for each format that `sniff` names. */
const LOADERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadHeifBuffer',
];

let loading: Promise<typeof sharp> | undefined;

/**
 * The image library. It takes half a second to load, so it is only when a picture is really processed; preview and an
 * idle worker never do.
 */
export function imageEngine(): Promise<typeof sharp> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof sharp> {
  const { default: engine } = await import('sharp');
  engine.block({ operation: ['VipsForeignLoad'] });
  engine.unblock({ operation: LOADERS });
  // Nothing is processed twice, and a worker that runs for months should give memory back.
  engine.cache(false);
  return engine;
}
