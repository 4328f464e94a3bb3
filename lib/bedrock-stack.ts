import { ArnFormat, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, Node } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { allow, secretNamed } from './grants.ts';
import { logAndThrottle } from './http-stage.ts';
import { option } from './options.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';
import type { Service } from './services.ts';

/** `-c bedrockModelId=…`: a model (`vendor.name`) or an inference profile (`eu.vendor.name`). @throws for other values */
export function readBedrockModel(node: Node): string | undefined {
  const id = option(node, 'bedrockModelId');
  if (id === undefined) return undefined;
  if (!/^([a-z][a-z-]{1,9}\.)?[a-z0-9-]{1,63}\.[a-z0-9][a-z0-9.:-]{0,120}$/i.test(id))
    throw new Error(`-c bedrockModelId=${id}: must be the id of a model or an inference profile`);
  if (option(node, 'aitoolboxServiceUrl') !== undefined) throw new Error('-c bedrockModelId and -c aitoolboxServiceUrl: a hub can have only one AI toolbox');
  return id;
}

interface BedrockStackProps extends StackProps {
  readonly profile: Profile;
  readonly modelId: string;
}

/** Calls a second. Each process of the hub that calls it has one call at a time. */
const THROTTLE = { rate: 20, burst: 40 };

/**
 * The AI toolbox on Amazon Bedrock: a function that implements the hub's own protocol, so that the hub calls it as any other toolbox. It is public,
 * because its caller runs outside of the VPC, and answers signed calls only.
 */
export class BedrockStack extends Stack {
  readonly toolbox: Service;

  constructor(scope: Construct, id: string, props: BedrockStackProps) {
    super(scope, id, props);
    const { profile, modelId } = props;
    const secretName = `parley/${profile.name}/toolbox`;
    const secret = new Secret(this, 'Secret', {
      secretName,
      description: 'Parley: signs the calls of the AI toolbox',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: removalOf(profile),
    });
    acknowledge(secret, 'AwsSolutions-SMG4', 'Both sides read it again within a minute. Operators rotate it by hand, as docs/deploy.md describes.');
    const fn = new ParleyFunction(this, 'Toolbox', {
      profile,
      entry: 'functions/toolbox/handler.ts',
      description: 'The AI toolbox, on Amazon Bedrock',
      timeout: 12,
      memory: 512,
      deployTime: true,
      environment: {
        AITOOLBOX_SECRET_NAME: secretName,
        BEDROCK_MODEL_ID: modelId,
        BEDROCK_URL: `https://bedrock-runtime.${this.region}.${this.urlSuffix}`,
      },
    });
    allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, secretName)]);
    this.#mayCall(fn, modelId);
    const http = new HttpApi(this, 'Http', {
      apiName: `parley-${profile.name}-toolbox`,
      createDefaultStage: true,
      defaultAuthorizer: new HttpNoneAuthorizer(),
    });
    http.addRoutes({ path: '/v1/analyze', methods: [HttpMethod.POST], integration: new HttpLambdaIntegration('Toolbox', fn) });
    acknowledge(http, 'AwsSolutions-APIG4', 'Calls are authenticated by the signature that docs/ai.md describes, and are throttled.');
    logAndThrottle(this, http, profile, THROTTLE);
    this.toolbox = { url: http.apiEndpoint, secretName };
  }

  /**
   * Only this model. An inference profile calls its model in Regions that it chooses; there, only calls through the profile are allowed
   * (docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html, 2026-11).
   */
  #mayCall(fn: ParleyFunction, modelId: string): void {
    const profiled = /^[a-z-]+\.([a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*)$/i.exec(modelId);
    const isProfile = profiled !== null && GEOGRAPHIES.test(modelId);
    const model = (name: string, region: string): string =>
      this.formatArn({ service: 'bedrock', region, account: '', resource: 'foundation-model', resourceName: name, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    if (!isProfile) {
      allow(fn, ['bedrock:InvokeModel'], [model(modelId, this.region)]);
      return;
    }
    const profile = this.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: modelId });
    allow(fn, ['bedrock:InvokeModel'], [profile]);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['bedrock:InvokeModel'],
        resources: [model(profiled[1] as string, '*')],
        conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profile } },
      }),
    );
    if (fn.role)
      acknowledge(
        fn.role,
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${profiled[1]}]`,
        'The profile chooses the Region; the condition requires the profile.',
      );
  }
}

/** Prefixes of inference profiles (…/userguide/inference-profiles-support.html, 2026-11). */
const GEOGRAPHIES = /^(us|us-gov|eu|apac|jp|au|ca|global)\./;
