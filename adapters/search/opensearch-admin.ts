import type { Client } from '@opensearch-project/opensearch';
import { setting } from '../environment.ts';
import { answered, openSearchClient } from './opensearch-client.ts';
import { bringUpToDate, ensureIndex, LIVE } from './opensearch-index.ts';
import { LIFECYCLE, roleOf, type SearchAccess } from './opensearch-security.ts';

/** Indices are created while the domain starts, too. */
const STARTING = { requestTimeout: 20_000 };
const STARTING_MS = 60_000;
/** Deleting an index that does not exist succeeds. */
const GONE = { ...STARTING, ignore: [404] };

const openDomain = (): Client => openSearchClient(setting('SEARCH_ENDPOINT'));

/**
 * Brings the domain of `SEARCH_ENDPOINT` up to date: lifecycle, template and first index. `toRebuild`: an existing index was created with
 * another version of the words. @throws Error with the domain's answer
 */
export async function ensureSearchIndex(): Promise<{ readonly madeIndex: boolean; readonly toRebuild: boolean }> {
  const client = openDomain();
  // First, because it applies to indices at their creation.
  await putLifecycle(client);
  const madeIndex = await ensureIndex(client);
  return { madeIndex, toRebuild: !madeIndex && (await bringUpToDate(client)).isOfOtherWords };
}

/** Gives one IAM role exactly one role of the domain, with the same name at each deployment. */
export async function admit(name: string, access: SearchAccess, iamRole: string): Promise<void> {
  const { security } = openDomain();
  await answered(security.createRole({ role: name, body: roleOf(access) }, STARTING), STARTING_MS);
  await answered(security.createRoleMapping({ role: name, body: { backend_roles: [iamRole] } }, STARTING), STARTING_MS);
}

export async function dismiss(name: string): Promise<void> {
  const { security } = openDomain();
  await answered(security.deleteRoleMapping({ role: name }, GONE), STARTING_MS);
  await answered(security.deleteRole({ role: name }, GONE), STARTING_MS);
}

/** A policy is only replaced if the caller names the version that it has read. */
async function putLifecycle({ ism }: Client): Promise<void> {
  const present = await answered(ism.getPolicy({ policy_id: LIVE }, GONE), STARTING_MS);
  const { _seq_no, _primary_term } = present.body;
  const seen = present.statusCode === 404 ? {} : { if_seq_no: _seq_no, if_primary_term: _primary_term };
  await answered(ism.putPolicy({ policy_id: LIVE, body: LIFECYCLE, ...seen }, STARTING), STARTING_MS);
}
