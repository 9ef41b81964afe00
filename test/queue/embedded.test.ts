import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { describeQueue } from './conformance.ts';

describeQueue('embedded', async () => ({ connect: embeddedQueue, remove: async () => {}, isShared: false }));
