import { FLAGS } from 'aws-cdk-lib/cx-api';

/**
 * What `cdk init` writes into a new project's cdk.json: every feature flag at its recommended value. They are in code,
 * because `npm start` runs the app without the CLI that would read cdk.json.
 */
export const featureFlags: Record<string, unknown> = {
  ...Object.fromEntries(
    Object.entries(FLAGS)
      .filter(([, flag]) => flag.introducedIn.v2 !== undefined)
      .map(([name, flag]) => [name, flag.recommendedValue]),
  ),
  // Exports and Fn::ImportValue: emulators and the laptop cloud support them, and CloudFormation protects exports that are in use.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};
