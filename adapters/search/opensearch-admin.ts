import { signedFetch } from '../aws/signed-fetch.ts';
import { setting } from '../environment.ts';
import { FIRST_INDEX, LIVE, TEMPLATE } from './opensearch-index.ts';
import { LIFECYCLE, roleOf, type SearchAccess } from './opensearch-security.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const SECURITY = '_plugins/_security/api';
const POLICY = `_plugins/_ism/policies/${LIVE}`;

/**
 * Brings the domain of `SEARCH_ENDPOINT` up to date: the template that new indices take, their lifecycle, and the first index where there
 * is none. An index that exists keeps its mapping until a rebuild replaces it. @throws Error with what the domain answered
 */
export async function ensureSearchIndex(): Promise<{ readonly madeIndex: boolean }> {
  await expecting([200, 201], 'PUT', `_index_template/${LIVE}`, TEMPLATE);
  await putLifecycle();
  const alias = await expecting([200, 404], 'GET', `${LIVE}/_alias`);
  if (alias.status === 200) return { madeIndex: false };
  // A function that writes may have been first.
  const made = await expecting([200, 400], 'PUT', FIRST_INDEX, { aliases: { [LIVE]: {} } });
  if (made.status === 400 && !JSON.stringify(made.body).includes('resource_already_exists')) throw unexpected('PUT', FIRST_INDEX, made);
  return { madeIndex: made.status === 200 };
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

async function expecting(statuses: readonly number[], method: string, path: string, body?: unknown): Promise<Answer> {
  const url = new URL(path, `${setting('SEARCH_ENDPOINT').replace(/\/$/, '')}/`);
  const answer = await signedFetch({
    service: 'es',
    method,
    url,
    timeoutMs: 20_000,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = Buffer.from(answer.body).toString('utf8');
  const read: Answer = { status: answer.status, body: parsed(text) };
  if (!statuses.includes(answer.status)) throw unexpected(method, path, read);
  return read;
}

/** A domain that is being changed answers in plain text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const unexpected = (method: string, path: string, { status, body }: Answer): Error =>
  new Error(`OpenSearch answered ${status} to ${method} ${path}: ${JSON.stringify(body).slice(0, 400)}`);
