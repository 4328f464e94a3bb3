import type { Route } from '../route.ts';
import { ackRoutes } from '../routes/acks.ts';
import { applicationRoutes } from '../routes/applications.ts';
import { chatMessageRoutes } from '../routes/chat-messages.ts';
import { chatReactionRoutes } from '../routes/chat-reactions.ts';
import { deliveryRoutes } from '../routes/delivery.ts';
import { directRoutes } from '../routes/directs.ts';
import { groupBanRoutes } from '../routes/group-bans.ts';
import { groupRoutes } from '../routes/groups.ts';
import { reportRoutes } from '../routes/reports.ts';
import { directMessageRoutes, groupMessageRoutes } from '../routes/room-messages.ts';
import { userRoutes } from '../routes/users.ts';

/** Routes that client applications and people who chat call. */
export const CHAT: readonly Route[] = [
  ...applicationRoutes,
  ...chatMessageRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...groupBanRoutes,
  ...groupMessageRoutes,
  ...directRoutes,
  ...directMessageRoutes,
  ...chatReactionRoutes,
  ...reportRoutes,
  ...ackRoutes,
  ...deliveryRoutes,
];
