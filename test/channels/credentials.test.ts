import { describe, expect, it } from 'vitest';
import { credentialRules } from '../../channels/registry/credentials.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { Problem } from '../../domain/errors.ts';
import { CHANNELS, type ChannelName } from '../../domain/origins/channels.ts';

const meta = { appSecret: 'a-secret', verifyToken: 'v', accessToken: 'a', accountId: '1' };
const FULL: Readonly<
  Record<ChannelName, { readonly required: object; readonly optional: object; readonly accountId: string | null; readonly missing?: readonly string[] }>
> = {
  facebook: { required: meta, optional: {}, accountId: '1' },
  instagram: { required: meta, optional: {}, accountId: '1' },
  whatsapp: { required: meta, optional: {}, accountId: '1' },
  x: {
    required: { consumerSecret: 'a-secret', accessToken: 'a', userId: '7' },
    optional: { refreshToken: 'r', clientId: 'c', clientSecret: 's' },
    accountId: '7',
  },
  linkedin: {
    required: { clientSecret: 'a-secret', accessToken: 'a', organizationId: '8' },
    optional: { refreshToken: 'r', clientId: 'c' },
    accountId: '8',
  },
  mail: {
    required: { address: 'a@b.example', inboundSecret: 'a-secret' },
    optional: { imap: { host: 'h', user: 'u', password: 'p', port: 993, tls: true }, plusAddress: true },
    accountId: 'a@b.example',
  },
  trustpilot: {
    required: { businessUnitId: 'b', webhookSecret: 'a-secret' },
    optional: { apiKey: 'k', apiSecret: 's', businessUserId: 'u' },
    accountId: 'b',
    missing: ['apiKey', 'apiSecret', 'businessUserId'],
  },
  telegram: { required: { botToken: 'b', secretToken: 'a-secret' }, optional: {}, accountId: null },
  twilio: { required: { accountSid: 'a', authToken: 'a-secret', number: '+1' }, optional: {}, accountId: '+1' },
  livechat: { required: { allowedDomains: ['a.example'], identitySecret: 'a-secret' }, optional: {}, accountId: null },
  application: { required: { application: 'a-token' }, optional: {}, accountId: 'a-token' },
  api: { required: { signingSecret: 'a-secret' }, optional: { callbackUrl: 'https://a.example/x' }, accountId: null },
};

const faults = (channel: ChannelName, given: unknown): readonly string[] => {
  try {
    credentialRules.read(channel, given);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.status).toBe(400);
    return error.errors.map(({ path }) => path);
  }
};

describe.each([...CHANNELS])('credentials of %s', (channel) => {
  const { required, optional, accountId, missing = [] } = FULL[channel];

  it('are taken with and without what is optional', () => {
    expect(credentialRules.read(channel, required)).toEqual({ credentials: required, accountId, missing });
    expect(credentialRules.read(channel, { ...required, ...optional })).toEqual({ credentials: { ...required, ...optional }, accountId, missing: [] });
  });

  it('name each member that is missing, wrong or unknown, and never a value', () => {
    for (const member of Object.keys(required)) {
      expect(faults(channel, { ...required, [member]: undefined })).toEqual([`credentials.${member}`]);
      expect(faults(channel, { ...required, [member]: 5 })).toEqual([`credentials.${member}`]);
    }
    expect(faults(channel, { ...required, colour: 'blue' })).toEqual(['credentials.colour']);
    expect(faults(channel, 'x')).toEqual(['credentials']);
  });
});

it('a callback is a web address', () => {
  expect(faults('api', { signingSecret: 'a-secret', callbackUrl: 'ftp://a.example' })).toEqual(['credentials.callbackUrl']);
  expect(faults('mail', { address: 'nobody', inboundSecret: 'a-secret' })).toEqual(['credentials.address']);
});

it('a secret that signs has 8 characters at least', () => {
  // Nobody signs for chats of the hub itself.
  for (const channel of CHANNELS.filter((one) => one !== 'application')) {
    const { required } = FULL[channel];
    const [name] = Object.entries(required).find(([, value]) => value === 'a-secret') ?? [];
    expect(faults(channel, { ...required, [name ?? '']: '7 chars' }), channel).toEqual([`credentials.${name}`]);
  }
});

it('the channels that can be connected are those that are read', () => {
  expect(CHANNELS.filter((channel) => credentialRules.isBuilt(channel))).toEqual(CHANNELS.filter((channel) => inboundOf(channel) !== undefined));
});
