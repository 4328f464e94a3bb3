import { analysisProjection } from './analysis.ts';
import { applicationReceiptsProjection, applicationsProjection } from './applications.ts';
import { commandsProjection } from './commands.ts';
import { fanOutProjection, receiptsProjection } from './fan-out.ts';
import { feedProjection } from './feed.ts';
import { helperProjection } from './helper.ts';
import { leftoversProjection } from './leftovers.ts';
import { mediaProjection } from './media.ts';
import { actionsProjection, outboxProjection } from './outbox.ts';
import { previewsProjection } from './previews.ts';
import type { Projection } from './projection.ts';
import { queuesProjection } from './queues.ts';
import { reevaluationProjection } from './reevaluation.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { runsProjection } from './runs.ts';
import { timersProjection } from './timers.ts';
import { webhooksProjection } from './webhooks.ts';

/** Everything that the projector derives from the table. Search has its own reader of the stream. */
export const projectionsOf = (deps: ProjectorDeps): readonly Projection[] =>
  [
    queuesProjection,
    feedProjection,
    outboxProjection,
    actionsProjection,
    analysisProjection,
    commandsProjection,
    timersProjection,
    reevaluationProjection,
    leftoversProjection,
    runsProjection,
    helperProjection,
    webhooksProjection,
    mediaProjection,
    fanOutProjection,
    receiptsProjection,
    applicationsProjection,
    applicationReceiptsProjection,
    previewsProjection,
  ].map((make) => make(deps));
