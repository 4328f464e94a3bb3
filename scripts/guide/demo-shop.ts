import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoFile, secretOf } from '../../demo/shop/setup.ts';
import { runDemo } from '../../demo/start.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../../test/harness/hub.ts';
import type { People } from './chapters.ts';

export interface DemoShop {
  readonly hub: Hub;
  readonly people: People;
  close(): Promise<void>;
}

/** A hub of its own with the demo's shop after its first messages. Nobody writes any more, so that a ticket stays as the guide says. */
export async function openDemoShop(): Promise<DemoShop> {
  const home = temporaryHome();
  const folder = temporaryHome();
  const hub = await startHub({ home });
  const account = { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: randomBytes(12).toString('hex') };
  const file = { ...(JSON.parse(readFileSync(join(home, 'dev.json'), 'utf8')) as DemoFile), demo: account };
  writeFileSync(join(folder, 'dev.json'), JSON.stringify(file));
  const pace = { lively: 0, most: 0, livelyMs: [0, 0], slowMs: [0, 0] } as const;
  await runDemo({ home: folder, simulatorUrl: null, signal: new AbortController().signal, pace, log: () => undefined });
  const person = (name: string) => {
    const email = `${name}@bottega-luna.example`;
    return { tenant: account.tenant, email, password: secretOf(file, email).slice(0, 24) };
  };
  return {
    hub,
    people: { agent: person('tommaso'), lead: person('marta'), admin: account },
    async close() {
      await hub.stop();
      for (const one of [home, folder]) removeHome(one);
    },
  };
}
