import { type App, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IConstruct } from 'constructs';
import { DashboardsStack } from './dashboards-stack.ts';
import { readEmulator } from './emulator.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { alarmOn, isDeployTime } from './resource-alarms.ts';
import { WatchStack } from './watch-stack.ts';

/** `-c watch=false` leaves out all alarms, as on a laptop; an emulator has them only with `-c watch=true`. */
export const isWatched = (app: App): boolean => String(app.node.tryGetContext('watch') ?? readEmulator(app.node) === undefined) === 'true';

const stackOf = (construct: IConstruct): Stack | undefined => construct.node.scopes.findLast((scope) => Stack.isStack(scope));

/**
 * Adds alarms for everything in the app, so it must be called last. Alarms are in the stack of the resource that they watch, so that no
 * exports are needed; only the topic and the collector of errors are shared.
 */
export function watch(app: App, name: (part: string) => string, props: StackProps & { readonly profile: Profile }): void {
  const here = app.node.findAll();
  const stack = new WatchStack(app, name('watch'), { ...props, description: 'Parley: alarms and errors' });
  // Alarms of another Region cannot notify the topic.
  const near = here.filter((construct) => stackOf(construct)?.region === stack.region);
  const functions = near.filter((construct) => construct instanceof ParleyFunction).filter((fn) => !isDeployTime(fn));
  for (const fn of functions) stack.errors.listenTo(fn);
  if (!stack.alarms) return;
  for (const construct of near) alarmOn(construct);
  const alarms = app.node.findAll().filter((construct) => construct instanceof Alarm);
  const action = new SnsAction(stack.alarms);
  for (const alarm of alarms) {
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  const dashboards = new DashboardsStack(app, name('dashboards'), { ...props, alarms, functions, topic: stack.alarms, description: 'Parley: dashboards' });
  for (const other of app.node.children)
    if (Stack.isStack(other) && other !== dashboards && other.region === stack.region) dashboards.addStackDependency(other);
}
