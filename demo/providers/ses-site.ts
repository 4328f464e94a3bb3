import { randomBytes } from 'node:crypto';
import { answerIdentity, answerSendEmail, type SesAnswer, type SesFault } from './ses.ts';
import { eventsOf } from './ses-events.ts';
import { receivedEvent } from './ses-received.ts';

/** The maximum length of a mail that is kept for inspection. */
const KEPT_MAIL = 100_000;
const TRIES = 6;

interface Surroundings {
  readonly later: (delay: number, run: () => Promise<void>) => void;
  /** Milliseconds from a mail's acceptance to its events, and before an event is repeated. */
  readonly eventDelay: number;
  readonly retryDelay: number;
  /** The receiver of events. Without it, no events are sent. */
  readonly hub: MailHub | undefined;
}

/** The parts of a deployment that SES uses. */
export interface MailHub {
  /** Invokes the function. */
  readonly onMailEvent: (event: unknown) => Promise<void>;
  /** Puts a mail into the bucket, below the rule's prefix. */
  readonly storeMail: (messageId: string, raw: Uint8Array) => Promise<void>;
}

/** Amazon SES of one account: mails, errors for the next mails, and events. */
export function sesSite({ later, eventDelay, retryDelay, hub }: Surroundings) {
  const faults = new Map<string, SesFault>();

  const faultFor = (from: string): string | null => {
    const fault = faults.get(from);
    if (!fault) return null;
    if (fault.times <= 1) faults.delete(from);
    else faults.set(from, { ...fault, times: fault.times - 1 });
    return fault.code;
  };

  /** EventBridge and Lambda retry an event if the function fails. */
  const tell = async (event: unknown, attempt: number): Promise<void> => {
    const isTold = await hub?.onMailEvent(event).then(
      () => true,
      () => false,
    );
    if (isTold === false && attempt < TRIES) later(retryDelay * 2 ** (attempt - 1), () => tell(event, attempt + 1));
  };

  return {
    /** The next mails from this address fail with this error. */
    fail: (address: string, fault: SesFault): void => void faults.set(address, fault),
    /** Receives a mail: the rule stores it, then invokes the function. Returns SES's id of it. */
    async receive(recipients: readonly string[], raw: Uint8Array): Promise<string> {
      const messageId = randomBytes(20).toString('hex');
      await hub?.storeMail(messageId, raw);
      later(0, () => tell(receivedEvent(messageId, recipients, raw), 1));
      return messageId;
    },
    identity: (authorization: string | undefined, identity: string): SesAnswer => answerIdentity(authorization, identity, faultFor),
    send(authorization: string | undefined, body: string): SesAnswer & { readonly sent?: object } {
      const answer = answerSendEmail(authorization, body, faultFor);
      if (!answer.accepted) return answer;
      const { id, from, to, raw } = answer.accepted;
      const region = /\/\d{8}\/([\w-]+)\/ses\//.exec(authorization ?? '')?.[1] ?? 'us-east-1';
      for (const event of eventsOf(answer.accepted, region)) later(eventDelay, () => tell(event, 1));
      return { ...answer, sent: { channel: 'mail', account: from, providerId: id, request: { to, bytes: raw.length, raw: raw.slice(0, KEPT_MAIL) } } };
    },
  };
}
