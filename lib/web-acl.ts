import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

/** Requests of one address in five minutes; an office of some hundred agents may share one. */
const REQUESTS_PER_ADDRESS = 10_000;

/**
 * AWS's managed rule groups, and the rules of them that only count. Messages of people may be large and may contain HTML, URLs and text that
 * looks like an attack. Schemas validate bodies instead, and the console escapes what it shows.
 * docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html (2026-11).
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericRFI_QUERYARGUMENTS',
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY'],
};

/** Providers are authenticated by signature and must never be blocked or throttled, so no rule applies to their calls. */
const NO_WEBHOOK: CfnWebACL.StatementProperty = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'STARTS_WITH',
        searchString: '/webhooks/',
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    },
  },
};

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });

/** The firewall of CloudFront. Must be in us-east-1. */
export function webAcl(scope: Construct, profile: Profile): CfnWebACL {
  const acl = new CfnWebACL(scope, 'Firewall', {
    name: `parley-${profile.name}`,
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: seen('parley-firewall'),
    customResponseBodies: {
      limited: {
        contentType: 'APPLICATION_JSON',
        content: JSON.stringify({ code: 'rate_limited', title: 'Too many requests', status: 429, detail: 'Too many requests from this address.', errors: [] }),
      },
    },
    rules: [
      {
        name: 'RequestsPerAddress',
        priority: 0,
        statement: { rateBasedStatement: { limit: REQUESTS_PER_ADDRESS, aggregateKeyType: 'IP', evaluationWindowSec: 300, scopeDownStatement: NO_WEBHOOK } },
        action: {
          block: { customResponse: { responseCode: 429, customResponseBodyKey: 'limited', responseHeaders: [{ name: 'retry-after', value: '300' }] } },
        },
        visibilityConfig: seen('requests-per-address'),
      },
      ...Object.entries(GROUPS).map(([name, counting], index) => ({
        name,
        priority: index + 1,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            scopeDownStatement: NO_WEBHOOK,
            ruleActionOverrides: counting.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          },
        },
        visibilityConfig: seen(name),
      })),
    ],
  });
  // The service requires names with this prefix.
  const logs = new LogGroup(scope, 'FirewallLogs', {
    logGroupName: `aws-waf-logs-parley-${profile.name}`,
    retention: retentionOf(profile),
    removalPolicy: removalOf(profile),
  });
  new CfnLoggingConfiguration(scope, 'FirewallLogging', {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [logs.logGroupArn.replace(/:\*$/, '')],
    redactedFields: [{ singleHeader: { Name: 'authorization' } }, { queryString: {} }],
    // Only requests that were rejected or counted.
    loggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })) }],
    },
  });
  return acl;
}
