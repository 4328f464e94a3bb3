import * as z from 'zod';
import { IS_ALLOWED_DOMAIN } from '../../domain/livechat/allowed-domains.ts';
import type { CredentialRow } from '../credential-row.ts';
import { signingSecret } from '../secrets.ts';

// These are checks and not patterns in the schema, because clients of earlier releases know the schema.
const domain = z
  .string()
  .min(1)
  .max(253)
  .refine((text) => IS_ALLOWED_DOMAIN.test(text), 'must be a host, such as shop.example, *.shop.example or localhost:3000');
const domains = z
  .array(domain)
  .max(100)
  .refine((list) => list.length > 0, 'must name at least one host');

export const credentials: CredentialRow = {
  schema: z.strictObject({ allowedDomains: domains, identitySecret: signingSecret }),
  account: null,
  toSend: [],
};
