/**
 * The tables of docs/cost.md, generated from measured units (bench/measured.json), prices (bench/prices.json) and the synthesised templates:
 * `npm run cost-page` writes them into the page. A test compares the page with them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { inboundLines, type Line, MEASURED, replyLines, SHAPES, total } from './cost.ts';
import { idleLines } from './cost-idle.ts';
import { chatsAtScale, ticketsAtScale } from './cost-scale.ts';
import { type Deployed, deployed } from './deployed.ts';
import { HOURS, PRICES, priceOf, type Region } from './prices.ts';

export const PAGE = 'docs/cost.md';
const REGIONS: readonly Region[] = ['us-east-1', 'eu-west-1'];
const MILLION = 1e6;

const money = (dollars: number): string => `$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The same lines in several columns, with a total. */
const costs = (what: string, columns: readonly (readonly [string, readonly Line[]])[], times = 1): string => {
  const names = [...new Set(columns.flatMap(([, lines]) => lines.map((line) => line.what)))];
  const cell = (lines: readonly Line[], name: string): string => {
    const line = lines.find((one) => one.what === name);
    return line ? money(line.dollars * times) : '';
  };
  return table(
    [what, ...columns.map(([name]) => name)],
    [
      ...names.map((name) => [name, ...columns.map(([, lines]) => cell(lines, name))]),
      ['**total**', ...columns.map(([, lines]) => `**${money(total(lines) * times)}**`)],
    ],
  );
};

const brokers = (): string => {
  const hour = (name: string): number => priceOf(name, 'us-east-1') * HOURS;
  const gb = priceOf('brokerStorage', 'us-east-1');
  return table(
    ['kind', '$ per month, idle'],
    [
      ['2 × kafka.t3.small, 10 GB each', money(2 * (hour('brokerSmallHour') + 10 * gb))],
      ['3 × express.m7g.large', money(3 * hour('brokerExpressHour'))],
      ['Serverless, 30 partitions', money(hour('kafkaServerlessHour') + 30 * hour('kafkaServerlessPartitionHour'))],
    ],
  );
};

const calls = (): string => {
  const { list, open } = MEASURED.units;
  const each = (readUnits: number): number =>
    readUnits * priceOf('tableRead', 'us-east-1') + priceOf('httpRequest', 'us-east-1') + 0.03 * priceOf('lambdaGbSecond', 'us-east-1');
  return table(
    ['call', 'read units', '$ per million, us-east-1'],
    [
      ['list 50 tickets', String(list.readUnits), money(each(list.readUnits) * MILLION)],
      ['messages of one ticket', String(open.readUnits), money(each(open.readUnits) * MILLION)],
    ],
  );
};

const prices = (): string =>
  table(
    ['for', ...REGIONS, 'page', 'checked'],
    Object.values(PRICES.prices).map((price) => [
      price.unit,
      ...REGIONS.map((region) => `$${price[region]}`),
      `[${new URL(price.page).pathname.split('/')[1]}](${price.page})`,
      price.checked,
    ]),
  );

const NAME = {
  domainName: 'parley.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/a',
  edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/b',
} as const;

/** Resources that a deployment with its own domain name has in addition. A replica of a secret costs as much as a secret. */
const nameLines = (held: Deployed, region: Region): Line[] => [
  ...idleLines(held, region).filter(({ what }) => what.startsWith('WAF')),
  {
    what: 'Secrets Manager: the replica of CloudFront’s secret, outside of us-east-1',
    dollars: region === 'us-east-1' ? 0 : held.replicas * priceOf('secret', region),
  },
];

/** Every table of the page, by its name. */
export const tables = async (): Promise<Readonly<Record<string, string>>> => {
  const dev = await deployed({ profile: 'dev' });
  const prod = await deployed({ profile: 'prod' });
  const named = await deployed({ profile: 'prod', ...NAME });
  const rent = total(idleLines(prod, 'eu-west-1'));
  return {
    'idle-dev': costs(
      'dev, idle, per month',
      REGIONS.map((region) => [region, idleLines(dev, region)]),
    ),
    'idle-prod': costs(
      'prod, idle, per month',
      REGIONS.map((region) => [region, idleLines(prod, region)]),
    ),
    'idle-name': costs(
      'your own domain name with its firewall, extra per month',
      REGIONS.map((region) => [region, nameLines(named, region)]),
    ),
    busy: costs(
      'a million messages, busy',
      REGIONS.map((region) => [region, inboundLines(SHAPES.busy, 1, region)]),
      MILLION,
    ),
    trickle: costs(
      'a million messages, one at a time',
      REGIONS.map((region) => [region, inboundLines(SHAPES.trickle, 1, region)]),
      MILLION,
    ),
    replies: costs(
      'a million replies',
      REGIONS.map((region) => [region, replyLines(region)]),
      MILLION,
    ),
    calls: calls(),
    brokers: brokers(),
    'scale-tickets': costs('per month, 100 messages a second to tickets', [['eu-west-1', ticketsAtScale(rent, 'eu-west-1')]]),
    'scale-chats': costs('per month, 100 chat messages a second', [['eu-west-1', chatsAtScale(rent, 'eu-west-1')]]),
    prices: prices(),
  };
};

/** The page with every table replaced. @throws when the page lacks a table */
export const filled = (page: string, made: Readonly<Record<string, string>>): string =>
  Object.entries(made).reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- costs: ${name} -->`, '<!-- end -->'];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`${PAGE} has no table ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, page);

if (import.meta.main) writeFileSync(PAGE, filled(readFileSync(PAGE, 'utf8'), await tables()));
