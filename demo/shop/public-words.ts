import { createHash, createHmac } from 'node:crypto';
import { call } from '../hub.ts';

/** What people write to the shop at X and LinkedIn, in turn. */
const POSTS = [
  '@bottegaluna my parcel says delivered, but there is nothing here. Help?',
  'In love with my new lamp from @bottegaluna',
  '@bottegaluna spedite anche in Svizzera?',
  '@bottegaluna Die Schale ist wunderschön, aber sie hat einen Sprung.',
] as const;
const COMMENTS = [
  'Do you work with hotels? We are opening one in Trieste next spring.',
  'Complimenti per la collezione! Dove posso vedere il catalogo per i rivenditori?',
  'Is the glass recycled?',
] as const;
const NAMES = ['Ida', 'Paolo', 'Jonas', 'Camille', 'Lucía', 'Rosie'] as const;

export interface PublicAccounts {
  readonly x: {
    readonly url: string;
    readonly userId: string;
    readonly consumerSecret: string;
    readonly clientId: string;
    readonly accessToken: string;
    readonly refreshToken: string;
  };
  readonly linkedin: {
    readonly url: string;
    readonly organizationId: string;
    readonly clientSecret: string;
    readonly clientId: string;
    readonly accessToken: string;
    readonly refreshToken: string;
  };
}

export const X_USER = '1620000000000000001';
export const ORGANIZATION = '96000001';

/** The credentials of the shop's origins; `secretOf`: one for each label. */
export const publicCredentials = (secretOf: (label: string) => string) => {
  const of = (channel: string, label: string): string => secretOf(`${channel}.${label}`).slice(0, 40);
  const tokens = (channel: string) => ({
    accessToken: of(channel, 'accessToken'),
    refreshToken: of(channel, 'refreshToken'),
    clientId: of(channel, 'clientId'),
  });
  return {
    x: { userId: X_USER, consumerSecret: of('x', 'consumerSecret'), ...tokens('x') },
    linkedin: { organizationId: ORGANIZATION, clientSecret: of('linkedin', 'clientSecret'), ...tokens('linkedin') },
  };
};

const digits = (text: string): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 14)}`)
    .toString()
    .padStart(17, '1');
const nameOf = (n: number): string => `${NAMES[n % NAMES.length]} ${String.fromCharCode(65 + (n % 26))}.`;

/**
 * Sends the simulator the shop's accounts and the first `count` posts and comments, because it loses them at a restart. They are the same in every run of this
 * shop.
 */
export async function writePublicWords(simulatorUrl: string, { x, linkedin }: PublicAccounts, seed: string, count: number): Promise<void> {
  const { url: xUrl, userId, ...xKeys } = x;
  await call('PUT', `${simulatorUrl}/accounts/x/${userId}`, { body: { ...xKeys, handle: 'bottegaluna', webhookUrl: xUrl } });
  const posts = Array.from({ length: count }, (_, n) => {
    const handle = createHmac('sha256', seed).update(`x ${n}`).digest('hex').slice(0, 12);
    return { id: digits(`${seed} post ${n}`), text: POSTS[n % POSTS.length], user: { id: digits(`${seed} user ${n}`), name: nameOf(n), handle } };
  });
  await call('POST', `${simulatorUrl}/x/${userId}/posts`, { body: { posts } });
  const { url, organizationId, ...keys } = linkedin;
  await call('PUT', `${simulatorUrl}/accounts/linkedin/${organizationId}`, { body: { ...keys, webhookUrl: url } });
  const comments = Array.from({ length: count }, (_, n) => ({
    id: digits(`${seed} comment ${n}`),
    text: COMMENTS[n % COMMENTS.length],
    owner: `urn:li:person:${createHash('sha256').update(`${seed} member ${n}`).digest('hex').slice(0, 10)}`,
  }));
  await call('POST', `${simulatorUrl}/linkedin/${organizationId}/comments`, { body: { comments } });
}
