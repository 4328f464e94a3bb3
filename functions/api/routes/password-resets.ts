import * as z from 'zod';
import { email, password, slug } from '../fields.ts';
import { defineRoute } from '../route.ts';

export const passwordResetRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/password-resets',
    roles: 'public',
    summary: 'Ask for a link to set a new password',
    description:
      'Always a 202, whether or not there is such a tenant or person. If there is, they get a mail with a link that is good once, for an hour; a new one replaces it. The same request within five minutes sends no second mail.',
    body: z.strictObject({ tenant: slug, email }).meta({ id: 'PasswordReset' }),
    answers: { 202: null },
    idempotent: false,
    handle: async ({ deps, context, body, address }) => {
      const { askReset } = await import('../../../domain/people/password-reset/ask-reset.ts');
      const { outboundQueueUrl, limits } = deps.settings;
      await askReset({ ...deps, outboundQueueUrl, limits }, { slug: body.tenant, email: body.email, address, correlationId: context.correlationId });
      return { status: 202 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/password-resets/complete',
    roles: 'public',
    summary: 'Set a new password with the link of a mail',
    description:
      'The token is what follows `#reset=` in the link. All sessions of the person end; a second factor stays on. A token that is unknown, used, replaced or expired is a 422.',
    body: z.strictObject({ token: z.string().min(1).max(300), password }).meta({ id: 'PasswordResetCompletion' }),
    answers: { 204: null },
    idempotent: false,
    handle: async ({ deps, context, body, address }) => {
      const { completeReset } = await import('../../../domain/people/password-reset/complete-reset.ts');
      await completeReset({ ...deps, limits: deps.settings.limits }, { ...body, address, correlationId: context.correlationId });
      return { status: 204 };
    },
  }),
];
