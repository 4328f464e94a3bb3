import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Profile } from './profile.ts';

/** What holds customers' data outlives its stack in prod, but not a first deployment that fails, so that it can be repeated under the same names. */
export const removalOf = (profile: Profile): RemovalPolicy => (profile.protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY);

export const retentionOf = (profile: Profile): RetentionDays => (profile.logDays === 7 ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS);
