import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../demo/random.ts';
import { crowdOfDevices } from '../harness/crowd-of-devices.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { seedOfRun } from '../harness/random.ts';

const DEVICES = Number(process.env['PARLEY_CROWD_DEVICES'] ?? 60);
const MESSAGES = Number(process.env['PARLEY_CROWD_MESSAGES'] ?? 40);

describe('a group of many devices', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
  });

  it('has every message on every device, while a tenth of them loses its connection again and again', { timeout: 900_000 }, async () => {
    const { received, resumes } = await crowdOfDevices(hub, { devices: DEVICES, messages: MESSAGES, perSecond: 4, dropping: 0.1 }, seeded(seedOfRun()));
    const all = Array.from({ length: MESSAGES }, (_, index) => index + 1);
    for (const numbers of received) expect(numbers).toEqual(all);
    expect(resumes).toBeGreaterThan(0);
  });
});
