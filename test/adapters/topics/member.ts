import { dataPath } from '../../../adapters/embedded/home.ts';
import { hostWakes } from '../../../adapters/embedded/wake.ts';
import { TopicLog } from '../../../adapters/topics/embedded/log.ts';
import { GroupOffsets } from '../../../adapters/topics/embedded/offsets.ts';
import { topicsPath } from '../../../adapters/topics/embedded.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import { pollTopic } from '../../../local/workers/topic-poller.ts';
import { memberFunction, memberOptions, runMember } from '../../conformance/topic-member.ts';
import { localFunction } from '../../local/functions.ts';
import { topicSource } from './source.ts';

/** The laptop's reader in a process of its own, as the workers are. */
const options = memberOptions();
await hostWakes(0);
const log = new TopicLog(topicsPath(), 4);
const offsets = new GroupOffsets(dataPath('offsets.db'));
const poller = pollTopic(topicSource(options), localFunction('member', memberFunction(options)), log, offsets, new EngineHealth(), () => undefined);
await runMember(() => poller.stop());
