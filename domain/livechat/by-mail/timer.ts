// zod/mini: these errors only appear in the log.
import * as z from 'zod/mini';

/** Wakes the mail to a visitor who is gone. The log and the visitor's position decide what is owed then. */
export const visitorMailTimerSchema = z.strictObject({
  schema: z.literal('visitor-mail/1'),
  tenantId: z.string().check(z.minLength(1)),
  threadId: z.string().check(z.minLength(1)),
  dueAt: z.iso.datetime(),
});
export type VisitorMailTimer = z.infer<typeof visitorMailTimerSchema>;

/** The body of a message in the queue `outbound`. */
export interface VisitorMailEntry {
  readonly visitorMail: { readonly tenantId: string; readonly threadId: string };
}

/**
 * The entry for the sender. It has a group of its own, so that a mail that waits for SES delays no reply of the conversation. A timer that fires twice makes one
 * entry.
 */
export const mailEntryOf = ({
  tenantId,
  threadId,
  dueAt,
}: VisitorMailTimer): { readonly body: string; readonly groupId: string; readonly dedupeId: string } => {
  const entry: VisitorMailEntry = { visitorMail: { tenantId, threadId } };
  return { body: JSON.stringify(entry), groupId: `mail.${threadId}`, dedupeId: `mail.${threadId}.${dueAt}` };
};
