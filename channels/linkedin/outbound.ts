import { performing } from '../outbound.ts';
import { renewLinkedIn } from './api.ts';
import { deleteComment, editComment, writeComment } from './comment.ts';
import type { LinkedInCredentials } from './credentials.ts';

export const outbound = performing<LinkedInCredentials>(
  {
    reply: writeComment,
    edit: editComment,
    unsend: deleteComment,
    react: async (...given) => (await import('./reaction.ts')).reactOnLinkedIn(...given),
  },
  renewLinkedIn,
);
