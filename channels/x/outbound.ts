import { performing } from '../outbound.ts';
import type { XCredentials } from './credentials.ts';
import { renewX } from './renewal.ts';
import { replyOnX } from './reply.ts';
import { deletePost } from './unsend.ts';

export const outbound = performing<XCredentials>({ reply: replyOnX, unsend: deletePost }, renewX);
