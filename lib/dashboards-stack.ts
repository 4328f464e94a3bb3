import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, AlarmRule, AlarmStatusWidget, CompositeAlarm, Dashboard, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { affectsCustomers, alarmNameOf } from './alarms.ts';
import { costWidgets } from './cost-widgets.ts';
import { readEmulator } from './emulator.ts';
import { flowWidgets } from './flow-widgets.ts';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

export interface DashboardsStackProps extends StackProps {
  readonly profile: Profile;
  readonly alarms: readonly Alarm[];
  readonly functions: readonly ParleyFunction[];
  readonly topic: ITopic;
}

/** Dashboards. Deployed last; nothing depends on them. */
export class DashboardsStack extends Stack {
  constructor(scope: Construct, id: string, props: DashboardsStackProps) {
    super(scope, id, props);
    const { profile, alarms, functions } = props;
    const affecting = alarms.filter(affectsCustomers).map(alarmNameOf).toSorted();
    const words = ['parley', profile.name];

    const flow = new Dashboard(this, 'Flow', {
      dashboardName: `parley-${profile.name}-flow`,
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.INHERIT,
    });
    flow.addWidgets(
      new TextWidget({ markdown: '# Parley: flow\nFrom the provider to the agent, left to right. Runbooks: docs/operations.md', width: 24, height: 2 }),
    );
    flow.addWidgets(
      new AlarmStatusWidget({
        title: 'Alarms that customers or agents notice',
        width: 24,
        height: 4,
        alarms: affecting.map((name) => Alarm.fromAlarmArn(this, name, this.#alarmArn(name))),
      }),
    );
    for (const row of flowWidgets(words)) flow.addWidgets(...row);

    const cost = new Dashboard(this, 'Cost', { dashboardName: `parley-${profile.name}-cost`, defaultInterval: Duration.days(7) });
    for (const row of costWidgets(words, functions)) cost.addWidgets(...row);

    // Emulators have no composite alarms.
    if (!readEmulator(this.node)) this.#composite(affecting, props.topic);
    new CfnOutput(this, 'dashboards', { value: `parley-${profile.name}-flow, parley-${profile.name}-cost` });
  }

  #composite(names: readonly string[], topic: ITopic): void {
    const alarm = new CompositeAlarm(this, 'CustomerAffected', {
      compositeAlarmName: `${this.stackName}-CustomerAffected`,
      alarmRule: AlarmRule.fromString(names.map((name) => `ALARM("${name}")`).join(' OR ')),
      alarmDescription: 'Customers or agents notice a problem. Page the person on call. Runbook: docs/operations.md, at the alarm that fired with this one',
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }

  #alarmArn(name: string): string {
    return this.formatArn({ service: 'cloudwatch', resource: `alarm:${name}` });
  }
}
