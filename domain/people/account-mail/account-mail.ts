/** A mail about somebody's account. */
export interface AccountMail {
  readonly tenantId: string;
  /** Makes the id of the mail. */
  readonly id: string;
  /** The name of the sender: the business. */
  readonly senderName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * An entry of the queue `outbound`: a mail to write. The sender finds out whether there is anybody to write to, and makes the link: so a request takes the
 * same time whoever is asked for, and no queue holds a secret.
 */
export interface AccountMailEntry {
  readonly accountMail:
    | { readonly kind: 'password_reset'; readonly slug: string; readonly email: string; readonly correlationId: string }
    | { readonly kind: 'invitation'; readonly tenantId: string; readonly id: string; readonly correlationId: string };
}

/** Minutes for which the link of a password reset is good. */
export const RESET_MINS = 60;
export const INVITATION_DAYS = 7;

interface Linked {
  readonly tenantName: string;
  readonly link: string;
}

export const resetWords = ({ tenantName, link }: Linked) => ({
  subject: `Set a new password for ${tenantName}`,
  text: `Somebody, probably you, asked for a new password for your account at ${tenantName}.\n\nSet it here within ${RESET_MINS} minutes:\n${link}\n\nThe link works once. If you did not ask for it, ignore this mail: your password stays as it is.\n`,
});

export const invitationWords = ({ tenantName, link }: Linked) => ({
  subject: `You are invited to ${tenantName}`,
  text: `${tenantName} invites you to answer its customers.\n\nChoose a password here within ${INVITATION_DAYS} days:\n${link}\n\nThe link works once. If you do not know ${tenantName}, ignore this mail.\n`,
});
