import * as z from 'zod';
import type { Context } from '../../../domain/context.ts';
import { Problem } from '../../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const everybody = ['admin', 'supervisor', 'agent', 'user'] as const;
const given = z.string().min(1).max(200);
const code = z.string().min(1).max(64).meta({ description: 'Six digits of the app, or a recovery code. Each is good once.' });
const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });

/** Commands with scrypt and codes are loaded by their first request. */
const commands = async (deps: ApiDeps) => {
  const { confirmTotp, disableTotp, getTotp, renewRecoveryCodes, startTotp } = await import('../../../domain/people/enrolment/totp-enrolment.ts');
  return { confirmTotp, disableTotp, getTotp, renewRecoveryCodes, startTotp, own: { ...deps, limits: deps.settings.limits } };
};

/** @throws Problem forbidden for an API key, which has no second factor */
const whoIs = ({ tenantId, actor, correlationId, standing }: Context, session: { readonly id: string } | null) => {
  if (!session || !('id' in actor)) throw new Problem('forbidden', 'Only people have a second factor.');
  return { tenantId, personId: actor.id, sessionId: session.id, correlationId, standing };
};

export const totpRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/me/totp',
    roles: everybody,
    summary: 'Your second factor',
    description: 'Whether codes of an authenticator app are on, and how many recovery codes are left.',
    answers: {
      200: z
        .strictObject({ enabled: z.boolean(), confirmedAt: time.nullable(), recoveryCodesLeft: z.number().int(), required: z.boolean() })
        .meta({ id: 'Totp' }),
    },
    handle: async ({ deps, context, session }) => {
      const { getTotp } = await commands(deps);
      return { status: 200, body: await getTotp(deps, whoIs(context, session)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/totp',
    roles: everybody,
    summary: 'Set up or replace your second factor',
    description:
      'Returns a secret for an authenticator app. It counts after `POST /v1/me/totp/confirm`; until then, sign-in stays as it is. To replace a second factor that is on, send a code of it too.',
    body: z.strictObject({ password: given, code: code.optional() }).meta({ id: 'TotpStart' }),
    answers: { 201: z.strictObject({ secret: z.string(), uri: z.string() }).meta({ id: 'TotpSecret' }) },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { startTotp, own } = await commands(deps);
      return { status: 201, body: await startTotp(own, whoIs(context, session), body) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/totp/confirm',
    roles: everybody,
    summary: 'Turn your second factor on',
    description: 'Takes the first code of the app. Returns ten recovery codes, which are not shown again.',
    body: z.strictObject({ code: z.string().min(1).max(64) }).meta({ id: 'TotpConfirmation' }),
    answers: { 200: recoveryCodes },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { confirmTotp, own } = await commands(deps);
      return { status: 200, body: await confirmTotp(own, whoIs(context, session), body.code) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/totp/recovery-codes',
    roles: everybody,
    summary: 'Replace your recovery codes',
    description: 'The old ones are no longer valid.',
    body: z.strictObject({ code }).meta({ id: 'RecoveryCodesRenewal' }),
    answers: { 200: recoveryCodes },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { renewRecoveryCodes, own } = await commands(deps);
      return { status: 200, body: await renewRecoveryCodes(own, whoIs(context, session), body.code) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/totp/disable',
    roles: everybody,
    summary: 'Turn your second factor off',
    description: 'If your tenant requires one of your role, this is a 409.',
    body: z.strictObject({ password: given, code }).meta({ id: 'TotpEnd' }),
    answers: { 204: null },
    idempotent: false,
    handle: async ({ deps, context, session, body }) => {
      const { disableTotp, own } = await commands(deps);
      await disableTotp(own, whoIs(context, session), body);
      return { status: 204 };
    },
  }),
];
