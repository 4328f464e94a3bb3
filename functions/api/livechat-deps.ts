import { configurationCache } from '../../domain/policy/cache.ts';
import { openPolicies } from '../../domain/policy/open-policies.ts';
import { LINK_SECONDS } from '../../domain/support/attachments/attachments.ts';
import type { InboundDeps } from '../../domain/support/inbound/batch.ts';
import { mimeType } from '../../domain/support/messages/mime-type.ts';
import type { LinkTo } from '../../domain/support/messages/present.ts';
import { sequences } from '../../domain/support/tickets/sequence.ts';
import type { ApiDeps } from './deps.ts';

const opened = new WeakMap<ApiDeps, InboundDeps>();

const open = (deps: ApiDeps): InboundDeps => ({
  table: deps.table,
  clock: deps.clock,
  newId: deps.newId,
  random: Math.random,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  policies: openPolicies({ limits: deps.settings.ruleLimits }, configurationCache({ table: deps.table })),
  sequences: sequences(deps.table),
  shards: deps.settings.activityShards,
  closedAfterMs: deps.settings.ticketClosedAfterMs,
  bodies: deps.objects,
  // A visitor's text is stored in the table; only what waits in a topic is stored apart.
  content: async () => undefined,
});

/** What appending a visitor's message needs: one cache for each tenant's dependencies. */
export const inboundDeps = (deps: ApiDeps): InboundDeps => {
  const known = opened.get(deps) ?? open(deps);
  opened.set(deps, known);
  return known;
};

/** Links to the files of messages. */
export const linkToFile =
  ({ objects }: Pick<ApiDeps, 'objects'>): LinkTo =>
  ({ objectKey, name, type }) =>
    objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: mimeType(type), seconds: LINK_SECONDS });
