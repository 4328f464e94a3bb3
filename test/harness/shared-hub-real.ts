import type { TestProject } from 'vitest/node';
import { shareHub } from './shared-hub.ts';

/** The same hub for the same stories, on Kafka, DynamoDB Local and OpenSearch. */
export default (project: TestProject): Promise<() => Promise<void>> => shareHub(project, 'real');
