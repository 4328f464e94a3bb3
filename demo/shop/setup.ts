import { createHmac } from 'node:crypto';
import { call, HubError, type Json, Session } from '../hub.ts';
import { customer, VIPS } from './people.ts';
import { publicCredentials, writePublicWords } from './public-words.ts';
import { writeReviews } from './reviews.ts';
import type { Staff } from './staff.ts';
import { type Chat, SHOP_HOST } from './visitor.ts';
import type { Accounts } from './webhooks.ts';

export interface DemoFile {
  readonly apiUrl: string;
  readonly wsUrl?: string;
  readonly adminToken: string;
  readonly demo: { readonly tenant: string; readonly email: string; readonly password: string };
}

export interface Shop {
  readonly admin: Session;
  readonly staff: Staff;
  readonly accounts: Accounts;
  readonly apiOriginId: string;
  readonly chat: Chat;
}

const WHATSAPP_NUMBER_ID = '106540352242922';
const PAGE_ID = '682498302938465';
const INSTAGRAM_ID = '17841400000000001';
/** The shop's own origins. */
const CHANNELS = ['whatsapp', 'facebook', 'mail', 'api', 'trustpilot', 'instagram', 'x', 'linkedin', 'telegram', 'twilio', 'livechat'] as const;
const BOT_ID = '7000000001';
const SMS_NUMBER = '+393399990000';
const UNIT = '5f1c2d3e4a5b6c7d8e9f0a1b';
const ADDRESS = 'ciao@bottega-luna.example';

/** Secrets are derived from the demo's password: they stay the same after a restart, and differ between laptops. */
export const secretOf = (file: DemoFile, label: string): string => createHmac('sha256', file.demo.password).update(label).digest('hex');

/**
 * Opens the shop through the public API. Existing things with the same name stay unchanged, so that this can be interrupted and run
 * again.
 */
export async function openShop(file: DemoFile): Promise<Shop> {
  const { tenant, email, password } = file.demo;
  const admin = { name: 'Luna Marchetti', email, password };
  await call('POST', `${file.apiUrl}/v1/tenants`, {
    token: file.adminToken,
    body: { name: 'Bottega Luna', slug: tenant, admin },
    key: `demo-tenant-${tenant}`,
  }).catch((error: unknown) => {
    if (!(error instanceof HubError) || error.status !== 409) throw error;
  });
  const session = new Session(file.apiUrl, { tenant, email, password });
  // Turns on suggestions and sentiment of the laptop's own toolbox, unless the setting was changed.
  const { ai } = (await session.call('GET', '/v1/tenant')) as { ai?: object };
  if (ai && Object.keys(ai).length === 0) await session.call('PATCH', '/v1/tenant', { ai: { suggestions: true, sentiment: true } });
  const teams = await ensure(session, '/v1/teams', 'name', [{ name: 'Customer care' }, { name: 'Orders' }, { name: 'Shop floor' }]);
  const team = (name: string): string => String(teams.get(name)?.['id']);
  const agents = people(file, team);
  await ensure(session, '/v1/agents', 'email', agents);
  await ensure(session, '/v1/queues', 'name', queues());
  await ensure(session, '/v1/enrichment-lists', 'name', lists());
  await ensure(session, '/v1/rules', 'name', rules(team));
  const origins = await ensure(session, '/v1/origins', 'name', originsOf(file));
  const accounts = accountsOf(file, origins);
  const sessions = agents
    .filter((each) => each.role === 'agent')
    .map((each) => new Session(file.apiUrl, { tenant, email: each.email, password: each.password }));
  const originIds = new Set(CHANNELS.flatMap((channel) => originNamed(file, origins, channel)?.['id'] ?? []).map(String));
  const staff = { sessions, originIds };
  const apiOriginId = String(originNamed(file, origins, 'api')?.['id']);
  const chat = { apiUrl: file.apiUrl, originId: String(originNamed(file, origins, 'livechat')?.['id']), identitySecret: chatSecret(file) };
  return { admin: session, staff, accounts, apiOriginId, chat };
}

/** Sends the simulator the shop's accounts. It loses them at a restart, so this is repeated from time to time. */
export async function registerAccounts(file: DemoFile, simulatorUrl: string, accounts: Accounts, reviews: number): Promise<void> {
  const { url, appSecret, accountId, displayNumber } = accounts.whatsapp;
  await call('PUT', `${simulatorUrl}/accounts/whatsapp/${accountId}`, { body: { accessToken: accessToken(file), appSecret, webhookUrl: url, displayNumber } });
  const page = (channel: 'facebook' | 'instagram', token: string) => {
    const { url: webhookUrl, ...of } = accounts[channel];
    return call('PUT', `${simulatorUrl}/accounts/${channel}/${of.accountId}`, { body: { accessToken: token, appSecret: of.appSecret, webhookUrl } });
  };
  await page('facebook', accessToken(file));
  await page('instagram', `${accessToken(file)}I`);
  await call('PUT', `${simulatorUrl}/accounts/api/${file.demo.tenant}`, { body: { signingSecret: accounts.api.signingSecret } });
  const { botToken, secretToken, url: webhookUrl } = accounts.telegram;
  await call('PUT', `${simulatorUrl}/accounts/telegram/${BOT_ID}`, { body: { token: botToken, secretToken, webhookUrl } });
  const { accountSid, authToken, url: smsUrl } = accounts.twilio;
  await call('PUT', `${simulatorUrl}/accounts/twilio/${accountSid}`, { body: { authToken, webhookUrl: smsUrl } });
  await writeReviews(simulatorUrl, accounts, reviews);
  await writePublicWords(simulatorUrl, accounts, accounts.seed, reviews);
}

/** Sets the callback for replies to the shop's own system, which the simulator provides. The simulator's address changes at each start. */
export async function connectCallback(file: DemoFile, shop: Shop, simulatorUrl: string): Promise<void> {
  const callbackUrl = `${simulatorUrl}/callbacks/${file.demo.tenant}`;
  await shop.admin.call('PATCH', `/v1/origins/${encodeURIComponent(shop.apiOriginId)}`, { credentials: { callbackUrl } });
}

/** The hosts of the pages that may show the chat: the shop's own, and this machine while its page is served here. */
export async function allowPages(shop: Shop, hosts: readonly string[]): Promise<void> {
  await shop.admin.call('PATCH', `/v1/origins/${encodeURIComponent(shop.chat.originId)}`, { credentials: { allowedDomains: [SHOP_HOST, ...hosts] } });
}

async function ensure<Wanted extends object>(
  session: Session,
  path: string,
  name: keyof Wanted & string,
  wanted: readonly Wanted[],
): Promise<Map<string, Json>> {
  const present = new Map((await session.list(path)).map((item) => [String(item[name]), item]));
  for (const each of wanted) {
    const key = String(each[name]);
    if (!present.has(key))
      present.set(key, await session.call('POST', path, each, `demo${path}-${createHmac('sha256', 'demo').update(key).digest('hex').slice(0, 16)}`));
  }
  return present;
}

function people(file: DemoFile, team: (name: string) => string) {
  const agent = (name: string, role: string, ...teams: string[]) => {
    const email = `${name.split(' ')[0]?.toLowerCase()}@bottega-luna.example`;
    return { name, email, password: secretOf(file, email).slice(0, 24), role, teamIds: teams.map(team) };
  };
  return [
    agent('Marta Serra', 'supervisor', 'Customer care', 'Orders'),
    agent('Tommaso Riva', 'agent', 'Customer care'),
    agent('Aisha Karim', 'agent', 'Orders'),
    agent('Kenji Mori', 'agent', 'Customer care', 'Shop floor'),
  ];
}

const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });
const open = leaf('status', 'in', ['created', 'working']);

function queues() {
  const queue = (priority: number, name: string, ...all: object[]) => ({ name, priority, condition: { all }, visibleTo: { teamIds: [], agentIds: [] } });
  return [
    queue(10, 'Urgent', leaf('priority', 'in', ['high', 'urgent']), open),
    queue(20, 'VIP', leaf('tags', 'contains', 'vip')),
    queue(30, 'New', leaf('status', 'eq', 'created')),
    queue(40, 'WhatsApp', leaf('origin.channel', 'eq', 'whatsapp'), open),
    queue(50, 'Facebook', leaf('origin.channel', 'eq', 'facebook'), open),
    queue(60, 'Mail', leaf('origin.channel', 'eq', 'mail'), open),
    queue(70, 'Waiting for the customer', leaf('status', 'eq', 'pending')),
  ];
}

function lists() {
  const entries = VIPS.map((n) => ({ value: customer(n).id, set: { priority: 'high', tags: ['vip'] } }));
  return [
    { name: 'Regular customers', key: 'author.id', match: 'exact', entries },
    { name: 'Hotels', key: 'author.email', match: 'domain', entries: [{ value: 'hotel-aurora.example', set: { topic: 'wholesale', tags: ['hotel'] } }] },
  ];
}

function rules(team: (name: string) => string) {
  const rule = (weight: number, name: string, event: string, condition: object, ...actions: object[]) => ({
    name,
    event,
    weight,
    stop: false,
    enabled: true,
    condition,
    actions,
  });
  const urgent = leaf('message.text', 'matches', 'urgent|urgente|dringend|至急|عاجل');
  const money = leaf('message.text', 'matches', 'refund|rimborso|rückerstattung|remboursement|reembolso');
  const broken = leaf('message.text', 'matches', 'broken|crack|rott[ao]|abîmé|roto|pęknięty|割れ|مكسور');
  return [
    rule(10, 'Urgent words raise the priority', 'message.received', { all: [urgent] }, { type: 'set', field: 'priority', value: 'urgent' }),
    rule(20, 'Refunds go to Orders', 'message.received', { all: [money] }, { type: 'tag', add: ['refund'] }, { type: 'assign', teamId: team('Orders') }),
    rule(
      30,
      'Damaged goods are tagged',
      'message.received',
      { all: [broken] },
      { type: 'tag', add: ['damaged'] },
      { type: 'set', field: 'topic', value: 'damage' },
    ),
    rule(40, 'Public comments are tagged', 'ticket.created', { all: [leaf('message.surface', 'eq', 'comment')] }, { type: 'tag', add: ['public'] }),
  ];
}

const accessToken = (file: DemoFile): string => `EAAG${secretOf(file, 'whatsapp.accessToken').slice(0, 40)}`;

const chatSecret = (file: DemoFile): string => secretOf(file, 'livechat.identitySecret');

const reviewSecrets = (file: DemoFile) => ({
  webhookSecret: secretOf(file, 'trustpilot.webhookSecret'),
  apiKey: secretOf(file, 'trustpilot.apiKey').slice(0, 32),
  apiSecret: secretOf(file, 'trustpilot.apiSecret').slice(0, 32),
  businessUserId: secretOf(file, 'trustpilot.businessUserId').slice(0, 24),
});

const botSecrets = (file: DemoFile) => ({
  botToken: `${BOT_ID}:${secretOf(file, 'telegram.botToken').slice(0, 35)}`,
  secretToken: secretOf(file, 'telegram.secretToken'),
});

const smsSecrets = (file: DemoFile) => ({
  accountSid: `AC${secretOf(file, 'twilio.accountSid').slice(0, 32)}`,
  authToken: secretOf(file, 'twilio.authToken').slice(0, 32),
  number: SMS_NUMBER,
});

function originsOf(file: DemoFile) {
  const meta = (label: string, accountId: string) => ({
    appSecret: secretOf(file, `${label}.appSecret`),
    verifyToken: secretOf(file, `${label}.verifyToken`).slice(0, 20),
    accessToken: accessToken(file),
    accountId,
  });
  return [
    { channel: 'whatsapp', name: 'WhatsApp +39 051 000 000', credentials: meta('whatsapp', WHATSAPP_NUMBER_ID) },
    { channel: 'facebook', name: 'Bottega Luna’s Page', credentials: meta('facebook', PAGE_ID) },
    { channel: 'mail', name: ADDRESS, credentials: { address: ADDRESS, inboundSecret: secretOf(file, 'mail.inboundSecret') } },
    { channel: 'api', name: 'Web shop', credentials: { signingSecret: secretOf(file, 'api.signingSecret') } },
    { channel: 'trustpilot', name: 'Trustpilot', credentials: { businessUnitId: UNIT, ...reviewSecrets(file) } },
    { channel: 'instagram', name: 'Instagram @bottega.luna', credentials: { ...meta('instagram', INSTAGRAM_ID), accessToken: `${accessToken(file)}I` } },
    { channel: 'x', name: '@bottegaluna', credentials: publicCredentials((label) => secretOf(file, label)).x },
    { channel: 'linkedin', name: 'Bottega Luna at LinkedIn', credentials: publicCredentials((label) => secretOf(file, label)).linkedin },
    { channel: 'telegram', name: '@bottega_luna_bot', credentials: botSecrets(file) },
    { channel: 'twilio', name: `SMS ${SMS_NUMBER}`, credentials: smsSecrets(file) },
    { channel: 'livechat', name: 'Chat on the shop’s pages', credentials: { allowedDomains: [SHOP_HOST], identitySecret: chatSecret(file) } },
  ];
}

function originNamed(file: DemoFile, origins: Map<string, Json>, channel: string): Json | undefined {
  return [...origins.values()].find((each) => each['channel'] === channel && originsOf(file).some((wanted) => wanted.name === each['name']));
}

function accountsOf(file: DemoFile, origins: Map<string, Json>): Accounts {
  const url = (channel: string): string => `${file.apiUrl}${String(originNamed(file, origins, channel)?.['webhookPath'])}`;
  return {
    seed: file.demo.password,
    whatsapp: { url: url('whatsapp'), appSecret: secretOf(file, 'whatsapp.appSecret'), accountId: WHATSAPP_NUMBER_ID, displayNumber: '39051000000' },
    facebook: { url: url('facebook'), appSecret: secretOf(file, 'facebook.appSecret'), accountId: PAGE_ID },
    instagram: { url: url('instagram'), appSecret: secretOf(file, 'instagram.appSecret'), accountId: INSTAGRAM_ID },
    mail: { url: url('mail'), inboundSecret: secretOf(file, 'mail.inboundSecret'), address: ADDRESS },
    api: { url: url('api'), signingSecret: secretOf(file, 'api.signingSecret') },
    trustpilot: { url: url('trustpilot'), unit: UNIT, ...reviewSecrets(file) },
    x: { url: url('x'), ...publicCredentials((label) => secretOf(file, label)).x },
    linkedin: { url: url('linkedin'), ...publicCredentials((label) => secretOf(file, label)).linkedin },
    telegram: { url: url('telegram'), ...botSecrets(file) },
    twilio: { url: url('twilio'), ...smsSecrets(file) },
  };
}
