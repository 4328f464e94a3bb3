import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workersOf } from '../harness/backlog.ts';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { isTableEngine } from '../harness/engines.ts';
import type { Problem } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { isAlive, standStill } from '../harness/processes.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('the table engine does not answer', () => {
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let ticket: Ticket;

  /** The engine's process where the table is one's own; the embedded table is a file that the gateway and the workers open. */
  const engine = (): number | undefined => hub.processes().find(isTableEngine)?.pid;
  /** Stands still, or holds the file so that nobody can write; answers how to end that. */
  const stop = async (): Promise<() => void> => {
    const pid = engine();
    if (pid !== undefined) {
      await standStill(pid);
      return () => process.kill(pid, 'SIGCONT');
    }
    const other = new DatabaseSync(join(home, 'data', 'table.sqlite'), { timeout: 10_000 });
    other.exec('BEGIN EXCLUSIVE');
    return () => {
      other.exec('ROLLBACK');
      other.close();
    };
  };

  beforeAll(async () => {
    hub = await startHub({ home });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    await whatsapp.send([[{ id: 'wamid.down-1', from: '4917500001', name: 'Early', text: 'before it stopped' }]]);
    ticket = await until('there is a ticket', async () => (await allTickets(tenant.admin))[0]);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('calls answer 503 with Retry-After, what was accepted is not lost, and nothing is half-written', async () => {
    const accepted = ['wamid.down-1'];
    const goOn = await stop();
    try {
      const reads = await tenant.admin.call<Problem>('GET', `/v1/tickets/${ticket.id}`);
      // A file that somebody else writes to can still be read.
      if (engine() === undefined) expect(reads.status).toBe(200);
      else {
        expect([reads.status, reads.body.code]).toEqual([503, 'unavailable']);
        expect(Number(reads.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      const writes = await tenant.admin.call<Problem>('POST', `/v1/tickets/${ticket.id}/messages`, {
        body: { kind: 'reply', text: 'into the void' },
        headers: { 'idempotency-key': 'void' },
      });
      expect([writes.status, writes.body.code]).toEqual([503, 'unavailable']);
      const webhook = await whatsapp.send([[{ id: 'wamid.down-2', from: '4917500002', name: 'Late', text: 'while it stands still' }]]);
      // The webhook needs only the origin, which it may know: either kept in the topic, or refused so that the provider tries again.
      expect([200, 503]).toContain(webhook.status);
      if (webhook.status === 200) accepted.push('wamid.down-2');
      else expect(Number(webhook.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      goOn();
    }
    await until('reads work again', async () => (await tenant.admin.call('GET', `/v1/tickets/${ticket.id}`)).status === 200);
    const again = await until('the reply is answered', async () => {
      const answer = await tenant.admin.call<{ number: number }>('POST', `/v1/tickets/${ticket.id}/messages`, {
        body: { kind: 'reply', text: 'into the void' },
        headers: { 'idempotency-key': 'void' },
      });
      return answer.status === 503 ? undefined : answer;
    });
    expect(again).toMatchObject({ status: 201, body: { number: 2 } });
    const after = [[{ id: 'wamid.down-3', from: '4917500003', name: 'After', text: 'it runs again' }]];
    await until('the next message is accepted', async () => (await whatsapp.send(after)).status === 200);
    await until('all of it is there', async () => (await allTickets(tenant.admin)).length === accepted.length + 1);
    expect(await checkTenant(tenant.admin, [...accepted, 'wamid.down-3'])).toMatchObject(NO_DEFECTS);
  });

  it('an engine that was killed is started again, and the hub goes on; so it does when the workers, who keep the file, are killed', async () => {
    const victim = engine() ?? workersOf(hub);
    process.kill(victim, 'SIGKILL');
    await until('it is gone', () => !isAlive(victim));
    await until('reads work again', async () => (await tenant.admin.call('GET', `/v1/tickets/${ticket.id}`)).status === 200);
    const message = [[{ id: 'wamid.down-4', from: '4917500004', name: 'Reborn', text: 'and again' }]];
    // As a provider does: again until it is accepted.
    await until('the next message is accepted', async () => (await whatsapp.send(message)).status === 200);
    await until('the next message is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Reborn'));
  });
});
