import * as z from 'zod';
import { register } from '../../../domain/people/registration/register.ts';
import { email, name, password, slug, user } from '../fields.ts';
import { defineRoute } from '../route.ts';

export const registrationRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/registrations',
    roles: 'public',
    summary: 'Register as a user of a tenant',
    description: 'Closed unless the tenant has opened it to everybody or to certain domains. An admin adds agents.',
    body: z
      .strictObject({
        tenant: slug,
        name,
        email,
        password,
        mobileNumber: z
          .string()
          .regex(/^\+?[0-9][0-9 ()./-]{2,30}$/, 'a telephone number')
          .optional(),
      })
      .meta({ id: 'Registration' }),
    answers: { 201: user },
    handle: async ({ deps, context, body, address }) => {
      const { tenant, mobileNumber = null, ...rest } = body;
      return { status: 201, body: await register({ ...deps, limits: deps.settings.limits }, context, { ...rest, slug: tenant, mobileNumber, address }) };
    },
  }),
];
