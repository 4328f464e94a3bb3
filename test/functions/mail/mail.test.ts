import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { receivedEvent } from '../../../demo/providers/ses-received.ts';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { type ReceiveDeps, receiveMail, receivePolled } from '../../../functions/mail/received-mail.ts';
import { keepSendingEvent } from '../../../functions/mail/sending-event.ts';
import { edge } from '../webhooks/edge.ts';

let hub: Awaited<ReturnType<typeof edge>>;
let deps: ReceiveDeps;
const call = { requestId: 'request-1', receivedAt: Date.parse('2026-11-29T10:00:00Z') };
beforeEach(async () => {
  hub = await edge();
  const { origins, topics } = hub.deps;
  const objects = { put: hub.deps.objects.put, get: async (key: string) => hub.objects.get(key) };
  deps = { origins, topics, objects, domain: 'in.shop.example', prefix: 'mail-in/' };
});

const MAIL = [
  'From: Ada <ada@customers.example>',
  'To: help@shop.example',
  'Message-ID: <a1@customers.example>',
  'Subject: Order',
  '',
  'Where is it?',
  '',
].join('\r\n');
const recordOf = (messageId: string, recipients: readonly string[], raw: string): unknown =>
  (receivedEvent(messageId, recipients, Buffer.from(raw)) as { readonly Records: readonly unknown[] }).Records[0];
const receive = (recipients: readonly string[], raw = MAIL, messageId = 'm1') => {
  hub.objects.set(`mail-in/${messageId}`, { body: Buffer.from(raw), contentType: 'message/rfc822' });
  return receiveMail(deps, recordOf(messageId, recipients, raw), call);
};

describe('a mail that SES has stored', () => {
  it('goes to the origin that its recipient names, as a mail by POST does', async () => {
    const { id, webhookPath } = await hub.connect('mail');
    expect(await receive([`${id.toUpperCase()}@In.Shop.Example`])).toEqual({ kept: 1, unrouted: 0 });
    await hub.send(webhookPath, Buffer.from(MAIL));
    const [received, posted] = hub.events();
    expect(received).toMatchObject({ originId: id, channel: 'mail', correlationId: 'request-1', event: { verb: 'created', content: { subject: 'Order' } } });
    // The same mail by both ways has one identity.
    expect(received?.identity).toBe(posted?.identity);
    expect(hub.records[0]?.key).toBe(threadIdOf(id, 'ada@customers.example'));
  });

  it('to several origins is one for each, and a recipient without one harms none of them', async () => {
    const [one, other] = [await hub.connect('mail'), await hub.connect('mail', { address: 'other@shop.example' })];
    const phone = await hub.connect('whatsapp');
    const to = (id: string): string => `${id}@in.shop.example`;
    const recipients = [to(one.id), to(other.id), `${one.id}+again@in.shop.example`, to('nobody'), to(phone.id), 'help@elsewhere.example'];
    expect(await receive(recipients)).toEqual({ kept: 2, unrouted: 3 });
    expect(
      hub
        .events()
        .map(({ originId }) => originId)
        .toSorted(),
    ).toEqual([one.id, other.id].toSorted());
  });

  it('for nobody is not read, and one with a virus reaches nobody', async () => {
    expect(await receiveMail(deps, recordOf('gone', ['nobody@in.shop.example'], MAIL), call)).toEqual({ kept: 0, unrouted: 1 });
    const { id } = await hub.connect('mail');
    expect(await receive([`${id}@in.shop.example`], `${MAIL}EICAR-STANDARD-ANTIVIRUS-TEST-FILE`)).toEqual({ kept: 0, unrouted: 0, refused: 'virus' });
    expect(await receiveMail(deps, { eventSource: 'aws:s3' }, call)).toEqual({ kept: 0, unrouted: 0, refused: 'foreign' });
    expect(hub.records).toEqual([]);
  });

  it('that is not there yet fails, so that it is tried again', async () => {
    const { id } = await hub.connect('mail');
    await expect(receiveMail(deps, recordOf('later', [`${id}@in.shop.example`], MAIL), call)).rejects.toThrow('not stored');
  });

  it('of bytes that are no mail is kept raw', async () => {
    const { id } = await hub.connect('mail');
    expect(await receive([`${id}@in.shop.example`], '\0\0')).toEqual({ kept: 1, unrouted: 0 });
    expect([...hub.objects.keys()].filter((key) => key.includes('/raw/mail/'))).toHaveLength(1);
  });

  it('of 40 MB, the most that SES takes, comes in with its file, in less memory than the function has', () => {
    const program = fileURLToPath(new URL('large-mail.ts', import.meta.url));
    const out = execFileSync(process.execPath, ['--no-warnings', program, String(40 * 1024 * 1024)], { encoding: 'utf8' });
    const { kept, mailBytes, fileBytes, storedBytes, text, peakMb } = JSON.parse(out) as Record<string, unknown>;
    expect({ kept, mailBytes, text }).toEqual({ kept: 1, mailBytes: 40 * 1024 * 1024, text: 'see the file' });
    expect(storedBytes).toBe(fileBytes);
    // lib/mail-receiving.ts gives the function 2,048 MB, of which the runtime and the SDK need some 150.
    expect(peakMb).toBeLessThan(1_800);
  }, 120_000);
});

describe('a large mail that was polled', () => {
  const body = (originId: string, key = `mail-in/${originId}.7.3`): string => JSON.stringify({ originId, key });
  const stored = (originId: string, raw = MAIL): void =>
    void hub.objects.set(`mail-in/${originId}.7.3`, { body: Buffer.from(raw), contentType: 'message/rfc822' });

  it('comes in as by POST, and twice is once', async () => {
    const { id, webhookPath } = await hub.connect('mail');
    stored(id);
    expect(await receivePolled(deps, body(id), call)).toEqual({ kept: 1, unrouted: 0 });
    await receivePolled(deps, body(id), call);
    await hub.send(webhookPath, Buffer.from(MAIL));
    expect(hub.events()).toHaveLength(3);
    expect(new Set(hub.events().map(({ identity }) => identity)).size).toBe(1);
  });

  it('of an origin that is gone or no mailbox reaches nobody, and one that is not there fails', async () => {
    const phone = await hub.connect('whatsapp');
    const { id } = await hub.connect('mail');
    expect(await receivePolled(deps, body('nobody'), call)).toEqual({ kept: 0, unrouted: 1 });
    expect(await receivePolled(deps, body(phone.id), call)).toEqual({ kept: 0, unrouted: 1 });
    await expect(receivePolled(deps, body(id), call)).rejects.toThrow('not stored');
    expect(hub.records).toEqual([]);
  });
});

describe('what SES tells of a mail that was sent', () => {
  const told = (originId: string, change: object = {}) => ({
    source: 'aws.ses',
    region: 'eu-west-1',
    detail: {
      eventType: 'Delivery',
      mail: { messageId: '01-02', destination: ['ada@customers.example'], tags: { 'parley-tenant': ['t1'], 'parley-origin': [originId] } },
      delivery: { recipients: ['ada@customers.example'] },
      ...change,
    },
  });
  const keep = (event: unknown) => keepSendingEvent({ ...deps, table: hub.world.table }, event, call);

  it('is a status of the reply, in the thread of its customer', async () => {
    const { id } = await hub.connect('mail');
    expect(await keep(told(id))).toBe('kept');
    expect(hub.events()).toMatchObject([
      { tenantId: 't1', originId: id, event: { verb: 'status', providerId: '<01-02@eu-west-1.amazonses.com>', status: { state: 'delivered' } } },
    ]);
    expect(hub.records[0]?.key).toBe(threadIdOf(id, 'ada@customers.example'));
  });

  it('changes nothing for other kinds, other programs, and origins that are gone, another tenant’s or no mailbox', async () => {
    const { id } = await hub.connect('mail');
    const phone = await hub.connect('whatsapp');
    expect(await keep(told(id, { eventType: 'Open' }))).toBe('ignored');
    expect(await keep({ detail: {} })).toBe('foreign');
    expect(await keep(told(phone.id))).toBe('unrouted');
    const theirs = told(id);
    theirs.detail.mail.tags['parley-tenant'] = ['t2'];
    expect(await keep(theirs)).toBe('unrouted');
    await deleteOrigin(hub.world.deps, hub.world.context, id);
    expect(await keep(told(id))).toBe('unrouted');
    expect(hub.records).toEqual([]);
  });
});
