import { hash } from 'node:crypto';
import { type Api, createApi } from '../../client/rest/create-api.ts';
import { createSession } from '../../client/rest/session.ts';
import { type BusinessKey, businessKey, type Person } from './business-key.ts';
import type { RunningHub } from './running-hub.ts';

const person = (sub: string, name: string): Person => ({ sub, name, email: `${sub}@chat.bottega-luna.example` });
export const NORA = person('nora', 'Nora Lindqvist');
export const THEO = person('theo', 'Theo Marsh');
export const BOT = person('bot', 'Luna’s helper');
export const PEOPLE = [NORA, THEO] as const;

export interface Demo {
  readonly tenant: string;
  /** A token that signs this person in once. */
  token(person: Person): Promise<string>;
}

/**
 * The demo shop signs its users in by tokens of its own. Registers its key with the hub, unless that has been done. Null on a hub without the demo shop.
 * @throws ParleyError
 */
export async function openDemo({ apiUrl, demo }: RunningHub): Promise<Demo | null> {
  if (demo === null) return null;
  const key = businessKey(demo.password);
  const session = createSession({ baseUrl: apiUrl });
  await session.signIn(demo);
  await register(createApi({ baseUrl: apiUrl, ...session }), key);
  await session.signOut();
  return { tenant: demo.tenant, token: key.token };
}

async function register(admin: Api, { issuer, audience, jwk }: BusinessKey): Promise<void> {
  const jwks = { keys: [jwk as { kty: 'OKP'; kid: string }] };
  const { items } = await admin.GET('/v1/identity-issuers', { params: { query: { limit: 100 } } });
  const known = items.find((one) => one.issuer === issuer);
  if (known === undefined) await admin.POST('/v1/identity-issuers', { body: { issuer, audience, jwks } });
  else if (!known.jwks.keys.some(({ kid }) => kid === jwk['kid']))
    await admin.PATCH('/v1/identity-issuers/{id}', { params: { path: { id: known.id } }, body: { jwks } });
}

const LINES = [
  [THEO, 'The new fig candles are on the shelf. They smell wonderful.'],
  [NORA, 'Are there still some of the large ones?'],
  [THEO, 'Two. I have put one aside for you.'],
] as const;

/** Makes a group of the demo's people, and the direct of the first of them with the bot. Whatever is there stays as it is. @throws ParleyError */
export async function openDemoChats({ apiUrl }: RunningHub, demo: Demo): Promise<void> {
  const enter = async (who: Person) => {
    const session = createSession({ baseUrl: apiUrl });
    const user = await session.signIn({ tenant: demo.tenant, idToken: await demo.token(who) });
    return { id: user.id, api: createApi({ baseUrl: apiUrl, ...session }), session };
  };
  const [nora, theo, bot] = [await enter(NORA), await enter(THEO), await enter(BOT)];
  await nora.api.POST('/v1/directs', { body: { userId: bot.id } });
  await nora.api.POST('/v1/directs', { body: { userId: theo.id } });
  const id = uuidOf(`candle club ${nora.id}`);
  await nora.api.POST('/v1/groups', { body: { id, name: 'Candle club', memberIds: [theo.id, bot.id] } });
  for (const [at, [who, body]] of LINES.entries()) {
    const { api } = who === NORA ? nora : theo;
    // An idempotency key is forgotten after a day, the id of a frame is not.
    await api.POST('/v1/send', { body: { type: 'send', id: `candle-club-${at}`, conversationId: id, body } as { type: string } });
  }
  for (const { session } of [nora, theo, bot]) await session.signOut();
}

/** The same UUID for the same text: of version 8 (RFC 9562, section 5.8). */
function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
