import { describe, expect, it } from 'vitest';
import { isProjected, type ProjectorDeps, project } from '../../../../domain/projections/relay/project.ts';
import { unpackFeed } from '../../../../domain/realtime/feed-entry.ts';
import { readCounters } from '../../../../domain/support/queues/counters.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { PROJECTOR_QUEUES } from '../../../harness/projector-queues.ts';
import { plainPolicy, TENANT } from '../../support/inbound/events.ts';
import { agent, ticketHub } from '../../support/tickets/hub.ts';

const setUp = async (options: Parameters<typeof ticketHub>[0] = {}) => {
  const world = await ticketHub(options);
  const sent: { url: string; body: string; groupId?: string | undefined; dedupeId?: string | undefined; delaySeconds?: number | undefined }[] = [];
  const armed: string[] = [];
  const deps: ProjectorDeps = {
    table: world.b.table,
    clock: world.b.deps.clock,
    random: world.b.deps.random,
    sleep: world.b.deps.sleep,
    counterShards: 1,
    queues: { send: async (url, messages) => void sent.push(...messages.map((message) => ({ url, ...message }))) },
    schedules: { arm: async ({ name }) => void armed.push(`arm ${name}`), disarm: async (name) => void armed.push(`disarm ${name}`) },
    ...PROJECTOR_QUEUES,
  };
  let seen = 0;
  const catchUp = async () => {
    const changes = world.b.table.changes.slice(seen).filter(({ key }) => isProjected(key));
    seen = world.b.table.changes.length;
    await project(deps, changes);
    return changes;
  };
  const bodies = (url: string) => sent.filter((message) => message.url === url).map(({ body }) => body);
  return { ...world, projector: deps, sent, armed, catchUp, bodies };
};

describe('the projector', () => {
  it('carries a new ticket into its queue, the counters, and the live feed', async () => {
    const { b, catchUp, bodies } = await setUp();
    await catchUp();
    expect(await readCounters({ table: b.table, counterShards: 1 } as never, TENANT, ['q-created']).catch(() => null)).toBeDefined();
    const counters = b.table.all().filter((item) => item.sk === 'COUNTER');
    expect(counters).toMatchObject([{ created: 1 }]);
    expect(bodies('delivery').flatMap((body) => unpackFeed(body).map(({ kind }) => kind))).toEqual(['segment', 'ticket', 'message', 'pulse']);
  });

  it('sends a reply once, in order of its conversation, and arms the closure that its status brings', async () => {
    const { deps, ticketId, catchUp, sent, armed, projector } = await setUp();
    await catchUp();
    await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hi', attachments: [], thenStatus: 'solved' });
    const changes = await catchUp();
    await project(projector, changes);
    const outbound = sent.filter(({ url }) => url === 'outbound');
    expect(outbound).toHaveLength(2);
    expect(new Set(outbound.map(({ dedupeId }) => dedupeId)).size).toBe(1);
    expect(outbound[0]).toMatchObject({ groupId: ticketId.slice(0, 16) });
    expect(new Set(armed.filter((step) => step.startsWith('arm closure-'))).size).toBe(1);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'working' }, ifMatch: null });
    await catchUp();
    expect(armed.at(-1)).toBe(armed.find((step) => step.startsWith('arm '))?.replace('arm', 'disarm'));
  });

  it('moves a closed ticket out of its rows and counts it as closed', async () => {
    const { b, deps, ticketId, catchUp } = await setUp({ policy: plainPolicy({ queueIds: () => ['all'] }) });
    await catchUp();
    expect(b.table.all().filter((item) => item.pk.startsWith(`T#${TENANT}#Q#all`))).toHaveLength(1);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await catchUp();
    expect(b.table.all().filter((item) => item.pk.startsWith(`T#${TENANT}#Q#all`))).toEqual([]);
    expect(b.table.all().filter((item) => item.sk === 'COUNTER')).toMatchObject([{ created: 0, closed: 1 }]);
  });

  it('has tickets evaluated again when queues have changed', async () => {
    const { b, catchUp, bodies } = await setUp();
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { queuesGeneration: 2, generation: 2 } });
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { generation: 3 } });
    await catchUp();
    expect(
      bodies('bulk')
        .filter((body) => JSON.parse(body).job === 'reevaluate')
        .map((body) => JSON.parse(body)),
    ).toMatchObject([{ job: 'reevaluate', tenantId: TENANT, generation: 2 }]);
  });

  it('looks at nothing else', () => {
    for (const key of [
      { pk: 'T#t#TH#x', sk: 'A#1' },
      { pk: 'T#t', sk: 'QUEUE#1' },
      { pk: 'DIR#slug#x', sk: 'DIR' },
      { pk: 'T#t#U#x', sk: 'HEAD' },
      { pk: 'T#t#U#x', sk: 'VISITOR' },
    ])
      expect(isProjected(key)).toBe(false);
    for (const key of [
      { pk: 'T#t#TH#x', sk: 'HEAD' },
      { pk: 'T#t#TH#x', sk: 'O#1' },
      { pk: 'T#t#TH#x', sk: 'J#1' },
      { pk: 'T#t', sk: 'TENANT' },
      { pk: 'T#t#LV#x', sk: 'VISITOR' },
    ])
      expect(isProjected(key)).toBe(true);
  });
});
