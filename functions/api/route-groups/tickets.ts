import type { Route } from '../route.ts';
import { aiRequestRoutes } from '../routes/ai-requests.ts';
import { attachmentRoutes } from '../routes/attachments.ts';
import { directoryRoutes } from '../routes/directory.ts';
import { escalationRoutes } from '../routes/escalations.ts';
import { messageRoutes } from '../routes/messages.ts';
import { queueRoutes } from '../routes/queues.ts';
import { reactionRoutes } from '../routes/reactions.ts';
import { searchRoutes } from '../routes/search.ts';
import { ticketRelationRoutes } from '../routes/ticket-relations.ts';
import { ticketRoutes } from '../routes/tickets.ts';

/** Routes that agents call all day. */
export const TICKETS: readonly Route[] = [
  ...directoryRoutes,
  ...attachmentRoutes,
  ...ticketRoutes,
  ...ticketRelationRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...aiRequestRoutes,
  ...escalationRoutes,
  ...queueRoutes,
  ...searchRoutes,
];
