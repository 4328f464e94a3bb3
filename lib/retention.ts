import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Profile } from './profile.ts';

/** In prod, resources with customers' data remain when their stack is deleted. A failed first deployment removes them, so that it can be repeated with the same names. */
export const removalOf = (profile: Profile): RemovalPolicy => (profile.protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY);

export const retentionOf = (profile: Profile): RetentionDays => (profile.logDays === 7 ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS);
