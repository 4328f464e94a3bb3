import type { Route } from '../route.ts';
import { deviceRoutes } from '../routes/devices.ts';
import { healthRoutes } from '../routes/health.ts';
import { meRoutes } from '../routes/me.ts';
import { oidcRoutes } from '../routes/oidc.ts';
import { passkeyRoutes } from '../routes/passkeys.ts';
import { passwordResetRoutes } from '../routes/password-resets.ts';
import { registrationRoutes } from '../routes/registrations.ts';
import { sessionRoutes } from '../routes/sessions.ts';
import { socketTicketRoutes } from '../routes/socket-tickets.ts';
import { totpRoutes } from '../routes/totp.ts';

/** Routes that a client calls first. */
export const PEOPLE: readonly Route[] = [
  ...healthRoutes,
  ...registrationRoutes,
  ...sessionRoutes,
  ...oidcRoutes,
  ...meRoutes,
  ...deviceRoutes,
  ...totpRoutes,
  ...passkeyRoutes,
  ...passwordResetRoutes,
  ...socketTicketRoutes,
];
