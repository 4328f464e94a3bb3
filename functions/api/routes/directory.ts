import * as z from 'zod';
import { capabilitiesOf } from '../../../channels/registry/capabilities.ts';
import { canReply } from '../../../domain/channels/capabilities.ts';
import { readDirectory } from '../../../domain/directory/directory.ts';
import { CHANNELS, type ChannelName } from '../../../domain/origins/channels.ts';
import { receivesOnly } from '../receives-only.ts';
import { defineRoute } from '../route.ts';
import { directoryOf } from '../ticket-access.ts';

const named = { id: z.string(), name: z.string() };

const directory = z
  .strictObject({
    agents: z.array(z.strictObject({ ...named, teamIds: z.array(z.string()), availability: z.enum(['online', 'offline', 'away', 'out_of_office']) })),
    teams: z.array(z.strictObject(named)),
    origins: z.array(
      z.strictObject({
        ...named,
        channel: z.enum(CHANNELS),
        state: z.enum(['enabled', 'disabled']),
        canReply: z.boolean(),
        receiveOnly: z.boolean().meta({ description: 'A credential for sending is missing, or the deployment may not send mail from the address.' }),
        cannotReplyBecause: z.enum(['disabled', 'receive_only', 'channel_cannot_send']).nullable(),
      }),
    ),
  })
  .meta({ id: 'Directory' });

const canSend = (channel: ChannelName): boolean => canReply(capabilitiesOf(channel));

export const directoryRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/directory',
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'Names and availability of colleagues, teams and origins',
    description:
      'All of them in one response, each list sorted by name. An agent with an open live feed is `online`, unless they say that they are `away` or `out_of_office` (`PATCH /v1/me`). `canReply` says whether a reply can be sent on an origin now.',
    answers: { 200: directory },
    handle: async ({ deps, context }) => {
      const directory = await directoryOf(deps, context);
      return {
        status: 200,
        body: await readDirectory({ table: deps.table, clock: deps.clock, canSend, receivesOnly: receivesOnly(deps.settings) }, context.tenantId, directory),
      };
    },
  }),
];
