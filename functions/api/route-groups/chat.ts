import type { Route } from '../route.ts';
import { applicationRoutes } from '../routes/applications.ts';
import { chatMessageRoutes } from '../routes/chat-messages.ts';

/** Routes that client applications call. */
export const CHAT: readonly Route[] = [...applicationRoutes, ...chatMessageRoutes];
