import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';

const ses = vi.hoisted(() => ({ mails: [] as { from: string; to: readonly string[]; raw: Uint8Array }[], answers: [] as unknown[] }));
vi.mock('../../../adapters/mail/ses.ts', () => ({
  openMailer: () => async (mail: (typeof ses.mails)[number]) => {
    ses.mails.push(mail);
    const answer = ses.answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  },
}));
const { accountMailDeps } = await import('../../../functions/senders/account-mail.ts');

beforeEach(() => {
  ses.mails = [];
  vi.stubEnv('MAIL_FROM', 'no-reply@parley.example');
  vi.stubEnv('PARLEY_PUBLIC_URL', 'https://parley.test/');
});
afterEach(() => vi.unstubAllEnvs());

const MAIL = {
  tenantId: 't',
  id: 'i',
  senderName: 'Shop\r\nBcc: all@x.example',
  to: 'ada@shop.example',
  subject: 'Set a new password',
  text: 'https://parley.test/#reset=a.b.c',
};
const open = () => accountMailDeps(memoryTable(), 60_000);

test('a mail about an account leaves from the address of the deployment, in the name of the business', async () => {
  ses.answers = [{ messageId: 'm', region: 'eu-central-1' }];
  expect(await open().send(MAIL)).toMatchObject({ outcome: 'sent' });
  const [mail] = ses.mails;
  expect(mail).toMatchObject({ from: 'no-reply@parley.example', to: ['ada@shop.example'] });
  const raw = Buffer.from(mail?.raw ?? []).toString();
  expect(raw).toContain('To: ada@shop.example');
  expect(raw).toMatch(/^Auto-Submitted: /im);
  expect(raw).not.toMatch(/^Bcc:/m);
  expect(raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(MAIL.text);
});

test('what SES answers, or that it does not, is the outcome', async () => {
  const left = Object.assign(new Error('x'), { code: 'ETIMEDOUT', left: true });
  const before = Object.assign(new Error('x'), { code: 'ECONNREFUSED', left: false });
  ses.answers = [{ code: 'TooManyRequestsException', message: '', status: 429, retryAfter: null }, left, before];
  const { send } = open();
  expect([(await send(MAIL)).outcome, (await send(MAIL)).outcome, (await send(MAIL)).outcome]).toEqual(['retry', 'unknown', 'retry']);
});

test('without an address of the deployment nothing is sent', async () => {
  vi.stubEnv('MAIL_FROM', '');
  expect(await open().send(MAIL)).toMatchObject({ outcome: 'failed' });
  expect(ses.mails).toEqual([]);
});

test('links lead to the console, or without its address to the public one, and each has 256 random bits', () => {
  const deps = open();
  expect(deps.consoleUrl).toBe('https://parley.test');
  vi.stubEnv('PARLEY_CONSOLE_URL', 'https://console.parley.test/');
  expect(open().consoleUrl).toBe('https://console.parley.test');
  expect(deps.newSecret()).toMatch(/^[\w-]{43}$/);
  expect(deps.newSecret()).not.toBe(deps.newSecret());
  expect(Math.abs(deps.clock() - Date.now())).toBeLessThan(60_000);
});
