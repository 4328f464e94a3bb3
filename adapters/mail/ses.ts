import { GetEmailIdentityCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { answeringWithin } from '../aws/answering-within.ts';
import { settingOr } from '../environment.ts';
import { identitiesOf, isIdentity } from './identities.ts';

/** A whole mail with its envelope. */
interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
  /** Tags that SES repeats in its events about the mail: letters, digits, `_` and `-`. */
  readonly tags?: Readonly<Record<string, string>>;
}

type Answer =
  | { readonly messageId: string; readonly region: string }
  | { readonly code: string; readonly message: string; readonly status: number; readonly retryAfter: string | null };

/** No answer came. `left`: false when certainly nothing was sent. */
class NoAnswer extends Error {
  readonly code: string;
  readonly left: boolean;
  constructor(code: string, left: boolean, cause: unknown) {
    super(`SES did not answer (${code})`, { cause });
    this.name = 'NoAnswer';
    this.code = code;
    this.left = left;
  }
}

/** The SDK's errors. Errors of the service have `$metadata` with the status, even if the answer cannot be read. */
interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  /** For Node's errors: the operation that failed. */
  readonly syscall?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers: Readonly<Record<string, string>> };
}

/** Certainly nothing was sent: the name did not resolve, the connection failed, or credentials for the signature were missing. */
const isBefore = ({ name, message = '', syscall }: Failure): boolean =>
  name === 'CredentialsProviderError' || syscall === 'connect' || syscall === 'getaddrinfo' || /did not establish a connection/.test(message);

const answerOf = (error: unknown): Answer => {
  const failure = error as Failure;
  const { name: code = 'Error', message = '', $metadata, $response } = failure;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return { code, message, status, retryAfter: $response?.headers['retry-after'] ?? null };
  throw new NoAnswer(failure.code ?? (code === 'TimeoutError' ? 'ETIMEDOUT' : code), !isBefore(failure), error);
};

interface Service {
  readonly endpoint: string;
  readonly timeoutMs: number;
}

const clientOf = ({ endpoint, timeoutMs }: Service): SESv2Client => {
  const region = settingOr('SES_REGION', '');
  return new SESv2Client({
    ...(region === '' ? {} : { region }),
    ...(endpoint === '' ? {} : { endpoint }),
    maxAttempts: 1,
    requestHandler: answeringWithin(timeoutMs),
  });
};

/**
 * Mail through Amazon SES v2, `SendEmail` with raw content (docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, read 2026-11). One try per
 * call: SES has no idempotency key. `MAIL_IDENTITIES` (domains and addresses that the deployment may send from), `SES_REGION` and
 * `SES_CONFIGURATION_SET` are settings of the deployment. `endpoint` replaces SES's address; empty: the Region's endpoint.
 */
export const openMailer = ({ endpoint, timeoutMs }: Service): ((mail: Mail) => Promise<Answer>) => {
  const configurationSet = settingOr('SES_CONFIGURATION_SET', '');
  const identities = settingOr('MAIL_IDENTITIES', '');
  const client = clientOf({ endpoint, timeoutMs });
  return async ({ from, to, raw, tags = {} }) => {
    if (!isIdentity(identities, from)) return { code: 'not_an_identity', message: '', status: 403, retryAfter: null };
    try {
      const sent = await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          // The recipients. With this member, SES ignores recipients in the headers.
          Destination: { ToAddresses: [...to] },
          Content: { Raw: { Data: raw } },
          EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
          ...(configurationSet === '' ? {} : { ConfigurationSetName: configurationSet }),
        }),
      );
      return { messageId: sent.MessageId ?? '', region: await client.config.region() };
    } catch (error) {
      return answerOf(error);
    }
  };
};

type Identity =
  | { readonly identity: string; readonly verified: boolean }
  | { readonly identity: null }
  | { readonly code: string; readonly message: string; readonly status: number | undefined };

/**
 * Reads the identity by which mail leaves from an address: `GetEmailIdentity` (docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html, read
 * 2026-11-29). Of an address and its domain, SES uses the more specific identity that exists. Never rejects.
 */
export const mailIdentity =
  (service: Service) =>
  async (from: string): Promise<Identity> => {
    const candidates = identitiesOf(settingOr('MAIL_IDENTITIES', ''), from);
    const client = clientOf(service);
    let missing: Identity = { identity: null };
    for (const identity of candidates) {
      try {
        const { VerifiedForSendingStatus: verified } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
        return { identity, verified: verified === true };
      } catch (error) {
        const { name: code = 'Error', message = '', code: system, $metadata } = error as Failure;
        const status = $metadata?.httpStatusCode;
        missing = { code: status === undefined ? (system ?? code) : code, message, status };
        if (code !== 'NotFoundException') return missing;
      }
    }
    return missing;
  };
