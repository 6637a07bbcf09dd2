import { test } from 'node:test';
import { startTestService } from './test-service.ts';

for (let i = 0; i < 6; i++)
  test(`n${i}`, async (t) => {
    const c = process.cpuUsage();
    const b = performance.now();
    const service = await startTestService(t);
    const d = process.cpuUsage(c);
    t.diagnostic(`start ${(performance.now() - b).toFixed()} cpu ${((d.user + d.system) / 1e3).toFixed()}`);
    await service.call({ url: '/api/v2/tokens' });
    const b2 = performance.now();
    t.after(() => t.diagnostic(`end ${(performance.now() - b2).toFixed()}`));
  });
