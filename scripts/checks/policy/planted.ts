import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { buildApp } from '../../../lib/app.ts';

/** The whole app with an additional bucket that violates the policy rules: synthesising it shows whether the rules are on. */
class OneTooMany extends Stack {
  readonly bucket = new Bucket(this, 'Open');
}

const app = await buildApp();
app.node.addMetadata('planted', new OneTooMany(app, 'planted').bucket.node.path);
app.synth();
