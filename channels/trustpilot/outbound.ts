import { performing } from '../outbound.ts';
import type { TrustpilotCredentials } from './credentials.ts';
import { deleteReply, setReply } from './reply.ts';

export const outbound = performing<TrustpilotCredentials>({ reply: setReply, edit: setReply, unsend: deleteReply });
