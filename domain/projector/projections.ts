import type { Projection } from './projection.ts';
import { commandsProjection } from './projections/commands.ts';
import { feedProjection } from './projections/feed.ts';
import { leftoversProjection } from './projections/leftovers.ts';
import { actionsProjection, outboxProjection } from './projections/outbox.ts';
import { queuesProjection } from './projections/queues.ts';
import { reevaluationProjection } from './projections/reevaluation.ts';
import { timersProjection } from './projections/timers.ts';
import type { ProjectorDeps } from './projector-deps.ts';

/** Everything that the projector derives from the table. Search has a reader of the stream of its own. */
export const projectionsOf = (deps: ProjectorDeps): readonly Projection[] =>
  [
    queuesProjection,
    feedProjection,
    outboxProjection,
    actionsProjection,
    commandsProjection,
    timersProjection,
    reevaluationProjection,
    leftoversProjection,
  ].map((make) => make(deps));
