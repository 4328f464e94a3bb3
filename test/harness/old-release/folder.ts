import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { QueueEngine } from '../../../adapters/queues/embedded/engine.ts';
import { loadRow, tableLoader } from '../../../adapters/table/sqlite/loader.ts';
import type { Item } from '../../../domain/table/port.ts';
import { startHub } from '../hub.ts';
import { connectApi, connectMail, connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../tenant.ts';
import { copyThread, customerOf, type OldRelease, type OldShop, type OldTicket, oldRelease } from './threads.ts';

/** A data folder as the release of November 2026 left it, with no hub on it. */
export interface OldFolder {
  readonly shop: OldShop & { readonly slug: string; readonly email: string; readonly adminId: string };
  readonly whatsapp: Pick<WhatsAppOrigin, 'phoneNumberId' | 'appSecret'> & { readonly webhookPath: string };
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly rules: number;
  readonly heldBack: boolean;
  readonly tickets: readonly OldTicket[];
  /** Tickets whose timers are due as soon as a hub starts. */
  readonly due: readonly OldTicket[];
  readonly tableFile: string;
}

export interface OldFolderOptions {
  readonly tickets: number;
  /** Many make the move of the configuration take several transactions. */
  readonly rules: number;
  /** The job that moves old layouts counts as done, so that a change moves the configuration. */
  readonly heldBack?: boolean;
}

/** Timers of the first copies are due at once. */
const DUE_THREADS = 16;
const AT = '2026-01-31T01:50:51.808Z';

/**
 * Makes such a folder: a hub makes a tenant with its people, passwords and secrets, which are stored as before; then the configuration is put back into
 * its one partition, and tickets are written as that release wrote them. What only this release writes is taken away.
 */
export const oldFolder = async (home: string, { tickets: wanted, rules, heldBack = false }: OldFolderOptions): Promise<OldFolder> => {
  const made = await newTenant(home);
  const release = oldRelease();
  const { shop } = made;
  const tableFile = join(home, 'data', 'table.sqlite');
  putBack({ tableFile, shop, rules, heldBack }, release);

  const tickets: OldTicket[] = [];
  let sequence = 0;
  const nextSequence = (): number => (sequence += 1);
  const now = Date.now();
  const iso = (ms: number): string => new Date(now + ms).toISOString();
  const due: OldTicket[] = [];
  const loader = tableLoader(tableFile, `${tableFile}.aside`);
  for (let n = 0; tickets.length < wanted; n += 1) {
    const thread = release.threads[n % release.threads.length] as (typeof release.threads)[number];
    const copied = copyThread(release, thread, shop, n, { dueAt: iso(n < DUE_THREADS ? -1000 : 20 * 3_600_000), nextSequence });
    tickets.push(...copied.tickets);
    if (n < DUE_THREADS) due.push(...copied.tickets.filter(({ dueAt }) => dueAt !== null));
    loader.load([], copied.items.map(loadRow));
  }
  loader.load([], [...countersOf(shop.tenantId, tickets), { pk: `T#${shop.tenantId}#SEQ`, sk: 'SEQ', last: sequence }, positionOf(shop)].map(loadRow));
  loader.finish();
  loader.close();
  armTimers(join(home, 'data', 'queues.db'), shop.tenantId, due, now);
  const queues = release.configuration.filter(({ sk }) => sk.startsWith('QUEUE#')).map((item) => ({ id: String(item['id']), name: String(item['name']) }));
  return { ...made, queues, rules, heldBack, tickets, due, tableFile };
};

const newTenant = async (home: string): Promise<Pick<OldFolder, 'shop' | 'whatsapp'>> => {
  const hub = await startHub({ home });
  try {
    const tenant: TestTenant = await createTenant(hub);
    const [whatsapp, mail, posted] = [await connectWhatsApp(tenant), await connectMail(tenant, `help@${tenant.slug}.example`), await connectApi(tenant)];
    const agents = [await createAgent(tenant), await createAgent(tenant)];
    const me = await tenant.admin.get<{ id: string }>('/v1/me');
    const shop = {
      tenantId: tenant.id,
      slug: tenant.slug,
      email: tenant.email,
      adminId: me.id,
      origins: { whatsapp: whatsapp.origin.id, mail: mail.origin.id, api: posted.origin.id },
      agentIds: agents.map(({ id }) => id),
    };
    return { shop, whatsapp: { phoneNumberId: whatsapp.phoneNumberId, appSecret: whatsapp.appSecret, webhookPath: whatsapp.origin.webhookPath } };
  } finally {
    await hub.stop();
  }
};

/** One partition, one generation: queues, rules and lists lie beside `TENANT`, and no change has left a note. */
export const putBack = (
  { tableFile, shop: { tenantId }, rules, heldBack }: Pick<OldFolder, 'tableFile' | 'shop' | 'rules' | 'heldBack'>,
  release = oldRelease(),
): void => {
  const own = `T#${tenantId}`;
  const db = new DatabaseSync(tableFile);
  const read = (where: string, ...values: string[]): Item[] =>
    db
      .prepare(`SELECT item FROM items WHERE ${where}`)
      .all(...values)
      .map((row) => JSON.parse(String(row['item'])) as Item);
  const kept = read('pk = ?', own).filter(({ sk }) => /^(TENANT|ADMINS$|AGENT#|ORIGIN#)/.test(sk));
  db.prepare('DELETE FROM items WHERE pk IN (?, ?, ?) OR pk LIKE ?').run(own, `${own}#POLICY`, `${own}#LISTS`, `${own}#FD#%`);
  db.prepare('DELETE FROM items WHERE pk IN (?, ?)').run('DIR#job', `${own}#JOB`);
  db.exec('DELETE FROM stream');
  db.close();
  const ours = (item: Item): Item => JSON.parse(JSON.stringify(item).replaceAll(String(release.tenant['id']), tenantId)) as Item;
  const configured = release.configuration.filter(({ sk }) => !sk.startsWith('ORIGIN#')).map(ours);
  const items = [
    ...kept.map((item) => (item.sk === 'TENANT' ? oldTenant(item, release, rules) : withoutStamp(item))),
    ...configured,
    ...Array.from({ length: rules }, (_, n) => oldRule(own, n)),
    ...oldList(own),
    ...(heldBack
      ? [{ pk: 'DIR#job', sk: 'REBUILD#old-layouts-1', id: 'held-back', step: 1, state: 'done', startedAt: AT, updatedAt: AT, finishedAt: AT }]
      : []),
  ];
  const loader = tableLoader(tableFile, `${tableFile}.aside`);
  loader.load([], items.map(loadRow));
  loader.finish();
  loader.close();
};

const withoutStamp = ({ changedIn: _stamp, ...item }: Item): Item => item as Item;

const oldTenant = (item: Item, release: OldRelease, rules: number): Item => {
  const old = Object.fromEntries(Object.entries(item).filter(([name]) => !/^(policy|directory|lists)Generation$|^copiedAt$/.test(name)));
  const { generation, queuesGeneration } = release.tenant;
  const counts = { ...(item['counts'] as object), QUEUE: 5, TEAM: 4, LIST: 1, RULE: rules };
  return { ...old, generation, queuesGeneration, counts, bytes: 1_461 + rules * 2_100, createdAt: AT } as unknown as Item;
};

const oldRule = (pk: string, n: number): Item => ({
  pk,
  sk: `RULE#rule-${String(n).padStart(5, '0')}`,
  id: `rule-${String(n).padStart(5, '0')}`,
  name: `Rule ${n}`,
  event: 'message.received',
  weight: n + 1,
  stop: false,
  enabled: n === 0,
  condition: { field: 'message.text', op: 'contains', value: 'guarantee' },
  // One that acts, and others that are large, so that moving them takes its time.
  actions: n === 0 ? [{ type: 'tag', add: ['guarantee'] }] : [{ type: 'note', text: 'As long as people write them. '.repeat(60) }],
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
});

/** A list, and the one chunk of its entries. */
const oldList = (pk: string): Item[] => [
  {
    pk,
    sk: 'LIST#list-1',
    id: 'list-1',
    name: 'VIPs',
    key: 'author.id',
    match: 'exact',
    chunks: ['v1#00000'],
    size: 1,
    bytes: 120,
    createdAt: AT,
    updatedAt: AT,
    revision: 1,
  },
  { pk: `${pk}#EL#list-1`, sk: 'v1#00000', entries: JSON.stringify([{ value: customerOf('whatsapp', 0), set: { priority: 'high' } }]) },
];

const countersOf = (tenantId: string, tickets: readonly OldTicket[]): Item[] => {
  const counters = new Map<string, Record<string, number>>();
  for (const { queueIds, status } of tickets)
    for (const id of queueIds) {
      const counter = counters.get(id) ?? {};
      counters.set(id, { ...counter, [status]: (counter[status] ?? 0) + 1 });
    }
  return [...counters].map(([id, counter]) => ({ pk: `T#${tenantId}#QC#${id}#0`, sk: 'COUNTER', ...counter }));
};

/** How far the admin's devices have acknowledged the feed: a time. */
const positionOf = ({ tenantId, adminId }: OldFolder['shop']): Item => ({
  pk: `T#${tenantId}#U#${adminId}`,
  sk: 'R#feed',
  at: Date.parse('2026-11-28T00:00:00Z'),
});

/** What the projector of that release had put on the queue, and timers of a time and a kind that no longer hold. */
const armTimers = (queuesFile: string, tenantId: string, due: readonly OldTicket[], now: number): void => {
  const queues = new QueueEngine(queuesFile);
  const queue = timersQueue(queuesFile);
  const timer = (ticketId: string, kind: string, dueAt: string | null) => ({
    queue,
    body: JSON.stringify({ schema: 'timers/1', tenantId, ticketId, kind, dueAt }),
  });
  const earlier = new Date(now - 60_000).toISOString();
  queues.send(
    due.flatMap(({ id, status, dueAt }) => [timer(id, 'closure', earlier), timer(id, status === 'followup' ? 'followup' : 'closure', dueAt)]),
    now,
  );
  queues.close();
};

const timersQueue = (queuesFile: string): string => {
  const db = new DatabaseSync(queuesFile, { readOnly: true });
  const names = db
    .prepare('SELECT name FROM queues')
    .all()
    .map(({ name }) => String(name));
  db.close();
  return names.find((name) => name.endsWith('timers')) as string;
};
