import { EngineHealth } from '../../../local/workers/engine-health.ts';
import type { Position, Step } from '../../../local/workers/stream-walker.ts';

/** A stream record with a sequence number. */
export const step = (sequence: number, image: Record<string, unknown> = {}): Step => ({
  position: { shard: 's', sequence: String(sequence) } satisfies Position,
  record: {
    eventID: String(sequence),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'r',
    eventSourceARN: 'arn:stream',
    dynamodb: {
      ApproximateCreationDateTime: 1_000,
      Keys: { pk: { S: `k${sequence}` } },
      NewImage: image as Record<string, unknown>,
      SequenceNumber: String(sequence),
      SizeBytes: 1,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  },
});

/** An engine that is always up: what fails, fails of its own. */
export class Healthy extends EngineHealth {
  override async explains(): Promise<boolean> {
    return false;
  }
}
