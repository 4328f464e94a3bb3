import { setting } from '../environment.ts';
import { type OpenSearchAnswer, openSearchHttp } from './opensearch-http.ts';
import { ensureIndex, isOfOtherWords, LIVE } from './opensearch-index.ts';
import { LIFECYCLE, roleOf, type SearchAccess } from './opensearch-security.ts';

const SECURITY = '_plugins/_security/api';
/** Indices are made while the domain starts, too. */
const TIMEOUT_MS = 20_000;
const POLICY = `_plugins/_ism/policies/${LIVE}`;

/**
 * Brings the domain of `SEARCH_ENDPOINT` up to date: lifecycle, template and first index. `toRebuild`: an index that is there was made of
 * other words. @throws Error with what the domain answered
 */
export async function ensureSearchIndex(): Promise<{ readonly madeIndex: boolean; readonly toRebuild: boolean }> {
  // First: it takes hold of indices as they are made.
  await putLifecycle();
  const http = openSearchHttp(setting('SEARCH_ENDPOINT'));
  const madeIndex = await ensureIndex(http);
  return { madeIndex, toRebuild: !madeIndex && (await isOfOtherWords(http)) };
}

/** Gives one role of IAM exactly one role of the domain, named the same again with each deployment. */
export async function admit(name: string, access: SearchAccess, iamRole: string): Promise<void> {
  await expecting([200, 201], 'PUT', `${SECURITY}/roles/${name}`, roleOf(access));
  await expecting([200, 201], 'PUT', `${SECURITY}/rolesmapping/${name}`, { backend_roles: [iamRole] });
}

export async function dismiss(name: string): Promise<void> {
  await expecting([200, 404], 'DELETE', `${SECURITY}/rolesmapping/${name}`);
  await expecting([200, 404], 'DELETE', `${SECURITY}/roles/${name}`);
}

/** A policy is replaced only by who names the version that he has seen. */
async function putLifecycle(): Promise<void> {
  const present = await expecting([200, 404], 'GET', POLICY);
  if (present.status === 404) await expecting([200, 201], 'PUT', POLICY, LIFECYCLE);
  else {
    const { _seq_no, _primary_term } = present.body as { readonly _seq_no: number; readonly _primary_term: number };
    await expecting([200, 201], 'PUT', `${POLICY}?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`, LIFECYCLE);
  }
}

const expecting = (statuses: readonly number[], method: string, path: string, body?: object): Promise<OpenSearchAnswer> =>
  openSearchHttp(setting('SEARCH_ENDPOINT')).expect(statuses, method, path, body, TIMEOUT_MS);
