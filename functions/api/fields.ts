import * as z from 'zod';
import { NAME } from '../../domain/limits.ts';

/** Fields that several routes take; limits keep items small. */
export const name = z.string().trim().min(1).max(NAME);
/** RFC 5321 §4.5.3.1: at most 64 octets before the `@`. */
export const email = z
  .email()
  .max(254)
  .refine((address) => address.indexOf('@') <= 64, 'at most 64 characters before the @');
/** All characters are hashed: nothing cuts a long password. */
export const password = z.string().min(8).max(200).meta({ description: 'A password that is easy to guess is a 422.' });
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, at most 63')
  .meta({ example: 'acme' });
export const role = z.enum(['admin', 'supervisor', 'agent', 'user']);
export const agentRole = z.enum(['admin', 'supervisor', 'agent']);
export const teamIds = z.array(z.string().min(1).max(100)).max(40);
export const registration = z.union([z.enum(['closed', 'open']), z.strictObject({ domains: z.array(z.string().min(1).max(253)).min(1).max(100) })]);

/** Sign-in does not apply today's password rules: a wrong guess is a 401 whatever its form. */
export const given = z.string().min(1).max(320);

/** ISO 8601 UTC. */
export const time = z.iso.datetime();

export const user = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    teamIds: z.array(z.string()),
    mobileNumber: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'User' });

export const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
/** `HH:MM`. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** IANA name. */
export const timeZone = z.string().max(100).refine(isTimeZone, 'is not a time zone');
