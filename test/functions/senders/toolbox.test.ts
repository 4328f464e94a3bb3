import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';

const secrets = vi.hoisted(() => new Map<string, string>());
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async (name: string) => secrets.get(name) }) }));
const { openToolbox } = await import('../../../functions/senders/toolbox.ts');

const logger = { warn: vi.fn(), error: vi.fn() };
const request = { tenantId: 't', ticketId: 'k', conversationId: 'c', messages: [], want: ['language' as const] };
afterEach(() => vi.unstubAllEnvs());

test('without an address there is no toolbox', () => {
  expect(openToolbox(logger)).toBeNull();
});

test('the address of the operator may be of the own network; a secret by its name signs the calls', async () => {
  const signatures: unknown[] = [];
  const server = createServer((incoming, response) => {
    signatures.push(incoming.headers['x-parley-signature']);
    response.end('{"language":"de"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AITOOLBOX_SERVICE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AITOOLBOX_SECRET_NAME', 'toolbox');
  secrets.set('toolbox', 's');
  expect(await openToolbox(logger)?.(request)).toEqual({ outcome: 'answered', answer: { language: 'de' } });
  expect(signatures).toEqual([expect.stringMatching(/^sha256=[0-9a-f]{64}$/)]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await openToolbox(logger)?.(request)).toMatchObject({ outcome: 'later', reason: expect.stringMatching(/^ECONN/) as unknown });
});

test('nothing leaves unsigned', async () => {
  vi.stubEnv('AITOOLBOX_SERVICE_URL', 'https://ai.example');
  await expect(openToolbox(logger)?.(request)).rejects.toThrow('AITOOLBOX_SECRET');
});
