import { settingOr } from '../../adapters/environment.ts';
import { parseAllowed } from '../../adapters/outgoing/permission.ts';
import type { ReadMailbox } from '../../channels/poller.ts';

/** The first mailbox loads the mailbox client. */
let reader: Promise<ReadMailbox> | undefined;

export const readMailbox: ReadMailbox = async (login, asked) => {
  reader ??= import('../../adapters/imap/read-mailbox.ts').then(({ readMailbox: reading }) => reading(parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', ''))));
  return (await reader)(login, asked);
};
