import { createHmac } from 'node:crypto';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { BURST, story, type Utterance } from '../../demo/shop/story.ts';
import { type Accounts, BATCH, type Caller, callerOf, request, type Said } from '../../demo/shop/webhooks.ts';

const tell = (many: number): Utterance[] => {
  const telling = story();
  return Array.from({ length: many }, () => telling.next().value);
};
const at = Date.parse('2026-11-20T10:00:00Z');
const said = (utterances: readonly Utterance[]): Said[] => utterances.map((each) => ({ ...each, at: at + each.k * 60_000 }));
const accounts: Accounts = {
  seed: 's',
  whatsapp: { url: 'http://hub/webhooks/whatsapp/1', appSecret: 'w', accountId: '106', displayNumber: '39051' },
  facebook: { url: 'http://hub/webhooks/facebook/2', appSecret: 'f', accountId: '682' },
  instagram: { url: 'http://hub/webhooks/instagram/6', appSecret: 'i', accountId: '178' },
  mail: { url: 'http://hub/webhooks/mail/3', inboundSecret: 'm', address: 'ciao@bottega-luna.example' },
  api: { url: 'http://hub/webhooks/api/4', signingSecret: 'a' },
  telegram: { url: 'http://hub/webhooks/telegram/6', botToken: '1:b', secretToken: 'g' },
  twilio: { url: 'http://hub/webhooks/twilio/7', accountSid: 'AC1', authToken: 'o', number: '+3951' },
  trustpilot: { url: 'http://hub/webhooks/trustpilot/5', unit: 'u', webhookSecret: 't', apiKey: 'k', apiSecret: 's', businessUserId: 'b' },
  x: { url: 'http://hub/webhooks/x/6', userId: '1', consumerSecret: 'x', clientId: 'c', accessToken: 'a', refreshToken: 'r' },
  linkedin: { url: 'http://hub/webhooks/linkedin/7', organizationId: '8', clientSecret: 'l', clientId: 'c', accessToken: 'a', refreshToken: 'r' },
};
const of = (caller: Caller, many = 600): Said[] => said(tell(many)).filter((each) => callerOf(each) === caller);
const bodyOf = (caller: Caller, messages: readonly Said[]) => JSON.parse(request(caller, messages, accounts).body);

describe('the story', () => {
  test('is the same in every run, so that whatever is told twice is one', () => {
    expect(tell(300)).toEqual(tell(300));
  });

  test('begins with many customers by every way and in many languages', () => {
    const burst = tell(BURST);
    expect(new Set(burst.map((each) => each.customer.key)).size).toBeGreaterThanOrEqual(25);
    expect(new Set(burst.map((each) => each.customer.way))).toEqual(
      new Set(['whatsapp', 'messenger', 'comment', 'instagram', 'mail', 'api', 'telegram', 'sms']),
    );
    expect(new Set(burst.map((each) => each.customer.language)).size).toBe(10);
    expect(new Set(burst.map(callerOf))).toEqual(new Set(['whatsapp', 'facebook', 'instagram', 'mail', 'api', 'telegram', 'twilio']));
  });

  test('every utterance has words, talks go on in order, customers are distinct', () => {
    const all = tell(1500);
    const turns = new Map<string, number>();
    for (const each of all) {
      expect(each.text).not.toBe('');
      expect(each.text).not.toMatch(/[{}↩]/);
      expect(each.turn).toBe(turns.get(each.talk) ?? 0);
      turns.set(each.talk, each.turn + 1);
    }
    const ids = new Map(all.map((each) => [each.customer.id, each.customer.key]));
    expect(ids.size).toBe(new Set(all.map((each) => each.customer.key)).size);
  });
});

describe('what the providers would call', () => {
  test('the same said twice is the same bytes', () => {
    for (const caller of Object.keys(BATCH) as Caller[]) {
      const messages = of(caller).slice(0, BATCH[caller]);
      expect(request(caller, messages, accounts)).toEqual(request(caller, structuredClone(messages), accounts));
    }
  });

  test.each([
    ['whatsapp', 'x-hub-signature-256', 'w'],
    ['facebook', 'x-hub-signature-256', 'f'],
    ['instagram', 'x-hub-signature-256', 'i'],
    ['mail', 'x-parley-signature', 'm'],
    ['api', 'x-parley-signature', 'a'],
  ] as const)('%s is signed over its bytes', (caller, header, secret) => {
    const { body, headers } = request(caller, of(caller).slice(0, 1), accounts);
    expect(headers[header]).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  });

  test('WhatsApp puts several messages in several entries, pictures with a caption', () => {
    const batch = of('whatsapp').slice(0, 3);
    const body = bodyOf('whatsapp', batch);
    expect(body.entry.map((entry: { changes: [{ value: { messages: unknown[] } }] }) => entry.changes[0].value.messages.length)).toEqual([2, 1]);
    const first = body.entry[0].changes[0].value;
    expect(first.metadata).toEqual({ display_phone_number: '39051', phone_number_id: '106' });
    expect(first.messages[0]).toMatchObject({
      from: batch[0]?.customer.id,
      id: expect.stringMatching(/^wamid\./),
      timestamp: expect.stringMatching(/^\d{10}$/),
    });
    expect(first.contacts[0].profile.name).toBe(batch[0]?.customer.name);
    const photo = of('whatsapp').find((each) => each.photo) as Said;
    const message = bodyOf('whatsapp', [photo]).entry[0].changes[0].value.messages[0];
    expect(message).toMatchObject({ type: 'image', image: { caption: photo.text, mime_type: 'image/jpeg' } });
  });

  test('Facebook sends direct messages under messaging and comments under changes', () => {
    const direct = of('facebook').find((each) => each.customer.way === 'messenger' && each.photo) as Said;
    expect(bodyOf('facebook', [direct]).entry[0].messaging[0]).toMatchObject({
      sender: { id: direct.customer.id },
      recipient: { id: '682' },
      message: { text: direct.text, attachments: [{ type: 'image' }] },
    });
    const comment = of('facebook').find((each) => each.customer.way === 'comment') as Said;
    expect(bodyOf('facebook', [comment]).entry[0].changes[0]).toMatchObject({ field: 'feed', value: { item: 'comment', verb: 'add', message: comment.text } });
  });

  test('Instagram sends direct messages under messaging and comments under changes', () => {
    const all = of('instagram', 1500);
    const entry = (each: Said | undefined) => bodyOf('instagram', [each as Said]).entry[0];
    const direct = all.find((each) => each.photo && (each.turn > 0 || each.k % 3 !== 0));
    expect(entry(direct).messaging[0]).toMatchObject({
      sender: { id: direct?.customer.id },
      message: { text: direct?.text, attachments: [{ type: 'image' }] },
    });
    const comment = all.find((each) => each.turn === 0 && each.k % 3 === 0);
    expect(entry(comment).changes[0]).toMatchObject({ field: 'comments', value: { from: { id: comment?.customer.id }, text: comment?.text } });
    expect(entry(all.find((each) => each.turn === 0 && each.k % 3 !== 0))).toMatchObject({ id: '178', messaging: [{ recipient: { id: '178' } }] });
  });

  test('Telegram sends an update for each message, proved by the secret token', () => {
    const each = of('telegram').find((one) => one.photo) as Said;
    expect(request('telegram', [each], accounts).headers['x-telegram-bot-api-secret-token']).toBe('g');
    expect(bodyOf('telegram', [each])).toMatchObject({
      update_id: 10_000 + each.k,
      message: {
        message_id: 1 + each.k,
        from: { id: Number(each.customer.id), is_bot: false },
        chat: { type: 'private' },
        caption: each.text,
        photo: [{}, {}],
      },
    });
    const words = of('telegram').find((one) => !one.photo) as Said;
    expect(bodyOf('telegram', [words]).message).toMatchObject({ text: words.text, chat: { id: Number(words.customer.id) } });
  });

  test('Twilio posts a form for each message, signed over its address and fields', () => {
    const each = of('twilio').find((one) => one.photo) as Said;
    const { url, headers, body } = request('twilio', [each], accounts);
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(form).toMatchObject({ From: each.customer.id, To: '+3951', Body: each.text, NumMedia: '1', MediaContentType0: 'image/jpeg' });
    const written = Object.entries(form).toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(headers['x-twilio-signature']).toBe(
      createHmac('sha1', 'o')
        .update(`${url}${written.flat().join('')}`)
        .digest('base64'),
    );
  });

  test('mails are read back as they were written, answers refer to what they answer', async () => {
    const mails = of('mail', 900);
    const seen = new Map<string, string>();
    for (const each of mails) {
      const raw = request('mail', [each], accounts).body;
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      const parsed = await PostalMime.parse(raw);
      expect(parsed.from).toMatchObject({ address: each.customer.id, name: each.customer.name });
      expect(parsed.subject).toBe(each.turn === 0 ? each.subject : `Re: ${each.subject}`);
      expect(parsed.text).toContain(each.text);
      expect(parsed.attachments.map((file) => file.filename)).toEqual(each.photo ? ['photo.png'] : []);
      if (each.turn > 0) expect(parsed.inReplyTo).toBe(seen.get(`${each.talk}:${each.turn - 1}`));
      seen.set(`${each.talk}:${each.turn}`, String(parsed.messageId));
    }
    expect(new Set(seen.values()).size).toBe(mails.length);
  });

  test('no two messages of one provider share an id', () => {
    const ids = ['whatsapp', 'facebook', 'api'].flatMap((caller) =>
      of(caller as Caller).map(
        (each) => JSON.stringify(bodyOf(caller as Caller, [each])).match(/"(?:id|mid|comment_id)":"((?:wamid|m_|\d+_7|[0-9a-f]{40})[^"]*)"/)?.[1],
      ),
    );
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
