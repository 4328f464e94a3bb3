import { BY_PROJECTION, METRICS } from '../functions/metrics.ts';
import { PROJECTIONS, PROJECTOR_PROJECTIONS } from '../functions/projection-names.ts';
import type { Line } from './cost.ts';
import type { Deployed } from './deployed.ts';
import { HOURS, priceOf, type Region } from './prices.ts';

const BROKERS: Readonly<Record<string, string>> = { 'kafka.t3.small': 'brokerSmallHour', 'express.m7g.large': 'brokerExpressHour' };
const NODES: Readonly<Record<string, string>> = { 't3.small.search': 'searchSmallHour', 'm7g.large.search': 'searchLargeHour' };
/** GB that Express brokers store when idle. */
const IDLE_GB = 1;
/** Lambda polls each queue with five connections that wait up to 20 s. */
const POLLS_A_MONTH = (5 * HOURS * 3600) / 20;
const NAMES = Object.values(METRICS).reduce((sum, names) => sum + Object.keys(names).length, 0);
const { projector, reindex } = BY_PROJECTION;
const [mine, others] = [PROJECTOR_PROJECTIONS.length, PROJECTIONS.length - PROJECTOR_PROJECTIONS.length];
/** Our own metrics: each is billed while it is written, and metrics with a value per projection are billed for each projection. */
const OWN = NAMES + projector.length * (mine - 1) + reindex.length * (others - 1);
/** An event poller unit is ten pollers, the minimum of an event source. */
const POLLERS_A_UNIT = 10;

const named = (names: Readonly<Record<string, string>>, type: string): string => {
  const name = names[type];
  if (!name) throw new Error(`no price is listed for ${type}`);
  return name;
};

/** Dollars a month of an unused deployment, line by line, from the resources in its templates. @throws for a type without a price */
export const idleLines = (held: Deployed, region: Region): Line[] => {
  const price = (name: string): number => priceOf(name, region);
  const { brokers, search } = held;
  const units = Math.ceil(held.pollers / POLLERS_A_UNIT);
  const gb = brokers.volumeGib > 0 ? brokers.count * brokers.volumeGib : IDLE_GB;
  const lines: Line[] = [
    { what: `Kafka: ${brokers.count} × ${brokers.type} × ${HOURS} h`, dollars: brokers.count * HOURS * price(named(BROKERS, brokers.type)) },
    { what: `Kafka: ${gb} GB`, dollars: gb * price('brokerStorage') },
    { what: `Lambda: ${units} event poller unit × ${HOURS} h`, dollars: units * HOURS * price('pollerHour') },
    { what: `OpenSearch: ${search.nodes} × ${search.type} × ${HOURS} h`, dollars: search.nodes * HOURS * price(named(NODES, search.type)) },
    {
      what: `OpenSearch: ${search.managers} managers × ${HOURS} h`,
      dollars: search.managers === 0 ? 0 : search.managers * HOURS * price(named(NODES, search.managerType)),
    },
    { what: `OpenSearch: ${search.nodes} × ${search.volumeGib} GB`, dollars: search.nodes * search.volumeGib * price('searchStorage') },
    {
      what: `interface endpoints: ${held.endpoints} × ${held.zones} zone${held.zones === 1 ? '' : 's'} × ${HOURS} h`,
      dollars: held.endpoints * held.zones * HOURS * price('endpointHour'),
    },
    { what: `CloudWatch: ${held.alarms} alarms`, dollars: held.alarms * price('alarm') },
    { what: `CloudWatch: ${held.dashboards} dashboards`, dollars: held.dashboards * price('dashboard') },
    { what: `CloudWatch: ${OWN} custom metrics, if all are published`, dollars: OWN * price('metric') },
    { what: `KMS: ${held.keys} keys`, dollars: held.keys * price('key') },
    { what: `Secrets Manager: ${held.secrets} secrets, plus one per origin`, dollars: held.secrets * price('secret') },
    {
      what: `SQS: ${held.polledQueues} queues polled, ${Math.round(POLLS_A_MONTH / 1000)} thousand times each`,
      dollars: held.polledQueues * POLLS_A_MONTH * price('queueRequest'),
    },
    { what: `WAF: ${held.webAcls} web ACL, ${held.webAclRules} rules`, dollars: held.webAcls * price('webAcl') + held.webAclRules * price('webAclRule') },
  ];
  return lines.filter(({ dollars }) => dollars > 0);
};
