import type { Services } from '../target.ts';

const urls = async (services: Services): Promise<readonly string[]> =>
  (await services.json<{ QueueUrls?: string[] }>('sqs', 'AmazonSQS.ListQueues', {}, '1.0')).QueueUrls ?? [];

const count = async (services: Services, QueueUrl: string, attribute: string): Promise<number> => {
  const asked = { QueueUrl, AttributeNames: [attribute] };
  const { Attributes } = await services.json<{ Attributes: Record<string, string> }>('sqs', 'AmazonSQS.GetQueueAttributes', asked, '1.0');
  return Number(Attributes[attribute]);
};

/** The number of delayed messages in a queue. @throws when there is no queue of that name */
export async function delayedIn(services: Services, name: string): Promise<number> {
  const url = (await urls(services)).find((one) => one.endsWith(`/${name}`));
  if (url === undefined) throw new Error(`no queue is called ${name}`);
  return count(services, url, 'ApproximateNumberOfMessagesDelayed');
}

/** All dead letters so far. */
export async function deadLetters(services: Services): Promise<number> {
  const counts = (await urls(services)).filter((url) => /DeadLetters/.test(url)).map((url) => count(services, url, 'ApproximateNumberOfMessages'));
  return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
}
