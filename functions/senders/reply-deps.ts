import { openTable } from '#table';
import { numberSetting } from '../../adapters/environment.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import type { OwnChats } from '../../channels/outbound.ts';
import { FIRST_PAUSE_MS } from '../../domain/outbound/patience.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { laterObjects } from '../objects.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { causationKeys } from './causation-keys.ts';
import { channelSenders } from './channel-senders.ts';
import { objectBytes } from './object-bytes.ts';

/** The receiver should fetch a linked file immediately, so links expire soon. */
const LINK_SECONDS = 300;

/** Builds the dependencies for sending replies. */
export const replyDeps = (repeatForMs: number): SendDeps => {
  const table = openTable();
  const secrets = openOriginSecrets();
  const objects = laterObjects();
  const configurations = configurationCache({ table });
  const tickets = ticketDeps(table, { configurations, bodies: objects });
  /** Loaded by the first reply into a chat of an application. */
  const chats: OwnChats = {
    perform: async (action, application) => (await import('../../domain/chat/support/perform-in-chat.ts')).performInChat(tickets, action, application),
  };
  return {
    ...tickets,
    repeatForMs,
    firstPauseMs: numberSetting('SEND_PAUSE_MS', FIRST_PAUSE_MS),
    causationKey: causationKeys(table),
    linkTo: ({ objectKey, name, type }) => objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: type, seconds: LINK_SECONDS }),
    sizeOf: async ({ objectKey }) => (await objects.head(objectKey))?.size ?? null,
    openFile: ({ objectKey }) => objectBytes(objects, objectKey),
    channelFor: channelSenders({
      secrets,
      chats,
      directory: async (tenantId) => configurations.get('directory', tenantId, await configurations.present(tenantId)),
    }),
  };
};
