import type { StreamSource } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { EngineHealth } from './engine-health.ts';
import type { GiveUp } from './failure-destination.ts';
import type { Poller } from './poller.ts';
import { StreamPoller, streamBatchInfo } from './stream-poller.ts';
import { type Polls, StreamReader } from './stream-reader.ts';
import type { Position, Walker } from './stream-walker.ts';

/**
 * How long an idle source with larger batches (search) waits for more records. A frame is at its agent's socket after 5 to 15 ms; until then, both would
 * compete for the same core. Lists follow at once, search within two seconds.
 */
const GATHER_MS = 50;

/** Opens a walker of a table's stream. */
export type OpenWalker = (table: string, sourceArn: string, position: Position | null, from: 'TRIM_HORIZON' | 'LATEST') => Walker;

/** Announces new records. `polls`: how often the reader polls anyway. */
export interface News {
  readonly onRing: (ring: () => void) => () => void;
  readonly polls: Polls;
}

/** All stream sources: one reader per table, one poller per source. */
export function pollStreams(
  sources: readonly StreamSource[],
  functions: ReadonlyMap<string, LocalFunction>,
  open: OpenWalker,
  checkpoints: Checkpoints,
  health: EngineHealth,
  giveUp: GiveUp,
  { onRing, polls }: News,
): Poller {
  const readers: StreamReader[] = [];
  const pollers: StreamPoller[] = [];
  for (const [table, own] of Map.groupBy(sources, (source) => source.table)) {
    const arn = own[0]?.sourceArn ?? '';
    const from = own.some((source) => source.from === 'TRIM_HORIZON') ? 'TRIM_HORIZON' : 'LATEST';
    // Sources with small batches are urgent. The others may wait for more records, so that they do not delay them.
    const smallest = Math.min(...own.map(({ batchSize }) => batchSize));
    const reader = new StreamReader((position) => open(table, arn, position, from), polls);
    reader.begin(furthest(own.map((source) => checkpoints.get(source.id))));
    readers.push(reader);
    for (const source of own) {
      const fn = functions.get(source.functionName);
      if (fn === undefined) continue;
      pollers.push(
        new StreamPoller(source, checkpoints.get(source.id), {
          reader,
          open: (position) => open(table, arn, position, source.from),
          save: (position) => checkpoints.put(source.id, table, position),
          invoke: (event) => fn.invoke(event),
          giveUp: (steps, failure) => giveUp(source.onFailure, { functionArn: fn.plan.arn, ...failure }, streamBatchInfo(source, steps)),
          health,
          clock: Date.now,
          gatherMs: source.batchSize > smallest ? GATHER_MS : 0,
        }),
      );
    }
  }
  const forget = onRing(() => {
    for (const reader of readers) reader.sleeper.ring();
  });
  const done = Promise.all([...readers.map((reader) => reader.run()), ...pollers.map((poller) => poller.run())]);
  return {
    stop: async () => {
      forget();
      for (const poller of pollers) poller.stop();
      for (const reader of readers) reader.stop();
      await done;
    },
  };
}

function furthest(positions: readonly (Position | null)[]): Position | null {
  return positions.reduce((far, position) => {
    if (position === null) return far;
    return far === null || BigInt(position.sequence) > BigInt(far.sequence) ? position : far;
  }, null);
}
