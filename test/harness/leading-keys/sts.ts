import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { type Listening, listen } from './listen.ts';
import { allows, type NarrowedPolicies } from './policy.ts';

/** A session that was handed out. */
export interface Session {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly until: number;
}

export interface Sts extends Listening {
  /** By access key. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** Every AssumeRole, refused ones too. */
  readonly asked: URLSearchParams[];
  /** While set, every call is answered with this status and error code. */
  failing: { readonly status: number; readonly code: string } | null;
}

const SCOPE = /Credential=([^/]+)\/\d{8}\/[\w-]+\/sts\/aws4_request/;

/** STS, as far as `AssumeRole` goes: it obeys the function's own policy and the role's trust policy as they are synthesised. */
export const startSts = async (policies: NarrowedPolicies, functionKeyId: string, clock: () => number = Date.now): Promise<Sts> => {
  const sessions = new Map<string, Session>();
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      asked.push(form);
      const refuse = (status: number, code: string): void =>
        void response
          .writeHead(status, { 'content-type': 'text/xml' })
          .end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`);
      if (sts.failing) return refuse(sts.failing.status, sts.failing.code);
      if (SCOPE.exec(request.headers.authorization ?? '')?.[1] !== functionKeyId) return refuse(403, 'InvalidClientTokenId');
      const tags = tagsOf(form);
      const context = {
        'aws:TagKeys': Object.keys(tags),
        'sts:TransitiveTagKeys': [...form].filter(([name]) => name.startsWith('TransitiveTagKeys.')).map(([, value]) => value),
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
      };
      for (const action of ['sts:AssumeRole', 'sts:TagSession'])
        for (const statements of [policies.own, policies.trust])
          if (!allows(statements, { action, resource: 'role', context })) return refuse(403, 'AccessDenied');
      if (Object.values(tags).some((value) => !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))) return refuse(400, 'ValidationError');
      const session: Session = {
        accessKeyId: `ASIA${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
        sessionToken: randomBytes(96).toString('base64'),
        name: form.get('RoleSessionName') ?? '',
        tags,
        until: clock() + Number(form.get('DurationSeconds')) * 1000,
      };
      sessions.set(session.accessKeyId, session);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answerOf(session));
      return undefined;
    });
  });
  const sts: Sts = { ...(await listen(server)), sessions, asked, failing: null };
  return sts;
};

const tagsOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, key]) => {
      const [, index] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? [];
      return index === undefined ? [] : [[key, form.get(`Tags.member.${index}.Value`) ?? '']];
    }),
  );

const answerOf = ({ accessKeyId, sessionToken, until, name }: Session): string => `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser><AssumedRoleId>AROA:${name}</AssumedRoleId><Arn>arn:aws:sts::000000000000:assumed-role/tenant/${name}</Arn></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>${accessKeyId}</AccessKeyId>
      <SecretAccessKey>${randomBytes(30).toString('base64')}</SecretAccessKey>
      <SessionToken>${sessionToken}</SessionToken>
      <Expiration>${new Date(until).toISOString()}</Expiration>
    </Credentials>
  </AssumeRoleResult>
</AssumeRoleResponse>`;
