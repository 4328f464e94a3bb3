import { Admin, findErrorBy } from '@platformatic/kafka';
import { kafkaConnection } from './kafka-connection.ts';

/**
 * Makes the topics that are missing; `partitions` by topic. What exists is left as it is, its number of partitions too: with
 * another number the keys' records would change their partition and with it their order. Answers the names made.
 */
export async function ensureTopics(partitions: Readonly<Record<string, number>>, replicas: number): Promise<readonly string[]> {
  const admin = new Admin(kafkaConnection());
  try {
    const existing = new Set(await admin.listTopics());
    const made: string[] = [];
    for (const [topic, count] of Object.entries(partitions)) {
      if (!existing.has(topic) && (await create(admin, topic, count, replicas))) made.push(topic);
    }
    return made;
  } finally {
    await admin.close();
  }
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
