import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type ImapDouble, startImap } from '../harness/imap-double.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Origin, Ticket } from '../harness/shapes.ts';
import { parleySignature } from '../harness/sign.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('a mailbox that is polled by IMAP', { timeout: 240_000 }, () => {
  const address = `help@${randomUUID().slice(0, 8)}.example`;
  const secret = randomUUID();
  let imap: ImapDouble;
  /** Another mailbox, which nobody writes to: it shows that polls happen. */
  let other: ImapDouble;
  let hub: Hub;
  let tenant: TestTenant;
  let origin: Origin;

  const mailOf = (from: string, id: string, text: string): string =>
    [
      `From: ${from}@customers.example`,
      `To: ${address}`,
      `Message-ID: <${id}@customers.example>`,
      `Date: ${new Date().toUTCString()}`,
      'Subject: Order',
      '',
      text,
      '',
    ].join('\r\n');
  const ticketOf = (from: string): Promise<Ticket> =>
    until(`${from} has a ticket`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.handle === `${from}@customers.example`), 120_000);
  const textsOf = async ({ id }: Ticket): Promise<(string | undefined)[]> => (await ticketMessages(tenant.admin, id)).map(({ text }) => text?.trim());
  const post = async (raw: string): Promise<void> => {
    const headers = { 'content-type': 'message/rfc822', ...parleySignature(secret, raw) };
    expect((await api(hub.baseUrl).call('POST', origin.webhookPath, { raw, headers })).status).toBe(200);
  };

  beforeAll(async () => {
    [imap, other] = await Promise.all([startImap(), startImap()]);
    imap.add(mailOf('old', 'old', 'From before it was connected'));
    const allowed = [imap, other].map(({ host, port }) => `${host}:${port}`).join();
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: allowed, PARLEY_SCHEDULE_SECONDS: '0.3', POLL_EVERY_SECONDS: '1' } });
    tenant = await createTenant(hub);
    const connect = ({ host, port, user, password }: ImapDouble, own: string): Promise<Origin> =>
      tenant.admin.post<Origin>('/v1/origins', {
        channel: 'mail',
        name: 'Mailbox',
        credentials: { address: own, inboundSecret: secret, imap: { host, port, user, password } },
      });
    origin = await connect(imap, address);
    await connect(other, `other-${address}`);
    await until('the mailbox was opened', () => imap.commands.some((command) => command.startsWith('EXAMINE')), 120_000);
    await until('the first poll is over', () => imap.commands.includes('LOGOUT'), 120_000);
  });
  afterAll(async () => {
    await Promise.all([imap.close(), other.close()]);
    await hub.stop();
    removeHome(hub.home);
  });

  it('brings new mails in their order, and not what was there before', async () => {
    for (const n of [1, 2, 3]) imap.add(mailOf('ann', `ann-${n}`, `number ${n}`));
    const ticket = await ticketOf('ann');
    await until('all are there', async () => (await textsOf(ticket)).length === 3, 120_000);
    expect(await textsOf(ticket)).toEqual(['number 1', 'number 2', 'number 3']);
    expect((await allTickets(tenant.admin)).map(({ author }) => author.handle)).toEqual(['ann@customers.example']);
  });

  it('brings a mail that was posted too, or comes again after the server has numbered its mails anew, once', async () => {
    const raw = mailOf('bob', 'bob-1', 'only once');
    await post(raw);
    imap.add(raw);
    imap.add(mailOf('bob', 'bob-2', 'and this'));
    const ticket = await ticketOf('bob');
    await until('the second is there', async () => (await textsOf(ticket)).length >= 2, 120_000);
    imap.renumber();
    imap.add(mailOf('bob', 'bob-3', 'after the change'));
    await until('the third is there', async () => (await textsOf(ticket)).includes('after the change'), 120_000);
    expect(await textsOf(ticket)).toEqual(['only once', 'and this', 'after the change']);
  });

  it('brings a mail of 12 MB whole, with its file, between small ones', async () => {
    const letters = 12 * 1024 * 1024;
    const large = [
      `From: dora@customers.example\r\nTo: ${address}\r\nMessage-ID: <dora-2@customers.example>\r\nDate: ${new Date().toUTCString()}\r\nSubject: Photos`,
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nall my photos\r\n--b',
      'Content-Type: application/zip; name=photos.zip\r\nContent-Disposition: attachment; filename=photos.zip\r\nContent-Transfer-Encoding: base64\r\n',
      `${'QUJD'.repeat(letters / 4).replaceAll(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`,
    ].join('\r\n');
    imap.add(mailOf('dora', 'dora-1', 'before'));
    imap.add(large);
    imap.add(mailOf('dora', 'dora-3', 'after'));
    const ticket = await ticketOf('dora');
    await until('all are there', async () => (await textsOf(ticket)).length === 3, 120_000);
    expect(new Set(await textsOf(ticket))).toEqual(new Set(['before', 'all my photos', 'after']));
    const whole = (await ticketMessages(tenant.admin, ticket.id)).find(({ text }) => text?.trim() === 'all my photos');
    expect(whole?.attachments).toMatchObject([{ name: 'photos.zip', type: 'application/zip', size: (letters / 4) * 3 }]);
  });

  it('stops while its origin is disabled, and then brings all that came meanwhile', async () => {
    await tenant.admin.patch(`/v1/origins/${origin.id}`, { state: 'disabled' });
    const polled = async (times: number): Promise<void> => {
      const polls = (): number => other.commands.filter((command) => command === 'LOGOUT').length;
      const before = polls();
      await until('others are polled', () => polls() >= before + times, 120_000);
    };
    // A poll that was under way ends.
    await polled(2);
    const { length } = imap.commands;
    for (let n = 1; n <= 25; n += 1) imap.add(mailOf('cid', `cid-${n}`, `number ${n}`));
    await polled(2);
    expect(imap.commands.slice(length)).toEqual([]);
    await tenant.admin.patch(`/v1/origins/${origin.id}`, { state: 'enabled' });
    const ticket = await ticketOf('cid');
    await until('all are there', async () => (await textsOf(ticket)).length === 25, 120_000);
    expect(await textsOf(ticket)).toEqual(Array.from({ length: 25 }, (_, at) => `number ${at + 1}`));
  });
});
