import { performing } from '../outbound.ts';
import type { ApiCredentials } from './credentials.ts';
import { replyByCallback } from './reply.ts';

export const outbound = performing<ApiCredentials>({ reply: replyByCallback });
