import { Admin, findErrorBy } from '@platformatic/kafka';
import { kafkaConnection } from './kafka-connection.ts';

export interface EnsuredTopics {
  readonly made: readonly string[];
  /** Those whose number of partitions was raised. */
  readonly raised: readonly string[];
  /** Topics with more partitions than configured, which they keep: Kafka cannot remove partitions. */
  readonly larger: readonly string[];
}

/**
 * Creates missing topics and raises the number of partitions of those with fewer; `partitions` by topic. A raise moves
 * keys to other partitions: waiting records may be overtaken by later ones with the same key. @throws Error naming the topic
 */
export async function ensureTopics(partitions: Readonly<Record<string, number>>, replicas: number): Promise<EnsuredTopics> {
  const admin = new Admin(kafkaConnection());
  try {
    const existing = await partitionsOf(admin, Object.keys(partitions));
    const made: string[] = [];
    const raised: string[] = [];
    const larger: string[] = [];
    for (const [topic, count] of Object.entries(partitions)) {
      const has = existing.get(topic);
      if (has === undefined) {
        if (await naming(topic, () => create(admin, topic, count, replicas))) made.push(topic);
      } else if (has < count) {
        await naming(topic, () => admin.createPartitions({ topics: [{ name: topic, count }] }));
        raised.push(topic);
      } else if (has > count) larger.push(topic);
    }
    return { made, raised, larger };
  } finally {
    await admin.close();
  }
}

async function partitionsOf(admin: Admin, wanted: readonly string[]): Promise<Map<string, number>> {
  const names = new Set(await admin.listTopics());
  const topics = wanted.filter((topic) => names.has(topic));
  if (topics.length === 0) return new Map();
  const { topics: described } = await admin.metadata({ topics });
  return new Map(topics.map((topic) => [topic, described.get(topic)?.partitionsCount ?? 0]));
}

async function create(admin: Admin, topic: string, partitions: number, replicas: number): Promise<boolean> {
  try {
    await admin.createTopics({ topics: [{ topic, partitions, replicas }] });
    return true;
  } catch (error) {
    // Another deployment was faster, or the first attempt's answer was lost.
    if (!(error instanceof Error && findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS'))) throw error;
    return false;
  }
}

/** The person who deploys only sees this sentence. */
async function naming<T>(topic: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`topic ${topic}: ${reasonsOf(error).join('; ')}`, { cause: error });
  }
}

/** The client nests a broker's reason in errors of errors. */
function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(reasonsOf);
  return [error instanceof Error ? error.message : String(error)];
}
