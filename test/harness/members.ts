import { MEMBERS_AT_ONCE } from '../../domain/limits.ts';
import { type Api, api } from './http.ts';
import { AUDIENCE, ISSUER, idTokenOf, signingKey } from './issuer.ts';
import type { TestTenant } from './tenant.ts';
import { until } from './until.ts';

export interface Member {
  readonly id: string;
  /** A session that is renewed before its token expires. */
  session(): Promise<Api>;
}

/** An access token is valid for five minutes. */
const RENEWED_AFTER_MS = 200_000;
const AT_ONCE = 16;

/** Runs `work` for 0 … `count` - 1, 16 at a time. The results are in that order. */
export const inParallel = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = Array.from({ length: count });
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = (next += 1) - 1; index < count; index = (next += 1) - 1) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, lane));
  return results;
};

/** Many users of a business that signs its users in itself: no password is hashed, so thousands are there in seconds. */
export const signInMembers = async (tenant: TestTenant, count: number): Promise<Member[]> => {
  const key = signingKey('EdDSA');
  await tenant.admin.post('/v1/identity-issuers', { issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [key.jwk] } });
  const { baseUrl } = tenant.admin;
  const enter = async (index: number): Promise<Api> => {
    const idToken = await idTokenOf(key, { sub: `member-${index}`, nowMs: Date.now(), claims: { name: `Member ${index}` } });
    const { accessToken } = await api(baseUrl).post<{ accessToken: string }>('/v1/sessions', { tenant: tenant.slug, idToken });
    return api(baseUrl, accessToken);
  };
  return inParallel(count, async (index) => {
    let [own, since] = [await enter(index), performance.now()];
    const { id } = await own.get<{ id: string }>('/v1/me');
    const session = async (): Promise<Api> => {
      if (performance.now() - since > RENEWED_AFTER_MS) [own, since] = [await enter(index), performance.now()];
      return own;
    };
    return { id, session };
  });
};

/** Waits until a group has exactly this many members. */
export const membersAre = (by: Api, groupId: string, count: number): Promise<unknown> =>
  until(`the group has ${count} members`, async () => (await by.get<{ membersCount: number }>(`/v1/groups/${groupId}`)).membersCount === count, 600_000);

/** A group of any size, with everybody in it. Returns its id. */
export const makeGroup = async (by: Api, name: string, memberIds: readonly string[]): Promise<string> => {
  const { id } = await by.post<{ id: string }>('/v1/groups', { name, memberIds }, memberIds.length > MEMBERS_AT_ONCE ? 202 : 201);
  await membersAre(by, id, memberIds.length + 1);
  return id;
};
