import * as z from 'zod';
import type { CredentialRow } from '../credential-row.ts';

/** There is no provider: the application is one of this hub, and of the same tenant (`domain/origins/require-application.ts`). */
const schema = z.strictObject({ application: z.string().min(1).max(100) });
export type ApplicationCredentials = z.infer<typeof schema>;

export const credentials: CredentialRow = { schema, account: 'application', toSend: [] };
