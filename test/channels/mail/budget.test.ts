import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { readMail } from '../../../channels/mail/reader/read.ts';
import { theEvent } from '../reading.ts';
import { HOSTILE } from './hostile.ts';

const parse = (body: Uint8Array) => parseMail({ body, receivedAt: Date.now() }, { address: 'help@shop.example' });
const COMPLEX = 'This mail is too complex to show. The original is attached.';

describe('a mail that is made to cost', () => {
  it.each(Object.entries(HOSTILE))('%s: is one message of its sender, shown whole or with its original', { timeout: 60_000 }, async (_, make) => {
    const body = make();
    const elements = await parse(body);
    const event = theEvent(elements);
    expect(event).toMatchObject({ threadKey: 'mallory@evil.example', providerId: '<h@evil.example>', content: { subject: 'Hello' } });
    if (event.content?.text !== COMPLEX) return;
    expect(event.content.attachments).toMatchObject([{ name: 'original.eml', type: 'message/rfc822', size: body.byteLength }]);
    const [element] = elements;
    expect(element?.kind === 'event' && Buffer.compare(element.files?.[0]?.body ?? new Uint8Array(), body)).toBe(0);
  });

  it.each(['parts in parts', 'parts', 'headers', 'empty lines'])('%s are over the budget', async (name) =>
    expect(theEvent(await parse(HOSTILE[name]?.() ?? new Uint8Array())).content?.text).toBe(COMPLEX),
  );

  it.each(['flowing lines', 'base64 in tiny lines', 'one line', 'elements in elements'])(
    '%s are within it, but for the time that a busy machine takes',
    async (name) => {
      const read = await readMail(HOSTILE[name]?.() ?? Buffer.alloc(0), { address: 'help@shop.example', receivedAt: Date.now(), hash: 'h' });
      expect(read?.event.event.content).toMatchObject({ subject: 'Hello', attachments: [] });
    },
  );

  it('is one message by two ways too', async () => {
    const one = HOSTILE['parts in parts']?.() ?? Buffer.alloc(0);
    const two = Buffer.concat([Buffer.from('Delivered-To: sales@shop.example\r\n'), one]);
    const [first, second] = [theEvent(await parse(one)), theEvent(await parse(two))];
    expect(second.version).toBe(first.version);
  });

  it('leaves the event loop free: what is asked meanwhile is answered as when nothing is read', async () => {
    const bodies = ['flowing lines', 'base64 in tiny lines', 'empty lines', 'parts'].map((name) => HOSTILE[name]?.() ?? Buffer.alloc(0));
    await parse(Buffer.from('From: a@b.example\r\n\r\nwarm\r\n'));
    let turns = 0;
    let isReading = true;
    const turn = (): void => {
      turns += 1;
      if (isReading) setImmediate(turn);
    };
    turn();
    await Promise.all(bodies.map(parse));
    isReading = false;
    // Read in the loop itself, each of these mails is one or few turns.
    expect(turns).toBeGreaterThan(1000);
  });
});
