import type { ReadMailbox } from '../poller.ts';
import type { MailCredentials } from './credentials.ts';

const PORTS = { tls: 993, startTls: 143 } as const;

export const loginOf = ({ host, port, user, password, tls = true }: NonNullable<MailCredentials['imap']>): Parameters<ReadMailbox>[0] => ({
  host,
  port: port ?? (tls ? PORTS.tls : PORTS.startTls),
  user,
  password,
  tls,
});
