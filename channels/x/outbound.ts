import { performing } from '../outbound.ts';
import type { XCredentials } from './credentials.ts';
import { renewX } from './renewal.ts';
import { replyOnX } from './reply.ts';

export const outbound = performing<XCredentials>({ reply: replyOnX, unsend: async (...given) => (await import('./unsend.ts')).deletePost(...given) }, renewX);
