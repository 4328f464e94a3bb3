import { Admin, findErrorBy } from '@platformatic/kafka';

/** The topics that the functions of these stacks use, with the same number of partitions as in a deployment (lib/topics-resource.ts). */
const PARTITIONS: Readonly<Record<string, number>> = {
  messages: 12,
  tickets: 6,
  queue_acks: 3,
  ai_messages: 3,
  metadata_actions: 3,
  escalations_outbound: 3,
};

/** Creates missing topics, as the deploy-time function does on MSK. */
export async function makeTopics(kafkaBrokers: string): Promise<void> {
  const admin = new Admin({ clientId: 'parley-deploy-local', bootstrapBrokers: kafkaBrokers.split(','), retries: 10, retryDelay: 500 });
  try {
    for (const [topic, partitions] of Object.entries(PARTITIONS)) {
      try {
        await admin.createTopics({ topics: [{ topic, partitions, replicas: 1 }] });
      } catch (error) {
        if (!(error instanceof Error && findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS'))) throw error;
      }
    }
  } finally {
    await admin.close();
  }
}
