import type { FakeHub } from './fake-hub.ts';

export type Body = Record<string, unknown>;
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers by `METHOD /path/{id}`; the id of the path comes first. */
export type Routes = Record<string, (id: string, body: Body, query?: URLSearchParams) => Answer>;

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const done: Answer = { status: 204, body: '' };
export const page = (items: readonly unknown[]): Answer => ok({ items, nextCursor: null });
export const refusal = (status: number, code: string, detail: string, errors: readonly { path: string; message: string }[] = []): Answer => ({
  status,
  body: { code, title: code, status, detail, errors },
});

export const RECOVERY_CODES = Array.from({ length: 10 }, (_, at) => `abcd-${1000 + at}`);

/** My own settings. The password is `right`, the code `123456`. */
function account(): Routes {
  const totp = { enabled: false, confirmedAt: null as string | null, recoveryCodesLeft: 0, required: false };
  const passkeys: { id: string; name: string; backedUp: boolean; createdAt: string; lastUsedAt: string | null }[] = [];
  const devices = [{ id: 'd1', kind: 'webpush', name: 'Firefox on Linux', createdAt: '2026-11-01T09:00:00Z' }];
  const wrong = (path: string, message: string): Answer => refusal(422, 'unprocessable', 'That is not right.', [{ path, message }]);
  const proved = (body: Body, then: () => Answer): Answer => (body['password'] === 'right' ? then() : wrong('password', 'is not right'));
  return {
    'GET /v1/me/totp': () => ok(totp),
    'POST /v1/me/totp': (_, body) =>
      proved(body, () => ok({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Bottega%20Luna:luna?secret=JBSWY3DPEHPK3PXP&issuer=Parley' }, 201)),
    'POST /v1/me/totp/confirm': (_, body) => {
      if (body['code'] !== '123456') return wrong('code', 'is not the code that the app shows now');
      Object.assign(totp, { enabled: true, confirmedAt: '2026-11-30T08:00:00Z', recoveryCodesLeft: 10 });
      return ok({ recoveryCodes: RECOVERY_CODES });
    },
    'POST /v1/me/totp/recovery-codes': (_, body) => (body['code'] === '123456' ? ok({ recoveryCodes: RECOVERY_CODES }) : wrong('code', 'is not right')),
    'POST /v1/me/totp/disable': (_, body) =>
      proved(body, () => {
        totp.enabled = false;
        return done;
      }),
    'GET /v1/me/passkeys': () => page(passkeys),
    'POST /v1/me/passkeys/options': (_, body) =>
      proved(body, () =>
        ok({
          challenge: 'Y2hhbGxlbmdl',
          rp: { name: 'Parley', id: 'localhost' },
          user: { id: 'dTE', name: 'luna', displayName: 'Luna' },
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        }),
      ),
    'POST /v1/me/passkeys': (_, { name }) => {
      const made = { id: `p${passkeys.length + 1}`, name: String(name), backedUp: true, createdAt: '2026-11-30T08:00:00Z', lastUsedAt: null };
      passkeys.push(made);
      return ok(made, 201);
    },
    'PATCH /v1/me/passkeys/{id}': (id, { name }) => ok(Object.assign(passkeys.find((one) => one.id === id) ?? {}, { name })),
    'DELETE /v1/me/passkeys/{id}': (id) => {
      passkeys.splice(
        passkeys.findIndex((one) => one.id === id),
        1,
      );
      return done;
    },
    'GET /v1/devices': () => ok({ items: devices, nextCursor: null, kinds: ['webpush'], webPushKey: 'k' }),
    'DELETE /v1/devices/{id}': () => {
      devices.pop();
      return done;
    },
  };
}

/** Routes for everybody, with or without a session. */
const OPEN: Routes = {
  'POST /v1/sessions/passkey-options': () => ok({ challenge: 'Y2hhbGxlbmdl', rpId: 'localhost', userVerification: 'required' }),
  'POST /v1/password-resets': () => ({ status: 202, body: '' }),
  'POST /v1/password-resets/complete': (_, { token }) =>
    token === 'good' ? done : refusal(422, 'unprocessable', 'The link is not valid any more. Ask for a new one.'),
  'POST /v1/invitations/accept': (_, { name }) =>
    name === 'Taken' ? refusal(422, 'unprocessable', 'No.', [{ path: 'name', message: 'is taken' }]) : ok({ id: 'u9', name }, 201),
};

/** Finds the row of a call: the exact path, or one with an id in it. */
function find(routes: Routes, route: string): readonly [string, Routes[string]] | undefined {
  for (const [pattern, answer] of Object.entries(routes)) {
    const match = new RegExp(`^${pattern.replaceAll('{id}', '([^/]+)')}$`).exec(route);
    if (match !== null) return [match.slice(1).join(' '), answer];
  }
  return undefined;
}

/** Gives the hub the API of the settings, in memory. */
export function withSettings(hub: FakeHub, more: Routes = {}): void {
  const closed: Routes = { ...more, ...account() };
  hub.ahead = (route, body, isSignedIn, query) => {
    const [id = '', answer] = find(OPEN, route) ?? (isSignedIn ? find(closed, route) : undefined) ?? [];
    return answer?.(id, body, query);
  };
}

/** Three origins: one that waits, one that lost its access, one that is disabled. */
export function origins(): Routes {
  const all: Record<string, unknown>[] = [
    { id: 'o1', channel: 'whatsapp', name: 'WhatsApp +39 051 000 000', state: 'enabled' },
    { id: 'o2', channel: 'facebook', name: 'Bottega Luna’s Page', state: 'enabled' },
    { id: 'o3', channel: 'mail', name: 'ciao@bottega-luna.example', state: 'disabled', receiveOnly: true, missingCredentials: ['imap'] },
  ].map((origin) => ({ ...origin, webhookPath: `/webhooks/${origin.channel}/${origin.id}`, createdAt: '2026-11-01T09:00:00Z' }));
  const events = [
    {
      id: 'e1',
      state: 'unreadable',
      at: '2026-11-29T09:00:00Z',
      count: 1,
      elements: [{ index: 0, reason: 'no sender' }],
      contentType: 'application/json',
      size: 812,
      url: 'x',
    },
  ];
  const lost = { since: '2026-11-29T10:00:00Z', error: { code: '190', message: 'The access token has expired.' } };
  const of = (id: string): Record<string, unknown> | undefined => all.find((one) => one['id'] === id);
  const found = (id: string, then: (origin: Record<string, unknown>) => Answer): Answer => {
    const origin = of(id);
    return origin === undefined ? refusal(404, 'not_found', 'No such origin.') : then(origin);
  };
  let calls = 0;
  return {
    'GET /v1/origins': () => page(all),
    'POST /v1/origins': (_, body) => {
      if (JSON.stringify(body).includes('expired'))
        return refusal(422, 'unprocessable', 'The provider refuses it.', [{ path: 'credentials.botToken', message: 'is not a token that Telegram knows' }]);
      const made = { ...body, credentials: undefined, id: 'o9', state: 'enabled', webhookPath: '/webhooks/telegram/o9', createdAt: '2026-11-30T08:00:00Z' };
      all.push(made);
      return ok(made, 201);
    },
    'GET /v1/origins/{id}': (id) => found(id, ok),
    'PATCH /v1/origins/{id}': (id, body) => found(id, (origin) => ok(Object.assign(origin, { ...body, credentials: undefined }))),
    'DELETE /v1/origins/{id}': (id) => {
      all.splice(all.indexOf(of(id) ?? {}), 1);
      return done;
    },
    'GET /v1/origins/{id}/health': (id) => {
      calls += id === 'o9' ? 1 : 0;
      const lastEventAt = id === 'o9' && calls < 3 ? null : '2026-11-30T07:00:00Z';
      return ok({ lastEventAt, lostAccess: id === 'o2' ? lost : null, unreadable: id === 'o1' ? events.length : 0, lastUnreadable: null, notices: [] });
    },
    'POST /v1/origins/{id}/test': (id) =>
      id === 'o2'
        ? ok({ state: 'failed', error: lost.error, at: '2026-11-30T08:00:00Z' })
        : ok({ id: 'j1', kind: 'origin-test', state: 'running', done: 0, total: 1 }, 202),
    'GET /v1/jobs/{id}': (id) =>
      ok({ id, kind: 'origin-test', state: 'done', done: 1, total: 1, result: { state: 'passed', error: null, at: '2026-11-30T08:00:00Z' } }),
    'GET /v1/origins/{id}/events': (id) => page(id === 'o1' ? events : []),
    'POST /v1/origins/{id}/events/{id}/replay': () => ok({ event: null, ...events.pop() }),
  };
}
