import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDER_ID_BYTES } from '../../domain/limits.ts';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { deadLetters, keptRaw } from '../harness/dead-letters.ts';
import { apiBodies, mails, type ShopInput, shopElements, whatsAppElements } from '../harness/fuzz-inputs.ts';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { seedOfRun } from '../harness/random.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectApi, connectMail, connectWhatsApp, createTenant, type SignedOrigin, signIn, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** Generated inputs in all; 20,000 with `npm run bench -- --scale`. */
const INPUTS = Number(process.env['PARLEY_FUZZ_INPUTS'] ?? 400);
const IN_FLIGHT = 6;

interface Sown {
  readonly marker: string;
  readonly what: string;
  readonly status: number;
  readonly input: string;
  /** What a reader must see, where the text itself was none of the hostile members. */
  readonly text: string | undefined;
}

describe('whatever comes in', () => {
  const seed = seedOfRun();
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let neighbour: TestTenant;
  let shop: SignedOrigin;
  let mail: SignedOrigin;
  let whatsapp: WhatsAppOrigin;
  let beside: SignedOrigin;
  let mailbox = '';
  const sown: Sown[] = [];
  /** Good messages in the same calls, and of another tenant at the same time. */
  const good: string[] = [];
  const others: string[] = [];
  const failed: string[] = [];
  const markerOf = (n: number): string => `fz-${n}-zf`;
  const markersIn = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap((text) => text.match(/fz-\d+-zf/g) ?? []));

  beforeAll(async () => {
    hub = await startHub({ home });
    tenant = await createTenant(hub);
    neighbour = await createTenant(hub);
    mailbox = `desk@${tenant.slug}.example`;
    [shop, mail, whatsapp, beside] = await Promise.all([connectApi(tenant), connectMail(tenant, mailbox), connectWhatsApp(tenant), connectApi(neighbour)]);
  }, 120_000);
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  const one = <T>(arbitrary: fc.Arbitrary<T>, n: number): T => fc.sample(arbitrary, { seed: seed * 100_003 + n, numRuns: 1 })[0] as T;
  const note = (n: number, what: string, status: number, input: string, text?: string): void => {
    sown.push({ marker: markerOf(n), what, status, input, text });
    if (status >= 500) failed.push(`${what} ${n}: ${status} ${input.slice(0, 300)}`);
  };

  const inShop = async (n: number): Promise<void> => {
    const { element, text }: ShopInput = one(shopElements(markerOf, n), n);
    const { status } = await shop.post(`{"messages":[${element},{"id":"good-${n}","author":{"id":"g${n % 9}","name":"G"},"text":"good ${n}"}]}`);
    note(n, 'api', status, element, text);
    if (status < 300) good.push(`good-${n}`);
  };
  const inWhatsApp = async (n: number): Promise<void> => {
    const element = one(whatsAppElements(markerOf(n), n), n);
    const neighbouring = `{"from":"4930700000${n % 9}","id":"good-${n}","timestamp":"1795168800","type":"text","text":{"body":"good ${n}"}}`;
    const value = `{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"${whatsapp.phoneNumberId}"},"contacts":[],"messages":[${element},${neighbouring}]}`;
    const { status } = await whatsapp.post(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":${value}}]}]}`);
    note(n, 'whatsapp', status, element);
    if (status < 300) good.push(`good-${n}`);
  };
  const asMail = async (n: number): Promise<void> => {
    const bytes = one(mails(markerOf(n), mailbox, n), n);
    const { status } = await mail.post(bytes);
    note(n, 'mail', status, Buffer.from(bytes).toString('latin1'));
  };
  const asApiCall = async (n: number): Promise<void> => {
    const routes = [
      'POST /v1/queues',
      'POST /v1/rules',
      'POST /v1/agents',
      'POST /v1/teams',
      'POST /v1/origins',
      'POST /v1/enrichment-lists',
      'POST /v1/sessions',
      'POST /v1/tickets/none/messages',
      'POST /v1/tickets/bulk',
      'PATCH /v1/tickets/none',
      'POST /v1/attachments',
    ];
    const [method = '', path = ''] = (routes[n % routes.length] as string).split(' ');
    const raw = one(apiBodies, n);
    const { status } = await tenant.admin.call(method, path, { raw });
    if (status >= 500) failed.push(`${method} ${path} ${n}: ${status} ${raw.slice(0, 300)}`);
  };

  it(`is shown whole, or refused, or kept raw and counted, and harms no neighbour (${INPUTS} inputs, seed ${seed})`, async () => {
    const KINDS = [inShop, inWhatsApp, asMail, asApiCall];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let n = next++; n < INPUTS; n = next++) {
        await (KINDS[n % KINDS.length] as (typeof KINDS)[number])(n);
        if (n % 10 !== 0) continue;
        const id = `other-${n}`;
        const { status } = await beside.post(JSON.stringify({ messages: [{ id, author: { id: `o${n % 7}`, name: 'O' }, text: id }] }));
        expect(status).toBe(200);
        others.push(id);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    expect(failed).toEqual([]);

    for (const [whose, ids] of [
      [neighbour, others],
      [tenant, good],
    ] as const) {
      const admin = await signIn(hub.baseUrl, whose.slug, whose.email);
      await until('good neighbours are shown', async () => (await checkTenant(admin, ids)).missing.length === 0, 120_000);
      const verdict = async () => ({ ...(await checkTenant(admin, ids)), tickets: 0, messages: 0 });
      const innocent = { ...NO_DEFECTS, tickets: 0, messages: 0 };
      // Generated messages may still come while the checkTenant reads tickets and messages one after the other.
      await until('all has come to rest', async () => isDeepStrictEqual(await verdict(), innocent), 60_000).catch(() => undefined);
      expect(await verdict()).toEqual(innocent);
    }

    const admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
    // What has good neighbours at rest may still be on its way itself: to its thread, or to the dead letters.
    let found = await whereabouts(admin);
    const isAll = async (): Promise<boolean> => {
      found = await whereabouts(admin);
      return found.lost.length + found.unwhole.length === 0;
    };
    if (found.lost.length + found.unwhole.length > 0) await until('each is accounted for', isAll, 120_000).catch(() => undefined);
    expect(found.lost.map(({ what, marker, status, input }) => `${what} ${marker} ${status}: ${input.slice(0, 400)}`)).toEqual([]);
    expect(found.unwhole.map(({ marker, input, text }) => `${marker}: ${input.slice(0, 300)} is not shown as ${text?.slice(0, 100)}`)).toEqual([]);
  }, 3_600_000);

  /** Accepted inputs that are nowhere, and those that are shown, but not with their text. */
  const whereabouts = async (admin: Api): Promise<{ readonly lost: readonly Sown[]; readonly unwhole: readonly Sown[] }> => {
    const threads = new Set((await allTickets(admin)).map((ticket: Ticket) => ticket.threadId));
    const messages: Message[] = [];
    for (const threadId of threads) messages.push(...(await threadMessages(admin, threadId)));
    const all = markersIn(messages.map((message) => JSON.stringify(message)));
    const authors = new Set(messages.map(({ author }) => author?.id));
    const apart = markersIn([...deadLetters(home), ...keptRaw(home)]);
    const texts = new Set(messages.map(({ text }) => text));
    const accepted = sown.filter(({ status }) => status < 400);
    return {
      lost: accepted.filter((one) => !all.has(one.marker) && !apart.has(one.marker) && !isUnmarked(one, authors)),
      unwhole: accepted.filter(({ text, marker }) => text !== undefined && all.has(marker) && !texts.has(text) && !texts.has(text.trim())),
    };
  };

  /**
   * A reaction to a message that nobody has waits for it; a notice of the system (a number changed) is no message, and is counted; and where neither
   * the text nor an id that is kept as it is holds the marker, nothing that is shown does but its author, who writes nothing else.
   */
  const isUnmarked = ({ marker, what, input }: Sown, authors: ReadonlySet<string | undefined>): boolean => {
    if (what === 'whatsapp') return /"type":"(?:reaction|system)"/.test(input);
    if (what !== 'api') return false;
    const { id, text, author } = JSON.parse(input) as { readonly id: unknown; readonly text: unknown; readonly author: unknown };
    const authorId = /"id":"(author-\d+)"/.exec(JSON.stringify(author))?.[1];
    if (authorId !== undefined && !authors.has(authorId)) return false;
    const isKeptAsItIs = typeof id === 'string' && Buffer.byteLength(id) <= PROVIDER_ID_BYTES && id.isWellFormed() && !id.includes('\u0000');
    return ![isKeptAsItIs ? id : '', text].some((shown) => typeof shown === 'string' && shown.includes(marker));
  };
});
