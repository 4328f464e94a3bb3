import type { Clock, Context } from '../context.ts';
import { applicationKey } from '../conversations/kinds/chat.ts';
import { append, type LogDeps } from '../conversations/log/append.ts';
import { notFound, Problem } from '../errors.ts';
import { onceReads, onceWrite, refuseRepeat } from '../idempotency/commit.ts';
import { APPLICATIONS } from '../limits.ts';
import type { Table } from '../table/port.ts';
import {
  type Application,
  applicationHead,
  applicationOf,
  applicationsHead,
  listedApplicationKey,
  type PublicApplication,
  presentApplication,
} from './application.ts';
import { type NumberedPage, numbersOf, type PageOf } from './numbered-page.ts';
import { refuseUnknown, rememberUnknown } from './unknown-applications.ts';

interface Deps {
  readonly table: Table;
}

export interface ApplicationDeps extends LogDeps {
  readonly clock: Clock;
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
}

/** Makes an application with a token that nobody can guess. @throws Replayed; Problem unprocessable (too many), unavailable */
export const createApplication = (deps: ApplicationDeps, context: Context, { name }: { readonly name: string }): Promise<PublicApplication> => {
  const { tenantId } = context;
  const token = deps.newSecret();
  return append(deps, {
    head: applicationsHead(tenantId),
    reads: onceReads(context),
    decide(draft, [before]) {
      refuseRepeat(context, before);
      if (draft.head.lastNumber >= APPLICATIONS)
        throw new Problem('unprocessable', `A tenant can have at most ${APPLICATIONS} applications.`, { errors: [{ path: '', message: 'too many' }] });
      const application: Application = {
        revision: 1,
        lastNumber: 0,
        lastAmendment: 0,
        token,
        name,
        linkPreviews: true,
        createdAt: new Date(deps.clock()).toISOString(),
      };
      draft.append({ token }, listedApplicationKey);
      draft.put(applicationHead(tenantId, token).item(application), { absent: true });
      const made = presentApplication(application);
      const once = onceWrite(context, { status: 201, body: made });
      if (once) draft.write(once);
      return made;
    },
  });
};

/** @throws Problem not_found, without a read if the token is known to be unknown */
export const readApplication = async ({ table }: Deps, tenantId: string, token: string): Promise<Application> => {
  refuseUnknown(table, tenantId, token);
  const [item] = await table.get([applicationKey(tenantId, token)], { consistent: true });
  if (item) return applicationOf(item);
  rememberUnknown(table, tenantId, token);
  throw notFound('application');
};

/** @throws Problem not_found, unavailable */
export const changeApplication = async (
  deps: LogDeps,
  { tenantId }: Pick<Context, 'tenantId'>,
  token: string,
  change: { readonly name?: string | undefined; readonly linkPreviews?: boolean | undefined },
): Promise<PublicApplication> => {
  if (change.name === undefined && change.linkPreviews === undefined) return presentApplication(await readApplication(deps, tenantId, token));
  refuseUnknown(deps.table, tenantId, token);
  return append(deps, {
    head: applicationHead(tenantId, token),
    reads: [],
    decide(draft) {
      if (draft.head.revision === 0) throw notFound('application');
      const { name = draft.head.name, linkPreviews = draft.head.linkPreviews } = change;
      if (draft.head.name !== name || draft.head.linkPreviews !== linkPreviews) draft.setHead({ name, linkPreviews });
      return presentApplication(draft.head);
    },
  });
};

/** The newest first. Two reads, whatever their number. */
export const listApplications = async ({ table }: Deps, tenantId: string, page: NumberedPage): Promise<PageOf<PublicApplication>> => {
  const { key, parse } = applicationsHead(tenantId);
  const [head] = await table.get([key], { consistent: true });
  const { numbers, next } = numbersOf(head ? parse(head).lastNumber : 0, page);
  const listed = await table.get(
    numbers.map((number) => listedApplicationKey(key.pk, number)),
    { consistent: true },
  );
  const found = await table.get(
    listed.flatMap((item) => (item ? [applicationKey(tenantId, String(item['token']))] : [])),
    { consistent: true },
  );
  return { items: found.flatMap((item) => (item ? [presentApplication(applicationOf(item))] : [])), next };
};
