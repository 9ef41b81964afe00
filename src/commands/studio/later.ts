import type { Studio } from '../../worker/studio.ts';
import type { Setting } from '../setting.ts';

/** The studio in this process, loaded when it is first needed: what has been read before need not be read again. */
export function studioLater(setting: Pick<Setting, 'home' | 'config'>): Studio {
  const load = async () => (await import('./inside.ts')).studioInside(setting);
  return {
    read: async (paths) => (await load()).read(paths),
    plan: async (source, account, repeat) => (await load()).plan(source, account, repeat),
    picture: async (source, use) => (await load()).picture(source, use),
  };
}
