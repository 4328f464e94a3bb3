import { performing } from '../outbound.ts';
import type { MailCredentials } from './credentials.ts';
import { replyByMail } from './sender/reply.ts';

export const outbound = performing<MailCredentials>({ reply: replyByMail });
